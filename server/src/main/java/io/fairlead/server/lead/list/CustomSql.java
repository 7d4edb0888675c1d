package io.fairlead.server.lead.list;

import io.fairlead.engine.filter.FieldType;
import io.fairlead.engine.filter.Filter;
import io.fairlead.engine.filter.Filter.Operator;
import io.fairlead.engine.filter.Fold;
import io.fairlead.engine.filter.Value;
import io.fairlead.server.field.FieldIndexes;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes conditions on a field of the company's own, which is a member of {@code lead.custom}. Its value has the type that
 * JSON gives it; a text is read as the field's type if it can be, as the engine reads it.
 */
final class CustomSql {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");
    private static final String NUMBER = "'^[-+]?([0-9]{1,60}[.]?[0-9]{0,60}|[.][0-9]{1,60})([eE][-+]?[0-9]{1,3})?$'";
    private static final String DAY = "'^[0-9]{4}-[0-9]{2}-[0-9]{2}$'";
    private static final String MOMENT =
            "'^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{0,9})?(Z|[-+][0-9]{2}:[0-9]{2})$'";

    /** The values that a statement is given, by names that it writes. */
    static final class Bound {
        private final Map<String, Object> values = new LinkedHashMap<>();

        String of(Object value) {
            String name = "f" + values.size();
            values.put(name, value);
            return ":" + name;
        }

        Map<String, Object> values() {
            return values;
        }

        String list(List<?> of) {
            return of.isEmpty() ? "(null)" : "(" + of(of) + ")";
        }
    }

    private final String json;
    private final String text;
    private final @Nullable FieldType type;
    private final Function<String, List<String>> descendants;
    private final Bound bound;
    private final KeySql key;

    /**
     * @param field an id that {@link Filter#isField} allows: it is written into the statement, as an index has it
     * @param type as declared; null for a field that is not
     * @param ready its index; null if it has none
     */
    CustomSql(
            String field,
            @Nullable FieldType type,
            FieldIndexes.@Nullable Ready ready,
            Function<String, List<String>> descendants,
            Bound bound) {
        this.key = new KeySql(type, ready, bound);
        this.json = "(l.custom -> '" + field + "')";
        this.text = "(l.custom ->> '" + field + "')";
        this.type = type;
        this.descendants = descendants;
        this.bound = bound;
    }

    /** @param value what a comparison compares with; null for other conditions */
    String leaf(Filter leaf, @Nullable Value value) {
        return switch (leaf) {
            case Filter.Compare(var _, var operator, var _) -> value == null ? "false" : compare(operator, value);
            case Filter.In(var _, var values) -> in(values);
            // A text that is no yes is a no, even the empty one.
            case Filter.Has _ -> type == FieldType.BOOLEAN ? text + " is not null" : key.present() + text + " <> ''";
            case Filter.StartsWith(var _, var start) -> {
                String folded = Fold.fold(start);
                yield folded(key.begins(folded), FilterSql.pattern(folded) + "%");
            }
            case Filter.Includes(var _, var part) -> folded("", "%" + FilterSql.pattern(Fold.fold(part)) + "%");
            case Filter.Within(var _, var zone) -> texts(descendants.apply(zone));
            case Filter.All _, Filter.Any _, Filter.Not _ -> "false";
        };
    }

    private String in(List<Value> values) {
        Set<String> texts = new TreeSet<>();
        List<String> others = new ArrayList<>();
        for (Value value : values) {
            if (value instanceof Value.Text(var one)) {
                texts.add(one);
            } else {
                others.add(compare(Operator.EQUAL, value));
            }
        }
        if (!texts.isEmpty()) {
            others.add(texts(List.copyOf(texts)));
        }
        return others.isEmpty() ? "false" : String.join(" or ", others);
    }

    private boolean textual() {
        return type == null || type == FieldType.TEXT || type == FieldType.CHOICE || type == FieldType.ZONE;
    }

    private String texts(List<String> of) {
        return !textual() || of.isEmpty() ? "false" : key.among(of) + ifText(text + " in " + bound.list(of));
    }

    private String folded(String found, String pattern) {
        return textual() ? found + ifText("shared.fold(" + text + ") like " + bound.of(pattern)) : "false";
    }

    private String isText() {
        return "jsonb_typeof(" + json + ") = 'string'";
    }

    /**
     * The condition on a text, and that it is one. The database knows nothing of either and would take each for a rare
     * case; of this form it thinks that every second lead meets it, and decides by what it does know.
     */
    private String ifText(String condition) {
        return "case when " + isText() + " then " + condition + " end";
    }

    private String compare(Operator operator, Value value) {
        String than = " " + symbol(operator) + " ";
        return switch (value) {
            case Value.Text(var one) ->
                !textual()
                        ? "false"
                        : (operator == Operator.EQUAL ? key.among(List.of(one)) : "")
                                + ifText(text + (operator.orders() ? " collate \"C\"" : "") + than + bound.of(one));
            case Value.Decimal(var number) -> {
                String given = bound.of(number);
                String indexed = key.number(than, given, number());
                yield indexed == null ? number() + than + given : indexed;
            }
            case Value.Flag(var flag) ->
                operator.orders()
                        ? "false"
                        : (flag && operator == Operator.EQUAL ? key.among(List.of("true")) : "")
                                + flag()
                                + than
                                + bound.of(flag);
            case Value.Day(var day) ->
                type != FieldType.DATE
                        ? "false"
                        : key.day(operator, day) + "case when " + parsed(DAY, "date") + " then " + text
                                + " collate \"C\"" + than + bound.of(day.toString()) + " end";
            case Value.Moment(var moment) ->
                type != FieldType.INSTANT
                        ? "false"
                        : key.moment(operator, storable(moment)) + "case when " + parsed(MOMENT, "timestamptz")
                                + " then " + text + "::timestamptz end" + than + bound.of(storable(moment));
        };
    }

    private String parsed(String form, String as) {
        return isText() + " and case when " + text + " ~ " + form + " then pg_input_is_valid(" + text + ", '" + as
                + "') end";
    }

    private String number() {
        String written = type == FieldType.NUMBER
                ? " when 'string' then case when " + text + " ~ " + NUMBER + " then " + text + "::numeric end"
                : "";
        return "case jsonb_typeof(" + json + ") when 'number' then " + json + "::numeric" + written + " end";
    }

    private String flag() {
        String written = type == FieldType.BOOLEAN ? " when 'string' then lower(" + text + ") = 'true'" : "";
        return "case jsonb_typeof(" + json + ") when 'boolean' then " + text + " = 'true'" + written + " end";
    }

    static String symbol(Operator operator) {
        return switch (operator) {
            case EQUAL -> "=";
            case NOT_EQUAL -> "<>";
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> operator.symbol();
        };
    }

    /** Within what the database can hold; no lead is older or newer. */
    static OffsetDateTime storable(Instant moment) {
        Instant at = moment.isBefore(FIRST) ? FIRST : moment.isAfter(LAST) ? LAST : moment;
        return at.atOffset(ZoneOffset.UTC);
    }
}
