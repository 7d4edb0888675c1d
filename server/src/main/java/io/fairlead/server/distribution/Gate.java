package io.fairlead.server.distribution;

import io.fairlead.server.platform.http.Refusal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets only so many computations of one company run at once, and only so many of all, so that nobody takes the whole
 * machine. They run on threads of their own: requests are served by virtual threads, which share as many carriers as
 * there are processors, and a computation would keep its carrier to the end. Thread-safe.
 */
final class Gate implements AutoCloseable {
    private final int atOnce;
    private final Duration patience;
    private final Map<Integer, Semaphore> companies = new ConcurrentHashMap<>();
    private final ExecutorService threads;

    /**
     * A gate with threads of its own.
     *
     * @param name of the threads
     * @param atOnce how many computations a company may have
     * @param patience how long one more waits for a place
     */
    Gate(String name, int atOnce, Duration patience) {
        this.atOnce = atOnce;
        this.patience = patience;
        this.threads = Executors.newFixedThreadPool(
                Math.max(2, Runtime.getRuntime().availableProcessors()),
                Thread.ofPlatform().daemon().name(name, 0).factory());
    }

    /**
     * Computes and waits for the result.
     *
     * @throws Refusal {@code busy} if the company has enough computations under way, or what the work throws
     */
    <T> T compute(int companyId, Supplier<T> work) {
        Semaphore places = companies.computeIfAbsent(companyId, id -> new Semaphore(atOnce));
        try {
            if (!places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw Refusal.tooMany("busy", "Your company's other runs have to end first.", Duration.ofSeconds(5));
            }
            try {
                return await(threads.submit(work::get));
            } finally {
                places.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static <T> T await(Future<T> result) throws InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }
}
