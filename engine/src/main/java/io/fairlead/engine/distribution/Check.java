package io.fairlead.engine.distribution;

import io.fairlead.engine.time.Span;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The reasons for leaving a candidate out, in the order in which they are tried: the first that applies counts. Each
 * check is tested on its own.
 */
enum Check {
    INACTIVE {
        @Override
        boolean leavesOut(Ballot b, int i) {
            return !b.situation().active(b.user(i));
        }

        @Override
        Reason reason(Ballot b, int i) {
            return new Reason.Inactive();
        }
    },
    MISSING_SKILL {
        @Override
        boolean leavesOut(Ballot b, int i) {
            return !b.book().skilled(b.rule(), b.user(i));
        }

        @Override
        Reason reason(Ballot b, int i) {
            var had = b.book().users().get(b.user(i)).skills();
            return new Reason.MissingSkill(
                    Candidates.missing(b.settings().group().skills(), had));
        }
    },
    OFF_SHIFT {
        @Override
        boolean leavesOut(Ballot b, int i) {
            return !b.situation().onShift(b.user(i));
        }

        @Override
        Reason reason(Ballot b, int i) {
            return new Reason.OffShift(nextOn(b.situation().duty(b.user(i))));
        }

        private static @Nullable Instant nextOn(Span off) {
            return off.until().equals(Instant.MAX) ? null : off.until();
        }
    },
    OFFLINE {
        @Override
        boolean leavesOut(Ballot b, int i) {
            return b.settings().availability().presenceRequired()
                    && !b.situation().online(b.user(i));
        }

        @Override
        Reason reason(Ballot b, int i) {
            return new Reason.Offline();
        }
    },
    ABSENT {
        @Override
        boolean leavesOut(Ballot b, int i) {
            return b.settings().availability().absencesRespected()
                    && b.situation().absent(b.user(i));
        }

        @Override
        Reason reason(Ballot b, int i) {
            var absence = b.situation().absence(b.user(i), 0);
            return absence == null
                    ? new Reason.Absent(Instant.MAX, "")
                    : new Reason.Absent(absence.to(), absence.kind());
        }
    },
    ABSENT_SOON {
        @Override
        boolean leavesOut(Ballot b, int i) {
            var availability = b.settings().availability();
            return availability.absencesRespected() && b.situation().absentWithin(b.user(i), availability.lookahead());
        }

        @Override
        Reason reason(Ballot b, int i) {
            var absence =
                    b.situation().absence(b.user(i), b.settings().availability().lookahead());
            return absence == null
                    ? new Reason.AbsentSoon(Instant.MAX, "")
                    : new Reason.AbsentSoon(absence.from(), absence.kind());
        }
    },
    EXCLUDED {
        @Override
        boolean leavesOut(Ballot b, int i) {
            return b.lead().excluded(b.user(i), b.holders());
        }

        @Override
        Reason reason(Ballot b, int i) {
            return new Reason.Excluded();
        }
    },
    NO_TARGET {
        @Override
        boolean leavesOut(Ballot b, int i) {
            return b.strategy() == Strategy.UTILISATION && b.book().target(b.rule(), b.user(i)) == 0;
        }

        @Override
        Reason reason(Ballot b, int i) {
            return new Reason.NoTarget();
        }
    },
    FULL {
        @Override
        boolean leavesOut(Ballot b, int i) {
            return full(b, i) != null;
        }

        @Override
        Reason reason(Ballot b, int i) {
            var full = full(b, i);
            return full == null ? new Reason.Full("", 0, 0) : full;
        }

        private static Reason.@Nullable Full full(Ballot b, int i) {
            var caps = b.caps(i);
            if (caps.limitNothing()) {
                return null;
            }
            var full = reached("day", caps.day(), b, i, Rule.Count.DAY);
            full = full != null ? full : reached("week", caps.week(), b, i, Rule.Count.WEEK);
            full = full != null ? full : reached("month", caps.month(), b, i, Rule.Count.MONTH);
            return full != null || caps.open() == null
                    ? full
                    : reached("open", caps.open(), b.situation().open(b.user(i)));
        }

        private static Reason.@Nullable Full reached(
                String cap, @Nullable Integer limit, Ballot b, int i, Rule.Count period) {
            return limit == null ? null : reached(cap, limit, b.activities(i, period));
        }

        private static Reason.@Nullable Full reached(String cap, int limit, long held) {
            return held >= limit ? new Reason.Full(cap, limit, held) : null;
        }
    };

    abstract boolean leavesOut(Ballot ballot, int candidate);

    abstract Reason reason(Ballot ballot, int candidate);

    /**
     * The first check that leaves the candidate out; null if they are eligible. Spelt out: calls whose target is known
     * cost a fraction of those in a loop, and this is asked for every candidate of every lead.
     */
    static @Nullable Check first(Ballot b, int i) {
        if (INACTIVE.leavesOut(b, i)) {
            return INACTIVE;
        }
        if (MISSING_SKILL.leavesOut(b, i)) {
            return MISSING_SKILL;
        }
        if (OFF_SHIFT.leavesOut(b, i)) {
            return OFF_SHIFT;
        }
        if (OFFLINE.leavesOut(b, i)) {
            return OFFLINE;
        }
        if (ABSENT.leavesOut(b, i)) {
            return ABSENT;
        }
        if (ABSENT_SOON.leavesOut(b, i)) {
            return ABSENT_SOON;
        }
        if (EXCLUDED.leavesOut(b, i)) {
            return EXCLUDED;
        }
        if (NO_TARGET.leavesOut(b, i)) {
            return NO_TARGET;
        }
        return FULL.leavesOut(b, i) ? FULL : null;
    }
}
