package io.fairlead.engine.time;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Hours that come back without end. A span is found by laying out a few days after the instant, and more of them while
 * nothing changes in those, up to two years.
 */
final class RecurringTimeline implements Timeline {
    private static final int NEAR = 4;
    private static final int GROWTH = 4;

    private final Starts starts;
    private final int reach;

    RecurringTimeline(Starts starts) {
        this.starts = starts;
        reach = starts.reach();
    }

    @Override
    public Span at(Instant at) {
        long second = at.getEpochSecond();
        var today = LocalDate.ofEpochDay(Math.floorDiv(second, 86_400L));
        int days = NEAR;
        while (true) {
            var last = today.plusDays(days);
            var stretches = layOut(today, last);
            // What starts after the last day starts at the horizon or after it, and may touch what ends there.
            long horizon = starts.second(last.plusDays(1), 0);
            long until = Math.min(stretches.nextBound(second), horizon);
            if (until < horizon || days == HORIZON_DAYS) {
                return new Span(stretches.contain(second), Instant.ofEpochSecond(until));
            }
            days = Math.min(days * GROWTH, HORIZON_DAYS);
        }
    }

    /**
     * What starts up to a date and is not over by the start of today in UTC. The two extra days make room for the zone's
     * offset and for a clock that skips a whole date (Apia, 2011).
     */
    private Stretches layOut(LocalDate today, LocalDate last) {
        var stretches = new Stretches();
        for (var date = today.minusDays(reach + 2L); !date.isAfter(last); date = date.plusDays(1)) {
            starts.addTo(stretches, date);
        }
        return stretches;
    }
}
