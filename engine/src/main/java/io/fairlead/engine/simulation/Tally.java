package io.fairlead.engine.simulation;

import io.fairlead.engine.distribution.Rule;
import java.util.Arrays;

/**
 * Amounts per place (a user, or an activity and a user) in the current day, week, month and in all. A period's amounts
 * start at zero when it turns. Not thread-safe.
 */
final class Tally {
    private final int places;
    private final long[][] amounts = new long[Rule.Count.values().length][];
    private final long[] periods = new long[amounts.length];

    Tally(int places) {
        this.places = places;
    }

    long get(Rule.Count count, int place, Periods now) {
        var kind = amounts[count.ordinal()];
        return kind == null || periods[count.ordinal()] != now.number(count) ? 0 : kind[place];
    }

    /** Adds to every period that has not turned since {@code then}. */
    void add(int place, long amount, Periods then, Periods now) {
        for (var count : COUNTS) {
            if (then.number(count) == now.number(count)) {
                current(count, now)[place] += amount;
            }
        }
    }

    private long[] current(Rule.Count count, Periods now) {
        int c = count.ordinal();
        var kind = amounts[c];
        if (kind == null) {
            kind = new long[places];
            amounts[c] = kind;
            periods[c] = now.number(count);
        } else if (periods[c] != now.number(count)) {
            Arrays.fill(kind, 0);
            periods[c] = now.number(count);
        }
        return kind;
    }

    private static final Rule.Count[] COUNTS = Rule.Count.values();
}
