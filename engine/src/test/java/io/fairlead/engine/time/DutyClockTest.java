package io.fairlead.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DutyClockTest {
    private static final Timeline OFFICE = new Window(
                    List.of(new Weekly(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), new Hours(540, 1020), false)))
            .timeline(ZoneOffset.UTC);

    @Test
    void itRunsWithTheWallForSomeoneAlwaysOnDuty() {
        assertThat(after(Timeline.ALWAYS, Absences.NONE, "2026-11-21T12:00:00Z", Duration.ofDays(2000)))
                .isEqualTo(Instant.parse("2026-11-21T12:00:00Z").plus(2000, ChronoUnit.DAYS));
    }

    @Test
    void itStandsStillBetweenShifts() {
        assertThat(after(OFFICE, Absences.NONE, "2026-11-20T16:50:00Z", Duration.ofMinutes(15)))
                .isEqualTo("2026-11-23T09:05:00Z");
    }

    @Test
    void timeUsedUpAtTheEndOfAShiftIsOverAtThatEnd() {
        assertThat(after(OFFICE, Absences.NONE, "2026-11-20T16:45:00Z", Duration.ofMinutes(15)))
                .isEqualTo("2026-11-20T17:00:00Z");
        assertThat(after(OFFICE, Absences.NONE, "2026-11-20T17:00:00Z", Duration.ofMinutes(15)))
                .isEqualTo("2026-11-23T09:15:00Z");
    }

    @Test
    void itStandsStillDuringAbsences() {
        var absences = Absences.of(List.of(
                absence("2026-11-23T09:10:00Z", "2026-11-23T12:00:00Z"),
                absence("2026-11-23T11:00:00Z", "2026-11-24T10:00:00Z")));
        assertThat(after(OFFICE, absences, "2026-11-23T09:00:00Z", Duration.ofMinutes(15)))
                .isEqualTo("2026-11-24T10:05:00Z");
    }

    @Test
    void itNeverEndsForSomeoneWhoDoesNotComeBack() {
        var lastDay = new Schedule(
                ZoneOffset.UTC,
                List.of(),
                null,
                List.of(new Dated(LocalDate.parse("2026-11-23"), new Hours(540, 1020))),
                List.of(),
                Holidays.NONE);
        assertThat(after(lastDay.timeline(), Absences.NONE, "2026-11-23T16:00:00Z", Duration.ofHours(2)))
                .isNull();
        assertThat(after(lastDay.timeline(), Absences.NONE, "2026-11-23T16:00:00Z", Duration.ofHours(1)))
                .isEqualTo("2026-11-23T17:00:00Z");
        var forEver = Absences.of(List.of(new Absence("u", Instant.parse("2026-11-23T09:00:00Z"), Instant.MAX, "")));
        assertThat(after(OFFICE, forEver, "2026-11-23T08:00:00Z", Duration.ofMinutes(1)))
                .isNull();
    }

    @Test
    void itWaitsTwoYearsForSomeoneToComeBack() {
        var start = Instant.parse("2026-11-23T09:00:00Z");
        var back = start.plus(Timeline.HORIZON_DAYS, ChronoUnit.DAYS);
        var minute = Duration.ofMinutes(1);
        assertThat(DutyClock.after(Timeline.ALWAYS, away(start, back), start, minute))
                .isEqualTo(back.plus(minute));
        assertThat(DutyClock.after(Timeline.ALWAYS, away(start, back.plusSeconds(1)), start, minute))
                .isNull();
    }

    @Test
    void noTimeIsOverAtOnce() {
        assertThat(after(OFFICE, Absences.NONE, "2026-11-21T12:00:00Z", Duration.ZERO))
                .isEqualTo("2026-11-21T12:00:00Z");
    }

    @Test
    void itCountsTheMinutesOnDutyAndPresent() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var date = LocalDate.parse("2026-11-21");
            var duty = new Schedules(random, ZoneOffset.UTC, date).schedule().timeline();
            var list = new ArrayList<Absence>();
            for (int i = random.nextInt(4); i > 0; i--) {
                var from = Instant.parse("2026-11-20T00:00:00Z").plus(random.nextInt(3000), ChronoUnit.MINUTES);
                list.add(new Absence("u", from, from.plus(random.nextInt(1000), ChronoUnit.MINUTES), ""));
            }
            var start = Instant.parse("2026-11-20T12:00:00Z").plus(random.nextInt(1440), ChronoUnit.MINUTES);
            int minutes = 1 + random.nextInt(600);
            var end = DutyClock.after(duty, Absences.of(list), start, Duration.ofMinutes(minutes));
            assertThat(end == null || end.isAfter(start.plus(10, ChronoUnit.DAYS)) ? null : end)
                    .as("seed %d", seed)
                    .isEqualTo(counted(duty, list, start, minutes));
        }
    }

    private static @Nullable Instant counted(Timeline duty, List<Absence> absences, Instant start, int minutes) {
        var span = duty.at(start);
        int left = minutes;
        for (int i = 0; i < 10 * 1440; i++) {
            var at = start.plus(i, ChronoUnit.MINUTES);
            span = at.isBefore(span.until()) ? span : duty.at(at);
            boolean away =
                    absences.stream().anyMatch(absence -> !at.isBefore(absence.from()) && at.isBefore(absence.to()));
            if (span.on() && !away && --left == 0) {
                return at.plus(1, ChronoUnit.MINUTES);
            }
        }
        return null;
    }

    private static @Nullable Instant after(Timeline duty, Absences absences, String start, Duration time) {
        return DutyClock.after(duty, absences, Instant.parse(start), time);
    }

    private static Absences away(Instant from, Instant to) {
        return Absences.of(List.of(new Absence("u", from, to, "leave")));
    }

    private static Absence absence(String from, String to) {
        return new Absence("u", Instant.parse(from), Instant.parse(to), "vacation");
    }
}
