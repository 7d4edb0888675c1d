package io.fairlead.server.settings.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    private static final ZoneId ROME = ZoneId.of("Europe/Rome");

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T09:05, 2026-11-23T08:05:00Z",
        "2026-11-23 09:05, 2026-11-23T08:05:00Z",
        "2026-07-23T09:05:30, 2026-07-23T07:05:30Z",
        "2026-11-23T09:05:30.25, 2026-11-23T08:05:30.250Z",
        "2026-11-23T09:05Z, 2026-11-23T09:05:00Z",
        "2026-11-23T09:05:30+05:30, 2026-11-23T03:35:30Z",
        "2026-11-23T09:05:30-0300, 2026-11-23T12:05:30Z",
    })
    void wallTimesAndOffsetsAreRead(String text, Instant instant) {
        assertThat(Times.instant(text, ROME)).isEqualTo(instant);
    }

    @Test
    void aWallTimeInAGapMovesForward() {
        assertThat(Times.instant("2026-03-29T02:30", ROME)).isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
    }

    @Test
    void aWallTimeThatComesTwiceIsTheFirst() {
        assertThat(Times.instant("2026-10-25T02:30", ROME)).isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026",
                "2026-11-23",
                "2026-11-23T",
                "2026-11-23T9:05",
                "2026-11-23T24:00",
                "2026-11-23T09:60",
                "2026-11-31T09:05",
                "2026-13-01T09:05",
                "2026-11-23T09:05:60",
                "2026-11-23T09:05:3",
                "2026-11-23T09:05.5",
                "2026-11-23T09:05:30.",
                "2026-11-23T09:05+1",
                "2026-11-23T09:05+19:00",
                "2026-11-23T09:05 UTC",
                "2026-11-23t09:05",
                "2026/11/23T09:05",
                "-026-11-23T09:05",
                "12026-11-23T09:05",
                "1899-12-31T09:05",
                "2026-11-23T09:05:30.1234567891"
            })
    void whatIsNoTimeIsNull(String text) {
        assertThat(Times.instant(text, ROME)).isNull();
    }

    @Test
    void datesAreDaysThatExist() {
        assertThat(Times.date("2028-02-29")).isEqualTo(LocalDate.of(2028, 2, 29));
        assertThat(Times.date("2026-02-29")).isNull();
        assertThat(Times.date("2026-2-9")).isNull();
        assertThat(Times.date("today")).isNull();
    }

    @Test
    void durationsHaveANumberAndAUnit() {
        assertThat(Times.duration("90s")).isEqualTo(Duration.ofSeconds(90));
        assertThat(Times.duration("15m")).isEqualTo(Duration.ofMinutes(15));
        assertThat(Times.duration("2h")).isEqualTo(Duration.ofHours(2));
        assertThat(Times.duration("3d")).isEqualTo(Duration.ofDays(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m", "0m", "-5m", "5", "5 m", "1.5h", "1h30m", "5w", "99999999999s"})
    void whatIsNoDurationIsNull(String text) {
        assertThat(Times.duration(text)).isNull();
    }
}
