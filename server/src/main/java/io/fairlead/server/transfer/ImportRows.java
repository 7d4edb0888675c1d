package io.fairlead.server.transfer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How rows fare, in the company's transaction under way; always many at a time. Thread-safe. */
@Component
class ImportRows {
    /** Those that became no lead of their own, or one that stayed when the import was taken back. */
    static final String LEFT = "state in ('invalid', 'duplicate', 'skipped', 'unchanged', 'merged', 'restored', 'kept')";

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

    /**
     * Notes which rows were brought into leads, in the transaction in which these changed: those whose lead has another
     * version now.
     *
     * @param were the versions before, by the rows
     * @return how many
     */
    int merged(long id, Map<Long, Long> were) {
        return jdbc.sql("""
                        update fairlead.import_row r set state = 'merged', reason = '', version = l.version
                          from unnest(?::bigint[], ?::bigint[]) as w ("row", version), fairlead.lead l
                         where r.import_id = ? and r."row" = w."row" and r.state = 'duplicate'
                           and l.id = r.lead_id and l.version > w.version
                        """)
                .param(were.keySet().toArray(Long[]::new))
                .param(were.values().toArray(Long[]::new))
                .param(id)
                .update();
    }

    /**
     * Notes which leads were put back, in the transaction in which they were: those that have another version now.
     *
     * @param were the versions before, by the leads
     * @return how many rows had been brought into them
     */
    int restored(long id, Map<Long, Long> were) {
        return jdbc.sql("""
                        update fairlead.import_row r set state = 'restored'
                          from unnest(?::bigint[], ?::bigint[]) as w (lead, version), fairlead.lead l
                         where r.import_id = ? and r.lead_id = w.lead and r.state = 'merged'
                           and l.id = w.lead and l.version > w.version
                        """)
                .param(were.keySet().toArray(Long[]::new))
                .param(were.values().toArray(Long[]::new))
                .param(id)
                .update();
    }

    /** A row that was brought into a lead, which had this version then. */
    record Merged(long lead, long row, long version) {}

    /** The rows that were brought into leads, those of a lead beside each other in their order. */
    List<Merged> merged(long id) {
        return jdbc.sql("""
                        select lead_id, "row", version from fairlead.import_row
                         where import_id = ? and state = 'merged' order by lead_id, "row"
                        """)
                .param(id)
                .query((row, n) -> new Merged(row.getLong("lead_id"), row.getLong("row"), row.getLong("version")))
                .list();
    }

    /** A row before that is about the same lead: it made the lead, or is still to be brought into it. */
    record Earlier(long row, boolean made) {}

    /** Of these leads those about which rows of the import were. */
    Map<Long, Earlier> earlier(long id, List<Long> leads) {
        var found = new HashMap<Long, Earlier>();
        if (!leads.isEmpty()) {
            jdbc.sql("""
                            select lead_id, "row", state from fairlead.import_row
                             where lead_id = any(?) and import_id = ? and state in ('made', 'duplicate')
                            """)
                    .param(leads.toArray(Long[]::new))
                    .param(id)
                    .query((RowCallbackHandler) row -> found.put(
                            row.getLong("lead_id"),
                            new Earlier(row.getLong("row"), row.getString("state").equals("made"))));
        }
        return found;
    }

    /** Leads by the next rows that are still to be brought into them. */
    NavigableMap<Long, Long> open(long id, long after, int most) {
        var open = new TreeMap<Long, Long>();
        jdbc.sql("""
                        select "row", lead_id from fairlead.import_row
                         where import_id = ? and state = 'duplicate' and "row" > ? order by "row" limit ?
                        """)
                .params(id, after, most)
                .query((RowCallbackHandler) row -> open.put(row.getLong("row"), row.getLong("lead_id")));
        return open;
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
