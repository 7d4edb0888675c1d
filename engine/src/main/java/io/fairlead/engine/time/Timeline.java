package io.fairlead.engine.time;

import java.time.Instant;

/** Whether hours are on at an instant, and until when. Pure: the same instant gives the same span. Thread-safe. */
public interface Timeline {
    /** How far a span is searched after an instant: about two years. */
    int HORIZON_DAYS = 731;

    Timeline ALWAYS = at -> Span.ALWAYS_ON;

    /**
     * The longest span from the instant on; intervals that touch or overlap are one span. Instants lie within some
     * million years of 1970, so not {@link Instant#MAX}.
     */
    Span at(Instant at);
}
