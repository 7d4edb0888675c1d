package io.fairlead.engine.desk;

import io.fairlead.engine.distribution.Rule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The calendar periods of a company that contain an instant, as numbers that differ from period to period. */
record Periods(LocalDate today, long day, long week, long month) {
    /** The epoch day −3 was a Monday (1969-12-29). */
    private static final int MONDAY = 3;

    static Periods at(Instant at, ZoneId zone) {
        return on(LocalDate.ofInstant(at, zone));
    }

    static Periods on(LocalDate today) {
        long day = today.toEpochDay();
        return new Periods(today, day, Math.floorDiv(day + MONDAY, 7), today.getYear() * 12L + today.getMonthValue());
    }

    long number(Rule.Count count) {
        return switch (count) {
            case DAY -> day;
            case WEEK -> week;
            case MONTH -> month;
            case ALL -> 0;
        };
    }
}
