package io.fairlead.server.lead.list;

import io.fairlead.engine.filter.Filter;
import io.fairlead.engine.filter.FilterFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a list is narrowed to.
 *
 * @param filter all that a filter can say
 * @param around what it is read with
 * @param picked lists for which its leads must have been picked, by their numbers
 */
record Narrowing(Filter filter, FilterSql.Surroundings around, List<Long> picked) {
    private static final Set<String> INDEXED_BY_ZONE = Set.of("zone", "status", "owner", "created");

    /** By which its leads are found. */
    FilterSql.Condition condition() {
        return condition(new FilterSql(around, ""));
    }

    /** By which they are known among all, of which they are many, read in an order. */
    FilterSql.Condition condition(LeadSort along) {
        return condition(new FilterSql(around, along.by().column()));
    }

    private FilterSql.Condition condition(FilterSql writer) {
        FilterSql.Condition condition = writer.condition(filter);
        String sql = condition.sql();
        for (long list : picked) {
            sql = "(" + sql + ") and " + PickedLeads.condition(list);
        }
        return new FilterSql.Condition(sql, condition.values(), condition.held(), condition.looked());
    }

    Narrowing and(Filter more) {
        return new Narrowing(new Filter.All(List.of(filter, more)), around, picked);
    }

    /** Whether it leaves all leads. */
    boolean isAll() {
        return picked.isEmpty() && parts().isEmpty();
    }

    /** Whether its leads and whose they are are found by an index of zones alone. */
    boolean isOfZones() {
        return picked.isEmpty()
                && parts().stream().anyMatch(Filter.Within.class::isInstance)
                && parts().stream().allMatch(part -> INDEXED_BY_ZONE.containsAll(FilterFields.named(part)));
    }

    /** Conditions that must all hold, none of them a list of such. */
    List<Filter> parts() {
        List<Filter> parts = new ArrayList<>();
        flatten(filter, parts);
        return parts;
    }

    static void flatten(Filter filter, List<Filter> parts) {
        if (filter instanceof Filter.All(var of)) {
            of.forEach(part -> flatten(part, parts));
        } else {
            parts.add(filter);
        }
    }
}
