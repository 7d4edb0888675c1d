package io.fairlead.server.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Which keys an event has; shared by all events with the same keys in the same order. Indexes are −1 for keys that are
 * not there. Immutable.
 *
 * @param names the ids of the fields of an arrival of this shape, the last one {@code created}
 * @param columns the key of each of the names but {@code created}
 */
record EventShape(List<String> keys, int at, int lead, int user, int presence, List<String> names, int[] columns) {
    /** What can happen to a lead, beside its status. */
    static final List<String> ACTIONS = List.of("assigned", "touched-by", "accepted-by", "declined-by");

    private static final String CREATED = "created";

    static EventShape of(List<String> keys) {
        var names = new ArrayList<String>();
        var columns = new ArrayList<Integer>();
        for (int i = 0; i < keys.size(); i++) {
            if (isField(keys.get(i), keys)) {
                names.add(keys.get(i));
                columns.add(i);
            }
        }
        names.add(CREATED);
        return new EventShape(
                List.copyOf(keys),
                keys.indexOf("at"),
                keys.indexOf("lead"),
                keys.indexOf("user"),
                keys.indexOf("presence"),
                Collections.unmodifiableList(names),
                columns.stream().mapToInt(Integer::intValue).toArray());
    }

    private static boolean isField(String key, List<String> keys) {
        boolean event = Keys.EVENT.contains(key) && !key.equals("status");
        return !event && !key.equals(CREATED) && keys.contains("lead");
    }

    int created() {
        return keys.indexOf(CREATED);
    }

    int index(String key) {
        return keys.indexOf(key);
    }

    /** Whether an event can have such a key. */
    static boolean isKey(String key) {
        return Keys.EVENT.contains(key) || FieldsReader.isFieldId(key);
    }

    static String expectedKeys() {
        return "at, lead with its fields or one of status, " + String.join(", ", ACTIONS) + "; or user and presence";
    }

    /** Interned shapes. */
    static final class Pool {
        private final Map<List<String>, EventShape> shapes = new java.util.HashMap<>();

        EventShape of(List<String> keys) {
            return shapes.computeIfAbsent(keys, EventShape::of);
        }

        int size() {
            return shapes.size();
        }
    }
}
