package io.fairlead.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignInThrottleTest {
    private Instant now = Instant.parse("2026-11-21T10:00:00Z");
    private final SignInThrottle throttle = new SignInThrottle(() -> now);

    @Test
    void anEmailGuessedFromManyAddressesHasToWaitAMinuteAtMost() {
        int free = 0;
        while (throttle.begin("anna@example.com", "192.0.2." + free) == null) {
            free++;
        }
        assertThat(free).isEqualTo(25);
        for (int attempt = 0; attempt < 20; attempt++) {
            Duration wait = throttle.begin("anna@example.com", "198.51.100." + attempt);
            now = now.plus(wait == null ? Duration.ZERO : wait);
            assertThat(wait == null || wait.compareTo(Duration.ofMinutes(1)) <= 0)
                    .as("%s", wait)
                    .isTrue();
        }
    }

    @Test
    void anAddressThatGuessesManyEmailsHasToWaitEvenIfItSignsInBetween() {
        int free = 0;
        while (throttle.begin("user" + free + "@example.com", "192.0.2.1") == null) {
            free++;
            if (throttle.begin("mallory@example.com", "192.0.2.1") == null) {
                throttle.succeeded("mallory@example.com", "192.0.2.1");
            }
        }
        assertThat(free).isEqualTo(50);
        assertThat(throttle.begin("anna@example.com", "192.0.2.2")).isNull();
    }

    @Test
    void peopleOfOneOfficeWhoSignInRightAreNotCounted() {
        for (int person = 0; person < 200; person++) {
            assertThat(throttle.begin("user" + person, "192.0.2.1")).isNull();
            throttle.succeeded("user" + person, "192.0.2.1");
        }
    }

    @Test
    void whoSignsInBetweenGuessesOfTheSameEmailHasToWaitAsSoon() {
        int free = 0;
        while (throttle.begin("anna@example.com", "192.0.2.1") == null) {
            free++;
            if (throttle.begin("anna@example.com", "192.0.2.1") == null) {
                throttle.succeeded("anna@example.com", "192.0.2.1");
            }
        }
        assertThat(free).isEqualTo(5);
    }

    @Test
    void whoChoosesPasswordsToTryThemHasToWaitInTheEnd() {
        int free = 0;
        while (throttle.begin("anna@example.com", "192.0.2.1") == null) {
            throttle.succeeded("anna@example.com", "192.0.2.1");
            throttle.chosen("anna@example.com");
            free++;
        }
        assertThat(free).isEqualTo(25);
    }

    @Test
    void theAddressesOfOneIpv6NetworkAreOne() {
        for (int attempt = 0; attempt < 5; attempt++) {
            assertThat(throttle.begin("anna@example.com", "2001:db8::" + attempt))
                    .isNull();
        }
        assertThat(throttle.begin("anna@example.com", "2001:db8::ffff")).isNotNull();
        assertThat(throttle.begin("anna@example.com", "2001:db8:0:1::1")).isNull();
    }
}
