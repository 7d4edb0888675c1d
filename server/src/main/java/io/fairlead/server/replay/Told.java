package io.fairlead.server.replay;

import io.fairlead.engine.desk.Kept;
import io.fairlead.engine.distribution.Explanation;
import io.fairlead.engine.distribution.Ledger;
import io.fairlead.server.distribution.Explained;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.replay.Fates.Fate;
import io.fairlead.server.replay.Fates.Given;
import io.fairlead.server.replay.ReplayLine.ReplayBalance;
import io.fairlead.server.replay.ReplayLine.ReplayCell;
import io.fairlead.server.replay.ReplayLine.ReplayLead;
import io.fairlead.server.replay.ReplayLine.ReplayLedger;
import io.fairlead.server.replay.ReplayLine.ReplayOutcome;
import io.fairlead.server.replay.ReplayLine.ReplayWait;
import io.fairlead.server.replay.ReplayLine.ReplayWaited;
import io.fairlead.server.replay.ReplayLine.Two;
import io.fairlead.server.wording.Leads;
import io.fairlead.server.wording.WallTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a replay found, in the words of the API. Used once, by one thread. */
final class Told {
    private static final int MOST_LISTED = 10_000;
    private static final int PAGE = 200;

    private final WhatIf.Findings found;
    private final WhatIf.Period period;
    private final ZoneId zone;
    private final WallTime wall;
    private final Ids ids;
    private final Map<Long, String> users;
    private final long erased;

    /**
     * What was found in a period.
     *
     * @param users their ids in the settings, by their numbers
     * @param erased leads of the period whose person was erased
     */
    Told(WhatIf.Findings found, WhatIf.Period period, ZoneId zone, long idSeed, Map<Long, String> users, long erased) {
        this.found = found;
        this.period = period;
        this.zone = zone;
        this.wall = new WallTime(zone);
        this.ids = Ids.of(idSeed);
        this.users = users;
        this.erased = erased;
    }

    /** Leads that change, page by page, and what it all comes to. */
    void write(Consumer<ReplayLine> lines) {
        var page = new ArrayList<ReplayLead>();
        long changed = 0;
        long listed = 0;
        for (var entry : found.fates().fates().entrySet()) {
            if (entry.getValue().changed()) {
                changed++;
                if (listed < MOST_LISTED) {
                    listed++;
                    page.add(lead(entry.getKey(), entry.getValue()));
                }
                if (page.size() == PAGE) {
                    lines.accept(new ReplayLine.ReplayLeads(List.copyOf(page)));
                    page.clear();
                }
            }
        }
        if (!page.isEmpty()) {
            lines.accept(new ReplayLine.ReplayLeads(page));
        }
        lines.accept(summary(changed, listed));
    }

    private ReplayLead lead(long number, Fate fate) {
        return new ReplayLead(
                ids.show(Ids.Kind.LEAD, number),
                fate.name,
                fate.source,
                wall.text(fate.arrived),
                outcome(fate.before),
                outcome(fate.after),
                found.fates().byHand().contains(number),
                why(fate.before, fate.whyBefore),
                why(fate.after, fate.whyAfter));
    }

    private @Nullable Explained why(@Nullable Given given, @Nullable Explanation explanation) {
        return given == null || explanation == null
                ? null
                : Explained.of(given.at(), given.rule(), user(given), given.how(), explanation, zone);
    }

    private String user(@Nullable Given given) {
        return users.getOrDefault(Fates.user(given), "");
    }

    private ReplayOutcome outcome(@Nullable Given given) {
        return given == null
                ? new ReplayOutcome("", "", "unassigned")
                : new ReplayOutcome(user(given), given.rule(), given.how());
    }

    private ReplayLine.ReplaySummary summary(long changed, long listed) {
        var fates = found.fates();
        var all = fates.fates().values();
        return new ReplayLine.ReplaySummary(
                "summary",
                wall.text(period.from()),
                wall.text(period.to()),
                wall.text(found.toldFrom()),
                all.size(),
                changed,
                listed,
                new Two<>(
                        all.stream()
                                .filter(fate -> Fates.user(fate.before) == 0)
                                .count(),
                        all.stream().filter(fate -> Fates.user(fate.after) == 0).count()),
                fates.byHand().stream().filter(fates.fates()::containsKey).count(),
                fates.skipped(),
                erased,
                fates.earlier(),
                cells(),
                waits(),
                new Two<>(ledgers(found.was()), ledgers(found.would())));
    }

    private List<ReplayCell> cells() {
        record Place(String user, String source) {}
        var counts = new HashMap<Place, long[]>();
        for (var fate : found.fates().fates().values()) {
            counts.computeIfAbsent(new Place(user(fate.before), fate.source), place -> new long[2])[0]++;
            counts.computeIfAbsent(new Place(user(fate.after), fate.source), place -> new long[2])[1]++;
        }
        return counts.entrySet().stream()
                .map(one -> new ReplayCell(
                        one.getKey().user(), one.getKey().source(), one.getValue()[0], one.getValue()[1]))
                .sorted(Comparator.comparing(ReplayCell::source).thenComparing(ReplayCell::user))
                .toList();
    }

    private List<ReplayWait> waits() {
        var bySource = new TreeMap<String, List<Fate>>();
        for (var fate : found.fates().fates().values()) {
            bySource.computeIfAbsent(fate.source, source -> new ArrayList<>()).add(fate);
        }
        var waits = new ArrayList<ReplayWait>();
        waits.add(wait("", List.copyOf(found.fates().fates().values())));
        bySource.forEach((source, fates) -> waits.add(wait(source, fates)));
        return waits;
    }

    private static ReplayWait wait(String source, List<Fate> fates) {
        return new ReplayWait(source, waited(fates, fate -> fate.before), waited(fates, fate -> fate.after));
    }

    private static ReplayWaited waited(List<Fate> fates, Function<Fate, @Nullable Given> side) {
        long[] sorted = fates.stream()
                .map(side)
                .filter(Objects::nonNull)
                .mapToLong(Given::waited)
                .filter(seconds -> seconds >= 0)
                .sorted()
                .toArray();
        return new ReplayWaited(sorted.length, at(sorted, 0.5), at(sorted, 0.9));
    }

    /** The smallest figure that so many are not above. */
    private static @Nullable Long at(long[] sorted, double share) {
        return sorted.length == 0 ? null : sorted[Math.max(0, (int) Math.ceil(sorted.length * share) - 1)];
    }

    private static List<ReplayLedger> ledgers(Two<List<Kept.Line>> lines) {
        record Place(Ledger ledger, String user) {}
        var begin = new HashMap<Place, Kept.Line>();
        lines.before().forEach(line -> begin.put(new Place(line.ledger(), line.user()), line));
        var ledgers = new TreeMap<String, List<ReplayBalance>>();
        for (var line : lines.after()) {
            var old = begin.getOrDefault(
                    new Place(line.ledger(), line.user()), new Kept.Line(line.ledger(), line.user(), 0, 0, 0));
            long entitled = line.entitled() - old.entitled();
            long received = line.received() - old.received();
            boolean still = entitled == 0 && received == 0 && line.peak() == Math.abs(old.entitled() - old.received());
            if (still || line.user().isEmpty()) {
                continue;
            }
            ledgers.computeIfAbsent(line.ledger().name(), name -> new ArrayList<>())
                    .add(new ReplayBalance(
                            line.user(),
                            Leads.text(entitled),
                            Leads.text(received),
                            Leads.text(line.entitled() - line.received()),
                            Leads.text(line.peak())));
        }
        ledgers.values().forEach(rows -> rows.sort(Comparator.comparing(ReplayBalance::user)));
        return ledgers.entrySet().stream()
                .map(one -> new ReplayLedger(one.getKey(), one.getValue()))
                .toList();
    }
}
