package io.fairlead.server.transfer;

import io.fairlead.server.desk.ChangedMeanwhile;
import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.transfer.BulkLeads.Placed;
import io.fairlead.server.transfer.Facts.Known;
import io.fairlead.server.transfer.ImportJobs.Counts;
import io.fairlead.server.transfer.ImportJobs.Job;
import io.fairlead.server.transfer.ImportRows.Earlier;
import io.fairlead.server.transfer.ImportRows.Fate;
import io.fairlead.server.zone.ZoneTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Brings what a file says into leads that are there: corrections like those by hand, in slices over the company's desk. That
 * a row was brought into its lead is noted in the same transaction, so a crash does no harm. Thread-safe.
 */
@Component
class ImportMerge {
    private static final int SLICE = 50;
    private static final int PAGE = 10_000;

    private final Transactions transactions;
    private final Desks desks;
    private final ImportJobs jobs;
    private final ImportRows rows;
    private final Facts facts;

    ImportMerge(
            Transactions transactions, Desks desks, ImportJobs jobs, ImportRows rows, Facts facts) {
        this.transactions = transactions;
        this.desks = desks;
        this.jobs = jobs;
        this.rows = rows;
        this.facts = facts;
    }

    private record Wanted(long row, long lead, Doing.NewLead said) {}

    /**
     * Of rows that were just read those that say nothing new of the leads that are there, in the company's transaction under
     * way. A lead that another row is still to be brought into is left to what comes of that.
     */
    Set<Long> unchanged(Job job, ReadAhead.Batch batch, List<Placed> placed, Map<Long, Earlier> earlier) {
        var known = facts.of(placed.stream()
                .filter(one -> !one.made() && one.lead() > 0)
                .map(Placed::lead)
                .distinct()
                .toArray(Long[]::new));
        var open = new HashSet<>(earlier.keySet());
        var same = new HashSet<Long>();
        for (int i = 0; i < placed.size(); i++) {
            long lead = placed.get(i).lead();
            var was = known.get(lead);
            if (was == null || placed.get(i).made() || open.contains(lead)) {
                continue;
            }
            if (edit(job, new Wanted(batch.numbers().get(i), lead, batch.said().get(i)), was, batch.zones()) == null) {
                same.add(batch.numbers().get(i));
            } else {
                open.add(lead);
            }
        }
        return same;
    }

    /** All rows that are still to be brought into leads. */
    void run(Job job, RowReader reader) throws IOException {
        var open = transactions.inCompany(job.company(), () -> rows.open(job.id(), 0, PAGE));
        if (open.isEmpty()) {
            return;
        }
        var slice = new ArrayList<Wanted>();
        var about = new HashSet<Long>();
        try (var table = jobs.open(job)) {
            for (var row = table.next(); row != null && !open.isEmpty(); row = table.next()) {
                Long lead = open.get(row.number());
                if (lead == null) {
                    continue;
                }
                if (slice.size() == SLICE || !about.add(lead)) {
                    merge(job, slice, reader.zones());
                    slice.clear();
                    about.clear();
                    about.add(lead);
                }
                slice.add(new Wanted(row.number(), lead, reader.said(row)));
                long at = row.number();
                if (at == open.lastKey()) {
                    open = transactions.inCompany(job.company(), () -> rows.open(job.id(), at, PAGE));
                }
            }
        }
        merge(job, slice, reader.zones());
    }

    private void merge(Job job, List<Wanted> slice, ZoneTree zones) {
        if (!together(job, slice, zones)) {
            slice.forEach(one -> {
                if (!together(job, List.of(one), zones)) {
                    left(job, List.of(fate(one, "changed")));
                }
            });
        }
    }

    /** False if somebody works on one of the leads; then nothing was done. */
    private boolean together(Job job, List<Wanted> slice, ZoneTree zones) {
        var known = transactions.inCompany(
                job.company(), () -> facts.of(slice.stream().map(Wanted::lead).toArray(Long[]::new)));
        var edits = new ArrayList<Doing>();
        var versions = new HashMap<Long, Long>();
        var leads = new HashSet<Long>();
        var left = new ArrayList<Fate>();
        for (var one : slice) {
            var was = known.get(one.lead());
            var edit = was == null ? null : edit(job, one, was, zones);
            if (was == null || edit == null) {
                left.add(was == null ? fate(one, "gone") : unchanged(one.row(), one.lead()));
            } else {
                versions.put(one.row(), was.version());
                leads.add(one.lead());
                edits.add(edit.and(edits.isEmpty() ? () -> note(job, versions, leads) : () -> {}));
            }
        }
        try {
            if (!edits.isEmpty()) {
                desks.perform(job.company(), edits);
            }
        } catch (ChangedMeanwhile somebodyWorksOnOne) {
            return false;
        }
        left(job, left);
        return true;
    }

    /** In the desk's transaction, once all of the slice is changed. */
    private void note(Job job, Map<Long, Long> versions, Set<Long> leads) {
        jobs.goOn(job);
        jobs.enlist(job, leads);
        int merged = rows.merged(job.id(), versions);
        jobs.count(job, new Counts(0, merged, 0, 0, 0));
    }

    private void left(Job job, List<Fate> fates) {
        transactions.inCompany(job.company(), () -> {
            jobs.goOn(job);
            rows.write(job.id(), fates);
            jobs.count(job, Counts.of(fates));
        });
    }

    /** How a row fared that says nothing new of a lead. */
    static Fate unchanged(long row, long lead) {
        return new Fate(row, "unchanged", "same", "", lead);
    }

    private static Fate fate(Wanted one, String why) {
        return new Fate(one.row(), "skipped", why, "", one.lead());
    }

    /** Null if there is nothing to change. */
    private Doing.@Nullable Edited edit(Job job, Wanted one, Known was, ZoneTree zones) {
        boolean over = job.choice().known().equals("overwrite");
        var lead = was.lead();
        var said = one.said();
        Map<String, Object> custom = new HashMap<>(lead.custom());
        var corrected = new HashSet<String>();
        said.custom().forEach((field, value) -> {
            if (over || !custom.containsKey(field)) {
                custom.put(field, value);
                corrected.add(field);
            }
        });
        zones.settleAgain(custom, corrected);
        var now = new Doing.NewLead(
                lead.source(),
                lead.status(),
                chosen(lead.name(), said.name(), over),
                chosen(lead.phone(), said.phone(), over),
                chosen(lead.email(), said.email(), over),
                chosen(lead.listing(), said.listing(), over),
                custom,
                true,
                null);
        return Facts.edit(one.lead(), was, now, job.madeBy());
    }

    private static String chosen(String was, String said, boolean over) {
        return said.isEmpty() || (!over && !was.isEmpty()) ? was : said;
    }
}
