package io.fairlead.engine.coverage;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.stream.IntStream;

/** The 53 whole weeks that are examined, Monday to Sunday in a zone. */
record Year(LocalDate firstMonday, ZoneId zone) {
    static final int WEEKS = 53;
    static final int DAY = 86_400;

    /** From the week in which an instant lies. */
    static Year around(Instant at, ZoneId zone) {
        return of(LocalDate.ofInstant(at, zone), zone);
    }

    /** From the week of a day. */
    static Year of(LocalDate day, ZoneId zone) {
        return new Year(day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), zone);
    }

    long from() {
        return second(firstMonday, 0);
    }

    long to() {
        return second(firstMonday.plusWeeks(WEEKS), 0);
    }

    /** The first day of each week. */
    List<LocalDate> mondays() {
        return IntStream.range(0, WEEKS).mapToObj(firstMonday::plusWeeks).toList();
    }

    /** The second at which a wall time is; {@code ofDay} can be a whole day, midnight at its end. */
    long second(LocalDate date, long ofDay) {
        var day = date.plusDays(ofDay / DAY);
        return ZonedDateTime.of(day, LocalTime.ofSecondOfDay(ofDay % DAY), zone).toEpochSecond();
    }

    /** Whether clocks change between a Monday and the next. */
    boolean clocksChange(LocalDate monday) {
        return second(monday.plusWeeks(1), 0) - second(monday, 0) != 7L * DAY;
    }
}
