package io.fairlead.server.settings.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventClockTest {
    private static final long SEED = 11;
    private static final List<String> FORMS =
            List.of("%s", "%s:07", "%s:59", "%s:07.5", "%sZ", "%s+03:00", "%s:60", "%s:1");
    private static final List<String> CLOCKS = List.of(
            "00:00", "00:30", "01:15", "02:30", "03:00", "12:00", "23:30", "23:59", "24:00", "09:60", "9:005", "1a:00");

    @ParameterizedTest
    @ValueSource(
            strings = {
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
                "America/Asuncion",
                "Asia/Beirut",
            })
    void everyTextOfTheDaysAroundAClockChangeIsReadAsWithoutTheShortCut(ZoneId zone) {
        var random = new Random(SEED);
        var changes = zone.getRules().getTransitions();
        for (var change : changes.subList(Math.max(0, changes.size() - 60), changes.size())) {
            var clock = new EventClock(zone);
            var day = change.getDateTimeBefore().toLocalDate().minusDays(2);
            for (int i = 0; i < 200; i++) {
                var date = day.plusDays(i / 40).toString();
                var time = CLOCKS.get(random.nextInt(CLOCKS.size()));
                var text = FORMS.get(random.nextInt(FORMS.size()))
                        .formatted(date + (random.nextInt(10) == 0 ? " " : "T") + time);

                assertThat(clock.instant(text))
                        .as("%s in %s (seed %d)", text, zone, SEED)
                        .isEqualTo(Times.instant(text, zone));
            }
        }
    }

    @Test
    void aTextWithoutItsSeparatorsIsNoTime() {
        var clock = new EventClock(ZoneId.of("Europe/Rome"));
        var known = LocalDateTime.parse("2026-11-23T09:05");

        assertThat(clock.instant(known.toString())).isNotNull();
        assertThat(clock.instant("2026-11-23x09:05")).isNull();
        assertThat(clock.instant("2026-11-23T09x05")).isNull();
        assertThat(clock.instant("2026-11-23T09:05x07")).isNull();
        assertThat(clock.instant("2026-11-23")).isNull();
    }
}
