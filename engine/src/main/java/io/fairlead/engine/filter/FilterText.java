package io.fairlead.engine.filter;

import io.fairlead.engine.filter.Filter.Operand;
import java.util.Iterator;
import java.util.List;

/**
 * Writes a filter as text: one canonical text for each tree, which {@link FilterParser} reads back to an equal tree (of
 * at most {@link FilterParser#MAX_DEPTH} levels, {@link FilterParser#MAX_LENGTH} characters and numbers of 100 digits).
 *
 * <p>Lists of conditions inside of others stand in parentheses. The empty {@link Filter.All} is {@code true}, the empty
 * {@link Filter.Any} {@code false}; a list of one is marked by a leading {@code true &&} or {@code false ||}, which
 * changes nothing in any reader of CEL.
 */
public final class FilterText {
    private final StringBuilder text = new StringBuilder();

    private FilterText() {}

    /** The canonical text of a filter. */
    public static String write(Filter filter) {
        var writer = new FilterText();
        writer.filter(filter);
        return writer.text.toString();
    }

    private void filter(Filter filter) {
        switch (filter) {
            case Filter.All(var of) -> list(of, "true", " && ");
            case Filter.Any(var of) -> list(of, "false", " || ");
            case Filter.Not(var of) -> not(of);
            case Filter.Compare(var field, var operator, var operand) -> {
                text.append(field).append(' ').append(operator.symbol()).append(' ');
                operand(operand);
            }
            case Filter.In(var field, var values) -> in(field, values);
            case Filter.Has(var field) -> text.append("has(").append(field).append(')');
            case Filter.Includes(var field, var part) -> search("includes", field, part);
            case Filter.StartsWith(var field, var start) -> search("startsWith", field, start);
            case Filter.Within(var field, var zone) -> search("within", field, zone);
        }
    }

    private void list(List<Filter> of, String empty, String joint) {
        if (of.size() < 2) {
            text.append(empty).append(of.isEmpty() ? "" : joint);
        }
        for (Iterator<Filter> i = of.iterator(); i.hasNext(); ) {
            Filter member = i.next();
            if (member instanceof Filter.All || member instanceof Filter.Any) {
                parentheses(member);
            } else {
                filter(member);
            }
            text.append(i.hasNext() ? joint : "");
        }
    }

    private void not(Filter of) {
        text.append('!');
        switch (of) {
            case Filter.Not _, Filter.Has _, Filter.Includes _, Filter.StartsWith _, Filter.Within _ -> filter(of);
            case Filter.All _, Filter.Any _, Filter.Compare _, Filter.In _ -> parentheses(of);
        }
    }

    private void parentheses(Filter filter) {
        text.append('(');
        filter(filter);
        text.append(')');
    }

    private void in(String field, List<Value> values) {
        text.append(field).append(" in [");
        for (Iterator<Value> i = values.iterator(); i.hasNext(); ) {
            value(i.next());
            text.append(i.hasNext() ? ", " : "");
        }
        text.append(']');
    }

    private void search(String function, String field, String argument) {
        text.append(function).append('(').append(field).append(", ");
        Literals.quote(argument, text);
        text.append(')');
    }

    private void operand(Operand operand) {
        switch (operand) {
            case Operand.Literal(var value) -> value(value);
            case Operand.Today() -> text.append("today()");
            case Operand.Now(var offset) -> {
                text.append("now");
                if (!offset.isZero()) {
                    text.append(offset.isNegative() ? " - " : " + ");
                    text.append("duration(\"")
                            .append(Literals.write(offset.abs()))
                            .append("\")");
                }
            }
        }
    }

    private void value(Value value) {
        switch (value) {
            case Value.Text(var content) -> Literals.quote(content, text);
            case Value.Decimal(var number) -> text.append(Literals.write(number));
            case Value.Flag(var flag) -> text.append(flag);
            case Value.Day(var day) -> text.append("date(\"").append(day).append("\")");
            case Value.Moment(var moment) ->
                text.append("timestamp(\"").append(moment).append("\")");
        }
    }

    /** A value as messages quote it. */
    static String written(Operand operand) {
        var writer = new FilterText();
        writer.operand(operand);
        return writer.text.toString();
    }
}
