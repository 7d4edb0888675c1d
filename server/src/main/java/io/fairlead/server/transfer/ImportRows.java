package io.fairlead.server.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How rows fare, in the company's transaction under way; always many at a time. Thread-safe. */
@Component
class ImportRows {
    private final JdbcClient jdbc;

    ImportRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How a row fared.
     *
     * @param state as the table has it
     * @param lead its number; null for none
     */
    record Fate(
            long row,
            String state,
            String reason,
            String field,
            @Nullable Long lead) {}

    void forget(long id) {
        jdbc.sql("delete from fairlead.import_row where import_id = ?")
                .param(id)
                .update();
    }

    void write(long id, List<Fate> fates) {
        if (fates.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into fairlead.import_row (import_id, "row", state, reason, field, lead_id)
                        select ?, * from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::bigint[])
                        on conflict (company_id, import_id, "row") do update
                           set state = excluded.state, reason = excluded.reason, field = excluded.field,
                               lead_id = excluded.lead_id
                        """)
                .param(id)
                .param(fates.stream().map(Fate::row).toArray(Long[]::new))
                .param(fates.stream().map(Fate::state).toArray(String[]::new))
                .param(fates.stream().map(Fate::reason).toArray(String[]::new))
                .param(fates.stream().map(Fate::field).toArray(String[]::new))
                .param(fates.stream().map(Fate::lead).toArray(Long[]::new))
                .update();
    }

    /** Of these leads those that the import made, with the rows that made them. */
    Map<Long, Long> madeBy(long id, List<Long> leads) {
        var found = new TreeMap<Long, Long>();
        if (!leads.isEmpty()) {
            jdbc.sql("""
                            select lead_id, "row" from fairlead.import_row
                             where lead_id = any(?) and import_id = ? and state = 'made'
                            """).param(leads.toArray(Long[]::new)).param(id).query(row -> {
                found.put(row.getLong("lead_id"), row.getLong("row"));
            });
        }
        return found;
    }

    /** The next leads that the import made, by their rows. */
    List<Fate> made(long id, long after, int most) {
        return new ArrayList<>(jdbc.sql("""
                        select "row", lead_id from fairlead.import_row
                         where import_id = ? and state = 'made' and "row" > ? order by "row" limit ?
                        """)
                .params(id, after, most)
                .query((row, n) -> new Fate(row.getLong("row"), "made", "", "", row.getLong("lead_id")))
                .list());
    }
}
