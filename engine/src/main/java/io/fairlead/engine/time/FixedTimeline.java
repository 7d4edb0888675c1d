package io.fairlead.engine.time;

import java.time.Instant;

/** Stretches that never change, on over each of them. Thread-safe once built. */
record FixedTimeline(Stretches stretches) implements Timeline {
    @Override
    public Span at(Instant at) {
        int last = stretches.startedBy(at.getEpochSecond());
        if (last >= 0 && at.getEpochSecond() < stretches.to(last)) {
            return new Span(true, instant(stretches.from(last)), instant(stretches.to(last)));
        }
        var from = last < 0 ? Instant.MIN : instant(stretches.to(last));
        var until = last + 1 < stretches.size() ? instant(stretches.from(last + 1)) : Instant.MAX;
        return new Span(false, from, until);
    }

    private static Instant instant(long second) {
        return Instant.ofEpochSecond(second);
    }
}
