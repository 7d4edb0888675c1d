package io.fairlead.server.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WallTimeTest {
    private static final long SEED = 13;
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Rome",
                "Australia/Lord_Howe",
                "Asia/Kathmandu",
                "Africa/Casablanca",
                "Pacific/Apia",
                "America/Sao_Paulo",
                "Asia/Beirut",
            })
    void everyInstantIsWrittenAsTheClockOnTheWallShowsIt(ZoneId zone) {
        var random = new Random(SEED);
        var wallTime = new WallTime(zone);
        var changes = zone.getRules().getTransitions();
        for (var change : changes.subList(Math.max(0, changes.size() - 60), changes.size())) {
            for (int i = 0; i < 300; i++) {
                var at = instant(random, change.getInstant(), i);

                assertThat(wallTime.text(at))
                        .as("%s in %s (seed %d)", at, zone, SEED)
                        .isEqualTo(at.atZone(zone).format(SECONDS));
            }
        }
    }

    /** Near a clock change, now and then right at it or within its second. */
    private static Instant instant(Random random, Instant change, int i) {
        return i % 10 == 0
                ? change.plusMillis(random.nextInt(-2, 3) * 500L)
                : change.plusSeconds(random.nextLong(-200_000, 200_000));
    }
}
