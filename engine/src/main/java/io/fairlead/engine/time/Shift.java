package io.fairlead.engine.time;

import java.time.DayOfWeek;
import java.util.Set;

/**
 * Hours as the bounds of an interval: from a minute of the date on which they start to a minute of the date that is
 * {@code days} later. The end 24:00 is minute 0 of the next date.
 */
record Shift(int from, int days, int to) {
    static Shift of(Hours hours) {
        return hours.passMidnight() || hours.to() == 1440
                ? new Shift(hours.from(), 1, hours.to() % 1440)
                : new Shift(hours.from(), 0, hours.to());
    }

    /** The hours of a weekly entry that start on one of its days. */
    static Shift of(Weekly weekly, DayOfWeek start) {
        var hours = weekly.hours();
        return weekly.untilNextListedDay() && hours.passMidnight()
                ? new Shift(hours.from(), untilNext(weekly.days(), start), hours.to())
                : of(hours);
    }

    private static int untilNext(Set<DayOfWeek> days, DayOfWeek start) {
        int later = 1;
        while (!days.contains(start.plus(later))) {
            later++;
        }
        return later;
    }
}
