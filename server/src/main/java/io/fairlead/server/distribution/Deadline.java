package io.fairlead.server.distribution;

import io.fairlead.server.platform.http.Refusal;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;

/** The end of the time a computation may take; it comes at once for a thread that is interrupted. */
public final class Deadline {
    private final long end;

    Deadline(Duration time) {
        this.end = System.nanoTime() + time.toNanos();
    }

    boolean passed() {
        return System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted();
    }

    /** Whether there is time left. */
    public boolean lasts() {
        return !passed();
    }

    /**
     * Does what may be cancelled for lack of time.
     *
     * @throws Refusal {@code too-slow} if it was
     */
    public <T> T keep(Supplier<T> work) {
        try {
            return work.get();
        } catch (CancellationException e) {
            throw tooSlow();
        }
    }

    static Refusal tooSlow() {
        return Refusal.of(HttpStatus.SERVICE_UNAVAILABLE, "too-slow", "This took too long.");
    }

    /** Ends a computation that has used up its time. */
    void check() {
        if (passed()) {
            throw new CancellationException("out of time");
        }
    }
}
