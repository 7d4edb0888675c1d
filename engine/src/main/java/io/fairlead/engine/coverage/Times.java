package io.fairlead.engine.coverage;

import io.fairlead.engine.time.Timeline;
import java.time.Instant;
import java.util.Arrays;

/** A set of instants, to the second. Immutable. */
final class Times {
    static final Times NONE = new Times(new long[0]);

    private static final long NEVER = Long.MAX_VALUE;

    /** Start, end, start, end … of the disjoint stretches, rising. */
    private final long[] bounds;

    private Times(long[] bounds) {
        this.bounds = bounds;
    }

    /** How two memberships make one. */
    @FunctionalInterface
    private interface Rule {
        boolean in(boolean one, boolean other);
    }

    static Times between(long from, long to) {
        return from < to ? new Times(new long[] {from, to}) : NONE;
    }

    /** The part of a timeline that is on from one second to another. */
    static Times of(Timeline timeline, long from, long to) {
        var builder = new Builder();
        for (long at = from; at < to; ) {
            var span = timeline.at(Instant.ofEpochSecond(at));
            long until = span.until().equals(Instant.MAX)
                    ? to
                    : Math.min(span.until().getEpochSecond(), to);
            if (span.on()) {
                builder.add(at, until);
            }
            at = until;
        }
        return builder.build();
    }

    /** The number of starts and ends. */
    int size() {
        return bounds.length;
    }

    /** A start for an even place, the end of the same stretch for the next. */
    long bound(int place) {
        return bounds[place];
    }

    boolean isEmpty() {
        return bounds.length == 0;
    }

    boolean contains(long second) {
        int found = Arrays.binarySearch(bounds, second);
        return found >= 0 ? found % 2 == 0 : ~found % 2 == 1;
    }

    boolean containsAll(Times other) {
        return other.minus(this).isEmpty();
    }

    Times and(Times other) {
        return combine(other, (one, two) -> one && two);
    }

    Times or(Times other) {
        return combine(other, (one, two) -> one || two);
    }

    Times minus(Times other) {
        return combine(other, (one, two) -> one && !two);
    }

    private Times combine(Times other, Rule rule) {
        var builder = new Builder();
        int i = 0;
        int j = 0;
        boolean in = false;
        long start = 0;
        long next = Math.min(boundOrNever(0), other.boundOrNever(0));
        while (next != NEVER) {
            i += boundOrNever(i) == next ? 1 : 0;
            j += other.boundOrNever(j) == next ? 1 : 0;
            boolean now = rule.in(i % 2 == 1, j % 2 == 1);
            if (in && !now) {
                builder.add(start, next);
            } else if (!in && now) {
                start = next;
            }
            in = now;
            next = Math.min(boundOrNever(i), other.boundOrNever(j));
        }
        return builder.build();
    }

    private long boundOrNever(int place) {
        return place < bounds.length ? bounds[place] : NEVER;
    }

    /** Collects stretches in rising order; those that touch become one. */
    static final class Builder {
        private long[] bounds = new long[16];
        private int size;

        void add(long from, long to) {
            if (from >= to) {
                return;
            }
            if (size > 0 && bounds[size - 1] >= from) {
                bounds[size - 1] = Math.max(bounds[size - 1], to);
                return;
            }
            if (size == bounds.length) {
                bounds = Arrays.copyOf(bounds, 2 * size);
            }
            bounds[size++] = from;
            bounds[size++] = to;
        }

        Times build() {
            return size == 0 ? NONE : new Times(Arrays.copyOf(bounds, size));
        }
    }
}
