package io.fairlead.server.lead.list;

import io.fairlead.engine.filter.FieldType;
import io.fairlead.engine.filter.Filter.Operator;
import io.fairlead.server.field.FieldIndexes;
import io.fairlead.server.platform.sql.FieldKey;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes what holds of the index of an own field wherever a condition on the field holds, so that the index finds the few
 * leads for which the condition itself is then tried. Every one ends with {@code and}; all are empty for a field that has
 * no index.
 */
final class KeySql {
    /** How many characters of a beginning are looked for in an index. */
    private static final int BEGINNING = 8;

    /** More values are not worth a step of the index each. */
    private static final int MOST = 100;

    /** From one instant to the next that the database can hold. */
    private static final Duration NEXT = Duration.ofNanos(1000);

    private static final int FIRST_YEAR = 1;
    private static final int LAST_YEAR = 9998;

    private final @Nullable FieldKey text;
    private final @Nullable FieldKey number;
    private final boolean texts;
    private final CustomSql.Bound bound;

    /** @param ready the field's index; null if it has none */
    KeySql(@Nullable FieldType type, FieldIndexes.@Nullable Ready ready, CustomSql.Bound bound) {
        FieldKey key = ready == null || type == null ? null : ready.key();
        boolean numbers = type == FieldType.NUMBER;
        this.text = key != null && key.kind() == FieldKey.Kind.TEXT && !numbers ? key : null;
        this.number = key != null && key.kind() == FieldKey.Kind.NUMBER && numbers ? key : null;
        this.texts = ready != null && ready.texts();
        this.bound = bound;
    }

    /**
     * When a lead arrived, said by its number: leads have theirs in the order in which they arrive, and every index has
     * them. So whatever index a list is read by, it is read from where to where the list is narrowed to.
     *
     * @param first the number of the first lead that arrived then or later
     * @return null where that says nothing
     */
    static @Nullable String arrived(Operator operator, Instant at, Function<Instant, String> first) {
        Instant next = at.plus(NEXT);
        return switch (operator) {
            case GREATER_OR_EQUAL -> "l.id >= " + first.apply(at);
            case GREATER -> "l.id >= " + first.apply(next);
            case LESS -> "l.id < " + first.apply(at);
            case LESS_OR_EQUAL -> "l.id < " + first.apply(next);
            case EQUAL -> "l.id >= " + first.apply(at) + " and l.id < " + first.apply(next);
            case NOT_EQUAL -> null;
        };
    }

    /** The text is one of these. */
    String among(List<String> values) {
        if (text == null || values.isEmpty() || values.size() > MOST) {
            return "";
        }
        FieldKey key = text;
        return key.sql("l.custom") + " in ("
                + String.join(
                        ", ",
                        values.stream()
                                .map(value -> key.parameter(bound.of(value)))
                                .toList())
                + ") and ";
    }

    /** There is a text, and not the empty one. */
    String present() {
        return text == null ? "" : text.sql("l.custom") + " > '' and ";
    }

    /** The day, written as days are, compares so. */
    String day(Operator operator, LocalDate day) {
        return text == null ? "" : compared(text, CustomSql.symbol(operator), day.toString());
    }

    /** The instant compares so. It may be written at any distance from UTC: its day is known to within one. */
    String moment(Operator operator, OffsetDateTime at) {
        if (text == null || at.getYear() < FIRST_YEAR || at.getYear() > LAST_YEAR) {
            return "";
        }
        String from = compared(text, ">=", at.toLocalDate().minusDays(1).toString());
        String to = compared(text, "<", at.toLocalDate().plusDays(2).toString());
        return switch (operator) {
            case EQUAL -> from + to;
            case GREATER, GREATER_OR_EQUAL -> from;
            case LESS, LESS_OR_EQUAL -> to;
            case NOT_EQUAL -> "";
        };
    }

    private String compared(FieldKey key, String than, String value) {
        return key.sql("l.custom") + " " + than + " " + key.parameter(bound.of(value)) + " and ";
    }

    /**
     * The text begins so, once folded. The index has it in small letters with accents: where it differs from what it folds
     * to, it has a character beyond ASCII, at the first such place.
     */
    String begins(String folded) {
        if (text == null || folded.isEmpty()) {
            return "";
        }
        String start = folded.substring(
                0, folded.offsetByCodePoints(0, Math.min(BEGINNING, folded.codePointCount(0, folded.length()))));
        List<String> ranges = new ArrayList<>();
        int same = 0;
        while (same < start.length() && start.charAt(same) < 0x80) {
            ranges.add(range(text, start.substring(0, same) + "\u0080", start.substring(0, same)));
            same++;
        }
        ranges.add(
                same == start.length()
                        ? range(text, start, start)
                        : range(text, start.substring(0, same) + "\u0080", start.substring(0, same)));
        return "(" + String.join(" or ", ranges) + ") and ";
    }

    private String range(FieldKey key, String from, String start) {
        String sql = key.sql("l.custom");
        return sql + " >= " + bound.of(from) + " and " + sql + " < " + bound.of(start + FilterSql.END);
    }

    /** The condition that a number compares so; null for a field whose index does not say. */
    @Nullable
    String number(String than, String value, String read) {
        if (number == null) {
            return null;
        }
        String sql = number.sql("l.custom");
        String found = sql + than + number.parameter(value);
        return texts ? "(" + found + " or " + sql + " is null and " + read + than + value + ")" : found;
    }
}
