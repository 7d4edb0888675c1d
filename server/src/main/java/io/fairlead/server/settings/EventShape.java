package io.fairlead.server.settings;

import io.fairlead.server.settings.Node.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which keys an event has; one instance is shared by all events with the same keys in the same order. Indexes are −1
 * for keys that are not there. Immutable.
 */
final class EventShape {
    /** What can happen to a lead, beside its status. */
    static final List<String> ACTIONS = List.of("assigned", "touched-by", "accepted-by", "declined-by");

    private static final String CREATED = "created";

    private final List<String> keys;
    /** Indexes of the keys that are fields of an arrival, but {@code created}. */
    private final int[] fields;
    /** The ids of those fields, and {@code created} as the last one. */
    private final List<String> names;

    private final int[] actions;
    private final int at;
    private final int lead;
    private final int user;
    private final int presence;
    private final int status;
    private final int listing;
    private final int created;

    EventShape(List<String> keys) {
        this.keys = List.copyOf(keys);
        var ids = new ArrayList<String>();
        for (var key : keys) {
            if (key.equals("status") || (!Keys.EVENT.contains(key) && !key.equals(CREATED))) {
                ids.add(key);
            }
        }
        fields = ids.stream().mapToInt(keys::indexOf).toArray();
        ids.add(CREATED);
        names = Collections.unmodifiableList(ids);
        actions = ACTIONS.stream().mapToInt(keys::indexOf).toArray();
        at = keys.indexOf("at");
        lead = keys.indexOf("lead");
        user = keys.indexOf("user");
        presence = keys.indexOf("presence");
        status = keys.indexOf("status");
        listing = keys.indexOf("listing");
        created = keys.indexOf(CREATED);
    }

    /** Whether an event can have such a key. */
    static boolean isKey(String key) {
        return Keys.EVENT.contains(key) || FieldsReader.isFieldId(key);
    }

    static String expectedKeys() {
        return "at, lead with its fields or one of status, " + String.join(", ", ACTIONS) + "; or user and presence";
    }

    List<String> keys() {
        return keys;
    }

    /** How many fields an arrival of this shape has, beside {@code created}. */
    int fieldCount() {
        return fields.length;
    }

    /** The index of the key of the i-th field. */
    int field(int i) {
        return fields[i];
    }

    List<String> names() {
        return names;
    }

    /** The index of the key of the i-th of {@link #ACTIONS}. */
    int action(int i) {
        return actions[i];
    }

    int at() {
        return at;
    }

    int lead() {
        return lead;
    }

    int user() {
        return user;
    }

    int presence() {
        return presence;
    }

    int status() {
        return status;
    }

    int listing() {
        return listing;
    }

    int created() {
        return created;
    }

    /** The written values of one event, in the order of the keys of its shape. */
    interface Row {
        /** Null where nothing is written. */
        @Nullable
        String text(int key);

        /** Whether the value is written so that {@code true} and numbers are more than text. */
        boolean plain(int key);

        Place place(int key);

        /** Where the event starts. */
        Place place();
    }

    /** Interned shapes. */
    static final class Pool {
        private final Map<List<String>, EventShape> shapes = new HashMap<>();

        EventShape of(List<String> keys) {
            return shapes.computeIfAbsent(keys, EventShape::new);
        }

        int size() {
            return shapes.size();
        }
    }
}
