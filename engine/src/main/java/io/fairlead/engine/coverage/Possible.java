package io.fairlead.engine.coverage;

import io.fairlead.engine.filter.Filter;
import io.fairlead.engine.filter.Filter.Operand;
import io.fairlead.engine.filter.Filter.Operator;
import io.fairlead.engine.filter.FilterMatcher;
import io.fairlead.engine.filter.Value;
import io.fairlead.engine.filter.Zones;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks filters about leads of which only some fields are known. Immutable. */
final class Possible {
    private static final Known UNKNOWN = new Known.Unknown();

    private final FilterMatcher matcher;

    Possible(Zones zones) {
        matcher = new FilterMatcher(ZoneOffset.UTC, zones);
    }

    /** Whether a filter holds for every lead of which this is known, for none, or for some; null holds for all. */
    Truth of(@Nullable Filter filter, Map<String, Known> lead) {
        return switch (filter) {
            case null -> Truth.YES;
            case Filter.All(var of) -> all(of, lead);
            case Filter.Any(var of) -> any(of, lead);
            case Filter.Not(var of) -> of(of, lead).not();
            case Filter.Compare(var field, var operator, Operand.Literal(var _)) ->
                leaf(filter, field, lead, unnamed(operator));
            case Filter.Compare(var field, var _, Operand.Now(var _)) -> clock(filter, field, lead);
            case Filter.Compare(var field, var _, Operand.Today()) -> clock(filter, field, lead);
            case Filter.In(var field, var _) -> leaf(filter, field, lead, Truth.NO);
            case Filter.Has(var field) -> leaf(filter, field, lead, Truth.YES);
            case Filter.Includes(var field, var _) -> leaf(filter, field, lead, Truth.DEPENDS);
            case Filter.StartsWith(var field, var _) -> leaf(filter, field, lead, Truth.DEPENDS);
            case Filter.Within(var field, var _) -> leaf(filter, field, lead, Truth.DEPENDS);
        };
    }

    private Truth all(List<Filter> of, Map<String, Known> lead) {
        var truth = Truth.YES;
        for (var member : of) {
            switch (of(member, lead)) {
                case NO -> {
                    return Truth.NO;
                }
                case DEPENDS -> truth = Truth.DEPENDS;
                case YES -> {}
            }
        }
        return truth;
    }

    private Truth any(List<Filter> of, Map<String, Known> lead) {
        return all(of.stream().map(Possible::negated).toList(), lead).not();
    }

    private static Filter negated(Filter filter) {
        return new Filter.Not(filter);
    }

    private static Truth unnamed(Operator operator) {
        return switch (operator) {
            case EQUAL -> Truth.NO;
            case NOT_EQUAL -> Truth.YES;
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> Truth.DEPENDS;
        };
    }

    private Truth leaf(Filter filter, String field, Map<String, Known> lead, Truth ofUnnamed) {
        return switch (lead.getOrDefault(field, UNKNOWN)) {
            case Known.Is(var value) -> Truth.of(matches(filter, value));
            case Known.Missing() -> Truth.of(matches(filter, null));
            case Known.Unnamed() -> ofUnnamed;
            case Known.Unknown() -> Truth.DEPENDS;
        };
    }

    /** A comparison with the time of the decision is certain only for a field that is missing. */
    private Truth clock(Filter filter, String field, Map<String, Known> lead) {
        return lead.getOrDefault(field, UNKNOWN) instanceof Known.Missing
                ? Truth.of(matches(filter, null))
                : Truth.DEPENDS;
    }

    private boolean matches(Filter leaf, @Nullable Value value) {
        return matcher.matches(leaf, field -> value, Instant.EPOCH);
    }

    /**
     * Whether a filter holds for no lead at all, as far as its form shows: one field at a time is tried with each value
     * that the filter allows it.
     */
    boolean never(@Nullable Filter filter) {
        if (filter == null || of(filter, Map.of()) == Truth.NO) {
            return filter != null;
        }
        return switch (filter) {
            case Filter.Any(var members) -> members.stream().allMatch(this::never);
            case Filter.All(var members) ->
                members.stream().anyMatch(member -> never(member) || excludes(member, filter));
            case Filter.Not _,
                    Filter.Compare _,
                    Filter.In _,
                    Filter.Has _,
                    Filter.Includes _,
                    Filter.StartsWith _,
                    Filter.Within _ -> false;
        };
    }

    /** Whether a member of a filter leaves a field only values with which the whole filter cannot hold. */
    private boolean excludes(Filter member, Filter whole) {
        return switch (member) {
            case Filter.All(var members) -> members.stream().anyMatch(one -> excludes(one, whole));
            case Filter.Compare(var field, var operator, Operand.Literal(var value))
            when operator == Operator.EQUAL -> excludes(field, List.of(value), whole);
            case Filter.In(var field, var values) -> excludes(field, values, whole);
            case Filter.Any _,
                    Filter.Not _,
                    Filter.Compare _,
                    Filter.Has _,
                    Filter.Includes _,
                    Filter.StartsWith _,
                    Filter.Within _ -> false;
        };
    }

    private boolean excludes(String field, List<Value> values, Filter whole) {
        return values.stream().allMatch(value -> of(whole, Map.of(field, new Known.Is(value))) == Truth.NO);
    }

    /** Whether each lead for which one filter holds meets the other too, as far as their form shows; null holds for all. */
    static boolean implies(@Nullable Filter one, @Nullable Filter other) {
        if (other == null || other.equals(one)) {
            return true;
        }
        if (other instanceof Filter.All(var of) && of.stream().allMatch(member -> implies(one, member))) {
            return true;
        }
        if (other instanceof Filter.Any(var of) && of.stream().anyMatch(member -> implies(one, member))) {
            return true;
        }
        return switch (one) {
            case null -> false;
            case Filter.All(var of) -> of.stream().anyMatch(member -> implies(member, other));
            case Filter.Any(var of) -> of.stream().allMatch(member -> implies(member, other));
            case Filter.Compare(var field, var operator, Operand.Literal(var value))
            when operator == Operator.EQUAL -> names(other, field, List.of(value));
            case Filter.In(var field, var values) -> names(other, field, values);
            case Filter.Compare _,
                    Filter.Not _,
                    Filter.Has _,
                    Filter.Includes _,
                    Filter.StartsWith _,
                    Filter.Within _ -> false;
        };
    }

    private static boolean names(Filter filter, String field, List<Value> values) {
        return switch (filter) {
            case Filter.Compare(var id, var operator, Operand.Literal(var value))
            when id.equals(field) ->
                switch (operator) {
                    case EQUAL -> values.stream().allMatch(value::equals);
                    case NOT_EQUAL -> values.stream().noneMatch(value::equals);
                    case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> false;
                };
            case Filter.In(var id, var of) when id.equals(field) -> of.containsAll(values);
            case Filter.All _,
                    Filter.Any _,
                    Filter.Not _,
                    Filter.Compare _,
                    Filter.In _,
                    Filter.Has _,
                    Filter.Includes _,
                    Filter.StartsWith _,
                    Filter.Within _ -> false;
        };
    }
}
