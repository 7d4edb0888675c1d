package io.fairlead.server.bulk;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What is done with many leads at once. */
sealed interface BulkAction {
    /** What a lead is about, which is called like a field but is none. */
    String LISTING = "listing";

    /** They go to other people; its way and the people stand in columns of their own. */
    record HandOver() implements BulkAction {}

    record Status(String status) implements BulkAction {}

    /**
     * A field of the company gets a value, or what they are about changes.
     *
     * @param field its id, or {@link #LISTING}
     * @param value as JSON has it; null for none
     */
    record Field(String field, @Nullable Object value) implements BulkAction {
        boolean isListing() {
            return field.equals(LISTING);
        }
    }

    /**
     * They are picked for a list.
     *
     * @param list the number of its view
     * @param out whether they are taken out of it
     */
    record Listed(long list, boolean out) implements BulkAction {}

    /** The name in the database and the API. */
    default String word() {
        return switch (this) {
            case HandOver d -> "hand-over";
            case Status d -> "status";
            case Field d -> "field";
            case Listed d -> "list";
        };
    }

    default String write(JsonMapper json) {
        return json.writeValueAsString(this instanceof HandOver ? Map.of() : this);
    }

    static BulkAction read(String word, String wanted, JsonMapper json) {
        return switch (word) {
            case "hand-over" -> new HandOver();
            case "status" -> json.readValue(wanted, Status.class);
            case "field" -> json.readValue(wanted, Field.class);
            case "list" -> json.readValue(wanted, Listed.class);
            default -> throw new IllegalArgumentException("nothing called " + word + " is done with leads");
        };
    }
}
