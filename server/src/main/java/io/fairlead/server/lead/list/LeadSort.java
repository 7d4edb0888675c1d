package io.fairlead.server.lead.list;

import io.fairlead.engine.filter.Filter;
import io.fairlead.server.platform.sql.FieldKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An order of leads.
 *
 * @param own by which of the company's own fields; null for an order that every company has
 */
record LeadSort(By by, @Nullable FieldKey own, boolean descending) {
    private static final String OWN = "custom.";

    enum By {
        CREATED("id"),
        STATUS("status"),
        SOURCE("source"),
        ASSIGNEE("owner_id"),
        NAME("name_key"),
        PHONE("phone collate \"C\""),
        EMAIL("email_key"),
        /** Leads without a value come last, whichever way round. */
        OWN("own_key");

        private final String column;

        By(String column) {
            this.column = column;
        }

        /** The column by whose index the order is read. */
        String column() {
            return column;
        }
    }

    /**
     * The order with this name; empty if there is none.
     *
     * @param fields the keys of own fields by which leads can be sorted, by the ids of those
     */
    static Optional<LeadSort> of(@Nullable String name, Function<String, Optional<FieldKey>> fields) {
        if (name == null) {
            return Optional.of(new LeadSort(By.CREATED, null, true));
        }
        boolean descending = name.startsWith("-");
        String by = descending ? name.substring(1) : name;
        if (by.startsWith(OWN)) {
            String field = by.substring(OWN.length());
            return Filter.isField(field)
                    ? fields.apply(field).map(key -> new LeadSort(By.OWN, key, descending))
                    : Optional.empty();
        }
        return Arrays.stream(By.values())
                .filter(each -> each != By.OWN && word(each).equals(by))
                .findFirst()
                .map(each -> new LeadSort(each, null, descending));
    }

    /** The order with this name, of those that every company has. */
    static Optional<LeadSort> of(@Nullable String name) {
        return of(name, field -> Optional.empty());
    }

    /** The names of all orders, the other way round left out. */
    static List<String> names(List<String> fields) {
        List<String> names = new ArrayList<>();
        Arrays.stream(By.values())
                .filter(by -> by != By.OWN)
                .map(LeadSort::word)
                .forEach(names::add);
        fields.forEach(field -> names.add(OWN + field));
        return names;
    }

    private static String word(By by) {
        return by.name().toLowerCase(Locale.ROOT);
    }

    String name() {
        return (descending ? "-" : "") + (own == null ? word(by) : OWN + own.field());
    }
}
