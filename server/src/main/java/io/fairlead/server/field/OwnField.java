package io.fairlead.server.field;

import io.fairlead.engine.filter.FieldType;
import io.fairlead.server.settings.values.FieldLook;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One of the company's own fields of its leads, as its settings declare it.
 *
 * @param look how its values are shown and checked beside their type; null for nothing special
 * @param name what it is called; empty for its id
 * @param help what is said below it; empty for nothing
 * @param choices what is offered; empty for a field without a list
 * @param required whether people and forms must fill it in
 * @param standard what leads have that come without it, as it was written; null for nothing
 * @param active whether it is still asked for
 */
public record OwnField(
        FieldType type,
        @Nullable FieldLook look,
        String name,
        String help,
        List<String> choices,
        boolean required,
        @Nullable JsonNode standard,
        boolean active) {

    /** A field of this type and nothing else. */
    public static OwnField of(FieldType type) {
        return new OwnField(type, null, "", "", List.of(), false, null, true);
    }

    /**
     * A field as it is declared.
     *
     * @param body what stands behind its id in the settings: its type alone, or all of it
     */
    public static OwnField of(JsonNode body) {
        if (!body.isObject()) {
            return of(type(body));
        }
        List<String> choices = new ArrayList<>();
        body.path("choices").forEach(choice -> choices.add(choice.asString()));
        return new OwnField(
                type(body.path("type")),
                FieldLook.of(body.path("show").asString("")),
                body.path("name").asString(""),
                body.path("help").asString(""),
                choices,
                body.path("required").asBoolean(false),
                body.has("default") ? body.path("default") : null,
                body.path("active").asBoolean(true));
    }

    private static FieldType type(JsonNode type) {
        return FieldType.valueOf(type.asString().toUpperCase(Locale.ROOT));
    }

    /** Whether whoever types a lead in must say something here: it is in use, required, and has nothing by itself. */
    public boolean demanded() {
        return active && required && standard == null;
    }
}
