package io.fairlead.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Generated schedules and windows, minute by minute across the clock changes of ten zones and more. */
@Tag("many-cases")
class ScheduleAgainstMinutesTest {
    private static final int DAYS = 5;

    static Stream<String> zones() {
        return Stream.of(
                "Europe/Rome",
                "Asia/Tomsk",
                "America/New_York",
                "America/St_Johns",
                "Australia/Lord_Howe",
                "Asia/Kathmandu",
                "Africa/Casablanca",
                "Pacific/Apia",
                "Asia/Jerusalem",
                "America/Sao_Paulo",
                "Asia/Beirut",
                "UTC");
    }

    @ParameterizedTest
    @MethodSource("zones")
    void aScheduleIsOnInTheMinutesOfItsIntervalsAlone(String id) {
        var zone = ZoneId.of(id);
        for (var change : changes(zone)) {
            for (int seed = 0; seed < 12; seed++) {
                var date = LocalDate.ofInstant(change, zone);
                var schedule = new Schedules(new Random(seed), zone, date).schedule();
                agrees(
                        schedule,
                        schedule.timeline(),
                        change,
                        "zone %s, change %s, seed %d".formatted(id, change, seed));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("zones")
    void aWindowIsOpenInTheMinutesOfItsIntervalsAlone(String id) {
        var zone = ZoneId.of(id);
        for (var change : changes(zone)) {
            for (int seed = 100; seed < 106; seed++) {
                var date = LocalDate.ofInstant(change, zone);
                var entries = new Schedules(new Random(seed), zone, date).weekly(1 + seed % 3);
                var schedule = new Schedule(zone, entries, null, List.of(), List.of(), Holidays.NONE);
                var timeline = new Window(entries).timeline(zone);
                agrees(schedule, timeline, change, "zone %s, change %s, seed %d".formatted(id, change, seed));
            }
        }
    }

    private static void agrees(Schedule schedule, Timeline timeline, Instant change, String place) {
        var date = LocalDate.ofInstant(change, schedule.zone());
        var naive = new NaiveSchedule(schedule, date.minusDays(25), date.plusDays(20));
        var first = change.truncatedTo(ChronoUnit.MINUTES).minus(DAYS, ChronoUnit.DAYS);
        int minutes = 2 * DAYS * 1440;
        var on = new boolean[minutes];
        for (int i = 0; i < minutes; i++) {
            on[i] = naive.on(first.plus(i, ChronoUnit.MINUTES));
        }
        for (int i = 0; i < minutes; i++) {
            if (i == 0 || on[i] != on[i - 1] || i % 97 == 0) {
                var at = first.plus(i, ChronoUnit.MINUTES);
                var span = timeline.at(at);
                if (span.on() != on[i] || !endsWithItsMinutes(span, on, i, first)) {
                    assertThat(span)
                            .as("%s, minute %s, %s", place, at, schedule)
                            .isNull();
                }
            }
        }
    }

    /** Whether a span goes on as long as the minutes from one of them on; beyond those looked at, anything goes. */
    private static boolean endsWithItsMinutes(Span span, boolean[] on, int minute, Instant first) {
        int end = minute;
        while (end < on.length && on[end] == on[minute]) {
            end++;
        }
        var change = first.plus(end, ChronoUnit.MINUTES);
        return end == on.length ? !span.until().isBefore(change) : span.until().equals(change);
    }

    /** Some clock changes of recent years; for zones without any, a day all the same. */
    private static List<Instant> changes(ZoneId zone) {
        var all = new ArrayList<Instant>();
        var next = zone.getRules().nextTransition(Instant.parse("2011-06-01T00:00:00Z"));
        while (next != null && next.getInstant().isBefore(Instant.parse("2028-01-01T00:00:00Z"))) {
            all.add(next.getInstant());
            next = zone.getRules().nextTransition(next.getInstant());
        }
        if (all.size() <= 4) {
            all.add(Instant.parse("2026-11-21T12:00:00Z"));
            return all;
        }
        return List.of(all.get(0), all.get(1), all.get(all.size() - 2), all.getLast());
    }
}
