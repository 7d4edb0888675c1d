package io.fairlead.engine.filter;

import io.fairlead.engine.filter.Filter.Operand;
import io.fairlead.engine.filter.Filter.Operator;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;

/** The meaning of a filter, written down as plainly as possible: what the fast matcher is held against. */
record NaiveMatcher(Facts facts, Instant now, ZoneId timezone, Zones zones) {
    boolean holds(Filter filter) {
        return switch (filter) {
            case Filter.All(var of) -> of.stream().filter(this::holds).count() == of.size();
            case Filter.Any(var of) -> of.stream().filter(this::holds).count() > 0;
            case Filter.Not(var of) -> !holds(of);
            case Filter.Has(var field) ->
                value(field).isPresent() && !value(field).get().equals(new Value.Text(""));
            case Filter.In(var field, var values) ->
                values.stream().anyMatch(v -> order(field, v).equals(Optional.of(0)));
            case Filter.Includes(var field, var part) ->
                text(field).map(t -> Fold.fold(t).contains(Fold.fold(part))).orElse(false);
            case Filter.StartsWith(var field, var start) ->
                text(field).map(t -> Fold.fold(t).startsWith(Fold.fold(start))).orElse(false);
            case Filter.Within(var field, var zone) ->
                text(field)
                        .map(z -> !z.isEmpty() && path(z).contains("/" + zone + "/"))
                        .orElse(false);
            case Filter.Compare(var field, var operator, Operand.Literal(Value.Flag _)) when operator.orders() -> false;
            case Filter.Compare(var field, var operator, var operand) -> holds(operator, order(field, value(operand)));
        };
    }

    private static boolean holds(Operator operator, Optional<Integer> order) {
        return switch (operator.symbol()) {
            case "!=" -> !order.equals(Optional.of(0));
            case "==" -> order.isPresent() && order.get() == 0;
            case "<" -> order.isPresent() && order.get() < 0;
            case "<=" -> order.isPresent() && order.get() <= 0;
            case ">" -> order.isPresent() && order.get() > 0;
            default -> order.isPresent() && order.get() >= 0;
        };
    }

    /** The sign of the field's order to a value; empty for unlike types and for flags that differ. */
    private Optional<Integer> order(String field, Value right) {
        return value(field).flatMap(left -> left.equals(right) ? Optional.of(0) : order(left, right));
    }

    private static Optional<Integer> order(Value left, Value right) {
        if (left instanceof Value.Text(var a) && right instanceof Value.Text(var b)) {
            return Optional.of(
                    Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray()));
        }
        if (left instanceof Value.Decimal(BigDecimal a) && right instanceof Value.Decimal(BigDecimal b)) {
            return Optional.of(a.subtract(b).signum());
        }
        if (left instanceof Value.Day(var a) && right instanceof Value.Day(var b)) {
            return Optional.of(Long.signum(a.toEpochDay() - b.toEpochDay()));
        }
        if (left instanceof Value.Moment(var a) && right instanceof Value.Moment(var b)) {
            return Optional.of(a.isBefore(b) ? -1 : a.isAfter(b) ? 1 : 0);
        }
        return Optional.empty();
    }

    private Value value(Operand operand) {
        return switch (operand) {
            case Operand.Literal(var value) -> value;
            case Operand.Now(var offset) -> new Value.Moment(now.plus(offset));
            case Operand.Today() -> new Value.Day(LocalDate.ofInstant(now, timezone));
        };
    }

    private Optional<Value> value(String field) {
        return Optional.ofNullable(facts.get(field));
    }

    private Optional<String> text(String field) {
        return value(field).filter(Value.Text.class::isInstance).map(v -> ((Value.Text) v).text());
    }

    /** The zone and all above it, as {@code /Monza/Milano/Lombardia/}. */
    private String path(String zone) {
        String parent = zones.parents().getOrDefault(zone, "");
        return "/" + zone + (parent.isEmpty() ? "/" : path(parent));
    }
}
