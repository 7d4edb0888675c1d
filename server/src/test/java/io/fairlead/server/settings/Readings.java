package io.fairlead.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.simulation.Scenario;
import io.fairlead.server.settings.SettingsReader.Limits;
import java.util.List;

/** Reads texts in tests. */
final class Readings {
    static final Limits LIMITS = new Limits(1 << 30, 1_000_000, null);

    /** A company with three users, to which more can be added. */
    static final String START = """
            company: {name: Shop, timezone: Europe/Rome, region: IT}
            users: {anna: {}, bruno: {}, carla: {active: false}}
            """;

    private Readings() {}

    static SettingsFile read(String text) {
        return SettingsReader.read("s.yaml", text, LIMITS);
    }

    static SettingsFile.Sound sound(String text) {
        var file = read(text);
        assertThat(flaws(file)).isEmpty();
        return (SettingsFile.Sound) file;
    }

    static Scenario scenario(String text) {
        return sound(text).scenario();
    }

    /** {@code line:column: message}, in order. */
    static List<String> flaws(String text) {
        return flaws(read(text));
    }

    static List<String> flaws(SettingsFile file) {
        return switch (file) {
            case SettingsFile.Sound sound -> List.of();
            case SettingsFile.Broken broken ->
                broken.flaws().stream()
                        .map(Flaw::toString)
                        .map(flaw -> flaw.substring(flaw.indexOf(':') + 1))
                        .toList();
        };
    }
}
