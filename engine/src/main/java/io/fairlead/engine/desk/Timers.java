package io.fairlead.engine.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The deadlines of a run. A timer belongs to one assignment or offer: it is void once the lead has another. */
final class Timers {
    /** @param other the lead's timer that was started before this one */
    record Timer(
            Instant at,
            long turn,
            Cause cause,
            LeadState lead,
            @Nullable Timer other) {
        /** Whether it is still for the lead's assignment or offer, and nobody did what it waits for. */
        boolean counts() {
            return turn == lead.turn
                    && switch (cause) {
                        case ACCEPT -> lead.accepting;
                        case REDISTRIBUTE -> !lead.touched;
                        case OFFER, SHIFT_END, ABSENCE, INACTIVE -> true;
                    };
        }
    }

    private final PriorityQueue<Timer> queue = new PriorityQueue<>(
            Comparator.comparing(Timer::at).thenComparingLong(Timer::turn).thenComparing(Timer::cause));

    void start(Instant at, Cause cause, LeadState lead) {
        var before = lead.timers;
        lead.timers = new Timer(at, lead.turn, cause, lead, before != null && before.turn == lead.turn ? before : null);
        queue.add(lead.timers);
    }

    /** The instant of the next timer that is not void; {@link Instant#MAX} for none. */
    Instant next() {
        for (var timer = queue.peek(); timer != null; timer = queue.peek()) {
            if (timer.counts()) {
                return timer.at;
            }
            queue.remove();
        }
        return Instant.MAX;
    }

    /** Removes and returns what is due, oldest assignment first. */
    List<Timer> due(Instant at) {
        var due = new ArrayList<Timer>();
        for (var timer = queue.peek(); timer != null && !timer.at.isAfter(at); timer = queue.peek()) {
            due.add(queue.remove());
        }
        return due;
    }
}
