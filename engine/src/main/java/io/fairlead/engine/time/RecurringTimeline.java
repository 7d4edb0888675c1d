package io.fairlead.engine.time;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Hours that come back without end. A span is found by laying out a few days around the instant, and more of them while
 * the span reaches beyond what is laid out, up to two years each way.
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
        var today = LocalDate.ofEpochDay(Math.floorDiv(second + offset(at), 86_400L));
        int days = NEAR;
        var view = view(today, days);
        while (!view.shows(second) && days < HORIZON_DAYS) {
            days = Math.min(days * GROWTH, HORIZON_DAYS);
            view = view(today, days);
        }
        return view.span(second);
    }

    private long offset(Instant at) {
        return starts.rules().getOffset(at).getTotalSeconds();
    }

    /**
     * What starts from {@code days} (and the reach) before today to {@code days} after it.
     *
     * <p>What started earlier has ended by {@code low}: the extra day makes room for a clock that skips a whole date
     * (Apia, 2011). What starts later starts at {@code high} or after it.
     */
    private View view(LocalDate today, int days) {
        var first = today.minusDays(days + reach + 2L);
        var last = today.plusDays(days);
        var stretches = new Stretches();
        for (var date = first; !date.isAfter(last); date = date.plusDays(1)) {
            starts.addTo(stretches, date);
        }
        return new View(stretches, starts.second(first.plusDays(reach + 1L), 0), starts.second(last.plusDays(1), 0));
    }

    /** The stretches between two seconds; what touches either may go on beyond it. */
    private record View(Stretches stretches, long low, long high) {
        /** Whether both ends of the span around the second are in sight. */
        boolean shows(long second) {
            int i = stretches.startedBy(second);
            boolean on = on(second, i);
            boolean startSeen = i >= 0 && (on ? stretches.from(i) : stretches.to(i)) > low;
            boolean endSeen = on ? stretches.to(i) < high : next(i) <= high;
            return startSeen && endSeen;
        }

        /** The span around the second as far as it is in sight. */
        Span span(long second) {
            int i = stretches.startedBy(second);
            if (on(second, i)) {
                var from = stretches.from(i) > low ? Instant.ofEpochSecond(stretches.from(i)) : Instant.MIN;
                return new Span(true, from, Instant.ofEpochSecond(stretches.to(i)));
            }
            var from = i >= 0 && stretches.to(i) > low ? Instant.ofEpochSecond(stretches.to(i)) : Instant.MIN;
            return new Span(false, from, Instant.ofEpochSecond(Math.min(next(i), high)));
        }

        private long next(int i) {
            return i + 1 < stretches.size() ? stretches.from(i + 1) : Long.MAX_VALUE;
        }

        private boolean on(long second, int i) {
            return i >= 0 && second < stretches.to(i);
        }
    }
}
