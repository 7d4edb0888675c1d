package io.fairlead.engine.coverage;

import io.fairlead.engine.distribution.Rule;
import io.fairlead.engine.filter.Filter;
import io.fairlead.engine.filter.Filter.Operand;
import io.fairlead.engine.filter.FilterFields;
import io.fairlead.engine.filter.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks for a lead that none of some rules takes. It tries, for each field that they look at, each value that they name,
 * a value that they do not name, and none; a lead counts only when each rule surely lets it pass.
 */
final class Witness {
    private static final int TRIES = 5_000;

    /** Every lead has these. */
    private static final Set<String> ALWAYS_THERE = Set.of("created");

    private final Possible possible;
    private final List<Filter> filters = new ArrayList<>();
    private final List<String> fields;
    private int tries = TRIES;

    Witness(Possible possible, List<Rule> rules) {
        this.possible = possible;
        var named = new LinkedHashSet<String>();
        for (var rule : rules) {
            var when = rule.when();
            filters.add(when == null ? new Filter.All(List.of()) : when);
            named.addAll(when == null ? Set.of() : FilterFields.named(when));
        }
        named.remove(SourceCheck.SOURCE);
        fields = List.copyOf(named);
    }

    /** Whether such a lead of the source was found; with very many conditions the search may end without one. */
    boolean slipsThrough(String source) {
        return search(0, new HashMap<>(SourceCheck.lead(source)));
    }

    private boolean search(int next, Map<String, Known> lead) {
        if (tries-- <= 0 || filters.stream().anyMatch(filter -> possible.of(filter, lead) == Truth.YES)) {
            return false;
        }
        if (filters.stream().allMatch(filter -> possible.of(filter, lead) == Truth.NO)) {
            return true;
        }
        if (next == fields.size()) {
            return false;
        }
        var field = fields.get(next);
        for (var known : worthTrying(field)) {
            lead.put(field, known);
            if (search(next + 1, lead)) {
                return true;
            }
        }
        lead.remove(field);
        return false;
    }

    private List<Known> worthTrying(String field) {
        var tried = new ArrayList<Known>();
        tried.add(new Known.Unnamed());
        if (!ALWAYS_THERE.contains(field)) {
            tried.add(new Known.Missing());
        }
        var values = new LinkedHashSet<Value>();
        filters.forEach(filter -> values(filter, field, values));
        values.forEach(value -> tried.add(new Known.Is(value)));
        return tried;
    }

    private static void values(Filter filter, String field, Set<Value> values) {
        switch (filter) {
            case Filter.All(var of) -> of.forEach(member -> values(member, field, values));
            case Filter.Any(var of) -> of.forEach(member -> values(member, field, values));
            case Filter.Not(var of) -> values(of, field, values);
            case Filter.Compare(var id, var _, Operand.Literal(var value)) when id.equals(field) -> values.add(value);
            case Filter.In(var id, var of) when id.equals(field) -> values.addAll(of);
            case Filter.Compare _,
                    Filter.In _,
                    Filter.Has _,
                    Filter.Includes _,
                    Filter.StartsWith _,
                    Filter.Within _ -> {}
        }
    }
}
