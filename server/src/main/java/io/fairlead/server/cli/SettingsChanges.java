package io.fairlead.server.cli;

import tools.jackson.databind.JsonNode;

/** What a settings file changes, in lines: {@code + added}, {@code - gone}, {@code ~ changed}, {@code = kept}. */
final class SettingsChanges {
    private SettingsChanges() {}

    /** Prints the answer of the server. */
    static void print(JsonNode diff, Output output) {
        for (JsonNode row : diff.path("rows")) {
            String key = row.path("key").asString("");
            String name = row.path("section").asString("") + (key.isEmpty() ? "" : " " + key);
            output.println(
                    switch (row.path("kind").asString("")) {
                        case "added" -> "+ " + name;
                        case "removed" -> "- " + name;
                        case "deactivated" -> "- " + name + " (deactivated)";
                        case "moved" -> "~ " + name + " (moved)";
                        case "kept" -> "= " + name + " (not in the file; stays without --prune)";
                        default -> "~ " + name;
                    });
            for (JsonNode change : row.path("changes")) {
                output.println("    " + change.path("key").asString("") + ": " + shown(change.path("before")) + " -> "
                        + shown(change.path("after")));
            }
        }
    }

    private static String shown(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "(none)";
        }
        return value.isString() ? value.asString() : value.toString();
    }
}
