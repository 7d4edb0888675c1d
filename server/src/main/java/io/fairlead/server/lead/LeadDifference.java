package io.fairlead.server.lead;

import io.fairlead.server.desk.Doing.NewLead;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was changed of a lead, by its name: {@code name}, or {@code fields.} and the id of a further field.
 *
 * @param before what it was; null for a field it did not have
 * @param after what it is from now on, of the same names; null for a field it has no more
 */
public record LeadDifference(Map<String, @Nullable Object> before, Map<String, @Nullable Object> after) {
    /** Of two states of a lead. */
    public static LeadDifference between(NewLead was, NewLead is) {
        var found = new LeadDifference(new LinkedHashMap<>(), new LinkedHashMap<>());
        found.add("name", was.name(), is.name());
        found.add("phone", was.phone(), is.phone());
        found.add("email", was.email(), is.email());
        found.add("listing", was.listing(), is.listing());
        Set<String> fields = new LinkedHashSet<>(was.custom().keySet());
        fields.addAll(is.custom().keySet());
        for (String field : fields) {
            found.add("fields." + field, was.custom().get(field), is.custom().get(field));
        }
        return found;
    }

    private void add(String field, @Nullable Object was, @Nullable Object is) {
        boolean same = (was instanceof Number && is instanceof Number)
                ? was.toString().equals(is.toString())
                : Objects.equals(was, is);
        if (!same) {
            before.put(field, was);
            after.put(field, is);
        }
    }

    public boolean isEmpty() {
        return after.isEmpty();
    }
}
