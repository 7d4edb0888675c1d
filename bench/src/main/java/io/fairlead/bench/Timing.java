package io.fairlead.bench;

import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** How long calls took. Immutable. */
final class Timing {
    static final Timing NONE = new Timing(0, 0, new long[0]);

    private final long leads;
    private final long nanos;
    private final long[] each;

    /** {@code each} are nanoseconds of the calls, ascending. */
    private Timing(long leads, long nanos, long[] each) {
        this.leads = leads;
        this.nanos = nanos;
        this.each = each;
    }

    /** Something that is done again and again; {@code number} counts from 0 over all clients. */
    interface Call {
        void make(int number) throws Exception;
    }

    /** Calls that clients make one after another, all clients at once. */
    static Timing of(int clients, int calls, int leadsEach, Call call) {
        var each = new long[calls];
        long start = System.nanoTime();
        if (clients == 1) {
            part(0, 1, each, call);
        } else {
            try (var threads = Executors.newFixedThreadPool(clients)) {
                var parts = IntStream.range(0, clients)
                        .<Future<?>>mapToObj(client -> threads.submit(() -> part(client, clients, each, call)))
                        .toList();
                for (var one : parts) {
                    one.get();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while clients ran", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
        long nanos = System.nanoTime() - start;
        Arrays.sort(each);
        return new Timing((long) calls * leadsEach, nanos, each);
    }

    /** Calls that took so many nanoseconds, one after the other. */
    static Timing of(long... nanos) {
        var each = nanos.clone();
        Arrays.sort(each);
        return new Timing(each.length, Arrays.stream(each).sum(), each);
    }

    private static void part(int client, int clients, long[] each, Call call) {
        for (int i = client; i < each.length; i += clients) {
            long start = System.nanoTime();
            try {
                call.make(i);
            } catch (Exception e) {
                throw new IllegalStateException("call " + i + " failed", e);
            }
            each[i] = System.nanoTime() - start;
        }
    }

    /** The same calls, in which so many leads were done. */
    Timing ofLeads(long count) {
        return new Timing(count, nanos, each);
    }

    /** Both, one after the other. */
    Timing and(Timing other) {
        var all = Arrays.copyOf(each, each.length + other.each.length);
        System.arraycopy(other.each, 0, all, each.length, other.each.length);
        Arrays.sort(all);
        return new Timing(leads + other.leads, nanos + other.nanos, all);
    }

    int calls() {
        return each.length;
    }

    /** Leads a second. */
    double rate() {
        return leads * 1e9 / nanos;
    }

    /** The milliseconds that a share of the calls did not take longer than. */
    double millis(double share) {
        return each[(int) Math.min(each.length - 1L, (long) (share * each.length))] / 1e6;
    }
}
