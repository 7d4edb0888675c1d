package io.fairlead.server.distribution;

import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.settings.SettingsFile;
import io.fairlead.server.settings.SettingsReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Reads settings that come by HTTP: with limits, and without any file beside them. */
final class DraftReader {
    private static final int MOST_BYTES = 8_000_000;
    private static final int MOST_EVENTS = 100_000;
    private static final SettingsReader.Limits LIMITS = new SettingsReader.Limits(MOST_BYTES, MOST_EVENTS, null);

    private DraftReader() {}

    /**
     * What came of reading the text.
     *
     * @throws Refusal {@code too-large}
     */
    static SettingsFile read(@Nullable String settings) {
        if (settings == null) {
            throw Refusal.invalid(List.of(new FieldError("settings", "required")));
        }
        byte[] bytes = settings.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MOST_BYTES) {
            throw tooLarge();
        }
        SettingsFile file = SettingsReader.read("settings", settings, LIMITS);
        if (file instanceof SettingsFile.Broken broken
                && broken.flaws().stream().anyMatch(flaw -> flaw.kind().equals("too-many-events"))) {
            throw tooLarge();
        }
        return file;
    }

    /**
     * The scenario of a text without flaws.
     *
     * @throws Refusal {@code too-large}, or {@code broken-settings} with the flaws
     */
    static SettingsFile.Sound sound(@Nullable String settings) {
        return switch (read(settings)) {
            case SettingsFile.Sound sound -> sound;
            case SettingsFile.Broken broken -> throw Checks.refusal(broken);
        };
    }

    private static Refusal tooLarge() {
        return Refusal.of(
                HttpStatus.CONTENT_TOO_LARGE,
                "too-large",
                "Settings of at most 8 MB with at most 100 000 events can be tried here; the command line takes more.");
    }
}
