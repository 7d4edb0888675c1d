package io.fairlead.engine.time;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final ZoneId ROME = ZoneId.of("Europe/Rome");
    private static final Set<DayOfWeek> WORKDAYS = EnumSet.range(MONDAY, FRIDAY);

    @Test
    void hoursThatPassMidnightBelongToTheDayOnWhichTheyStart() {
        var timeline = window(weekly(WORKDAYS, "16:00-09:00"));
        assertThat(timeline.at(rome("2026-11-28T08:59")).on()).as("Saturday").isTrue();
        assertThat(timeline.at(rome("2026-11-28T09:00")).on()).as("Saturday").isFalse();
        assertThat(timeline.at(rome("2026-11-23T08:00")).on()).as("Monday").isFalse();
        assertThat(timeline.at(rome("2026-11-23T16:00"))).isEqualTo(new Span(true, rome("2026-11-24T09:00")));
    }

    @Test
    void hoursUntilTheNextListedDayBridgeTheWeekend() {
        var timeline = window(new Weekly(WORKDAYS, hours("16:00-09:00"), true));
        assertThat(timeline.at(rome("2026-11-29T12:00"))).isEqualTo(new Span(true, rome("2026-11-30T09:00")));
    }

    @Test
    void hoursOfASingleDayUntilTheNextListedDayLastAWeek() {
        var timeline = window(new Weekly(Set.of(MONDAY), hours("16:00-09:00"), true));
        assertThat(timeline.at(rome("2026-11-29T12:00"))).isEqualTo(new Span(true, rome("2026-11-30T09:00")));
    }

    @Test
    void shortHoursWithinLongOnesDoNotEndThem() {
        var timeline = window(new Weekly(Set.of(MONDAY), hours("16:00-09:00"), true), weekly(WORKDAYS, "10:00-11:00"));
        for (var day : List.of("2026-11-24", "2026-11-27", "2026-11-29")) {
            assertThat(timeline.at(rome(day + "T12:00"))).as(day).isEqualTo(new Span(true, rome("2026-11-30T09:00")));
        }
        assertThat(timeline.at(rome("2026-11-30T08:59"))).isEqualTo(new Span(true, rome("2026-11-30T09:00")));
    }

    @Test
    void hoursThatTouchAreOneSpan() {
        var timeline = window(weekly(Set.of(SATURDAY), "18:00-24:00"), weekly(Set.of(SUNDAY), "00:00-06:00"));
        assertThat(timeline.at(rome("2026-11-28T20:00"))).isEqualTo(new Span(true, rome("2026-11-29T06:00")));
    }

    @Test
    void hoursOfADateCanBeListedInAnyOrder() {
        var late = dated("2026-12-31", "20:00-21:00");
        var evening = dated("2026-12-31", "18:00-20:00");
        var early = dated("2026-12-31", "09:00-10:00");
        var noon = dated("2026-12-31", "11:00-12:00");
        var between = dated("2026-12-31", "10:00-12:30");
        var timeline = new Schedule(
                        ROME, List.of(), null, List.of(late, evening, early, noon, between), List.of(), Holidays.NONE)
                .timeline();
        assertThat(timeline.at(rome("2026-12-31T08:00"))).isEqualTo(new Span(false, rome("2026-12-31T09:00")));
        assertThat(timeline.at(rome("2026-12-31T09:00"))).isEqualTo(new Span(true, rome("2026-12-31T12:30")));
        assertThat(timeline.at(rome("2026-12-31T12:15"))).isEqualTo(new Span(true, rome("2026-12-31T12:30")));
        assertThat(timeline.at(rome("2026-12-31T12:30"))).isEqualTo(new Span(false, rome("2026-12-31T18:00")));
        assertThat(timeline.at(rome("2026-12-31T18:00"))).isEqualTo(new Span(true, rome("2026-12-31T21:00")));
        assertThat(timeline.at(rome("2026-12-31T21:00"))).isEqualTo(Span.ALWAYS_OFF);
    }

    @Test
    void hoursThatHandOverToEachOtherNeverEnd() {
        assertThat(window(weekly(Days.ALL, "00:00-24:00"))).isSameAs(Timeline.ALWAYS);
        assertThat(window(weekly(Days.ALL, "09:00-09:00"))).isSameAs(Timeline.ALWAYS);
        assertThat(window(new Weekly(WORKDAYS, hours("16:00-09:00"), true), weekly(WORKDAYS, "09:00-16:00")))
                .isSameAs(Timeline.ALWAYS);
    }

    @Test
    void aWholeDayOfTheWeekEnds() {
        for (var day : DayOfWeek.values()) {
            var timeline = window(weekly(Set.of(day), "00:00-24:00"));
            var date = LocalDate.parse("2026-11-22").with(TemporalAdjusters.next(day));
            assertThat(timeline.at(date.atTime(12, 0).atZone(ROME).toInstant()))
                    .as("%s", day)
                    .isEqualTo(
                            new Span(true, date.plusDays(1).atStartOfDay(ROME).toInstant()));
        }
    }

    @Test
    void hoursThatOverlapWithoutEndAreSearchedForTwoYears() {
        var at = rome("2026-11-21T12:00");
        var span = window(weekly(Days.ALL, "00:00-14:00"), weekly(Days.ALL, "12:00-24:00"))
                .at(at);
        assertThat(span.on()).isTrue();
        assertThat(span.until()).isAfter(rome("2028-11-20T00:00")).isBefore(rome("2028-12-01T00:00"));
    }

    @Test
    void aLongSpanIsFoundToItsEnd() {
        for (var hours : List.of("00:00-24:00", "09:00-09:00", "22:00-22:00")) {
            var off = List.of(dated("2027-03-01", null));
            var schedule = new Schedule(ROME, List.of(weekly(Days.ALL, hours)), null, List.of(), off, Holidays.NONE);
            var start = hours.substring(0, 5);
            var span = new Span(true, rome("2027-03-01T" + start));
            for (int day = 0; day < 200; day += 7) {
                var at = rome("2026-08-04T00:00").plus(day, ChronoUnit.DAYS);
                assertThat(schedule.timeline().at(at)).as("%s at %s", hours, at).isEqualTo(span);
            }
        }
    }

    @Test
    void hoursOnADateThatTheClockSkipsCanStartAfterThoseOfTheNextDate() {
        var apia = ZoneId.of("Pacific/Apia");
        var timeline = new Window(
                        List.of(weekly(Set.of(FRIDAY), "12:00-13:00"), weekly(Set.of(SATURDAY), "09:00-10:00")))
                .timeline(apia);
        var saturday = LocalDateTime.parse("2011-12-31T09:00").atZone(apia).toInstant();
        for (int hours = 1; hours < 140; hours += 5) {
            var at = saturday.minus(hours, ChronoUnit.HOURS);
            assertThat(timeline.at(at).until()).as("%s", at).isEqualTo(saturday);
        }
    }

    @Test
    void aWindowWithoutEntriesIsNeverOpen() {
        assertThat(new Window(List.of()).timeline(ROME).at(rome("2026-11-21T12:00")))
                .isEqualTo(Span.ALWAYS_OFF);
    }

    @Test
    void aCycleWorksBeforeItsFirstDateToo() {
        var cycle = new Cycle(2, 2, LocalDate.parse("2026-01-05"), hours("09:00-21:00"));
        var timeline = new Schedule(ROME, List.of(), cycle, List.of(), List.of(), Holidays.NONE).timeline();
        assertThat(timeline.at(rome("2026-01-06T12:00")).on()).isTrue();
        assertThat(timeline.at(rome("2026-01-07T12:00")).on()).isFalse();
        assertThat(timeline.at(rome("2026-01-01T12:00")).on()).isTrue();
        assertThat(timeline.at(rome("2026-01-03T12:00"))).isEqualTo(new Span(false, rome("2026-01-05T09:00")));
    }

    @Test
    void aCycleGoesOnFromItsFirstDate() {
        var cycle = new Cycle(2, 1, LocalDate.parse("2026-01-05"), hours("09:00-21:00"));
        var timeline = new Schedule(ROME, List.of(), cycle, List.of(), List.of(), Holidays.NONE).timeline();
        assertThat(timeline.at(rome("2026-01-05T12:00")).on()).isTrue();
        assertThat(timeline.at(rome("2026-01-06T12:00")).on()).isTrue();
        assertThat(timeline.at(rome("2026-01-06T21:00"))).isEqualTo(new Span(false, rome("2026-01-08T09:00")));
    }

    @Test
    void nothingOfWeeklyHoursAndCycleStartsOnAHoliday() {
        var cycle = new Cycle(1, 0, LocalDate.parse("2026-01-05"), hours("20:00-23:00"));
        var timeline = withHoliday(cycle, List.of(), List.of());
        assertThat(timeline.at(rome("2026-12-25T12:00"))).isEqualTo(new Span(false, rome("2026-12-26T20:00")));
    }

    @Test
    void datedHoursAndExceptionsWinOverAHoliday() {
        assertThat(withHoliday(null, List.of(dated("2026-12-25", "10:00-14:00")), List.of())
                        .at(rome("2026-12-25T12:00"))
                        .on())
                .isTrue();
        assertThat(withHoliday(null, List.of(), List.of(dated("2026-12-25", "10:00-14:00")))
                        .at(rome("2026-12-25T12:00"))
                        .on())
                .isTrue();
    }

    @Test
    void anExceptionReplacesWhatStartsOnItsDateAndLeavesTheTailOfTheNightBefore() {
        var schedule = new Schedule(
                ROME,
                List.of(weekly(Days.ALL, "22:00-06:00")),
                null,
                List.of(dated("2026-11-24", "12:00-13:00")),
                List.of(
                        dated("2026-11-24", null),
                        dated("2026-11-25", "10:00-11:00"),
                        dated("2026-11-25", "15:00-16:00")),
                Holidays.NONE);
        var timeline = schedule.timeline();
        assertThat(timeline.at(rome("2026-11-24T05:59")).on()).isTrue();
        assertThat(timeline.at(rome("2026-11-24T06:00"))).isEqualTo(new Span(false, rome("2026-11-25T10:00")));
        assertThat(timeline.at(rome("2026-11-25T15:30"))).isEqualTo(new Span(true, rome("2026-11-25T16:00")));
        assertThat(timeline.at(rome("2026-11-25T16:00")).until()).isEqualTo(rome("2026-11-26T22:00"));
    }

    @Test
    void datedHoursAloneAreOverForEverOnceTheyArePast() {
        var schedule = new Schedule(
                ROME, List.of(), null, List.of(dated("2026-12-31", "22:00-02:00")), List.of(), Holidays.NONE);
        var timeline = schedule.timeline();
        assertThat(timeline.at(rome("2026-11-21T12:00"))).isEqualTo(new Span(false, rome("2026-12-31T22:00")));
        assertThat(timeline.at(rome("2027-01-01T01:00"))).isEqualTo(new Span(true, rome("2027-01-01T02:00")));
        assertThat(timeline.at(rome("2027-01-01T02:00"))).isEqualTo(new Span(false, Instant.MAX));
    }

    @Test
    void exceptionsAddHoursToAScheduleThatHasNoOthers() {
        var timeline = new Schedule(
                        ROME, List.of(), null, List.of(), List.of(dated("2026-12-31", "10:00-14:00")), Holidays.NONE)
                .timeline();
        assertThat(timeline.at(rome("2026-11-21T12:00"))).isEqualTo(new Span(false, rome("2026-12-31T10:00")));
        assertThat(timeline.at(rome("2026-12-31T10:00"))).isEqualTo(new Span(true, rome("2026-12-31T14:00")));
    }

    @Test
    void aSpanEndsBeforeItsLastInstantAndStartsWithItsFirst() {
        var timeline = window(weekly(WORKDAYS, "09:00-17:00"));
        assertThat(timeline.at(rome("2026-11-23T17:00").minusNanos(1)).on()).isTrue();
        assertThat(timeline.at(rome("2026-11-23T17:00")).on()).isFalse();
        assertThat(timeline.at(rome("2026-11-23T09:00").minusNanos(1)).on()).isFalse();
        assertThat(timeline.at(rome("2026-11-23T09:00")).on()).isTrue();
    }

    @Test
    void hoursThatAreEmptyOnceTheClockMovesForwardAreNone() {
        // On 29 March 2026 02:30 becomes 03:30, which is after 03:15, and 02:00 becomes 03:00.
        for (var hours : List.of("02:30-03:15", "02:00-03:00")) {
            var timeline = window(weekly(Set.of(SUNDAY), hours));
            assertThat(timeline.at(rome("2026-03-25T12:00")))
                    .as(hours)
                    .isEqualTo(new Span(false, rome("2026-04-05T" + hours.substring(0, 5))));
        }
    }

    private static Timeline withHoliday(@Nullable Cycle cycle, List<Dated> dates, List<Dated> except) {
        var christmas = LocalDate.parse("2026-12-25");
        return new Schedule(
                        ROME,
                        List.of(weekly(Set.of(DayOfWeek.THURSDAY, FRIDAY), "22:00-06:00")),
                        cycle,
                        dates,
                        except,
                        christmas::equals)
                .timeline();
    }

    private static Timeline window(Weekly... entries) {
        return new Window(List.of(entries)).timeline(ROME);
    }

    private static Weekly weekly(Set<DayOfWeek> days, String hours) {
        return new Weekly(days, hours(hours), false);
    }

    private static Dated dated(String date, @Nullable String hours) {
        return new Dated(LocalDate.parse(date), hours == null ? null : hours(hours));
    }

    private static Hours hours(String text) {
        return Hours.parse(text).orElseThrow();
    }

    private static Instant rome(String wall) {
        return LocalDateTime.parse(wall).atZone(ROME).toInstant();
    }
}
