package io.fairlead.server.lead.list;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An order of leads. */
record LeadSort(By by, boolean descending) {
    enum By {
        CREATED("id"),
        STATUS("status"),
        SOURCE("source"),
        ASSIGNEE("owner_id"),
        NAME("name_key"),
        PHONE("phone collate \"C\""),
        EMAIL("email_key");

        private final String column;

        By(String column) {
            this.column = column;
        }

        /** The column by whose index the order is read. */
        String column() {
            return column;
        }
    }

    /** The order with this name; empty if there is none. */
    static Optional<LeadSort> of(@Nullable String name) {
        if (name == null) {
            return Optional.of(new LeadSort(By.CREATED, true));
        }
        boolean descending = name.startsWith("-");
        String by = descending ? name.substring(1) : name;
        return Arrays.stream(By.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(by))
                .findFirst()
                .map(each -> new LeadSort(each, descending));
    }

    /** The names of the orders that every company has. */
    static List<String> standard() {
        return Arrays.stream(By.values())
                .map(by -> by.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    String name() {
        return (descending ? "-" : "") + by.name().toLowerCase(Locale.ROOT);
    }
}
