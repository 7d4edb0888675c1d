package io.fairlead.engine.filter;

import io.fairlead.engine.filter.Filter.Operand;
import io.fairlead.engine.filter.Filter.Operator;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Matches filters in memory, for one company's time zone and zone tree. Immutable, as are the conditions it makes.
 *
 * <p>Compile a filter once and ask the condition for each lead: comparisons of texts, numbers and flags allocate
 * nothing.
 */
public final class FilterMatcher {
    /** The order of two values of unlike types, or of a missing one: no comparison holds but {@code !=}. */
    private static final int UNLIKE = Integer.MIN_VALUE;

    private final ZoneId timezone;
    private final Zones zones;

    /**
     * @param timezone where {@code today()} is taken
     * @param zones what {@code within} looks up; {@link Zones#NONE} matches a zone by equality only
     */
    public FilterMatcher(ZoneId timezone, Zones zones) {
        this.timezone = timezone;
        this.zones = zones;
    }

    /** A filter ready to be asked. */
    @FunctionalInterface
    public interface Condition {
        /** Whether it holds for a lead; {@code now} is the instant of the decision or query. */
        boolean holds(Facts facts, Instant now);
    }

    /** Whether a filter holds for one lead. For many leads, {@link #compile} it once. */
    public boolean matches(Filter filter, Facts facts, Instant now) {
        return compile(filter).holds(facts, now);
    }

    /** The condition that a filter states. */
    public Condition compile(Filter filter) {
        return switch (filter) {
            case Filter.All(var of) -> list(of, false);
            case Filter.Any(var of) -> list(of, true);
            case Filter.Not(var of) -> not(compile(of));
            case Filter.Compare(var field, var operator, var operand) -> compare(field, operator, operand);
            case Filter.In(var field, var values) -> in(field, values);
            case Filter.Has(var field) -> (facts, _) -> filled(facts.get(field));
            case Filter.Includes(var field, var part) -> {
                String folded = Fold.fold(part);
                yield text(field, text -> Fold.fold(text).contains(folded));
            }
            case Filter.StartsWith(var field, var start) -> {
                String folded = Fold.fold(start);
                yield text(field, text -> Fold.fold(text).startsWith(folded));
            }
            case Filter.Within(var field, var zone) -> text(field, text -> zones.within(text, zone));
        };
    }

    /** Asks the members in order until one gives the deciding answer. */
    private Condition list(List<Filter> of, boolean deciding) {
        Condition[] members = of.stream().map(this::compile).toArray(Condition[]::new);
        return (facts, now) -> {
            for (Condition member : members) {
                if (member.holds(facts, now) == deciding) {
                    return deciding;
                }
            }
            return !deciding;
        };
    }

    private static Condition not(Condition of) {
        return (facts, now) -> !of.holds(facts, now);
    }

    private static Condition text(String field, Predicate<String> test) {
        return (facts, _) -> facts.get(field) instanceof Value.Text(var text) && test.test(text);
    }

    private static boolean filled(@Nullable Value value) {
        return value != null && !(value instanceof Value.Text(var text) && text.isEmpty());
    }

    private Condition compare(String field, Operator operator, Operand operand) {
        return switch (operand) {
            case Operand.Literal(var value)
            when operator == Operator.EQUAL -> (facts, _) -> value.equals(facts.get(field));
            case Operand.Literal(var value)
            when operator == Operator.NOT_EQUAL -> (facts, _) -> !value.equals(facts.get(field));
            case Operand.Literal(var value) -> (facts, _) -> fits(operator, order(facts.get(field), value));
            case Operand.Now(var offset) -> (facts, now) -> fits(operator, order(facts.get(field), now, offset));
            case Operand.Today() -> (facts, now) -> fits(operator, orderToday(facts.get(field), now));
        };
    }

    private static Condition in(String field, List<Value> values) {
        Value[] wanted = values.toArray(Value[]::new);
        return (facts, _) -> {
            Value value = facts.get(field);
            for (Value one : wanted) {
                if (one.equals(value)) {
                    return true;
                }
            }
            return false;
        };
    }

    private static int order(@Nullable Value left, Instant now, Duration offset) {
        return left instanceof Value.Moment(var moment) ? moment.compareTo(now.plus(offset)) : UNLIKE;
    }

    private int orderToday(@Nullable Value left, Instant now) {
        return left instanceof Value.Day(var day) ? day.compareTo(LocalDate.ofInstant(now, timezone)) : UNLIKE;
    }

    private static int order(@Nullable Value left, Value right) {
        return switch (right) {
            case Value.Text(var b) -> left instanceof Value.Text(var a) ? Value.Text.compare(a, b) : UNLIKE;
            case Value.Decimal(var b) -> left instanceof Value.Decimal(var a) ? a.compareTo(b) : UNLIKE;
            case Value.Day(var b) -> left instanceof Value.Day(var a) ? a.compareTo(b) : UNLIKE;
            case Value.Moment(var b) -> left instanceof Value.Moment(var a) ? a.compareTo(b) : UNLIKE;
            case Value.Flag _ -> UNLIKE;
        };
    }

    private static boolean fits(Operator operator, int order) {
        if (order == UNLIKE) {
            return operator == Operator.NOT_EQUAL;
        }
        return switch (operator) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }
}
