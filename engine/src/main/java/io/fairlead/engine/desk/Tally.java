package io.fairlead.engine.desk;

import io.fairlead.engine.distribution.Rule.Count;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.function.IntConsumer;

/**
 * Amounts per place (a user, or an activity and a user) in the current day, week, month and in all. A period's amounts
 * start at zero when it turns. Not thread-safe.
 */
final class Tally {
    private final EnumMap<Count, Amounts> amounts = new EnumMap<>(Count.class);

    private final BitSet changed = new BitSet();

    Tally(int places) {
        for (var count : Count.values()) {
            amounts.put(count, new Amounts(places));
        }
    }

    long get(Count count, int place, Periods now) {
        return of(count).get(place, now.number(count));
    }

    /** Adds to every period that has not turned since {@code then}. */
    void add(int place, long amount, Periods then, Periods now) {
        changed.set(place);
        amounts.forEach((count, of) -> {
            if (then.number(count) == now.number(count)) {
                of.add(place, amount, now.number(count));
            }
        });
    }

    void restore(int place, long amount, Count count, long period) {
        of(count).add(place, amount, period);
    }

    /** Tells of every place that changed since this was last asked. */
    void changes(IntConsumer places) {
        changed.stream().forEach(places);
        changed.clear();
    }

    private Amounts of(Count count) {
        var of = amounts.get(count);
        if (of == null) {
            throw new IllegalStateException("no amounts are kept by " + count);
        }
        return of;
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
