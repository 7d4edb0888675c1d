package io.fairlead.server.replay;

import io.fairlead.engine.desk.Kept;
import io.fairlead.engine.distribution.Ledger;
import io.fairlead.server.company.SettingsDocument;
import io.fairlead.server.company.SettingsDocument.Misfit;
import io.fairlead.server.desk.Replay;
import io.fairlead.server.desk.again.Retelling;
import io.fairlead.server.desk.again.Retelling.Version;
import io.fairlead.server.settings.SettingsFile;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * A period told twice, as it was and under other rules, each batch to both, so that what people did is done by those who
 * have the leads. Used once, by one thread.
 */
final class WhatIf implements Retelling.Archive {
    private final Start start;
    private final Period period;
    private final TryRules rules;
    private final Progress progress;
    private final Fates fates = new Fates();
    private Instant told;
    private long settings;
    private boolean departed;
    private boolean explains;
    /** Why the rules do not fit the settings in force; it matters once a lead arrives under these. */
    private @Nullable Unfit unfit;

    /** From inclusive, to exclusive. */
    record Period(Instant from, Instant to) {}

    /** Told of each batch; stops by throwing {@link CancellationException}. */
    interface Progress {
        /**
         * A batch is done.
         *
         * @param share in thousandths
         */
        void at(int share, long leads);
    }

    /** Rules that do not fit the settings of a time: they name what was not there. */
    static final class Unfit extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final Instant at;
        private final transient List<Misfit> misfits;

        Unfit(Instant at, List<Misfit> misfits) {
            super(misfits.toString());
            this.at = at;
            this.misfits = List.copyOf(misfits);
        }

        Instant at() {
            return at;
        }

        List<Misfit> misfits() {
            return misfits;
        }
    }

    WhatIf(Start start, Period period, TryRules rules, Progress progress) {
        this.start = start;
        this.period = period;
        this.rules = rules;
        this.progress = progress;
        this.told = start.at();
        this.settings = start.kept() == null ? 0 : start.kept().checkpoint().settings();
    }

    /**
     * Tells the period.
     *
     * @throws Unfit when the rules name what was not there
     * @throws CancellationException when it is stopped
     * @throws Retelling.Gap if what was recorded does not tell enough
     */
    Findings run() {
        try (var was = start.replay(fates.before);
                var would = start.replay(this, fates.after)) {
            for (var replay : List.of(was, would)) {
                replay.skipMissing();
                replay.explain(false);
            }
            return run(was, would);
        }
    }

    private Findings run(Replay was, Replay would) {
        var next = tellBefore(start.past().next(), period.from(), was, would);
        var end = start.end().at();
        var last = period.to().isBefore(end) ? period.to() : end;
        var begin = period.from().isBefore(start.at()) ? start.at() : period.from();
        begin = begin.isAfter(last) ? last : begin;
        for (var replay : List.of(was, would)) {
            replay.catchUpBefore(begin);
            replay.forgetPeaks();
        }
        fates.begin(begin);
        var linesBefore = was.lines();
        would.follow(was);
        var renamed = depart(would, begin);
        var linesAfter =
                linesBefore.stream().map(line -> renamed(line, renamed)).toList();
        explains = true;
        tellBefore(next, period.to(), was, would);
        for (var replay : List.of(was, would)) {
            if (last.isBefore(period.to())) {
                replay.catchUp(last);
            } else {
                replay.catchUpBefore(last);
            }
        }
        return new Findings(
                fates,
                new ReplayLine.Two<>(linesBefore, was.lines()),
                new ReplayLine.Two<>(linesAfter, would.lines()),
                start.at());
    }

    /**
     * Tells both what happened before an instant.
     *
     * @return the first batch that was not told; null at the end
     */
    private Past.@Nullable Batch tellBefore(Past.@Nullable Batch first, Instant end, Replay was, Replay would) {
        var next = first;
        for (; next != null && next.at().isBefore(end); next = start.past().next()) {
            was.explain(explains && fates.explains());
            would.explain(explains && fates.explains());
            tell(next, was, would);
        }
        return next;
    }

    private void tell(Past.Batch batch, Replay was, Replay would) {
        told = batch.at();
        settings = batch.settings() == null ? settings : batch.settings();
        if (unfit != null && batch.arrivals().stream().anyMatch(one -> !one.edit())) {
            throw unfit;
        }
        batch.tell(was);
        batch.tell(would);
        long whole = Math.max(1, Duration.between(start.at(), period.to()).toMillis());
        long done = Duration.between(start.at(), told).toMillis();
        progress.at((int) Math.clamp(done * 1000 / whole, 0, 999), fates.fates().size());
    }

    /**
     * Under rules that are the same nothing comes in between.
     *
     * @return the new ids of rules by the old ones
     */
    private Map<String, String> depart(Replay would, Instant at) {
        told = at;
        var own = rules.own();
        if (own == null) {
            return Map.of();
        }
        departed = true;
        var inForce = settings == 0 ? null : start.past().document(settings).path("rules");
        if (inForce == null || inForce.equals(own)) {
            would.depart(at, null, Map.of());
            return Map.of();
        }
        var renamed = rules.renamed(inForce);
        would.depart(at, version(settings), renamed);
        return renamed;
    }

    private static Kept.Line renamed(Kept.Line line, Map<String, String> renamed) {
        var ledger = line.ledger();
        var id = ledger.shared() ? null : renamed.get(ledger.name());
        return id == null
                ? line
                : new Kept.Line(new Ledger(false, id), line.user(), line.entitled(), line.received(), line.peak());
    }

    @Override
    public Version version(long seq) {
        ArrayNode own = rules.own();
        if (!departed || own == null) {
            return start.past().version(seq);
        }
        var document = start.past().document(seq);
        document.set("rules", own);
        var settingsOfThen = new SettingsDocument(document);
        return switch (settingsOfThen.read()) {
            case SettingsFile.Sound sound -> {
                unfit = null;
                yield new Version(seq, sound.scenario(), start.past().people(seq));
            }
            case SettingsFile.Broken broken -> {
                unfit = new Unfit(told, settingsOfThen.misfits());
                yield start.past().version(seq);
            }
        };
    }

    @Override
    public Map<Long, String> arrivals(Collection<Long> leads) {
        return start.past().arrivals(leads);
    }

    /**
     * What came of it.
     *
     * @param was lines of ledgers at the beginning and the end, as it was
     * @param would the same under the other rules
     */
    record Findings(
            Fates fates,
            ReplayLine.Two<List<Kept.Line>> was,
            ReplayLine.Two<List<Kept.Line>> would,
            Instant toldFrom) {}

    /**
     * The rules to try.
     *
     * @param own in the form of the settings, without {@code was}; null for those that were in force at each time
     */
    record TryRules(@Nullable ArrayNode own, Renaming renaming) {
        /** The new ids by the old ones, against the rules that were in force. */
        interface Renaming {
            Map<String, String> from(JsonNode inForce);
        }

        Map<String, String> renamed(JsonNode inForce) {
            return renaming.from(inForce);
        }
    }
}
