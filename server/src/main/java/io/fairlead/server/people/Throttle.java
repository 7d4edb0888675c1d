package io.fairlead.server.people;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Slows down guessing: after some attempts the next one has to wait, each time twice as long. An attempt counts when it
 * begins, so that many at once gain nothing. Remembers a bounded number of keys, the latest ones. Thread-safe.
 */
final class Throttle {
    private static final int REMEMBERED = 10_000;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(15);
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

    private final InstantSource clock;
    private final int free;
    private final Duration longest;
    private final Map<String, Attempts> attempts = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * A throttle that knows no attempts yet.
     *
     * @param free how many attempts there are before the first wait
     * @param longest no wait is longer
     */
    Throttle(InstantSource clock, int free, Duration longest) {
        this.clock = clock;
        this.free = free;
        this.longest = longest;
    }

    private record Attempts(int count, Instant last, Instant openAt) {}

    /** Begins an attempt. Null lets it go on, else it is how long to wait. */
    synchronized @Nullable Duration begin(String key) {
        Duration wait = remaining(key);
        if (wait == null) {
            count(key);
        }
        return wait;
    }

    /** How long an attempt would have to wait, null if it need not. */
    synchronized @Nullable Duration remaining(String key) {
        Instant now = clock.instant();
        Attempts before = known(key, now);
        return before != null && now.isBefore(before.openAt()) ? Duration.between(now, before.openAt()) : null;
    }

    /** Counts an attempt, whether it may go on or not. */
    synchronized void count(String key) {
        Instant now = clock.instant();
        Attempts before = known(key, now);
        int count = before == null ? 1 : before.count() + 1;
        attempts.put(key, new Attempts(count, now, now.plus(wait(count))));
        if (attempts.size() > REMEMBERED) {
            attempts.remove(attempts.keySet().iterator().next());
        }
    }

    /** Forgets all attempts of the key. */
    synchronized void forget(String key) {
        attempts.remove(key);
    }

    /** Forgets one attempt of the key and the wait that came of it. */
    synchronized void takeBack(String key) {
        attempts.computeIfPresent(
                key,
                (same, before) ->
                        before.count() == 1 ? null : new Attempts(before.count() - 1, before.last(), before.last()));
    }

    private @Nullable Attempts known(String key, Instant now) {
        Attempts found = attempts.get(key);
        return found == null || found.last().plus(FORGOTTEN_AFTER).isBefore(now) ? null : found;
    }

    private Duration wait(int count) {
        if (count < free) {
            return Duration.ZERO;
        }
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(count - free, 10));
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}
