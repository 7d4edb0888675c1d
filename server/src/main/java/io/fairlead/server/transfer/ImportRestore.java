package io.fairlead.server.transfer;

import io.fairlead.server.desk.ChangedMeanwhile;
import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing;
import io.fairlead.server.desk.Doing.NewLead;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.transfer.Facts.Known;
import io.fairlead.server.transfer.ImportJobs.Job;
import io.fairlead.server.transfer.ImportRows.Fate;
import io.fairlead.server.transfer.ImportRows.Merged;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts leads back that an import completed or overwrote, by what the journal says of them: corrections like those by hand, in
 * slices over the company's desk. Those with which anything was done since stay and are noted. Thread-safe.
 */
@Component
class ImportRestore {
    private static final int SLICE = 50;
    private static final TypeReference<Map<String, @Nullable Object>> VALUES = new TypeReference<>() {};
    private static final String FIELD = "fields.";

    private final Transactions transactions;
    private final JdbcClient jdbc;
    private final Desks desks;
    private final ImportJobs jobs;
    private final ImportRows rows;
    private final Facts facts;
    private final JsonMapper json;

    ImportRestore(
            Transactions transactions,
            JdbcClient jdbc,
            Desks desks,
            ImportJobs jobs,
            ImportRows rows,
            Facts facts,
            JsonMapper json) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.desks = desks;
        this.jobs = jobs;
        this.rows = rows;
        this.facts = facts;
        this.json = json;
    }

    /** @param who corrected it; null for the program */
    private record Edit(String kind, @Nullable Long who, String said) {}

    /** All leads that are still as the import left them. */
    void run(Job job) {
        var byLead = new TreeMap<Long, List<Merged>>();
        transactions
                .inCompany(job.company(), () -> rows.merged(job.id()))
                .forEach(one -> byLead.computeIfAbsent(one.lead(), lead -> new ArrayList<>())
                        .add(one));
        var slice = new TreeMap<Long, List<Merged>>();
        byLead.forEach((lead, merged) -> {
            slice.put(lead, merged);
            if (slice.size() == SLICE) {
                putBack(job, slice);
                slice.clear();
            }
        });
        putBack(job, slice);
    }

    private void putBack(Job job, Map<Long, List<Merged>> slice) {
        if (!slice.isEmpty() && !together(job, slice)) {
            slice.forEach((lead, merged) -> {
                if (!together(job, Map.of(lead, merged))) {
                    stay(job, fates(merged, "worked"));
                }
            });
        }
    }

    /** False if somebody works on one of the leads; then nothing was done. */
    private boolean together(Job job, Map<Long, List<Merged>> slice) {
        Long[] leads = slice.keySet().toArray(Long[]::new);
        var known = transactions.inCompany(job.company(), () -> facts.of(leads));
        var journals = transactions.inCompany(job.company(), () -> journals(slice));
        var edits = new ArrayList<Doing>();
        var versions = new HashMap<Long, Long>();
        var stay = new ArrayList<Fate>();
        slice.forEach((lead, merged) -> {
            var was = known.get(lead);
            var before = before(job, merged, was, journals.getOrDefault(lead, List.of()));
            var edit = was == null || before == null ? null : Facts.edit(lead, was, before, job.madeBy());
            if (was == null || edit == null) {
                stay.addAll(fates(merged, was == null ? "gone" : "worked"));
            } else {
                versions.put(lead, was.version());
                edits.add(edit.and(edits.isEmpty() ? () -> note(job, versions) : () -> {}));
            }
        });
        try {
            if (!edits.isEmpty()) {
                desks.perform(job.company(), edits);
            }
        } catch (ChangedMeanwhile somebodyWorksOnOne) {
            return false;
        }
        stay(job, stay);
        return true;
    }

    /** The newest of what people did with each lead, as much of it as there are rows: an edit may decide a waiting lead anew. */
    private Map<Long, List<Edit>> journals(Map<Long, List<Merged>> slice) {
        var journals = new HashMap<Long, List<Edit>>();
        jdbc.sql("""
                        select w.lead, e.kind, e.who, e.data
                          from unnest(?::bigint[], ?::int[]) as w (lead, most)
                         cross join lateral (select id, kind, who, data from fairlead.event
                                              where lead = w.lead and not jsonb_exists(data, 'decision')
                                              order by id desc limit w.most) e
                         order by w.lead, e.id desc
                        """)
                .param(slice.keySet().toArray(Long[]::new))
                .param(slice.values().stream().map(List::size).toArray(Integer[]::new))
                .query((RowCallbackHandler) row -> journals.computeIfAbsent(
                                row.getLong("lead"), lead -> new ArrayList<>())
                        .add(new Edit(row.getString("kind"), row.getObject("who", Long.class), row.getString("data"))));
        return journals;
    }

    /** What the lead was before; null if anything was done with it since. */
    private @Nullable NewLead before(Job job, List<Merged> merged, @Nullable Known was, List<Edit> journal) {
        long newest = merged.stream().mapToLong(Merged::version).max().orElse(0);
        boolean untouched = was != null
                && was.version() == newest
                && journal.size() == merged.size()
                && journal.stream()
                        .allMatch(one -> one.kind().equals("lead-edited")
                                && Long.valueOf(job.madeBy()).equals(one.who()));
        if (was == null || !untouched) {
            return null;
        }
        var values = new HashMap<String, @Nullable Object>();
        for (var edit : journal) {
            JsonNode said = json.readTree(edit.said()).path("before");
            if (!said.isObject()) {
                return null;
            }
            values.putAll(json.treeToValue(said, VALUES));
        }
        return put(was.lead(), values);
    }

    private static NewLead put(NewLead lead, Map<String, @Nullable Object> values) {
        Map<String, Object> custom = new HashMap<>(lead.custom());
        values.forEach((field, value) -> {
            String own = field.startsWith(FIELD) ? field.substring(FIELD.length()) : "";
            if (value == null) {
                custom.remove(own);
            } else if (!own.isEmpty()) {
                custom.put(own, value);
            }
        });
        return new NewLead(
                lead.source(),
                lead.status(),
                text(values, "name", lead.name()),
                text(values, "phone", lead.phone()),
                text(values, "email", lead.email()),
                text(values, "listing", lead.listing()),
                custom,
                true,
                null);
    }

    private static String text(Map<String, @Nullable Object> values, String field, String now) {
        var value = values.get(field);
        return value == null ? now : value.toString();
    }

    private static List<Fate> fates(List<Merged> merged, String why) {
        return merged.stream()
                .map(one -> new Fate(one.row(), "kept", why, "", one.lead()))
                .toList();
    }

    /** In the desk's transaction, once all of the slice is as it was. */
    private void note(Job job, Map<Long, Long> versions) {
        jobs.goOn(job);
        int restored = rows.restored(job.id(), versions);
        jdbc.sql("update fairlead.import set restored = restored + ? where id = ?")
                .params(restored, job.id())
                .update();
    }

    private void stay(Job job, List<Fate> fates) {
        transactions.inCompany(job.company(), () -> {
            jobs.goOn(job);
            rows.write(job.id(), fates);
        });
    }
}
