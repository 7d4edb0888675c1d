package io.fairlead.server.lead.list;

import io.fairlead.server.company.Companies;
import io.fairlead.server.field.FieldIndexes;
import io.fairlead.server.lead.LeadRows;
import io.fairlead.server.lead.LeadRows.LeadListing;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.sql.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What there is to choose from where leads are listed. Thread-safe. */
@Component
class ListChoices {
    private final Transactions transactions;
    private final LeadRows rows;
    private final JdbcClient jdbc;
    private final FieldIndexes indexes;
    private final Companies companies;

    ListChoices(Transactions transactions, LeadRows rows, JdbcClient jdbc, FieldIndexes indexes, Companies companies) {
        this.transactions = transactions;
        this.rows = rows;
        this.jdbc = jdbc;
        this.indexes = indexes;
        this.companies = companies;
    }

    /**
     * What a list can be narrowed to, whom a lead can be given to, and what it can be about.
     *
     * @param sources the keys of those that leads came from
     * @param sourceNames what sources are called, by their keys; one that was never made here has none
     * @param listings the first thousand
     * @param sorts what a list can be sorted by, as it is asked for, without the minus
     * @param noteLength how many characters the note must have that goes with every change of a status; 0 for none
     */
    record LeadChoices(
            List<String> statuses,
            List<String> closed,
            List<String> sources,
            Map<String, String> sourceNames,
            List<Colleague> people,
            List<LeadListing> listings,
            List<String> sorts,
            int noteLength) {}

    /** A user of the company; leads are given to active ones. */
    record Colleague(String key, String name, boolean active) {}

    LeadChoices of(SignedIn me) {
        return transactions.inCompany(me.companyId(), () -> {
            List<String> closed = rows.closedStatuses();
            List<String> statuses = new ArrayList<>(used(me.companyId(), "status"));
            closed.stream().filter(status -> !statuses.contains(status)).forEach(statuses::add);
            return new LeadChoices(
                    statuses,
                    closed,
                    used(me.companyId(), "source"),
                    sourceNames(),
                    rows.company().people().stream()
                            .map(person -> new Colleague(person.key(), person.name(), person.active()))
                            .toList(),
                    rows.listings(),
                    LeadSort.names(List.copyOf(indexes.ready().keySet())),
                    companies.work().noteLength());
        });
    }

    private Map<String, String> sourceNames() {
        Map<String, String> names = new TreeMap<>();
        jdbc.sql("select key, name from fairlead.source limit 1000")
                .query((row, n) -> names.put(row.getString("key"), row.getString("name")))
                .list();
        return names;
    }

    /**
     * The different values of a column but the empty one, one step of its index for each; the first 200. In a
     * transaction under way.
     *
     * @param column one that has an index by company and itself
     */
    List<String> used(int company, String column) {
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
