package io.fairlead.engine.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.time.Window;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WeeklyHoursTest {
    private static final Year YEAR = Year.around(Shop.NOW, Shop.ROME);

    @Test
    void theYearIsOfWholeWeeksAroundTheInstant() {
        assertThat(YEAR.from()).isEqualTo(Shop.rome("2026-11-16T00:00").getEpochSecond());
        assertThat(YEAR.to()).isEqualTo(Shop.rome("2027-11-22T00:00").getEpochSecond());
    }

    @Test
    void daysOfTheSameHoursAreNamedTogether() {
        assertThat(words("mon-fri 00:00-09:00", "mon-fri 19:00-24:00", "sun 00:00-24:00"))
                .isEqualTo("Mon-Fri 00:00-09:00, 19:00-24:00; Sun 00:00-24:00 every week");
        assertThat(words("mon-sun 00:00-24:00")).isEqualTo("Mon-Sun 00:00-24:00 every week");
        assertThat(words("mon 09:00-10:00", "wed 09:00-10:00"))
                .isEqualTo("Mon 09:00-10:00; Wed 09:00-10:00 every week");
    }

    @Test
    void hoursThatPassMidnightAreNamedByDay() {
        assertThat(words("sun 22:00-06:00")).isEqualTo("Mon 00:00-06:00; Sun 22:00-24:00 every week");
    }

    @Test
    void hoursWithinAClockChangeAreStillEveryWeek() {
        assertThat(words("sun 02:30-04:00")).isEqualTo("Sun 02:30-04:00 every week");
        assertThat(words("sun 02:00-03:00")).isEqualTo("Sun 02:00-03:00 every week");
        assertThat(words("sat-sun 00:00-24:00")).isEqualTo("Sat-Sun 00:00-24:00 every week");
    }

    @Test
    void whatIsMissingInOneWeekIsNotEveryWeek() {
        var gone = Times.between(second("2026-12-24T00:00"), second("2026-12-25T00:00"));
        var hours = WeeklyHours.of(times("thu-fri 09:00-17:00").minus(gone), YEAR);
        assertThat(hours.weekly()).isEqualTo("Fri 09:00-17:00");
        assertThat(hours.dates())
                .isEqualTo("2026-11-19 09:00-17:00; 2026-11-26 09:00-17:00; 2026-12-03 09:00-17:00 and 49 more dates"
                        + " until 2027-11-18");
    }

    @Test
    void hoursOfOneNightAreNamedByDate() {
        var evening = Times.between(second("2026-12-30T18:00"), second("2026-12-31T00:00"));
        assertThat(WeeklyHours.of(evening, YEAR).words()).isEqualTo("on 2026-12-30 18:00-24:00");
        var night = Times.between(second("2026-12-30T18:00"), second("2026-12-31T06:00"));
        assertThat(WeeklyHours.of(night, YEAR).words()).isEqualTo("on 2026-12-30 18:00-24:00; 2026-12-31 00:00-06:00");
    }

    @Test
    void whatIsMissingOnADayOfAClockChangeIsNotEveryWeek() {
        var gone = Times.between(second("2027-03-28T12:00"), second("2027-03-28T13:00"));
        var hours = WeeklyHours.of(times("sat-sun 09:00-17:00").minus(gone), YEAR);
        assertThat(hours.weekly()).isEqualTo("Sat 09:00-17:00");
        assertThat(hours.dates()).startsWith("2026-11-22 09:00-17:00; ").endsWith(" 50 more dates until 2027-11-21");
    }

    @Test
    void singleStretchesAreNeverEveryWeek() {
        for (int seed = 0; seed < 100; seed++) {
            var random = new Random(seed);
            var times = Times.NONE;
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                long from = YEAR.from() + 60L * random.nextInt(53 * 7 * 1440);
                times = times.or(Times.between(from, from + 60L * (1 + random.nextInt(2880)))
                        .and(Times.between(YEAR.from(), YEAR.to())));
            }
            var hours = WeeklyHours.of(times, YEAR);
            assertThat(hours.weekly()).as("seed %d", seed).isEmpty();
            assertThat(hours.dates()).as("seed %d", seed).isNotEmpty();
        }
    }

    private static String words(String... hours) {
        return WeeklyHours.of(times(hours), YEAR).words();
    }

    private static Times times(String... hours) {
        var window = new Window(List.copyOf(Shop.weekly(hours)));
        return Times.of(window.timeline(Shop.ROME), YEAR.from(), YEAR.to());
    }

    private static long second(String wall) {
        return Shop.rome(wall).getEpochSecond();
    }
}
