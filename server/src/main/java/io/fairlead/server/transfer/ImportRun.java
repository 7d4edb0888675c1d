package io.fairlead.server.transfer;

import io.fairlead.server.desk.Doing.NewLead;
import io.fairlead.server.intake.Intake;
import io.fairlead.server.platform.job.Overtaken;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.transfer.BulkLeads.Placed;
import io.fairlead.server.transfer.ImportJobs.Job;
import io.fairlead.server.transfer.ImportRows.Fate;
import io.fairlead.server.transfer.table.RowTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Reads leads in, batch by batch: a batch, how its rows fared and how far the file was read are one transaction, so whoever
 * goes on after a crash, on any node, reads no row twice. Thread-safe.
 */
@Component
class ImportRun {
    /** How many rows are one transaction: leads that come in wait for no more than that. */
    static final int BATCH = 2_000;

    /** After how many rows that were read before it says that it is still there. */
    private static final int PASSED = 50_000;

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

    /** Rows that are written together. Not thread-safe. */
    private static final class Batch {
        private final RowReader reader;
        private final List<Fate> invalid = new ArrayList<>();
        private final List<NewLead> leads = new ArrayList<>();
        private final List<Long> numbers = new ArrayList<>();

        /** @param reader by what the company has when the batch begins */
        Batch(RowReader reader) {
            this.reader = reader;
        }

        void read(RowTable.Row row) {
            var read = reader.read(row);
            if (read.errors().isEmpty()) {
                leads.add(read.lead());
                numbers.add(row.number());
            } else {
                var error = read.errors().getFirst();
                invalid.add(new Fate(row.number(), "invalid", error.slug(), error.field(), null));
            }
        }

        int size() {
            return leads.size() + invalid.size();
        }
    }

    /** @throws Overtaken if somebody stopped it */
    void run(Job job) throws IOException {
        if (job.done() == 0) {
            transactions.inCompany(job.company(), () -> {
                jobs.goOn(job, 0);
                rows.forget(job.id());
            });
        }
        var batch = new Batch(new RowReader(intake, job));
        long last = 0;
        try (var table = jobs.open(job)) {
            for (var row = table.next(); row != null; row = table.next()) {
                last = row.number();
                boolean header = job.format().header() && last == 1;
                if (last > job.done() && !header && !row.isEmpty()) {
                    batch.read(row);
                }
                if (batch.size() == BATCH) {
                    write(job, batch, last);
                    batch = new Batch(new RowReader(intake, job));
                } else if (last < job.done() && last % PASSED == 0) {
                    transactions.inCompany(job.company(), () -> jobs.goOn(job));
                }
            }
        }
        write(job, batch, Math.max(last, job.done()));
        if (job.choice().merges()) {
            merge.run(job, new RowReader(intake, job));
        }
        transactions.inCompany(job.company(), jobs::tidy);
        end(job);
    }

    private void write(Job job, Batch batch, long last) {
        boolean always = job.choice().known().equals("new");
        leads.write(job.company(), job.madeBy(), job.name(), batch.leads, always, placed -> {
            jobs.goOn(job, last);
            var earlier = earlier(job, placed);
            var fates = new ArrayList<>(batch.invalid);
            int made = 0;
            for (int i = 0; i < placed.size(); i++) {
                var fate = fate(job, batch.numbers.get(i), placed.get(i), earlier);
                made += fate.state().equals("made") ? 1 : 0;
                fates.add(fate);
                if (placed.get(i).made()) {
                    earlier.put(placed.get(i).lead(), batch.numbers.get(i));
                }
            }
            rows.write(job.id(), fates);
            jobs.enlist(
                    job, placed.stream().filter(Placed::made).map(Placed::lead).toList());
            long skipped =
                    fates.stream().filter(one -> one.state().equals("skipped")).count();
            jobs.count(job, made, 0, skipped, batch.invalid.size());
        });
    }

    /** The leads of contacts who were known that this import made itself, with their rows. */
    private Map<Long, Long> earlier(Job job, List<Placed> placed) {
        return rows.madeBy(
                job.id(),
                placed.stream()
                        .filter(one -> !one.made() && one.lead() > 0)
                        .map(Placed::lead)
                        .distinct()
                        .toList());
    }

    private static Fate fate(Job job, long row, Placed placed, Map<Long, Long> earlier) {
        Long lead = placed.lead() == 0 ? null : placed.lead();
        if (placed.made()) {
            return new Fate(row, "made", "", "", lead);
        }
        if (earlier.containsKey(placed.lead())) {
            return new Fate(row, "skipped", "in-file", String.valueOf(earlier.get(placed.lead())), lead);
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
