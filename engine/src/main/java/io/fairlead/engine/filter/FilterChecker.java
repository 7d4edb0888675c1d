package io.fairlead.engine.filter;

import io.fairlead.engine.filter.Filter.Operand;
import io.fairlead.engine.filter.FilterFlaw.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks a filter's types against a company's fields and zones. A field the company lacks is one flaw of kind
 * {@link Kind#UNKNOWN_FIELD} wherever it is named; what is compared with it is not looked at.
 */
public final class FilterChecker {
    private final Catalogue catalogue;
    private final Places places;
    private final List<FilterFlaw> flaws = new ArrayList<>();

    private FilterChecker(Catalogue catalogue, Places places) {
        this.catalogue = catalogue;
        this.places = places;
    }

    /** Every flaw at once, in the order of the tree, each with its JSON pointer; none if the filter fits. */
    public static List<FilterFlaw> check(Filter filter, Catalogue catalogue) {
        return check(new FilterReading.Read(filter, Places.NONE), catalogue);
    }

    /** Every flaw at once, in the order of the tree, each with its JSON pointer and its place in the text, if any. */
    public static List<FilterFlaw> check(FilterReading.Read read, Catalogue catalogue) {
        var checker = new FilterChecker(catalogue, read.places());
        checker.filter(read.filter(), "");
        return List.copyOf(checker.flaws);
    }

    private void filter(Filter filter, String path) {
        switch (filter) {
            case Filter.All(var of) -> list(of, path);
            case Filter.Any(var of) -> list(of, path);
            case Filter.Not(var of) -> filter(of, path + "/of");
            case Filter.Compare compare -> compare(compare, path);
            case Filter.In in -> in(in, path);
            case Filter.Has(var field) -> type(field, path);
            case Filter.Includes(var field, var _) -> search(field, "includes", path);
            case Filter.StartsWith(var field, var _) -> search(field, "startsWith", path);
            case Filter.Within within -> within(within, path);
        }
    }

    private void list(List<Filter> of, String path) {
        for (int i = 0; i < of.size(); i++) {
            filter(of.get(i), path + "/of/" + i);
        }
    }

    private void compare(Filter.Compare compare, String path) {
        FieldType type = type(compare.field(), path);
        if (type == FieldType.BOOLEAN && compare.operator().orders()) {
            String found = "`" + compare.operator().symbol() + "`";
            String message =
                    "yes and no have no order: expected `==` or `!=` for `" + compare.field() + "`, found " + found;
            flaw(Kind.WRONG_OPERATOR, path, found, "`==` or `!=`", message);
        } else if (type != null) {
            operand(compare.field(), type, compare.operand(), path + "/value");
        }
    }

    private void in(Filter.In in, String path) {
        FieldType type = type(in.field(), path);
        for (int i = 0; type != null && i < in.values().size(); i++) {
            operand(in.field(), type, new Operand.Literal(in.values().get(i)), path + "/values/" + i);
        }
    }

    private void search(String field, String function, String path) {
        FieldType type = type(field, path);
        if (type != null && !textLike(type)) {
            String message = "`" + function + "` searches a text: `" + field + "` is " + named(type);
            flaw(Kind.WRONG_OPERATOR, path + "/field", "`" + field + "`", "a field of text", message);
        }
    }

    private void within(Filter.Within within, String path) {
        FieldType type = type(within.field(), path);
        var zones = catalogue.zones();
        if (type != null && type != FieldType.ZONE) {
            String message = "`within` needs a zone: `" + within.field() + "` is " + named(type);
            flaw(Kind.WRONG_OPERATOR, path + "/field", "`" + within.field() + "`", "a field of type zone", message);
        }
        if (!zones.parents().isEmpty() && !zones.knows(within.zone())) {
            String found = "\"" + within.zone() + "\"";
            String message = "no zone " + found
                    + meant(Spelling.nearest(within.zone(), zones.parents().keySet())
                            .map(zone -> "\"" + zone + "\""));
            flaw(Kind.UNKNOWN_ZONE, path + "/zone", found, "a zone of the zone tree", message);
        }
    }

    private void operand(String field, FieldType type, Operand operand, String path) {
        if (fits(type, operand)) {
            return;
        }
        String found = Flaws.shortened(FilterText.written(operand));
        String message = "`" + field + "` is " + named(type) + ": expected " + expected(type) + ", found `" + found
                + "`" + meant(meaning(type, operand));
        flaw(Kind.UNLIKE_TYPES, path, found, expected(type), message);
    }

    private static boolean fits(FieldType type, Operand operand) {
        return switch (operand) {
            case Operand.Today() -> type == FieldType.DATE;
            case Operand.Now _ -> type == FieldType.INSTANT;
            case Operand.Literal(Value.Day _) -> type == FieldType.DATE;
            case Operand.Literal(Value.Moment _) -> type == FieldType.INSTANT;
            case Operand.Literal(Value.Flag _) -> type == FieldType.BOOLEAN;
            case Operand.Literal(Value.Decimal _) -> type == FieldType.NUMBER;
            case Operand.Literal(Value.Text _) -> textLike(type);
        };
    }

    private static boolean textLike(FieldType type) {
        return switch (type) {
            case TEXT, CHOICE, ZONE -> true;
            case NUMBER, BOOLEAN, DATE, INSTANT -> false;
        };
    }

    /** The value of the field's type that was most likely meant. */
    private static Optional<String> meaning(FieldType type, Operand operand) {
        if (textLike(type)) {
            boolean plain = operand instanceof Operand.Literal(Value.Decimal _)
                    || operand instanceof Operand.Literal(Value.Flag _);
            return plain ? Optional.of("\"" + FilterText.written(operand) + "\"") : Optional.empty();
        }
        if (!(operand instanceof Operand.Literal(Value.Text(var text)))) {
            boolean day = operand instanceof Operand.Now(var offset) && offset.isZero() && type == FieldType.DATE;
            return day ? Optional.of("`today()`") : Optional.empty();
        }
        Value value = switch (type) {
            case NUMBER -> Literals.number(text.strip());
            case BOOLEAN -> flag(text.strip());
            case DATE ->
                Optional.ofNullable(Literals.date(text)).map(Value.Day::new).orElse(null);
            case INSTANT ->
                Optional.ofNullable(Literals.timestamp(text))
                        .map(Value.Moment::new)
                        .orElse(null);
            case TEXT, CHOICE, ZONE -> null;
        };
        return Optional.ofNullable(value).map(v -> "`" + FilterText.written(new Operand.Literal(v)) + "`");
    }

    private static Value.@Nullable Flag flag(String text) {
        boolean yes = text.equalsIgnoreCase("true") || text.equalsIgnoreCase("yes");
        boolean no = text.equalsIgnoreCase("false") || text.equalsIgnoreCase("no");
        return yes || no ? new Value.Flag(yes) : null;
    }

    private static String named(FieldType type) {
        return switch (type) {
            case TEXT -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "yes or no";
            case DATE -> "a date";
            case INSTANT -> "an instant";
            case CHOICE -> "a choice";
            case ZONE -> "a zone";
        };
    }

    private static String expected(FieldType type) {
        return switch (type) {
            case TEXT, CHOICE, ZONE -> "a text in quotes";
            case NUMBER -> "a number without quotes";
            case BOOLEAN -> "`true` or `false`";
            case DATE -> "`date(\"2026-11-23\")` or `today()`";
            case INSTANT -> "`timestamp(\"2026-11-23T09:00:00Z\")` or `now`";
        };
    }

    private @Nullable FieldType type(String field, String path) {
        FieldType type = catalogue.fields().get(field);
        if (type == null) {
            var nearest = Spelling.nearest(field, catalogue.fields().keySet());
            String message = "no field `" + field + "`" + meant(nearest.map(known -> "`" + known + "`"));
            flaw(Kind.UNKNOWN_FIELD, path + "/field", "`" + field + "`", "a field of the company", message);
        }
        return type;
    }

    private static String meant(Optional<String> likely) {
        return likely.map(known -> "; did you mean " + known + "?").orElse("");
    }

    private void flaw(Kind kind, String path, String found, String expected, String message) {
        flaws.add(new FilterFlaw(kind, path, places.of(path), found, expected, message));
    }
}
