package io.fairlead.engine.coverage;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;

/** The 53 whole weeks that are examined, Monday to Sunday in a zone. */
record Year(LocalDate firstMonday, ZoneId zone) {
    static final int WEEKS = 53;
    static final int DAY = 86_400;

    /** From the week in which an instant lies. */
    static Year around(Instant at, ZoneId zone) {
        var date = LocalDate.ofInstant(at, zone);
        return new Year(date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), zone);
    }

    long from() {
        return second(firstMonday, 0);
    }

    long to() {
        return weekStart(WEEKS);
    }

    long weekStart(int week) {
        return second(firstMonday.plusWeeks(week), 0);
    }

    /** The second at which a wall time is; {@code ofDay} can be a whole day, midnight at its end. */
    long second(LocalDate date, long ofDay) {
        var day = date.plusDays(ofDay / DAY);
        return ZonedDateTime.of(day, LocalTime.ofSecondOfDay(ofDay % DAY), zone).toEpochSecond();
    }

    /** Whether clocks change between Monday and the next. */
    boolean clocksChange(int week) {
        return weekStart(week + 1) - weekStart(week) != 7L * DAY;
    }
}
