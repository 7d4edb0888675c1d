package io.fairlead.engine.time;

import java.time.Instant;

/** Whether hours are on at an instant, and until when. Pure: the same instant gives the same span. Thread-safe. */
public interface Timeline {
    Timeline ALWAYS = at -> Span.ALWAYS_ON;

    /** The longest span around the instant; intervals that touch or overlap are one span. */
    Span at(Instant at);
}
