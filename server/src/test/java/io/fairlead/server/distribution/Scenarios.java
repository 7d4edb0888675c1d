package io.fairlead.server.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Settings files for tests. */
public final class Scenarios {
    private Scenarios() {}

    /** The text of a file in {@code cases}. */
    public static String text(String name) {
        try (InputStream in = Scenarios.class.getResourceAsStream("/cases/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leads that all wait while people come and go for centuries: a run nobody lives to see end. */
    public static String endless() {
        StringBuilder text = new StringBuilder("""
                company: {name: Endless, timezone: Europe/Rome}
                schedules:
                  day: {weekly: [{days: mon-sun, hours: "09:00-17:00"}]}
                users:
                """);
        for (int user = 0; user < 50; user++) {
            text.append("  u%d: {name: User %d, schedule: day}\n".formatted(user, user));
        }
        text.append("rules:\n  - id: all\n    presence: required\n    candidates: [");
        for (int user = 0; user < 50; user++) {
            text.append(user == 0 ? "" : ", ").append("{user: u%d}".formatted(user));
        }
        text.append("]\nuntil: 2900-01-01T00:00\nevents:\n");
        for (int lead = 0; lead < 5000; lead++) {
            text.append("  - {at: 2026-11-23T%02d:%02d, lead: L%d, source: call}\n"
                    .formatted(lead / 60 / 4 % 24, lead / 4 % 60, lead));
        }
        return text.toString();
    }
}
