package io.fairlead.engine.time;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A clock that runs while someone is on duty and not absent. */
public final class DutyClock {
    private static final Duration PATIENCE = Duration.ofDays(Timeline.HORIZON_DAYS);

    private DutyClock() {}

    /**
     * The instant by which the clock has run for a time since the start: {@code start + time} for someone always on
     * duty. Time that is used up exactly at the end of a shift is over at that end.
     *
     * @param time not negative
     * @return null when the clock stands still for two years on end before that
     */
    public static @Nullable Instant after(Timeline duty, Absences absences, Instant start, Duration time) {
        if (time.isZero()) {
            return start;
        }
        var at = start;
        var stopped = start;
        var left = time;
        while (at.isBefore(Instant.MAX) && Duration.between(stopped, at).compareTo(PATIENCE) <= 0) {
            var span = duty.at(at);
            var away = absences.at(at);
            if (!span.on() || away != null) {
                at = away == null ? span.until() : away.until();
                continue;
            }
            var end = earlier(span.until(), absences.nextStart(at));
            if (end.equals(Instant.MAX) || left.compareTo(Duration.between(at, end)) <= 0) {
                return at.plus(left);
            }
            left = left.minus(Duration.between(at, end));
            at = end;
            stopped = end;
        }
        return null;
    }

    private static Instant earlier(Instant one, @Nullable Instant other) {
        return other == null || one.isBefore(other) ? one : other;
    }
}
