package io.fairlead.server.distribution;

import io.fairlead.server.platform.http.Refusal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Lets only so many computations of one company run at once, half of all at most, and only so many of all, so that
 * nobody takes the whole machine. They run on threads of their own: requests are served by virtual threads, which share
 * as many carriers as there are processors, and a computation would keep its carrier to the end. Thread-safe.
 */
public final class Gate {
    private static final Duration QUEUE = Duration.ofSeconds(10);
    private static final Duration END = Duration.ofSeconds(5);

    private final String busy;
    private final int atOnce;
    private final Duration patience;
    private final Duration longest;
    private final Semaphore all;
    private final Map<Integer, Semaphore> companies = new ConcurrentHashMap<>();
    private final ThreadFactory threads;

    /**
     * A gate through which nothing goes yet.
     *
     * @param busy the slug of the refusal when there is no place
     * @param atOnce how many computations a company may have
     * @param patience how long one more of the company waits for a place
     * @param longest how long a computation may take
     */
    public Gate(String busy, int atOnce, Duration patience, Duration longest) {
        int places = Math.max(4, Runtime.getRuntime().availableProcessors());
        this.busy = busy;
        this.atOnce = Math.min(atOnce, places / 2);
        this.patience = patience;
        this.longest = longest;
        this.all = new Semaphore(places, true);
        this.threads = Thread.ofPlatform().daemon().name(busy + "-", 0).factory();
    }

    /**
     * Computes and waits for the result. The work must look at its deadline, which also passes when nobody waits for
     * the result any more.
     *
     * @throws Refusal that it is busy if there is no place, {@code too-slow}, or what the work throws
     */
    public <T> T compute(int companyId, Function<Deadline, T> work) {
        Semaphore own = companies.computeIfAbsent(companyId, id -> new Semaphore(atOnce));
        try {
            enter(own, patience);
            try {
                enter(all, QUEUE);
            } catch (Refusal | InterruptedException e) {
                own.release();
                throw e;
            }
            FutureTask<T> task = new FutureTask<>(() -> work.apply(new Deadline(longest)));
            Thread thread = threads.newThread(() -> {
                try {
                    task.run();
                } finally {
                    all.release();
                    own.release();
                }
            });
            thread.start();
            return await(task, thread);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void enter(Semaphore places, Duration wait) throws InterruptedException {
        if (!places.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
            throw Refusal.tooMany(busy, "Other computations have to end first.", Duration.ofSeconds(5));
        }
    }

    private <T> T await(FutureTask<T> task, Thread thread) throws InterruptedException {
        try {
            return task.get(longest.plus(END).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (TimeoutException e) {
            throw Deadline.tooSlow();
        } finally {
            // The work may write to the answer, which must not be left before; and it gives its place back at its end.
            task.cancel(true);
            thread.join(END);
        }
    }
}
