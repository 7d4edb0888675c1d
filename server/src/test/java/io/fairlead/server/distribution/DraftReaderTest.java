package io.fairlead.server.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.settings.SettingsFile;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class DraftReaderTest {
    private static final String START = "company: {timezone: Europe/Rome}\nusers: {anna: {}}\n";

    @Test
    void aliasesThatStandForTooMuchAreAFlawAtTheirPlace() {
        var bomb = new StringBuilder(START + "zones:\n  a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            var aliases = String.join(", ", Collections.nCopies(10, "*a" + (i - 1)));
            bomb.append("  a%d: &a%d [%s]\n".formatted(i, i, aliases));
        }

        var file = (SettingsFile.Broken) DraftReader.read(bomb.toString());

        assertThat(file.flaws()).singleElement().satisfies(flaw -> {
            assertThat(flaw.kind()).isEqualTo("too-large");
            assertThat(flaw.line()).isGreaterThan(4);
            assertThat(flaw.message()).contains("aliases that stand for more than");
        });
    }

    @Test
    void tooManyEventsAreRefused() {
        var event = "- {at: 2026-11-23T10:00, user: anna, presence: online}\n";

        assertThatThrownBy(() -> DraftReader.read(START + "events:\n" + event.repeat(100_001)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("100 000 events");
    }
}
