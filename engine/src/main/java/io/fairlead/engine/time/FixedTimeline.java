package io.fairlead.engine.time;

import java.time.Instant;

/** Stretches that never change, on over each of them. Thread-safe once built. */
record FixedTimeline(Stretches stretches) implements Timeline {
    @Override
    public Span at(Instant at) {
        long second = at.getEpochSecond();
        long next = stretches.nextBound(second);
        return new Span(stretches.contain(second), next == Long.MAX_VALUE ? Instant.MAX : Instant.ofEpochSecond(next));
    }
}
