package io.fairlead.engine.desk;

import io.fairlead.engine.distribution.Candidate;
import io.fairlead.engine.distribution.Caps;
import io.fairlead.engine.distribution.Rule;
import io.fairlead.engine.distribution.RuleBook;
import io.fairlead.engine.time.Absence;
import io.fairlead.engine.time.Absences;
import io.fairlead.engine.time.Away;
import io.fairlead.engine.time.Span;
import io.fairlead.engine.time.Timeline;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the clock alone decides: shifts, absences, windows and calendar periods at the run's instant, and the next
 * instant at which one of them changes. Time only moves on. Not thread-safe.
 */
final class Daytime {
    private final RuleBook book;
    private final ZoneId zone;
    private final Absences[] absences;
    private final Span[] duty;
    private final boolean[] absent;
    /** The epoch day of the user's absence that is or comes next; {@link Long#MAX_VALUE} for none. */
    private final long[] absentFrom;

    private final Span[] windows;
    private final PriorityQueue<Change> changes = new PriorityQueue<>();
    private final boolean[] cappedPeriods;
    private Periods periods;
    private Instant now;

    /** The calendar periods of a company that contain an instant, as numbers that differ from period to period. */
    record Periods(LocalDate today, long day, long week, long month) {
        /** The epoch day −3 was a Monday (1969-12-29). */
        private static final int MONDAY = 3;

        static Periods at(Instant at, ZoneId zone) {
            return on(LocalDate.ofInstant(at, zone));
        }

        static Periods on(LocalDate today) {
            long day = today.toEpochDay();
            return new Periods(
                    today, day, Math.floorDiv(day + MONDAY, 7), today.getYear() * 12L + today.getMonthValue());
        }

        long number(Rule.Count count) {
            return switch (count) {
                case DAY -> day;
                case WEEK -> week;
                case MONTH -> month;
                case ALL -> 0;
            };
        }
    }

    private enum Kind {
        SHIFT,
        ABSENCE,
        WINDOW,
        DAY
    }

    private record Change(Instant at, Kind kind, int place) implements Comparable<Change> {
        @Override
        public int compareTo(Change other) {
            return at.compareTo(other.at);
        }
    }

    /** What changed when time moved on: bits that may be combined. */
    static final int ELIGIBILITY = 1;

    static final int WINDOWS = 2;

    Daytime(RuleBook book, List<Absence> all, Instant start) {
        this.book = book;
        this.zone = book.settings().company().timezone();
        this.now = start;
        int users = book.users().size();
        var byUser = Absences.byUser(all);
        absences = new Absences[users];
        absent = new boolean[users];
        absentFrom = new long[users];
        duty = new Span[users];
        windows = new Span[book.ruleCount()];
        for (int u = 0; u < users; u++) {
            absences[u] = byUser.getOrDefault(book.users().get(u).id(), Absences.NONE);
            lookAtShift(u);
            lookAtAbsence(u);
        }
        for (int r = 0; r < windows.length; r++) {
            lookAtWindow(r);
        }
        cappedPeriods = cappedPeriods(book);
        periods = Periods.at(start, zone);
        expectMidnight();
    }

    /** When something changes next by the clock alone; {@link Instant#MAX} for never. */
    Instant nextChange() {
        var next = changes.peek();
        return next == null ? Instant.MAX : next.at;
    }

    /** Moves to an instant that is not before the last one nor beyond {@link #nextChange}. */
    int moveTo(Instant at, Ends ends) {
        now = at;
        int changed = 0;
        for (var next = changes.peek(); next != null && !next.at.isAfter(at); next = changes.peek()) {
            changes.remove();
            changed |= switch (next.kind) {
                case SHIFT -> shift(next.place, ends);
                case ABSENCE -> absence(next.place, ends);
                case WINDOW -> lookAtWindow(next.place) ? WINDOWS | ELIGIBILITY : 0;
                case DAY -> turnDay();
            };
        }
        return changed;
    }

    /** Moves to an instant that is not before the last one; what ended meanwhile is nobody's concern here. */
    void jumpTo(Instant at) {
        moveTo(at, new Ends() {
            @Override
            public void shiftEnded(int user) {}

            @Override
            public void absenceBegan(int user) {}
        });
    }

    /** Told when somebody's shift ends or absence begins. */
    interface Ends {
        void shiftEnded(int user);

        void absenceBegan(int user);
    }

    private int shift(int user, Ends ends) {
        boolean was = duty[user].on();
        lookAtShift(user);
        if (was && !duty[user].on()) {
            ends.shiftEnded(user);
        }
        return was == duty[user].on() ? 0 : ELIGIBILITY;
    }

    private int absence(int user, Ends ends) {
        boolean was = absent[user];
        lookAtAbsence(user);
        if (!was && absent[user]) {
            ends.absenceBegan(user);
        }
        return ELIGIBILITY;
    }

    private int turnDay() {
        var before = periods;
        periods = Periods.at(now, zone);
        expectMidnight();
        boolean week = cappedPeriods[1] && periods.week() != before.week();
        boolean month = cappedPeriods[2] && periods.month() != before.month();
        return cappedPeriods[0] || week || month ? ELIGIBILITY : 0;
    }

    private void lookAtShift(int user) {
        duty[user] = look(book.users().get(user).duty(), Kind.SHIFT, user);
    }

    private boolean lookAtWindow(int rule) {
        var before = windows[rule];
        windows[rule] = look(book.window(rule), Kind.WINDOW, rule);
        return before == null || before.on() != windows[rule].on();
    }

    private Span look(Timeline timeline, Kind kind, int place) {
        var span = timeline.at(now);
        if (!span.until().equals(Instant.MAX)) {
            changes.add(new Change(span.until(), kind, place));
        }
        return span;
    }

    private void lookAtAbsence(int user) {
        var away = absences[user].at(now);
        absent[user] = away != null;
        var from = away == null ? absences[user].nextStart(now) : away.from();
        absentFrom[user] =
                from == null ? Long.MAX_VALUE : LocalDate.ofInstant(from, zone).toEpochDay();
        var next = absences[user].nextBoundary(now);
        if (next != null) {
            changes.add(new Change(next, Kind.ABSENCE, user));
        }
    }

    private void expectMidnight() {
        changes.add(new Change(periods.today().plusDays(1).atStartOfDay(zone).toInstant(), Kind.DAY, 0));
    }

    boolean onShift(int user) {
        return duty[user].on();
    }

    boolean absent(int user) {
        return absent[user];
    }

    boolean absentWithin(int user, int days) {
        return absentFrom[user] <= periods.day() + days;
    }

    boolean windowOpen(int rule) {
        return windows[rule].on();
    }

    Span duty(int user) {
        return duty[user];
    }

    @Nullable
    Away away(int user, int days) {
        return absences[user].within(now, days, zone);
    }

    Absences absences(int user) {
        return absences[user];
    }

    Periods periods() {
        return periods;
    }

    Instant now() {
        return now;
    }

    /** Whether any cap counts by day, week, month. */
    private static boolean[] cappedPeriods(RuleBook book) {
        var counted = new boolean[3];
        for (var rule : book.settings().rules()) {
            var own = rule.group().candidates().stream().map(Candidate::caps);
            Stream.concat(Stream.of(rule.limits().caps()), own).forEach(caps -> count(caps, counted));
        }
        return counted;
    }

    private static void count(@Nullable Caps caps, boolean[] counted) {
        if (caps != null) {
            counted[0] |= caps.day() != null;
            counted[1] |= caps.week() != null;
            counted[2] |= caps.month() != null;
        }
    }
}
