package io.fairlead.server.company;

import io.fairlead.server.settings.Flaw;
import io.fairlead.server.settings.SettingsFile;
import io.fairlead.server.settings.SettingsReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * A company's settings as one document in the form of the settings file, without leads, contacts and events.
 *
 * @param sections by key of the file, in its order: {@code company}, {@code schedules}, {@code teams}, {@code users},
 *     {@code listings}, {@code fields}, {@code user-fields}, {@code zones}, {@code rules}, {@code absences}
 */
public record SettingsDocument(ObjectNode sections) {
    private static final SettingsReader.Limits LIMITS = new SettingsReader.Limits(1L << 28, 1, null);

    /**
     * Something wrong in one object of the settings.
     *
     * @param section the key of the settings file it stands under
     * @param key the object's id; of what has none its place in the list from 0; empty where the section is one object
     */
    public record Misfit(String section, String key, Flaw flaw) {}

    /** One object of the document, on a line of its own. */
    private record Line(String section, String key, String text) {}

    /** What is wrong in it, each with the object it stands in; empty if it is sound. */
    public List<Misfit> misfits() {
        var lines = lines();
        return switch (read(lines)) {
            case SettingsFile.Sound sound -> List.of();
            case SettingsFile.Broken broken ->
                broken.flaws().stream()
                        .map(flaw -> {
                            var line = lines.get(Math.clamp(flaw.line() - 1, 0, lines.size() - 1));
                            return new Misfit(line.section, line.key, flaw);
                        })
                        .toList();
        };
    }

    /** Reads it as the settings file is read. */
    public SettingsFile read() {
        return read(lines());
    }

    private static SettingsFile read(List<Line> lines) {
        var text = lines.stream().map(Line::text).collect(Collectors.joining("\n"));
        return SettingsReader.read("settings", text, LIMITS);
    }

    private List<Line> lines() {
        var lines = new ArrayList<Line>();
        lines.add(new Line("", "", "{"));
        for (var section : sections.properties()) {
            add(lines, section.getKey(), section.getValue());
        }
        lines.add(new Line("", "", "}"));
        return lines;
    }

    private static void add(List<Line> lines, String section, JsonNode value) {
        switch (value) {
            case ArrayNode list -> {
                lines.add(new Line(section, "", quoted(section) + ": ["));
                for (int i = 0; i < list.size(); i++) {
                    var id = list.get(i).path("id").asString(Integer.toString(i));
                    lines.add(new Line(section, id, list.get(i) + ","));
                }
                lines.add(new Line(section, "", "],"));
            }
            case ObjectNode map
            when !section.equals("company") && !section.equals("zones") -> {
                lines.add(new Line(section, "", quoted(section) + ": {"));
                for (var one : map.properties()) {
                    lines.add(new Line(section, one.getKey(), quoted(one.getKey()) + ": " + one.getValue() + ","));
                }
                lines.add(new Line(section, "", "},"));
            }
            default -> lines.add(new Line(section, "", quoted(section) + ": " + value + ","));
        }
    }

    private static String quoted(String key) {
        return StringNode.valueOf(key).toString();
    }
}
