package io.fairlead.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private Instant now = Instant.parse("2026-11-21T10:00:00Z");
    private final Throttle throttle = new Throttle(() -> now, 5, Duration.ofMinutes(15));

    @Test
    void fiveAttemptsAreFreeAndThenTheWaitDoubles() {
        for (int attempt = 0; attempt < 5; attempt++) {
            assertThat(throttle.begin("anna")).isNull();
        }
        assertThat(throttle.begin("anna")).isEqualTo(Duration.ofSeconds(15));
        now = now.plusSeconds(10);
        assertThat(throttle.begin("anna")).isEqualTo(Duration.ofSeconds(5));
        now = now.plusSeconds(5);
        assertThat(throttle.begin("anna")).isNull();
        assertThat(throttle.begin("anna")).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void noWaitIsLongerThanAQuarterOfAnHour() {
        for (int attempt = 0; attempt < 40; attempt++) {
            Duration wait = throttle.begin("anna");
            if (wait != null) {
                assertThat(wait).isLessThanOrEqualTo(Duration.ofMinutes(15));
                now = now.plus(wait);
            }
        }
    }

    @Test
    void whatIsForgottenIsOneKeysAttemptsAlone() {
        for (int attempt = 0; attempt < 5; attempt++) {
            throttle.begin("anna");
        }
        assertThat(throttle.begin("bruno")).isNull();
        throttle.forget("anna");
        assertThat(throttle.begin("anna")).isNull();
    }

    @Test
    void anHourWithoutAttemptsForgetsThem() {
        for (int attempt = 0; attempt < 5; attempt++) {
            throttle.begin("anna");
        }
        now = now.plus(Duration.ofMinutes(61));
        for (int attempt = 0; attempt < 5; attempt++) {
            assertThat(throttle.begin("anna")).isNull();
        }
    }

    @Test
    void itRemembersABoundedNumber() {
        for (int attempt = 0; attempt < 5; attempt++) {
            throttle.begin("first");
        }
        for (int other = 0; other < 10_000; other++) {
            throttle.begin("other " + other);
        }
        assertThat(throttle.begin("first")).isNull();
    }

    @Test
    void anAttemptTakenBackLeavesThoseBefore() {
        for (int attempt = 0; attempt < 5; attempt++) {
            throttle.begin("anna");
        }
        throttle.takeBack("anna");
        assertThat(throttle.begin("anna")).isNull();
        assertThat(throttle.begin("anna")).isEqualTo(Duration.ofSeconds(15));
    }
}
