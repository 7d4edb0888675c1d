package io.fairlead.engine.coverage;

import io.fairlead.engine.distribution.Settings;
import io.fairlead.engine.time.Absence;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Who can receive leads in each hour of one week, for a heat map. Immutable.
 *
 * @param zone the company's
 * @param first its first day
 * @param sources those that rules name, in the order in which they name them; then the empty text, which stands for
 *     leads of any other source
 */
public record CoverageWeek(ZoneId zone, LocalDate first, List<Source> sources) {
    /**
     * The first week from Monday to Sunday that starts at an instant or after it, in the company's time zone.
     *
     * @param goOn asked often; false ends it with a {@link java.util.concurrent.CancellationException}
     */
    public static CoverageWeek of(Settings settings, List<Absence> absences, Instant from, BooleanSupplier goOn) {
        var zone = settings.company().timezone();
        var monday = LocalDate.ofInstant(from, zone).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
        if (monday.atStartOfDay(zone).toInstant().isBefore(from)) {
            monday = monday.plusWeeks(1);
        }
        return from(settings, absences, monday, goOn);
    }

    /**
     * The seven days from a day on, in the company's time zone.
     *
     * @param goOn as above
     */
    public static CoverageWeek from(Settings settings, List<Absence> absences, LocalDate first, BooleanSupplier goOn) {
        var sources = new WeekMap(settings, absences, first, goOn).sources();
        return new CoverageWeek(settings.company().timezone(), first, sources);
    }

    /** Leads of one source, hour by hour: 168 cells from 00:00 of the first day. */
    public record Source(String source, List<Cell> cells) {}

    /**
     * One hour of wall time.
     *
     * @param rule the id of the rule that takes these leads; the one with the most minutes if there are several, empty
     *     for none. A rule that asks for more than the source is shown where no other rule takes them.
     * @param people ids of who can receive at some time of the hour, by rule and place in it
     * @param minutes of the hour in which somebody can, 0…60
     * @param otherwise what becomes of leads while nobody of the rule can: {@code fallback} (who takes them is among the
     *     people), {@code hold} or {@code unassigned}; that of the most minutes, empty if there are none
     */
    public record Cell(DayOfWeek day, int hour, String rule, List<String> people, int minutes, String otherwise) {}
}
