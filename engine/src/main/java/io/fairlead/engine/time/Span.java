package io.fairlead.engine.time;

import java.time.Instant;

/**
 * A stretch of time {@code [from, until)} over which someone is on duty or not.
 *
 * @param from {@link Instant#MIN} when nothing changed within the search horizon before
 * @param until the next change, or a point at which to look again when nothing changes within the search horizon;
 *     {@link Instant#MAX} when nothing ever changes
 */
public record Span(boolean on, Instant from, Instant until) {
    public static final Span ALWAYS_ON = new Span(true, Instant.MIN, Instant.MAX);
    public static final Span ALWAYS_OFF = new Span(false, Instant.MIN, Instant.MAX);
}
