package io.fairlead.server.distribution;

import java.time.Duration;
import java.util.concurrent.CancellationException;

/** The end of the time a computation may take. */
final class Deadline {
    private final long end;

    Deadline(Duration time) {
        this.end = System.nanoTime() + time.toNanos();
    }

    boolean passed() {
        return System.nanoTime() - end > 0;
    }

    /** Ends a computation that has used up its time. */
    void check() {
        if (passed()) {
            throw new CancellationException("out of time");
        }
    }
}
