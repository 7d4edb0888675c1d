package io.fairlead.server.transfer;

import io.fairlead.server.intake.Intake;
import io.fairlead.server.platform.job.Overtaken;
import io.fairlead.server.platform.job.Pace;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.transfer.BulkLeads.Placed;
import io.fairlead.server.transfer.ImportJobs.Counts;
import io.fairlead.server.transfer.ImportJobs.Job;
import io.fairlead.server.transfer.ImportRows.Earlier;
import io.fairlead.server.transfer.ImportRows.Fate;
import io.fairlead.server.transfer.ReadAhead.Batch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Reads leads in, batch by batch: a batch, how its rows fared and how far the file was read are one transaction, so whoever
 * goes on after a crash, on any node, reads no row twice. Thread-safe.
 */
@Component
class ImportRun {
    private final Transactions transactions;
    private final ImportJobs jobs;
    private final ImportRows rows;
    private final ImportMerge merge;
    private final BulkLeads leads;
    private final Intake intake;
    private final ImportRules rules;

    ImportRun(
            Transactions transactions,
            ImportJobs jobs,
            ImportRows rows,
            ImportMerge merge,
            BulkLeads leads,
            Intake intake,
            ImportRules rules) {
        this.transactions = transactions;
        this.jobs = jobs;
        this.rows = rows;
        this.merge = merge;
        this.leads = leads;
        this.intake = intake;
        this.rules = rules;
    }

    /** @throws Overtaken if somebody stopped it */
    void run(Job job) throws IOException {
        if (job.done() == 0) {
            transactions.inCompany(job.company(), () -> {
                jobs.goOn(job, 0);
                rows.forget(job.id());
            });
        }
        try (var table = jobs.open(job);
                var ahead = new ReadAhead(intake, job, table, Pace.FIRST.rows())) {
            var pace = Pace.FIRST;
            for (boolean more = true; more; ) {
                var batch = ahead.next(pace.rows());
                pace = write(job, batch, pace);
                more = !batch.end();
            }
        }
        if (job.choice().merges()) {
            merge.run(job, new RowReader(intake, job));
        }
        transactions.inCompany(job.company(), jobs::tidy);
        end(job);
    }

    private Pace write(Job job, Batch batch, Pace pace) {
        if (batch.isEmpty()) {
            transactions.inCompany(job.company(), () -> jobs.goOn(job));
            return pace;
        }
        boolean always = job.choice().known().equals("new");
        Duration kept = leads.write(
                job.company(), job.madeBy(), job.name(), batch.leads(), always, placed -> written(job, batch, placed));
        return pace.after(batch.leads().size() + batch.invalid().size(), kept);
    }

    private void written(Job job, Batch batch, List<Placed> placed) {
        jobs.goOn(job, batch.last());
        var earlier = earlier(job, placed);
        var same = job.choice().merges() ? merge.unchanged(job, batch, placed, earlier) : Set.of();
        var fates = new ArrayList<>(batch.invalid());
        var made = new ArrayList<Long>();
        for (int i = 0; i < placed.size(); i++) {
            var one = placed.get(i);
            long row = batch.numbers().get(i);
            fates.add(same.contains(row) ? ImportMerge.unchanged(row, one.lead()) : fate(job, row, one, earlier));
            if (one.made()) {
                made.add(one.lead());
                earlier.put(one.lead(), new Earlier(row, true));
            }
        }
        rows.write(job.id(), fates);
        jobs.enlist(job, made);
        jobs.count(job, Counts.of(fates));
    }

    /** What rows of this import before were about leads of contacts who were known. */
    private Map<Long, Earlier> earlier(Job job, List<Placed> placed) {
        return rows.earlier(
                job.id(),
                placed.stream()
                        .filter(one -> !one.made() && one.lead() > 0)
                        .map(Placed::lead)
                        .distinct()
                        .toList());
    }

    private static Fate fate(Job job, long row, Placed placed, Map<Long, Earlier> earlier) {
        Long lead = placed.lead() == 0 ? null : placed.lead();
        if (placed.made()) {
            return new Fate(row, "made", "", "", lead);
        }
        Earlier before = earlier.get(placed.lead());
        if (before != null && before.made()) {
            return new Fate(row, "skipped", "in-file", Long.toString(before.row()), lead);
        }
        boolean merges = job.choice().merges() && lead != null;
        return new Fate(row, merges ? "duplicate" : "skipped", "in-base", "", lead);
    }

    private void end(Job job) {
        transactions.inCompany(job.company(), () -> {
            if (!jobs.ended(job, "done", "import-ended")
                    || !job.choice().distribute().equals("now")) {
                return;
            }
            rules.begin(job.company(), job.madeBy(), job.id(), job.name());
        });
    }
}
