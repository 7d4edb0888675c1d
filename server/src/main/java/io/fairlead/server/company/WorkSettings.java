package io.fairlead.server.company;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a company's people work its leads. Not part of the settings file: nothing here changes a decision.
 *
 * @param noteLength how many characters the note must have that goes with every change of status; 0 if none is asked for
 * @param history whose work on a lead people see in its history; managers see all
 * @param callbacks whose callbacks people see; managers see all
 * @param severalWorkers whether further people may be put on a lead beside its owner
 * @param ownBalance whether people see their own line of the fairness page
 */
public record WorkSettings(int noteLength, Sight history, Sight callbacks, boolean severalWorkers, boolean ownBalance) {
    /** What a company has that has chosen nothing. */
    public static final WorkSettings DEFAULT = new WorkSettings(0, Sight.ALL, Sight.OWN, false, false);

    private static final JsonMapper JSON = new JsonMapper();

    /** Whose things somebody sees: their own, those of everybody in a team of theirs too, or all. */
    public enum Sight {
        OWN,
        GROUP,
        ALL;

        /** The name in the database and the API. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The one of this name; null for any other text. */
        public static @Nullable Sight of(String word) {
            for (Sight sight : values()) {
                if (sight.word().equals(word)) {
                    return sight;
                }
            }
            return null;
        }
    }

    /** As the database keeps it; what is missing is as in {@link #DEFAULT}. */
    public static WorkSettings read(String stored) {
        JsonNode node = JSON.readTree(stored);
        return new WorkSettings(
                node.path("noteLength").asInt(DEFAULT.noteLength),
                sight(node, "history", DEFAULT.history),
                sight(node, "callbacks", DEFAULT.callbacks),
                node.path("severalWorkers").asBoolean(DEFAULT.severalWorkers),
                node.path("ownBalance").asBoolean(DEFAULT.ownBalance));
    }

    /** As the database keeps it and events tell it. */
    Map<String, Object> shown() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("noteLength", noteLength);
        shown.put("history", history.word());
        shown.put("callbacks", callbacks.word());
        shown.put("severalWorkers", severalWorkers);
        shown.put("ownBalance", ownBalance);
        return shown;
    }

    private static Sight sight(JsonNode node, String key, Sight otherwise) {
        Sight sight = Sight.of(node.path(key).asString(""));
        return sight == null ? otherwise : sight;
    }
}
