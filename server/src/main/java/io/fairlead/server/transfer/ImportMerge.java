package io.fairlead.server.transfer;

import io.fairlead.server.desk.ChangedMeanwhile;
import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing;
import io.fairlead.server.desk.Doing.NewLead;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.transfer.ImportJobs.Job;
import io.fairlead.server.transfer.ImportRows.Fate;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Brings what a file says into leads that are there: corrections like those by hand, in slices over the company's desk. Done
 * twice it changes nothing more, so a crash between a slice and its note does no harm. Thread-safe.
 */
@Component
class ImportMerge {
    private static final int SLICE = 50;
    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    private final Transactions transactions;
    private final JdbcClient jdbc;
    private final Desks desks;
    private final ImportJobs jobs;
    private final ImportRows rows;
    private final JsonMapper json;

    ImportMerge(
            Transactions transactions,
            JdbcClient jdbc,
            Desks desks,
            ImportJobs jobs,
            ImportRows rows,
            JsonMapper json) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.desks = desks;
        this.jobs = jobs;
        this.rows = rows;
        this.json = json;
    }

    private record Known(Instant created, long version, NewLead lead) {}

    private record Wanted(long row, long lead, NewLead said) {}

    /** All rows that are still to be brought into leads. */
    void run(Job job, RowReader reader) throws IOException {
        Map<Long, Long> open = transactions.inCompany(job.company(), () -> open(job));
        if (open.isEmpty()) {
            return;
        }
        var slice = new ArrayList<Wanted>();
        var about = new HashSet<Long>();
        long last = 0;
        try (var table = jobs.open(job)) {
            for (var row = table.next(); row != null; row = table.next()) {
                last = row.number();
                Long lead = open.get(last);
                if (lead == null) {
                    continue;
                }
                if (slice.size() == SLICE || !about.add(lead)) {
                    merge(job, slice);
                    slice.clear();
                    about.clear();
                    about.add(lead);
                }
                slice.add(new Wanted(last, lead, reader.read(row).lead()));
            }
        }
        merge(job, slice);
    }

    /** Leads by the rows that are still to be brought into them. */
    private Map<Long, Long> open(Job job) {
        var open = new HashMap<Long, Long>();
        jdbc.sql("select \"row\", lead_id from fairlead.import_row where import_id = ? and state = 'duplicate'")
                .param(job.id())
                .query((RowCallbackHandler) row -> open.put(row.getLong("row"), row.getLong("lead_id")));
        return open;
    }

    private void merge(Job job, List<Wanted> slice) {
        var known = transactions.inCompany(job.company(), () -> {
            jobs.goOn(job, rowsOf(job));
            return known(slice.stream().map(Wanted::lead).toArray(Long[]::new));
        });
        var edits = new ArrayList<Doing>();
        var fates = new ArrayList<Fate>();
        for (var one : slice) {
            var was = known.get(one.lead());
            var edit = was == null ? null : edit(job, one, was);
            if (edit != null) {
                edits.add(edit);
            }
            fates.add(fate(one, was, edit, true));
        }
        if (!together(job, edits)) {
            fates.clear();
            for (int i = 0; i < slice.size(); i++) {
                fates.add(alone(job, slice.get(i)));
            }
        }
        long merged = fates.stream().filter(one -> one.state().equals("merged")).count();
        transactions.inCompany(job.company(), () -> {
            rows.write(job.id(), fates);
            jobs.count(job, 0, merged, fates.size() - merged, 0);
        });
    }

    private static Fate fate(Wanted one, @Nullable Known was, Doing.@Nullable Edited edit, boolean took) {
        boolean done = edit != null && took;
        String why = done ? "" : was == null ? "gone" : edit == null ? "same" : "changed";
        return new Fate(one.row(), done ? "merged" : "skipped", why, "", one.lead());
    }

    private long rowsOf(Job job) {
        return jdbc.sql("select done from fairlead.import where id = ?")
                .param(job.id())
                .query(Long.class)
                .single();
    }

    private boolean together(Job job, List<Doing> edits) {
        try {
            if (!edits.isEmpty()) {
                desks.perform(job.company(), edits);
            }
            return true;
        } catch (ChangedMeanwhile somebodyWorksOnOne) {
            return false;
        }
    }

    private Fate alone(Job job, Wanted one) {
        var was = transactions
                .inCompany(job.company(), () -> known(new Long[] {one.lead()}))
                .get(one.lead());
        var edit = was == null ? null : edit(job, one, was);
        return fate(one, was, edit, edit != null && together(job, List.of(edit)));
    }

    /** Null if there is nothing to change. */
    private static Doing.@Nullable Edited edit(Job job, Wanted one, Known was) {
        boolean over = job.choice().known().equals("overwrite");
        var lead = was.lead();
        var said = one.said();
        Map<String, Object> custom = new LinkedHashMap<>(lead.custom());
        said.custom().forEach((field, value) -> {
            if (over || !custom.containsKey(field)) {
                custom.put(field, value);
            }
        });
        var facts = new NewLead(
                lead.source(),
                lead.status(),
                chosen(lead.name(), said.name(), over),
                chosen(lead.phone(), said.phone(), over),
                chosen(lead.email(), said.email(), over),
                chosen(lead.listing(), said.listing(), over),
                custom,
                true,
                null);
        Map<String, @Nullable Object> before = new LinkedHashMap<>();
        Map<String, @Nullable Object> after = new LinkedHashMap<>();
        differ("name", lead.name(), facts.name(), before, after);
        differ("phone", lead.phone(), facts.phone(), before, after);
        differ("email", lead.email(), facts.email(), before, after);
        differ("listing", lead.listing(), facts.listing(), before, after);
        Set<String> fields = new HashSet<>(custom.keySet());
        fields.forEach(field -> differ("fields." + field, lead.custom().get(field), custom.get(field), before, after));
        return after.isEmpty()
                ? null
                : new Doing.Edited(one.lead(), was.created(), facts, before, after, job.madeBy(), was.version());
    }

    private static String chosen(String was, String said, boolean over) {
        return said.isEmpty() || (!over && !was.isEmpty()) ? was : said;
    }

    private static void differ(
            String field,
            @Nullable Object was,
            @Nullable Object is,
            Map<String, @Nullable Object> before,
            Map<String, @Nullable Object> after) {
        boolean same = (was instanceof Number && is instanceof Number)
                ? was.toString().equals(is.toString())
                : Objects.equals(was, is);
        if (!same) {
            before.put(field, was);
            after.put(field, is);
        }
    }

    private Map<Long, Known> known(Long[] leads) {
        var known = new HashMap<Long, Known>();
        jdbc.sql("""
                        select id, created_at, version, source, status, name, phone, email, listing, custom
                          from fairlead.lead where id = any(?)
                        """).param(leads).query((RowCallbackHandler) row -> known.put(
                row.getLong("id"),
                new Known(
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getLong("version"),
                        new NewLead(
                                row.getString("source"),
                                row.getString("status"),
                                row.getString("name"),
                                row.getString("phone"),
                                row.getString("email"),
                                row.getString("listing"),
                                json.readValue(row.getString("custom"), FIELDS),
                                true,
                                null))));
        return known;
    }
}
