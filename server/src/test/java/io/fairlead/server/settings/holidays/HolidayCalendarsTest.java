package io.fairlead.server.settings.holidays;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.time.Holidays;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HolidayCalendarsTest {
    @Test
    void italyHasItsPublicHolidaysWithSaintFrancisFrom2026() {
        assertThat(days("IT", 2026))
                .containsExactly(
                        "--01-01", "--01-06", "--04-05", "--04-06", "--04-25", "--05-01", "--06-02", "--08-15",
                        "--10-04", "--11-01", "--12-08", "--12-25", "--12-26");
        assertThat(days("IT", 2025)).doesNotContain("--10-04");
    }

    @Test
    void aRegionAddsItsOwnHolidaysToTheCountrys() {
        assertThat(days("DE", 2026))
                .containsExactly(
                        "--01-01", "--04-03", "--04-06", "--05-01", "--05-14", "--05-25", "--10-03", "--12-25",
                        "--12-26");
        assertThat(days("DE-BY", 2026))
                .containsExactly(
                        "--01-01", "--01-06", "--04-03", "--04-06", "--05-01", "--05-14", "--05-25", "--06-04",
                        "--10-03", "--11-01", "--12-25", "--12-26");
        assertThat(days("DE-BY-AG", 2026)).contains("--08-08", "--01-06");
    }

    @Test
    void russiaRestsFromTheFirstToTheEighthOfJanuaryAndOnMondaysAfterHolidayWeekends() {
        assertThat(days("RU", 2026))
                .containsExactly(
                        "--01-01", "--01-02", "--01-03", "--01-04", "--01-05", "--01-06", "--01-07", "--01-08",
                        "--02-23", "--03-08", "--03-09", "--05-01", "--05-09", "--05-11", "--06-12", "--11-04");
    }

    @Test
    void israelRestsOnTheDatesOfTheHebrewCalendar() {
        assertThat(days("IL", 2026))
                .containsExactly(
                        "--04-02", "--04-08", "--04-22", "--05-22", "--09-12", "--09-13", "--09-21", "--09-26",
                        "--10-03");
        assertThat(days("IL", 2027))
                .containsExactly(
                        "--04-22", "--04-28", "--05-12", "--06-11", "--10-02", "--10-03", "--10-11", "--10-16",
                        "--10-23");
    }

    @Test
    void israelsIndependenceDayKeepsAwayFromTheSabbath() {
        var israel = of("IL");
        for (var date : List.of(
                "2003-05-07",
                "2004-04-27",
                "2008-05-08",
                "2021-04-15",
                "2022-05-05",
                "2023-04-26",
                "2024-05-14",
                "2025-05-01",
                "2028-05-02")) {
            assertThat(israel.isHoliday(LocalDate.parse(date))).as(date).isTrue();
        }
        assertThat(israel.isHoliday(LocalDate.parse("2025-05-03"))).isFalse();
        assertThat(israel.isHoliday(LocalDate.parse("2024-05-13"))).isFalse();
    }

    @Test
    void aDayInPlaceOfAHolidayCountsAcrossTheEndOfTheYear() {
        assertThat(of("US").isHoliday(LocalDate.parse("2021-12-31"))).isTrue();
        assertThat(of("US").isHoliday(LocalDate.parse("2022-01-01"))).isTrue();
        assertThat(of("GB").isHoliday(LocalDate.parse("2027-12-28"))).isTrue();
    }

    @Test
    void daysThatAreOnlyObservedOrOpenToBanksAreNone() {
        assertThat(of("AT").isHoliday(LocalDate.parse("2026-12-24"))).isFalse();
        assertThat(of("AT").isHoliday(LocalDate.parse("2026-12-31"))).isFalse();
        assertThat(of("AT").isHoliday(LocalDate.parse("2026-12-25"))).isTrue();
    }

    @Test
    void whatIsNotACountryOrRegionIsEmpty() {
        for (var code : List.of("", "-", "XX", "it", "ITA", "IL-JM", "DE-XX", "DE-by", "DE-", "XX-BY", "NYSE", "LME")) {
            assertThat(HolidayCalendars.of(code)).as(code).isEmpty();
        }
    }

    @Test
    void theKnownCodesAreTheCountriesOrTheRegionsOfOne() {
        assertThat(HolidayCalendars.known("XX"))
                .contains("DE", "IL", "IT", "RU")
                .doesNotContain("NYSE")
                .isSorted();
        assertThat(HolidayCalendars.known("DE-XX"))
                .hasSize(16)
                .contains("DE-BY")
                .isSorted();
        for (var code : HolidayCalendars.known("DE-XX")) {
            assertThat(HolidayCalendars.of(code)).as(code).isPresent();
        }
    }

    @Test
    void everyCountryAnswersForYearsToCome() {
        for (var code : HolidayCalendars.known("")) {
            assertThat(of(code).isHoliday(LocalDate.parse("2030-02-12")))
                    .as(code)
                    .isIn(true, false);
        }
    }

    private static List<String> days(String code, int year) {
        var holidays = of(code);
        return IntStream.rangeClosed(1, LocalDate.of(year, 12, 31).getDayOfYear())
                .mapToObj(day -> LocalDate.ofYearDay(year, day))
                .filter(holidays::isHoliday)
                .map(date -> MonthDay.from(date).toString())
                .toList();
    }

    private static Holidays of(String code) {
        return HolidayCalendars.of(code).orElseThrow();
    }
}
