package io.fairlead.server.settings;

import io.fairlead.engine.filter.Catalogue;
import io.fairlead.engine.filter.FieldType;
import io.fairlead.engine.filter.Value;
import io.fairlead.server.settings.EventShape.Row;
import io.fairlead.server.settings.Node.Place;
import io.fairlead.server.settings.values.Times;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Types the values of fields: as declared, else as YAML types them, and every value of a field alike. Repeated texts
 * share one value. Not thread-safe.
 */
final class FieldValues {
    private static final int POOLED = 1 << 13;
    private static final int LONGEST_NUMBER = 60;
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?");
    private static final Pattern HEX = Pattern.compile("0x[0-9a-fA-F]+");
    private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");

    private final Map<String, FieldType> declared;
    private final ZoneId zone;
    private final Map<String, FieldType> observed = new LinkedHashMap<>();
    private final Map<String, Column> columns = new HashMap<>();
    private final Value.Text[] pool = new Value.Text[POOLED];
    private final @Nullable KnownNumber[] numbers = new @Nullable KnownNumber[POOLED];

    FieldValues(Map<String, FieldType> declared, ZoneId zone) {
        this.declared = declared;
        this.zone = zone;
    }

    /** The declared fields, then those that were only seen, beside the built-in ones. */
    Map<String, FieldType> types() {
        var types = new LinkedHashMap<>(declared);
        observed.forEach(types::putIfAbsent);
        types.keySet().removeAll(Catalogue.BUILT_IN.keySet());
        return types;
    }

    /** The ids of all fields that had a value. */
    Set<String> carried() {
        var carried = new HashSet<String>();
        columns.forEach((id, column) -> {
            if (column.seen) {
                carried.add(id);
            }
        });
        return carried;
    }

    Column column(String id) {
        return columns.computeIfAbsent(id, Column::new);
    }

    /** A text that is probably not the only one of its kind. */
    Value.Text pooled(String text) {
        int slot = slot(text);
        var known = pool[slot];
        if (known != null && known.text().equals(text)) {
            return known;
        }
        var fresh = new Value.Text(text);
        pool[slot] = fresh;
        return fresh;
    }

    /** Spreads what differs in few digits alone (Fibonacci hashing). */
    private static int slot(String text) {
        return (text.hashCode() * 0x9E3779B9) >>> Integer.numberOfLeadingZeros(POOLED - 1);
    }

    /** The number that a text is, one value for the texts that come again; null for none. */
    private Value.@Nullable Decimal decimal(String text) {
        int slot = slot(text);
        var known = numbers[slot];
        if (known != null && known.text.equals(text)) {
            return known.value;
        }
        @Nullable BigDecimal number = number(text);
        if (number == null) {
            return null;
        }
        var fresh = new KnownNumber(text, new Value.Decimal(number));
        numbers[slot] = fresh;
        return fresh.value;
    }

    private record KnownNumber(String text, Value.Decimal value) {}

    static @Nullable BigDecimal number(String text) {
        if (text.length() > LONGEST_NUMBER || !NUMBER.matcher(text).matches()) {
            return null;
        }
        return new BigDecimal(text);
    }

    /** One field over all events. */
    final class Column {
        private final String id;
        private final @Nullable FieldType type;
        private boolean seen;
        private boolean mixed;

        private Column(String id) {
            this.id = id;
            @Nullable FieldType own = declared.get(id);
            this.type = own == null ? Catalogue.BUILT_IN.get(id) : own;
        }

        /** Checks a value that nobody asks for: all that can be wrong with it is its type. */
        void check(String text, boolean plain, Row row, int key, Flaws flaws) {
            boolean anyText = type == FieldType.TEXT || type == FieldType.CHOICE || type == FieldType.ZONE;
            if (anyText) {
                seen = true;
            } else {
                value(text, plain, row, key, flaws);
            }
        }

        /** The typed value; null after the flaw that it does not fit. */
        @Nullable
        Value value(String text, boolean plain, Row row, int key, Flaws flaws) {
            seen = true;
            if (type == null) {
                return inferred(text, plain, row, key, flaws);
            }
            return switch (type) {
                case TEXT, CHOICE, ZONE -> pooled(text);
                case NUMBER -> {
                    @Nullable Value number = decimal(text);
                    yield number == null ? misfit(text, "a number", row.place(key), flaws) : number;
                }
                case BOOLEAN ->
                    switch (text) {
                        case "true" -> new Value.Flag(true);
                        case "false" -> new Value.Flag(false);
                        default -> misfit(text, "true or false", row.place(key), flaws);
                    };
                case DATE -> {
                    @Nullable LocalDate date = Times.date(text);
                    yield date == null
                            ? misfit(text, Times.expectedDate(text), row.place(key), flaws)
                            : new Value.Day(date);
                }
                case INSTANT -> {
                    @Nullable Instant instant = Times.instant(text, zone);
                    yield instant == null
                            ? misfit(text, Times.expectedDateTime(text), row.place(key), flaws)
                            : new Value.Moment(instant);
                }
            };
        }

        private @Nullable Value misfit(String text, String expected, Place place, Flaws flaws) {
            flaws.mismatch(place, "wrong-type", id, Flaws.quote(text), expected);
            return null;
        }

        private Value inferred(String text, boolean plain, Row row, int key, Flaws flaws) {
            var value = plain ? plain(text) : pooled(text);
            var now = switch (value) {
                case Value.Flag flag -> FieldType.BOOLEAN;
                case Value.Decimal number -> FieldType.NUMBER;
                case Value.Text t -> FieldType.TEXT;
                case Value.Day day -> FieldType.DATE;
                case Value.Moment moment -> FieldType.INSTANT;
            };
            @Nullable FieldType before = observed.putIfAbsent(id, now);
            if (before != null && before != now && !mixed) {
                mixed = true;
                flaws.add(
                        row.place(key),
                        "mixed-types",
                        Flaws.quote(text),
                        word(before),
                        id + ": found " + word(now) + " " + Flaws.quote(text) + ", expected " + word(before)
                                + " as in the events before (or declare the field's type under fields:)");
            }
            return value;
        }
    }

    private static String word(FieldType type) {
        return switch (type) {
            case TEXT, CHOICE, ZONE -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "a yes/no";
            case DATE -> "a date";
            case INSTANT -> "an instant";
        };
    }

    /** As the core schema of YAML 1.2 types it. */
    private Value plain(String text) {
        switch (text) {
            case "true", "True", "TRUE" -> {
                return new Value.Flag(true);
            }
            case "false", "False", "FALSE" -> {
                return new Value.Flag(false);
            }
            default -> {}
        }
        char first = text.charAt(0);
        boolean maybe = (first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.';
        if (maybe && text.length() <= LONGEST_NUMBER) {
            if (HEX.matcher(text).matches()) {
                return new Value.Decimal(new BigDecimal(new BigInteger(text.substring(2), 16)));
            }
            if (OCTAL.matcher(text).matches()) {
                return new Value.Decimal(new BigDecimal(new BigInteger(text.substring(2), 8)));
            }
            @Nullable Value number = decimal(text);
            if (number != null) {
                return number;
            }
        }
        return pooled(text);
    }
}
