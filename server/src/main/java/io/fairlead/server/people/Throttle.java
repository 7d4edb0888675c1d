package io.fairlead.server.people;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Slows down guessing: after some attempts the next one has to wait, each time twice as long. An attempt counts when it
 * begins, so that many at once gain nothing, and a success forgets them all. Remembers a bounded number of keys, the
 * latest ones. Thread-safe.
 */
final class Throttle {
    private static final int FREE = 5;
    private static final int REMEMBERED = 10_000;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(15);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

    private final InstantSource clock;
    private final Map<String, Attempts> attempts = new LinkedHashMap<>(16, 0.75f, true);

    Throttle(InstantSource clock) {
        this.clock = clock;
    }

    private record Attempts(int count, Instant last, Instant openAt) {}

    /** Begins an attempt. Null lets it go on, else it is how long to wait. */
    synchronized @Nullable Duration begin(String key) {
        Instant now = clock.instant();
        Attempts before = attempts.get(key);
        if (before == null || before.last().plus(FORGOTTEN_AFTER).isBefore(now)) {
            before = new Attempts(0, now, now);
        }
        if (now.isBefore(before.openAt())) {
            return Duration.between(now, before.openAt());
        }
        int count = before.count() + 1;
        attempts.put(key, new Attempts(count, now, now.plus(wait(count))));
        if (attempts.size() > REMEMBERED) {
            attempts.remove(attempts.keySet().iterator().next());
        }
        return null;
    }

    synchronized void succeeded(String key) {
        attempts.remove(key);
    }

    private static Duration wait(int count) {
        if (count < FREE) {
            return Duration.ZERO;
        }
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(count - FREE, 10));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }
}
