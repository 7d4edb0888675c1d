package io.fairlead.engine.filter;

import io.fairlead.engine.filter.Filter.Operand;
import io.fairlead.engine.filter.FilterFlaw.Kind;
import io.fairlead.engine.filter.FilterLexer.Sort;
import io.fairlead.engine.filter.FilterLexer.Token;
import io.fairlead.engine.filter.Places.Span;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/** What is told about terms that stand where they make no filter. */
final class TermFlaws {
    private static final Set<String> MACROS = Set.of("all", "exists", "exists_one", "existsOne", "map", "filter");
    private static final String NO_PATTERNS =
            "regular expressions are not part of the filter language: use `includes` or `startsWith`";

    private TermFlaws() {}

    static Term.Constant literal(Value value, Span span) {
        return new Term.Constant(new Operand.Literal(value), span);
    }

    /** {@code now} moved by a duration; every other sum is a flaw. */
    static Term sum(Flaws flaws, Term left, Token sign, Term right) {
        Span span = left.span().to(right.span());
        boolean adds = sign.content().equals("+") || sign.content().equals("-");
        if (left instanceof Term.Constant(Operand.Now(var offset), var _) && adds) {
            if (right instanceof Term.Lapse(var length, var _)) {
                return moved(flaws, sign.content().equals("+") ? offset.plus(length) : offset.minus(length), span);
            }
            if (!(right instanceof Term.Broken)) {
                String expected = "`duration(\"720h\")`";
                String message =
                        "only a duration moves `now`: expected " + expected + ", found " + flaws.quoted(right.span());
                flaws.add(Kind.UNEXPECTED, right.span(), expected, message);
            }
        } else if (!(left instanceof Term.Broken)) {
            arithmetic(flaws, sign.span());
        }
        return new Term.Broken(span);
    }

    private static Term moved(Flaws flaws, Duration offset, Span span) {
        if (Operand.Now.reaches(offset)) {
            return new Term.Constant(new Operand.Now(offset), span);
        }
        flaws.add(Kind.BAD_DURATION, span, "at most 10 000 years", "this is more than 10 000 years from now");
        return new Term.Broken(span);
    }

    static void arithmetic(Flaws flaws, Span sign) {
        flaws.add(
                Kind.OUTSIDE,
                sign,
                "no arithmetic",
                "arithmetic is not part of the filter language, except `now - duration(\"720h\")` and `now + ..`");
    }

    static void index(Flaws flaws, Span bracket) {
        flaws.add(Kind.OUTSIDE, bracket, "`in`", "a list stands behind `in`, as in `field in [\"MI\", \"TO\"]`");
    }

    static void part(Flaws flaws, Span span, String name) {
        String message = switch (name) {
            case "startsWith", "includes", "within" ->
                "`" + name + "` takes the field first: write `" + name + "(field, \"text\")`";
            case "contains" -> "`contains` is written `includes(field, \"text\")`";
            case "matches" -> NO_PATTERNS;
            default ->
                MACROS.contains(name)
                        ? "macros such as `" + name + "` are not part of the filter language"
                        : "fields have no parts: `.` is not part of the filter language";
        };
        flaws.add(Kind.OUTSIDE, span, "no `.`", message);
    }

    static void pattern(Flaws flaws, Span span) {
        flaws.add(Kind.OUTSIDE, span, "`includes` or `startsWith`", NO_PATTERNS);
    }

    static void noField(Flaws flaws, String name, Span span) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals("null")) {
            String expected = "`has(field)` or `!has(field)`";
            flaws.add(
                    Kind.OUTSIDE,
                    span,
                    expected,
                    "there is no null: write " + expected + " to ask whether it is filled");
        } else if (lower.equals("in")) {
            flaws.add(Kind.UNEXPECTED, span, "a field", "expected a field before `in`");
        } else {
            boolean close = Filter.isField(lower) || Filter.RESERVED.contains(lower);
            String expected = "lower-case letters a-z, digits and _";
            String message = "`" + Flaws.shortened(name) + "` cannot be a field: expected " + expected
                    + (close ? "; did you mean `" + lower + "`?" : "");
            flaws.add(Kind.BAD_FIELD, span, expected, message);
        }
    }

    static void noCondition(Flaws flaws, Term term) {
        String expected = "a comparison with a field";
        String message = flaws.quoted(term.span()) + " is a value, not a condition: expected " + expected;
        flaws.add(Kind.UNEXPECTED, term.span(), expected, message);
    }

    static void unlistable(Flaws flaws, Term term) {
        if (term instanceof Term.Broken) {
            return;
        }
        String expected = "a text, number, true, false, date(..) or timestamp(..)";
        String message =
                "a list holds fixed values only: expected " + expected + ", found " + flaws.quoted(term.span());
        flaws.add(Kind.UNEXPECTED, term.span(), expected, message);
    }

    static void noMember(Flaws flaws, Term left) {
        if (left instanceof Term.Condition(var node, var negated) && negated) {
            negation(flaws, node.span(), "field in [..]");
        } else if (!(left instanceof Term.Broken)) {
            String message = "expected a field before `in`, found " + flaws.quoted(left.span());
            flaws.add(Kind.UNEXPECTED, left.span(), "a field", message);
        }
    }

    static void uncomparable(Flaws flaws, Term left, Term right) {
        if (left instanceof Term.Broken || right instanceof Term.Broken) {
            return;
        }
        Span both = left.span().to(right.span());
        if (left instanceof Term.Condition(var node, var negated) && negated) {
            negation(flaws, node.span(), "field == ..");
        } else if (left instanceof Term.Field && right instanceof Term.Field field) {
            String message = "a field is compared with a value, not with another field: if a text is meant, write \""
                    + field.id() + "\" in quotes";
            flaws.add(Kind.OUTSIDE, right.span(), "a value", message);
        } else if (left instanceof Term.Constant && right instanceof Term.Constant) {
            String message = flaws.quoted(both) + " compares two values: expected a field on one side";
            flaws.add(Kind.OUTSIDE, both, "a field on one side", message);
        } else {
            Term odd = left instanceof Term.Condition || left instanceof Term.Lapse ? left : right;
            String why =
                    odd instanceof Term.Lapse ? "a duration stands only beside `now`" : "a condition is not compared";
            String message = why + ": expected a field on one side and a value on the other";
            flaws.add(Kind.OUTSIDE, odd.span(), "a field or a value", message);
        }
    }

    private static void negation(Flaws flaws, Span span, String whole) {
        String expected = "`!(" + whole + ")`";
        flaws.add(Kind.UNEXPECTED, span, expected, "`!` takes only what directly follows it: write " + expected);
    }

    /** Tells about the token behind a condition that has ended. */
    static void behind(FilterTokens tokens) {
        Span span = tokens.peek().span();
        if (tokens.at(Sort.COMPARE) || tokens.at("in")) {
            String message = "comparisons do not chain: join two of them with `&&`";
            tokens.flaws.add(Kind.UNEXPECTED, span, "`&&` or `||`", message);
        } else if (tokens.at("not")) {
            String expected = "`!(field in [..])`";
            tokens.flaws.add(Kind.UNEXPECTED, span, expected, "`not in` is written " + expected);
        } else if (tokens.at("is") || tokens.at("like")) {
            String expected = tokens.at("is") ? "`==`, or `!has(field)`" : "`includes(field, \"text\")`";
            String message = "`" + tokens.peek().content() + "` is not an operator: write " + expected;
            tokens.flaws.add(Kind.UNEXPECTED, span, expected, message);
        } else {
            tokens.unexpected("`&&`, `||` or the end");
        }
    }
}
