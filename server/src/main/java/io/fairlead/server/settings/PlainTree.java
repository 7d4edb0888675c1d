package io.fairlead.server.settings;

import io.fairlead.server.settings.Node.Mapping;
import io.fairlead.server.settings.Node.Scalar;
import io.fairlead.server.settings.Node.Sequence;
import io.fairlead.server.settings.values.FieldText;
import io.fairlead.server.settings.values.ZoneLines;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Settings as plain maps, lists, texts, whole numbers, flags and nulls, as any JSON library has them. */
public final class PlainTree {
    private static final Set<String> LEADS = Set.of("contacts", "events", "until");
    private static final Set<String> FLAGS =
            Set.of("active", "technical", "listing-responsibles", "compensate", "overflow", "required", "searchable");
    private static final Set<String> NUMBERS =
            Set.of("target", "weight", "day", "week", "month", "open", "on", "off", "absence-lookahead", "times");
    /** Sections whose keys are ids. */
    private static final Map<String, List<String>> BY_ID = Map.of(
            "schedules", Keys.SCHEDULE,
            "users", Keys.USER,
            "teams", Keys.TEAM,
            "listings", Keys.LISTING,
            "fields", Keys.FIELD,
            "user-fields", Keys.USER_FIELD);
    /** What stands below a key, wherever it is. */
    private static final Map<String, List<String>> BELOW = Map.of(
            "company", Keys.COMPANY,
            "weekly", Keys.WEEKLY,
            "cycle", Keys.CYCLE,
            "dates", Keys.DATED,
            "except", Keys.DATED,
            "rules", Keys.RULE,
            "window", Keys.WEEKLY,
            "candidates", Keys.CANDIDATE,
            "caps", Keys.CAPS,
            "absences", Keys.ABSENCE);

    private static final Map<String, List<String>> BELOW_TOO =
            Map.of("redistribute", Keys.REDISTRIBUTE, "otherwise", Keys.OTHERWISE);

    private PlainTree() {}

    /**
     * The tree of a file whose nodes are without flaws, without its leads. Immutable.
     *
     * @param ownTypes the types of users' own fields by their ids
     */
    static Map<String, Object> of(Mapping top, Map<String, String> ownTypes) {
        Map<String, Object> sections = new LinkedHashMap<>();
        for (var entry : top.entries()) {
            String section = entry.key().text();
            boolean empty = entry.value() instanceof Scalar scalar && scalar.isNull();
            if (!LEADS.contains(section) && !empty) {
                boolean zones = section.equals("zones");
                @Nullable
                Object value = zones
                        ? ZoneLines.form(FieldsReader.zoneLines(entry.value(), new Flaws("")))
                        : plain(section, entry.value(), BY_ID.containsKey(section));
                if (value != null) {
                    sections.put(section, value);
                }
                if (section.equals("users") && value instanceof Map<?, ?> users) {
                    sections.put(section, withOwnFields(users, entry.value(), ownTypes));
                }
            }
        }
        return ordered(sections);
    }

    /** The users with the values of their own fields typed as those are declared, else as YAML types them. */
    private static Map<String, Object> withOwnFields(Map<?, ?> users, Node nodes, Map<String, String> types) {
        Map<String, Object> typed = new LinkedHashMap<>();
        users.forEach((id, user) -> typed.put(String.valueOf(id), user));
        for (var user : entries(nodes)) {
            for (var part : entries(user.value())) {
                if (part.key().text().equals("fields") && typed.get(user.key().text()) instanceof Map<?, ?> keys) {
                    Map<String, Object> copy = new LinkedHashMap<>();
                    keys.forEach((key, value) -> copy.put(String.valueOf(key), value));
                    copy.put("fields", ownFields(part.value(), types));
                    typed.put(user.key().text(), copy);
                }
            }
        }
        return typed;
    }

    private static List<Node.Entry> entries(Node node) {
        return node instanceof Mapping map ? map.entries() : List.of();
    }

    private static Map<String, Object> ownFields(Node node, Map<String, String> types) {
        Map<String, Object> fields = new TreeMap<>();
        for (var entry : entries(node)) {
            if (entry.value() instanceof Scalar scalar && !scalar.isNull()) {
                var type = types.get(entry.key().text());
                @Nullable
                Object value = type == null && scalar.plain()
                        ? Objects.requireNonNullElse(FieldText.number(scalar.text()), flag(scalar.text()))
                        : FieldText.value(type, scalar.text());
                fields.put(entry.key().text(), value == null ? scalar.text() : value);
            }
        }
        return fields;
    }

    private static Object flag(String text) {
        return text.equals("true") || text.equals("false") ? (Object) Boolean.valueOf(text) : text;
    }

    /**
     * The same with all keys in the order in which the settings file has them, without keys that stand empty; ids stay in
     * their order.
     */
    public static Map<String, Object> ordered(Map<String, ?> sections) {
        Map<String, Object> ordered = new LinkedHashMap<>();
        for (String section : sorted(sections, Keys.TOP)) {
            @Nullable Object value = sections.get(section);
            if (section.equals("zones") && value != null) {
                ordered.put(section, value);
            } else if (BY_ID.containsKey(section) && value instanceof Map<?, ?> byId) {
                List<String> keys = BY_ID.getOrDefault(section, List.of());
                Map<String, Object> objects = new LinkedHashMap<>();
                byId.forEach((id, object) -> objects.put(String.valueOf(id), withTypedDefault(inOrder(object, keys))));
                ordered.put(section, objects);
            } else if (value != null) {
                ordered.put(section, inOrder(value, below(section)));
            }
        }
        return Collections.unmodifiableMap(ordered);
    }

    /** A field whose default is a value of its type, so that {@code 5} and {@code "5"} are one for a number. */
    private static Object withTypedDefault(Object object) {
        @Nullable Object standard = object instanceof Map<?, ?> declared ? declared.get("default") : null;
        if (!(object instanceof Map<?, ?> field) || standard == null) {
            return object;
        }
        Map<String, Object> typed = new LinkedHashMap<>();
        @Nullable Object value = FieldText.value(String.valueOf(field.get("type")), standard.toString());
        field.forEach((key, inner) -> typed.put(String.valueOf(key), inner));
        typed.put("default", value == null ? standard : value);
        return typed;
    }

    private static List<String> below(String key) {
        return BELOW.getOrDefault(key, BELOW_TOO.getOrDefault(key, List.of()));
    }

    private static Object inOrder(@Nullable Object value, List<String> keys) {
        return switch (value) {
            case null -> Map.of();
            case List<?> list -> list.stream().map(item -> inOrder(item, keys)).toList();
            case Map<?, ?> map -> {
                Map<String, Object> ordered = new LinkedHashMap<>();
                for (String key : sorted(map, keys)) {
                    @Nullable Object inner = map.get(key);
                    if (inner != null) {
                        ordered.put(key, inOrder(inner, below(key)));
                    }
                }
                yield ordered;
            }
            default -> value;
        };
    }

    private static List<String> sorted(Map<?, ?> map, List<String> order) {
        return map.keySet().stream()
                .map(String::valueOf)
                .sorted(Comparator.comparingInt(key -> order.contains(key) ? order.indexOf(key) : order.size()))
                .toList();
    }

    private static @Nullable Object plain(String key, Node node, boolean byId) {
        return switch (node) {
            case Scalar scalar -> scalar.isNull() ? null : scalar(key, scalar.text());
            case Sequence list -> {
                List<Object> items = new ArrayList<>();
                for (Node item : list.items()) {
                    @Nullable Object value = plain("", item, false);
                    if (value != null) {
                        items.add(value);
                    }
                }
                yield items;
            }
            case Mapping map -> {
                Map<String, Object> values = new LinkedHashMap<>();
                for (var entry : map.entries()) {
                    @Nullable Object value = plain(byId ? "" : entry.key().text(), entry.value(), false);
                    if (value != null) {
                        values.put(entry.key().text(), value);
                    } else if (byId) {
                        values.put(entry.key().text(), Map.of());
                    }
                }
                yield values;
            }
        };
    }

    private static Object scalar(String key, String text) {
        if (FLAGS.contains(key) && (text.equals("true") || text.equals("false"))) {
            return Boolean.valueOf(text);
        }
        if (NUMBERS.contains(key) && text.matches("[+]?[0-9]{1,7}")) {
            return Integer.valueOf(text);
        }
        return text;
    }
}
