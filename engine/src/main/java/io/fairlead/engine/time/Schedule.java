package io.fairlead.engine.time;

import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a person works: the union of weekly entries, a cycle and dated entries, in one zone.
 *
 * @param except replace whatever starts on their date (several on one date: their union)
 * @param holidays days on which nothing of {@code weekly} and {@code cycle} starts; {@code dates} and {@code except}
 *     win over it
 */
public record Schedule(
        ZoneId zone,
        List<Weekly> weekly,
        @Nullable Cycle cycle,
        List<Dated> dates,
        List<Dated> except,
        Holidays holidays) {

    /** When the person is on shift. Building it reads the whole schedule once; keep the result. */
    public Timeline timeline() {
        return Starts.timeline(this);
    }
}
