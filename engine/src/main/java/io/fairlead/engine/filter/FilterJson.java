package io.fairlead.engine.filter;

import io.fairlead.engine.filter.Filter.Operand;
import io.fairlead.engine.filter.Filter.Operator;
import io.fairlead.engine.filter.FilterFlaw.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a filter: the tree itself, as the maps, lists, strings, numbers and booleans that any JSON library
 * reads and writes. Each node is an object with its kind under {@code op}:
 *
 * <pre>{@code
 * {"op": "all", "of": [..]}   {"op": "any", "of": [..]}   {"op": "not", "of": {..}}
 * {"op": "==", "field": "source", "value": "call"}        (also != < <= > >=)
 * {"op": "in", "field": "province", "values": ["MI", "TO"]}
 * {"op": "has", "field": "email"}
 * {"op": "includes", "field": "name", "text": "ros"}      (also startsWith)
 * {"op": "within", "field": "zone", "zone": "Lombardia"}
 * }</pre>
 *
 * <p>Texts, numbers and booleans stand for themselves. The other values are objects of one key: {@code {"date":
 * "2026-11-23"}}, {@code {"timestamp": "2026-11-23T09:00:00Z"}}, {@code {"number": "12345678901234567890"}} for a number
 * that a double cannot hold, and in comparisons {@code {"now": "-720h"}} (the offset; {@code "0s"} for none) and
 * {@code {"today": true}}.
 */
public final class FilterJson {
    private static final int MOST = 100;
    private static final Filter BROKEN = new Filter.All(List.of());
    private static final Map<String, List<String>> PARTS = parts();

    private final List<FilterFlaw> flaws = new ArrayList<>();

    private FilterJson() {}

    /** The JSON form, which {@link #read} reads back to an equal tree; keys in the order shown. Immutable. */
    public static Map<String, Object> write(Filter filter) {
        return switch (filter) {
            case Filter.All(var of) -> object("op", "all", "of", all(of));
            case Filter.Any(var of) -> object("op", "any", "of", all(of));
            case Filter.Not(var of) -> object("op", "not", "of", write(of));
            case Filter.Compare(var field, Operator operator, var operand) ->
                object("op", operator.symbol(), "field", field, "value", operand(operand));
            case Filter.In(var field, var values) ->
                object(
                        "op",
                        "in",
                        "field",
                        field,
                        "values",
                        values.stream().map(FilterJson::value).toList());
            case Filter.Has(var field) -> object("op", "has", "field", field);
            case Filter.Includes(var field, var text) -> object("op", "includes", "field", field, "text", text);
            case Filter.StartsWith(var field, var text) -> object("op", "startsWith", "field", field, "text", text);
            case Filter.Within(var field, var zone) -> object("op", "within", "field", field, "zone", zone);
        };
    }

    /** The filter, or every flaw at once (the first 100), each with its JSON pointer. Any object is answered. */
    public static FilterReading read(@Nullable Object json) {
        return new FilterJson().reading(json);
    }

    private static List<Object> all(List<Filter> of) {
        return of.stream().<Object>map(FilterJson::write).toList();
    }

    private static Object operand(Operand operand) {
        return switch (operand) {
            case Operand.Literal(var value) -> value(value);
            case Operand.Now(var offset) -> object("now", Literals.write(offset));
            case Operand.Today() -> object("today", true);
        };
    }

    private static Object value(Value value) {
        return switch (value) {
            case Value.Text(var text) -> text;
            case Value.Decimal(var number) ->
                survivesDouble(number) ? number : object("number", Literals.write(number));
            case Value.Flag(var flag) -> flag;
            case Value.Day(var day) -> object("date", day.toString());
            case Value.Moment(var moment) -> object("timestamp", moment.toString());
        };
    }

    private static boolean survivesDouble(BigDecimal number) {
        double nearest = number.doubleValue();
        return Double.isFinite(nearest) && BigDecimal.valueOf(nearest).compareTo(number) == 0;
    }

    private static Map<String, Object> object(Object... keysAndValues) {
        var object = new LinkedHashMap<String, Object>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            object.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return Collections.unmodifiableMap(object);
    }

    private static Map<String, List<String>> parts() {
        var parts = new LinkedHashMap<String, List<String>>();
        parts.put("all", List.of("of"));
        parts.put("any", List.of("of"));
        parts.put("not", List.of("of"));
        for (Operator operator : Operator.values()) {
            parts.put(operator.symbol(), List.of("field", "value"));
        }
        parts.put("in", List.of("field", "values"));
        parts.put("has", List.of("field"));
        parts.put("includes", List.of("field", "text"));
        parts.put("startsWith", List.of("field", "text"));
        parts.put("within", List.of("field", "zone"));
        return parts;
    }

    private FilterReading reading(@Nullable Object json) {
        Filter filter = filter(json, "", 1);
        if (flaws.isEmpty()) {
            int length = FilterText.write(filter).length();
            if (length > FilterParser.MAX_LENGTH) {
                String expected = "at most " + FilterParser.MAX_LENGTH + " characters";
                flaw(Kind.TOO_LONG, "", length + " characters", expected + " when written as text");
            }
        }
        return flaws.isEmpty() ? new FilterReading.Read(filter, Places.NONE) : new FilterReading.Broken(flaws);
    }

    private Filter filter(@Nullable Object json, String path, int depth) {
        if (depth > FilterParser.MAX_DEPTH) {
            flaw(Kind.TOO_DEEP, path, "one more", "at most " + FilterParser.MAX_DEPTH + " levels");
            return BROKEN;
        }
        if (!(json instanceof Map<?, ?> node)) {
            return unexpected(path, json, "an object such as {\"op\": \"==\", \"field\": .., \"value\": ..}");
        }
        if (!(node.get("op") instanceof String op) || !PARTS.containsKey(op)) {
            return unexpected(path + "/op", node.get("op"), "one of " + String.join(" ", PARTS.keySet()));
        }
        return keysFit(node, PARTS.getOrDefault(op, List.of()), path) ? node(op, node, path, depth) : BROKEN;
    }

    private boolean keysFit(Map<?, ?> node, List<String> parts, String path) {
        int before = flaws.size();
        for (Object key : node.keySet()) {
            if (!"op".equals(key) && !parts.contains(key)) {
                String pointer = String.valueOf(key).replace("~", "~0").replace("/", "~1");
                String expected = "op, " + String.join(", ", parts);
                flaw(Kind.UNEXPECTED, path + "/" + pointer, "the key \"" + key + "\"", expected);
            }
        }
        for (String part : parts) {
            if (!node.containsKey(part)) {
                flaw(Kind.UNEXPECTED, path, "no \"" + part + "\"", "op, " + String.join(", ", parts));
            }
        }
        return flaws.size() == before;
    }

    private Filter node(String op, Map<?, ?> node, String path, int depth) {
        return switch (op) {
            case "all" -> new Filter.All(filters(node.get("of"), path + "/of", depth));
            case "any" -> new Filter.Any(filters(node.get("of"), path + "/of", depth));
            case "not" -> new Filter.Not(filter(node.get("of"), path + "/of", depth + 1));
            default ->
                field(node, path).map(field -> leaf(op, field, node, path)).orElse(BROKEN);
        };
    }

    private Filter leaf(String op, String field, Map<?, ?> node, String path) {
        return switch (op) {
            case "in" -> new Filter.In(field, values(node.get("values"), path + "/values"));
            case "has" -> new Filter.Has(field);
            case "includes" -> searched(node, path, "text", text -> new Filter.Includes(field, text));
            case "startsWith" -> searched(node, path, "text", text -> new Filter.StartsWith(field, text));
            case "within" -> searched(node, path, "zone", zone -> new Filter.Within(field, zone));
            default -> compared(Operator.of(op), field, node, path);
        };
    }

    private Filter compared(Operator operator, String field, Map<?, ?> node, String path) {
        return operand(node.get("value"), path + "/value")
                .<Filter>map(operand -> new Filter.Compare(field, operator, operand))
                .orElse(BROKEN);
    }

    private Filter searched(Map<?, ?> node, String path, String part, Function<String, Filter> leaf) {
        return node.get(part) instanceof String text
                ? leaf.apply(text)
                : unexpected(path + "/" + part, node.get(part), "a text");
    }

    private Optional<String> field(Map<?, ?> node, String path) {
        if (node.get("field") instanceof String field && Filter.isField(field)) {
            return Optional.of(field);
        }
        String expected = "a field id: lower-case letters a-z, digits and _";
        flaw(Kind.BAD_FIELD, path + "/field", described(node.get("field")), expected);
        return Optional.empty();
    }

    private List<Filter> filters(@Nullable Object json, String path, int depth) {
        var filters = new ArrayList<Filter>();
        if (json instanceof List<?> list) {
            for (Object member : list) {
                filters.add(filter(member, path + "/" + filters.size(), depth + 1));
            }
        } else {
            unexpected(path, json, "a list of conditions");
        }
        return filters;
    }

    private List<Value> values(@Nullable Object json, String path) {
        var values = new ArrayList<Value>();
        if (json instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                value(list.get(i), path + "/" + i).ifPresent(values::add);
            }
        } else {
            unexpected(path, json, "a list of values");
        }
        return values;
    }

    private Optional<Operand> operand(@Nullable Object json, String path) {
        if (json instanceof Map<?, ?> object && object.size() == 1) {
            if (object.get("now") instanceof String offset) {
                Duration length = Literals.duration(offset);
                return typed(Kind.BAD_DURATION, path, json, length, "a duration as in \"-720h\"")
                        .map(Operand.Now::new);
            }
            if (Boolean.TRUE.equals(object.get("today"))) {
                return Optional.of(new Operand.Today());
            }
        }
        return value(json, path).map(Operand.Literal::new);
    }

    private Optional<Value> value(@Nullable Object json, String path) {
        return switch (json) {
            case String text -> Optional.of(new Value.Text(text));
            case Boolean flag -> Optional.of(new Value.Flag(flag));
            case Number number -> number(number.toString(), number, path);
            case Map<?, ?> object
            when object.size() == 1 && object.get("number") instanceof String number -> number(number, json, path);
            case Map<?, ?> object
            when object.size() == 1 && object.get("date") instanceof String date ->
                typed(Kind.BAD_DATE, path, json, Literals.date(date), "a date that exists, as in \"2026-11-23\"")
                        .map(Value.Day::new);
            case Map<?, ?> object
            when object.size() == 1 && object.get("timestamp") instanceof String moment ->
                typed(
                                Kind.BAD_TIMESTAMP,
                                path,
                                json,
                                Literals.timestamp(moment),
                                "an instant with its offset, as in \"2026-11-23T09:00:00Z\"")
                        .map(Value.Moment::new);
            case null, default -> {
                unexpected(path, json, "a text, number, boolean or an object such as {\"date\": \"2026-11-23\"}");
                yield Optional.empty();
            }
        };
    }

    private Optional<Value> number(String text, @Nullable Object json, String path) {
        String expected = "a decimal number of at most 100 digits on either side of the point";
        return typed(Kind.BAD_NUMBER, path, json, Literals.number(text), expected);
    }

    private <T> Optional<T> typed(Kind kind, String path, @Nullable Object json, @Nullable T value, String expected) {
        if (value == null) {
            flaw(kind, path, described(json), expected);
        }
        return Optional.ofNullable(value);
    }

    private Filter unexpected(String path, @Nullable Object found, String expected) {
        flaw(Kind.UNEXPECTED, path, described(found), expected);
        return BROKEN;
    }

    private void flaw(Kind kind, String path, String found, String expected) {
        if (flaws.size() < MOST) {
            String where = path.isEmpty() ? "" : "at " + path + ": ";
            String message = where + "expected " + expected + ", found " + found;
            flaws.add(new FilterFlaw(kind, path, null, found, expected, message));
        }
    }

    private static String described(@Nullable Object json) {
        return switch (json) {
            case null -> "nothing";
            case String text -> "\"" + Flaws.shortened(text) + "\"";
            case List<?> _ -> "a list";
            case Map<?, ?> object
            when object.size() == 1 && object.values().iterator().next() instanceof String text ->
                object.keySet() + " \"" + Flaws.shortened(text) + "\"";
            case Map<?, ?> _ -> "an object";
            default -> Flaws.shortened(json.toString());
        };
    }
}
