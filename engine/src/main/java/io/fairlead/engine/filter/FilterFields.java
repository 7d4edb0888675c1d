package io.fairlead.engine.filter;

import io.fairlead.engine.filter.Filter.Operand;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a filter names: its fields, the texts it compares one of them with, and the time. */
public final class FilterFields {
    private FilterFields() {}

    /** The fields of a filter in the order in which it first names them. Immutable. */
    public static Set<String> named(Filter filter) {
        var fields = new LinkedHashSet<String>();
        collect(filter, fields);
        return Collections.unmodifiableSet(fields);
    }

    private static void collect(Filter filter, Set<String> fields) {
        switch (filter) {
            case Filter.All(var of) -> of.forEach(member -> collect(member, fields));
            case Filter.Any(var of) -> of.forEach(member -> collect(member, fields));
            case Filter.Not(var of) -> collect(of, fields);
            case Filter.Compare(var field, var _, var _) -> fields.add(field);
            case Filter.In(var field, var _) -> fields.add(field);
            case Filter.Has(var field) -> fields.add(field);
            case Filter.Includes(var field, var _) -> fields.add(field);
            case Filter.StartsWith(var field, var _) -> fields.add(field);
            case Filter.Within(var field, var _) -> fields.add(field);
        }
    }

    /**
     * The texts that a filter compares a field with, by {@code ==}, {@code !=} or {@code in} and also below {@code !}, in
     * the order in which it first names them. Immutable.
     */
    public static Set<String> values(Filter filter, String field) {
        var values = new LinkedHashSet<String>();
        collect(filter, field, values);
        return Collections.unmodifiableSet(values);
    }

    private static void collect(Filter filter, String field, Set<String> values) {
        switch (filter) {
            case Filter.All(var of) -> of.forEach(member -> collect(member, field, values));
            case Filter.Any(var of) -> of.forEach(member -> collect(member, field, values));
            case Filter.Not(var of) -> collect(of, field, values);
            case Filter.Compare(var id, var operator, Operand.Literal(var value))
            when id.equals(field) && !operator.orders() -> texts(List.of(value), values);
            case Filter.In(var id, var of) when id.equals(field) -> texts(of, values);
            case Filter.Compare _,
                    Filter.In _,
                    Filter.Has _,
                    Filter.Includes _,
                    Filter.StartsWith _,
                    Filter.Within _ -> {}
        }
    }

    private static void texts(List<Value> of, Set<String> values) {
        for (Value value : of) {
            if (value instanceof Value.Text(var text)) {
                values.add(text);
            }
        }
    }

    /** Whether a filter can change its answer for the same lead only because time passes. */
    public static boolean namesTime(@Nullable Filter filter) {
        return switch (filter) {
            case null -> false;
            case Filter.All(var of) -> of.stream().anyMatch(FilterFields::namesTime);
            case Filter.Any(var of) -> of.stream().anyMatch(FilterFields::namesTime);
            case Filter.Not(var of) -> namesTime(of);
            case Filter.Compare(var _, var _, var operand) -> !(operand instanceof Operand.Literal);
            case Filter.In _, Filter.Has _, Filter.Includes _, Filter.StartsWith _, Filter.Within _ -> false;
        };
    }
}
