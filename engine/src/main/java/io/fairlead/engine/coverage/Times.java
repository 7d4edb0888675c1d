package io.fairlead.engine.coverage;

import io.fairlead.engine.time.Timeline;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * A set of instants within a year, to the second. Immutable.
 *
 * @param bounds start, end, start, end … of the disjoint stretches, rising
 */
record Times(List<Long> bounds) {
    static final Times NONE = new Times(List.of());

    /** How two memberships make one. */
    @FunctionalInterface
    private interface Rule {
        boolean in(boolean one, boolean other);
    }

    static Times between(long from, long to) {
        return from < to ? new Times(List.of(from, to)) : NONE;
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

    boolean isEmpty() {
        return bounds.isEmpty();
    }

    boolean contains(long second) {
        int low = 0;
        int high = bounds.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bounds.get(middle) <= second) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low % 2 == 1;
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
        while (i < bounds.size() || j < other.bounds.size()) {
            long next = Math.min(bound(bounds, i), bound(other.bounds, j));
            i += bound(bounds, i) == next ? 1 : 0;
            j += bound(other.bounds, j) == next ? 1 : 0;
            boolean now = rule.in(i % 2 == 1, j % 2 == 1);
            if (in && !now) {
                builder.add(start, next);
            } else if (!in && now) {
                start = next;
            }
            in = now;
        }
        return builder.build();
    }

    private static long bound(List<Long> bounds, int i) {
        return i < bounds.size() ? bounds.get(i) : Long.MAX_VALUE;
    }

    /** Collects stretches in rising order; those that touch become one. */
    static final class Builder {
        private Long[] bounds = new Long[16];
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
            return size == 0 ? NONE : new Times(List.of(Arrays.copyOf(bounds, size)));
        }
    }
}
