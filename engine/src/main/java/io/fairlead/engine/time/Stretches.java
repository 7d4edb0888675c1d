package io.fairlead.engine.time;

import java.util.Arrays;

/** Disjoint stretches of epoch seconds {@code [from, to)} that do not touch, in their order. Not thread-safe. */
final class Stretches {
    private long[] from = new long[16];
    private long[] to = new long[16];
    private int size;

    /** Joins {@code [start, end)} with every stretch that it overlaps or touches; nothing when it is empty. */
    void add(long start, long end) {
        if (start >= end) {
            return;
        }
        int after = size;
        while (after > 0 && from[after - 1] > end) {
            after--;
        }
        int first = after;
        while (first > 0 && to[first - 1] >= start) {
            first--;
        }
        if (first == after) {
            insert(after, start, end);
        } else {
            from[first] = Math.min(from[first], start);
            to[first] = Math.max(to[after - 1], end);
            remove(first + 1, after);
        }
    }

    /** Whether a second is in a stretch. */
    boolean contain(long second) {
        int last = startedBy(second);
        return last >= 0 && second < to[last];
    }

    /** The first start or end of a stretch after a second; {@link Long#MAX_VALUE} when there is none. */
    long nextBound(long second) {
        int last = startedBy(second);
        if (last >= 0 && second < to[last]) {
            return to[last];
        }
        return last + 1 < size ? from[last + 1] : Long.MAX_VALUE;
    }

    /** The last stretch that starts at or before the second; −1 when there is none. */
    private int startedBy(long second) {
        int found = Arrays.binarySearch(from, 0, size, second);
        return found >= 0 ? found : -found - 2;
    }

    private void insert(int at, long start, long end) {
        if (size == from.length) {
            from = Arrays.copyOf(from, 2 * size);
            to = Arrays.copyOf(to, 2 * size);
        }
        System.arraycopy(from, at, from, at + 1, size - at);
        System.arraycopy(to, at, to, at + 1, size - at);
        from[at] = start;
        to[at] = end;
        size++;
    }

    private void remove(int first, int after) {
        System.arraycopy(from, after, from, first, size - after);
        System.arraycopy(to, after, to, first, size - after);
        size -= after - first;
    }
}
