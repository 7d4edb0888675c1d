package io.fairlead.engine.simulation;

import io.fairlead.engine.distribution.Rule.Count;
import java.util.Arrays;

/**
 * Amounts per place (a user, or an activity and a user) in the current day, week, month and in all. A period's amounts
 * start at zero when it turns. Not thread-safe.
 */
final class Tally {
    private final Amounts byDay;
    private final Amounts byWeek;
    private final Amounts byMonth;
    private final Amounts inAll;

    Tally(int places) {
        byDay = new Amounts(places);
        byWeek = new Amounts(places);
        byMonth = new Amounts(places);
        inAll = new Amounts(places);
    }

    long get(Count count, int place, Periods now) {
        var amounts = switch (count) {
            case DAY -> byDay;
            case WEEK -> byWeek;
            case MONTH -> byMonth;
            case ALL -> inAll;
        };
        return amounts.get(place, now.number(count));
    }

    /** Adds to every period that has not turned since {@code then}. */
    void add(int place, long amount, Periods then, Periods now) {
        add(Count.DAY, byDay, place, amount, then, now);
        add(Count.WEEK, byWeek, place, amount, then, now);
        add(Count.MONTH, byMonth, place, amount, then, now);
        add(Count.ALL, inAll, place, amount, then, now);
    }

    private static void add(Count count, Amounts to, int place, long amount, Periods then, Periods now) {
        long current = now.number(count);
        if (then.number(count) == current) {
            to.add(place, amount, current);
        }
    }

    private static final class Amounts {
        private final int places;
        private long[] byPlace = {};
        private long period;

        Amounts(int places) {
            this.places = places;
        }

        long get(int place, long current) {
            return period == current && place < byPlace.length ? byPlace[place] : 0;
        }

        void add(int place, long amount, long current) {
            if (byPlace.length == 0) {
                byPlace = new long[places];
            } else if (period != current) {
                Arrays.fill(byPlace, 0);
            }
            period = current;
            byPlace[place] += amount;
        }
    }
}
