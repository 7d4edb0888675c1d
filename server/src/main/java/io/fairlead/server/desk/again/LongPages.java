package io.fairlead.server.desk.again;

import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Numbers by number, in pages that are there only where something was set. Not thread-safe. */
public final class LongPages {
    private static final int BITS = 12;
    private static final int PAGE = 1 << BITS;

    private final long unset;
    private long[] @Nullable [] pages = new long[64] @Nullable [];

    /** @param unset what was never set */
    public LongPages(long unset) {
        this.unset = unset;
    }

    public long get(long index) {
        int page = (int) (index >> BITS);
        long[] numbers = index < 0 || page >= pages.length ? null : pages[page];
        return numbers == null ? unset : numbers[(int) index & (PAGE - 1)];
    }

    public void set(long index, long number) {
        int page = (int) (index >> BITS);
        if (page >= pages.length) {
            pages = Arrays.copyOf(pages, page * 2);
        }
        long[] numbers = pages[page];
        if (numbers == null) {
            numbers = new long[PAGE];
            Arrays.fill(numbers, unset);
            pages[page] = numbers;
        }
        numbers[(int) index & (PAGE - 1)] = number;
    }

    /** Tells of each index at which something was set, in order. */
    public void each(LongConsumer index) {
        for (int page = 0; page < pages.length; page++) {
            long[] numbers = pages[page];
            for (int i = 0; numbers != null && i < PAGE; i++) {
                if (numbers[i] != unset) {
                    index.accept(((long) page << BITS) + i);
                }
            }
        }
    }
}
