package io.fairlead.server.replay;

import io.fairlead.engine.desk.Event;
import io.fairlead.engine.distribution.Explanation;
import io.fairlead.server.desk.Doing;
import io.fairlead.server.desk.again.Retelling;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** What came of each lead of a period, as it was and under other rules, gathered as both are told. Not thread-safe. */
final class Fates {
    private static final int MOST_EXPLAINED = 2000;
    static final int MOST_LEADS = 1_000_000;

    private final TreeMap<Long, Fate> fates = new TreeMap<>();
    /** Leads from before the period: who had them last in it, by either telling; 0 for nobody. */
    private final Map<Long, Long> earlierBefore = new HashMap<>();

    private final Map<Long, Long> earlierAfter = new HashMap<>();
    private final Set<Long> byHand = new HashSet<>();
    private final Set<Long> skipped = new HashSet<>();
    final Side before = new Side(false);
    final Side after = new Side(true);
    /** Leads that were imported in the period: they count once it is decided about them. */
    private final Map<Long, Fate> imported = new HashMap<>();

    private Instant from = Instant.MAX;
    private boolean begun;
    private int explained;

    /** A lead that arrived in the period. */
    static final class Fate {
        final Instant arrived;
        final String source;
        final String name;

        @Nullable
        Given before;

        @Nullable
        Given after;

        @Nullable
        Explanation whyBefore;

        @Nullable
        Explanation whyAfter;

        Fate(Instant arrived, String source, String name) {
            this.arrived = arrived;
            this.source = source;
            this.name = name;
        }

        boolean changed() {
            return user(before) != user(after);
        }
    }

    /**
     * The last decision about a lead.
     *
     * @param user 0 for nobody
     * @param waited in seconds, until its first person; −1 before that
     */
    record Given(Instant at, long user, String rule, String how, long waited) {}

    static long user(@Nullable Given given) {
        return given == null ? 0 : given.user();
    }

    /** The period begins. */
    void begin(Instant at) {
        begun = true;
        from = at;
    }

    NavigableMap<Long, Fate> fates() {
        return fates;
    }

    Set<Long> byHand() {
        return byHand;
    }

    long skipped() {
        return skipped.size();
    }

    /** Whether there is room for more explanations. */
    boolean explains() {
        return explained < MOST_EXPLAINED;
    }

    long earlier() {
        var leads = new HashSet<>(earlierBefore.keySet());
        leads.addAll(earlierAfter.keySet());
        return leads.stream()
                .filter(lead -> !Objects.equals(earlierBefore.get(lead), earlierAfter.get(lead)))
                .count();
    }

    /** One of the two tellings. Of one batch the other one, as it was, is told first. */
    final class Side implements Retelling.Listener {
        private final boolean other;

        Side(boolean other) {
            this.other = other;
        }

        @Override
        public void arrived(long lead, Instant at, Doing.NewLead facts) {
            if (!begun || other) {
                return;
            }
            add(lead, new Fate(at, facts.source(), facts.name()));
            if (facts.creator() != null) {
                byHand.add(lead);
            }
        }

        @Override
        public void takenIn(long lead, Instant arrived, Doing.NewLead facts) {
            if (begun && !other && !arrived.isBefore(from)) {
                imported.put(lead, new Fate(arrived, facts.source(), facts.name()));
            }
        }

        private void add(long lead, Fate fate) {
            if (fates.size() == MOST_LEADS) {
                throw new TooMany();
            }
            fates.put(lead, fate);
        }

        @Override
        public void made(Retelling.Made decision) {
            if (!begun) {
                return;
            }
            long user = decision.user() == null ? 0 : decision.user();
            var taken = imported.remove(decision.lead());
            if (taken != null) {
                add(decision.lead(), taken);
            }
            var fate = fates.get(decision.lead());
            if (fate == null) {
                (other ? earlierAfter : earlierBefore).put(decision.lead(), user);
                return;
            }
            var last = other ? fate.after : fate.before;
            long waited = last == null ? -1 : last.waited();
            if (waited < 0 && user != 0) {
                waited = Duration.between(fate.arrived, decision.at()).toSeconds();
            }
            var given = new Given(decision.at(), user, decision.rule(), decision.how(), waited);
            boolean had = fate.whyBefore != null || fate.whyAfter != null;
            if (other) {
                fate.after = given;
                fate.whyAfter = decision.explanation();
                if (!fate.changed()) {
                    fate.whyBefore = null;
                    fate.whyAfter = null;
                }
            } else {
                fate.before = given;
                fate.whyBefore = decision.explanation();
            }
            boolean has = fate.whyBefore != null || fate.whyAfter != null;
            explained += (has ? 1 : 0) - (had ? 1 : 0);
        }

        @Override
        public void skipped(long lead) {
            skipped.add(lead);
        }

        @Override
        public void took(Event act) {
            if (begun && !other && act instanceof Event.AssignedByHand assigned) {
                byHand.add(Long.parseLong(assigned.lead()));
            } else if (begun && !other && act instanceof Event.HandedOver handed) {
                byHand.add(Long.parseLong(handed.lead()));
            }
        }
    }

    /** More leads than are told again at once. */
    static final class TooMany extends CancellationException {
        private static final long serialVersionUID = 1;
    }
}
