package io.fairlead.engine.time;

import java.time.Instant;

/**
 * Whether someone is on duty from an instant on, and until when.
 *
 * @param until the next change, or a point at which to look again when nothing changes within the search horizon;
 *     {@link Instant#MAX} when nothing ever changes
 */
public record Span(boolean on, Instant until) {
    public static final Span ALWAYS_ON = new Span(true, Instant.MAX);
    public static final Span ALWAYS_OFF = new Span(false, Instant.MAX);
}
