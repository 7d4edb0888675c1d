package io.fairlead.server.intake;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Lets so many things through in a span of time, and after a pause that many at once. Each node counts for itself;
 * a bounded number of keys is remembered, the latest ones. Thread-safe.
 */
@Component
public class RateLimit {
    private static final int REMEMBERED = 50_000;

    private final InstantSource clock;
    private final Map<String, Level> levels = new LinkedHashMap<>(16, 0.75f, true);

    RateLimit(InstantSource clock) {
        this.clock = clock;
    }

    private record Level(double full, Instant at) {}

    /**
     * Takes some of what is left.
     *
     * @param most how many fit into the span
     * @return null if they may pass, else how long to wait; they do not count then
     */
    public synchronized @Nullable Duration take(String key, int count, int most, Duration span) {
        Instant now = clock.instant();
        Level before = levels.getOrDefault(key, new Level(0, now));
        double perSecond = most / (double) span.toSeconds();
        double passed = Math.max(0, Duration.between(before.at(), now).toMillis() / 1000.0);
        double full = Math.max(0, before.full() - passed * perSecond);
        // A batch larger than the whole span may start when nothing is under way.
        double over = full + Math.min(count, most) - most;
        if (over > 1e-6) {
            return Duration.ofSeconds((long) Math.ceil(over / perSecond));
        }
        levels.put(key, new Level(full + count, now));
        if (levels.size() > REMEMBERED) {
            levels.remove(levels.keySet().iterator().next());
        }
        return null;
    }
}
