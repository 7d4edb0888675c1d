package io.fairlead.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.server.settings.writing.SettingsWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SettingsWriterTest {
    private static final List<String> PIECES = List.of(
            "a",
            "B",
            " ",
            "  ",
            "\n",
            "\t",
            "'",
            "\"",
            "\\",
            "#",
            ": ",
            "- ",
            "{",
            "}",
            "[",
            "]",
            ",",
            "&",
            "*",
            "!",
            "|",
            ">",
            "%",
            "@",
            "`",
            "~",
            "null",
            "true",
            "0x1F",
            "1_000",
            "20:00",
            "2026-11-23",
            "Урсула",
            "שלום",
            "漢",
            "😀",
            "é",
            "---",
            "...",
            "<script>",
            "?",
            "=");

    private static Map<String, Object> sections(String yaml) {
        return switch (SettingsReader.readCompany("settings", yaml, 1 << 24)) {
            case SettingsFile.Sound sound -> sound.sections();
            case SettingsFile.Broken broken -> throw new AssertionError(broken.flaws() + "\n" + yaml);
        };
    }

    @Test
    void whateverPeopleAreCalledIsReadAsItWasWritten() {
        for (int seed = 0; seed < 500; seed++) {
            var random = new Random(seed);
            var users = new LinkedHashMap<String, Object>();
            for (int i = 0; i < 3; i++) {
                users.put(
                        "x" + text(random), Map.of("name", text(random) + "x", "skills", List.of(text(random) + "y")));
            }
            var written = new LinkedHashMap<String, Object>();
            written.put("company", Map.of("name", text(random) + "z", "timezone", "Europe/Rome"));
            written.put("users", users);

            assertThat(sections(SettingsWriter.yaml(written)))
                    .as("seed %d", seed)
                    .isEqualTo(written);
        }
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    @Test
    void keysStandInTheOrderOfTheFileAndRulesInLinesOfTheirOwn() {
        var yaml = """
                rules:
                  - {candidates: [{weight: 2, user: anna}], when: 'source == "a"', id: first}
                users: {anna: {schedule: day, name: Anna}, bruno: }
                schedules: {day: {weekly: [{hours: "09:00-18:00", days: [mon, wed-thu]}]}}
                zones: {Sud: , Nord: {Lombardia: [Milano, Como]}}
                company: {timezone: Europe/Rome, name: Shop}
                """;
        assertThat(SettingsWriter.yaml(sections(yaml))).isEqualTo("""
                company:
                  name: Shop
                  timezone: Europe/Rome

                schedules:
                  day: {weekly: [{days: [mon, wed-thu], hours: '09:00-18:00'}]}

                users:
                  anna: {name: Anna, schedule: day}
                  bruno: {}

                zones:
                  Nord: {Lombardia: [Como, Milano]}
                  Sud: null

                rules:
                - id: first
                  when: source == "a"
                  candidates: [{user: anna, weight: 2}]
                """);
    }

    @Test
    void nothingIsAFileToo() {
        assertThat(SettingsWriter.yaml(Map.of())).isEqualTo("{}\n");
    }
}
