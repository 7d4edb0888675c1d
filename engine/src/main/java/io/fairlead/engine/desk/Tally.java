package io.fairlead.engine.desk;

import io.fairlead.engine.desk.Daytime.Periods;
import io.fairlead.engine.distribution.Rule.Count;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Amounts per place (a user, or an activity and a user) in the current day, week, month and in all. A period's amounts
 * start at zero when it turns. Not thread-safe.
 */
final class Tally {
    private final Amounts byDay;
    private final Amounts byWeek;
    private final Amounts byMonth;
    private final Amounts inAll;
    /** The places that changed since that was last asked. */
    private final BitSet changed = new BitSet();

    Tally(int places) {
        byDay = new Amounts(places);
        byWeek = new Amounts(places);
        byMonth = new Amounts(places);
        inAll = new Amounts(places);
    }

    long get(Count count, int place, Periods now) {
        return of(count).get(place, now.number(count));
    }

    private Amounts of(Count count) {
        return switch (count) {
            case DAY -> byDay;
            case WEEK -> byWeek;
            case MONTH -> byMonth;
            case ALL -> inAll;
        };
    }

    /** Adds to every period that has not turned since {@code then}. */
    void add(int place, long amount, Periods then, Periods now) {
        changed.set(place);
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

    /** Every amount is zero. */
    void clear() {
        for (var amounts : List.of(byDay, byWeek, byMonth, inAll)) {
            Arrays.fill(amounts.byPlace, 0);
        }
    }

    /** Takes up an amount that was kept. */
    void restore(int place, long amount, Count count, long period) {
        of(count).add(place, amount, period);
    }

    /** Tells of every place that changed since this was last asked. */
    void changes(IntConsumer places) {
        changed.stream().forEach(places);
        changed.clear();
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
