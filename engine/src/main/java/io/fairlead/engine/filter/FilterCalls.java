package io.fairlead.engine.filter;

import io.fairlead.engine.filter.Filter.Operand;
import io.fairlead.engine.filter.FilterFlaw.Kind;
import io.fairlead.engine.filter.FilterLexer.Token;
import io.fairlead.engine.filter.Places.Span;
import io.fairlead.engine.filter.Term.Node;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The functions of the text form: each name with the arguments it takes. */
final class FilterCalls {
    private static final Map<String, String> FORMS = Map.of(
            "has", "has(field)",
            "includes", "includes(field, \"text\")",
            "startsWith", "startsWith(field, \"text\")",
            "within", "within(field, \"zone\")",
            "today", "today()",
            "date", "date(\"2026-11-23\")",
            "timestamp", "timestamp(\"2026-11-23T09:00:00Z\")",
            "duration", "duration(\"720h\")");

    static final Set<String> NAMES = FORMS.keySet();

    private FilterCalls() {}

    static void unknown(Flaws flaws, String name, Span span) {
        String form = name.equals("contains")
                ? FORMS.get("includes")
                : Spelling.nearest(name, NAMES).map(FORMS::get).orElse(null);
        if (name.equals("matches")) {
            TermFlaws.pattern(flaws, span);
        } else {
            String message = "there is no function `" + Flaws.shortened(name) + "`"
                    + (form == null ? "" : "; did you mean `" + form + "`?");
            flaws.add(Kind.OUTSIDE, span, "has, includes, startsWith, within, today, date or timestamp", message);
        }
    }

    /** What a call stands for; the name is one of {@link #NAMES}. */
    static Term term(Flaws flaws, Token name, List<Term> arguments, Span span) {
        Term term = meaning(flaws, name.content(), arguments, span);
        if (term != null) {
            return term;
        }
        if (arguments.stream().noneMatch(Term.Broken.class::isInstance)) {
            String form = "`" + FORMS.get(name.content()) + "`";
            flaws.add(Kind.UNEXPECTED, span, form, "expected " + form + ", found " + flaws.quoted(span));
        }
        return new Term.Broken(span);
    }

    private static @Nullable Term meaning(Flaws flaws, String name, List<Term> arguments, Span span) {
        Term first = arguments.isEmpty() ? null : arguments.getFirst();
        return switch (arguments.size()) {
            case 0 -> name.equals("today") ? new Term.Constant(new Operand.Today(), span) : null;
            case 1 ->
                switch (first) {
                    case Term.Field field
                    when name.equals("has") -> leaf(new Filter.Has(field.id()), span, Map.of("field", field.span()));
                    case Term.Constant(Operand.Literal(Value.Text(var text)), var place) ->
                        literal(flaws, name, text, place, span);
                    case null, default -> null;
                };
            case 2 ->
                first instanceof Term.Field field
                                && arguments.get(1)
                                        instanceof Term.Constant(Operand.Literal(Value.Text(var text)), var place)
                        ? search(name, field, text, place, span)
                        : null;
            default -> null;
        };
    }

    private static @Nullable Term search(String name, Term.Field field, String text, Span place, Span span) {
        String id = field.id();
        var parts = Map.of("field", field.span(), name.equals("within") ? "zone" : "text", place);
        return switch (name) {
            case "includes" -> leaf(new Filter.Includes(id, text), span, parts);
            case "startsWith" -> leaf(new Filter.StartsWith(id, text), span, parts);
            case "within" -> leaf(new Filter.Within(id, text), span, parts);
            default -> null;
        };
    }

    private static Term leaf(Filter filter, Span span, Map<String, Span> parts) {
        return new Term.Condition(Node.leaf(filter, span, parts), false);
    }

    private static @Nullable Term literal(Flaws flaws, String name, String text, Span place, Span span) {
        return switch (name) {
            case "date" -> {
                var day = Literals.date(text);
                yield day == null
                        ? bad(flaws, Kind.BAD_DATE, place, "a date that exists, as in \"2026-11-23\"")
                        : TermFlaws.literal(new Value.Day(day), span);
            }
            case "timestamp" -> {
                var moment = Literals.timestamp(text);
                yield moment == null
                        ? bad(
                                flaws,
                                Kind.BAD_TIMESTAMP,
                                place,
                                "an instant with its offset, as in \"2026-11-23T09:00:00Z\"")
                        : TermFlaws.literal(new Value.Moment(moment), span);
            }
            case "duration" -> {
                var length = Literals.duration(text);
                yield length == null
                        ? bad(
                                flaws,
                                Kind.BAD_DURATION,
                                place,
                                "a duration of at most 10 000 years, as in \"720h\" or \"1h30m\"")
                        : new Term.Lapse(length, span);
            }
            default -> null;
        };
    }

    private static Term bad(Flaws flaws, Kind kind, Span place, String expected) {
        flaws.add(kind, place, expected, "expected " + expected + ", found " + flaws.quoted(place));
        return new Term.Broken(place);
    }
}
