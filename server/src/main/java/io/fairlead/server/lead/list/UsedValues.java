package io.fairlead.server.lead.list;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which values leads have in a column. In a transaction under way. Thread-safe. */
@Component
class UsedValues {
    private final JdbcClient jdbc;

    UsedValues(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The different values of a column but the empty one, one step of its index for each; the first 200.
     *
     * @param column one that has an index by company and itself
     */
    List<String> of(int company, String column) {
        return jdbc.sql("""
                        with recursive used(value) as (
                            (select %1$s from fairlead.lead where company_id = :company order by %1$s limit 1)
                            union all
                            select (select l.%1$s from fairlead.lead l
                                     where l.company_id = :company and l.%1$s > used.value order by l.%1$s limit 1)
                              from used where used.value is not null)
                        select value from used where value <> '' limit 200
                        """.formatted(column))
                .param("company", company)
                .query((row, n) -> row.getString("value"))
                .list();
    }
}
