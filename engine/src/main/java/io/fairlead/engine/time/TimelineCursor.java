package io.fairlead.engine.time;

import java.time.Instant;

/** A timeline that remembers the last span it was asked for: instants in it are answered at once. Not thread-safe. */
public final class TimelineCursor {
    private final Timeline timeline;
    private Span last = new Span(false, Instant.MAX, Instant.MIN);

    public TimelineCursor(Timeline timeline) {
        this.timeline = timeline;
    }

    /** The span around the instant, or the part of it that {@link Timeline#at} gave for another instant in it. */
    public Span at(Instant at) {
        if (at.isBefore(last.from()) || !at.isBefore(last.until())) {
            last = timeline.at(at);
        }
        return last;
    }

    /** Whether the instant is in the hours. */
    public boolean contains(Instant at) {
        return at(at).on();
    }
}
