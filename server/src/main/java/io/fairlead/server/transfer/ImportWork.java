package io.fairlead.server.transfer;

import io.fairlead.server.platform.job.Overtaken;
import io.fairlead.server.platform.job.Rounds;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.transfer.ImportJobs.Job;
import io.fairlead.server.transfer.table.RowTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Checks, runs, cancels and undoes imports, one after the other. Thread-safe. */
@Component
class ImportWork {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration SWEPT = Duration.ofHours(1);

    private final Transactions transactions;
    private final ImportJobs jobs;
    private final ImportCheck check;
    private final ImportRun run;
    private final ImportUndo undo;

    ImportWork(
            Transactions transactions,
            ImportJobs jobs,
            ImportCheck check,
            ImportRun run,
            ImportUndo undo,
            ImportUploads uploads,
            Rounds rounds) {
        this.transactions = transactions;
        this.jobs = jobs;
        this.check = check;
        this.run = run;
        this.undo = undo;
        rounds.every(PAUSE, "imports", jobs.backlog::companies, this::turn);
        rounds.every(SWEPT, "files that never arrived", jobs::allCompanies, uploads::expire);
    }

    private void turn(int company) {
        transactions.inCompany(company, () -> jobs.claim(company)).ifPresent(this::work);
    }

    private void work(Job job) {
        try {
            switch (job.state()) {
                case "checking" -> check.run(job);
                case "running" -> run.run(job);
                case "cancelling" -> undo.run(job, "cancelled", "import-cancelled");
                case "undoing" -> undo.run(job, "undone", "import-undone");
                default -> throw new IllegalStateException("nothing is to be done for what is " + job.state());
            }
        } catch (Overtaken nothingDone) {
            // Somebody stopped it, or another node goes on with it: what stands now says what is to be done.
            return;
        } catch (RowTable.Unreadable broken) {
            transactions.inCompany(job.company(), () -> jobs.failed(job, broken.problem()));
        } catch (IOException failure) {
            transactions.inCompany(job.company(), () -> jobs.backlog.release(job.id()));
            throw new UncheckedIOException(failure);
        } catch (RuntimeException failure) {
            transactions.inCompany(job.company(), () -> jobs.backlog.release(job.id()));
            throw failure;
        }
    }
}
