package io.fairlead.server.bulk;

import io.fairlead.server.bulk.BulkJobs.Job;
import io.fairlead.server.desk.ChangedMeanwhile;
import io.fairlead.server.platform.job.Overtaken;
import io.fairlead.server.platform.job.Rounds;
import io.fairlead.server.platform.sql.Transactions;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Plans, does and undoes bulk changes in slices, between which a company's desk does what else comes in. How a lead fared
 * is written in the transaction that changed it, so whoever goes on after a crash, on any node, changes none twice.
 * Thread-safe.
 */
@Component
class BulkWork {
    /** How many leads a desk is given at a time, as many as its own batches have: arrivals wait for no more than that. */
    static final int SLICE = 50;

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration TURN = Duration.ofSeconds(2);

    private final Transactions transactions;
    private final BulkJobs jobs;
    private final BulkPlanning planning;
    private final BulkMoves moves;
    private final BulkEdits edits;
    private final BulkLists lists;

    BulkWork(
            Transactions transactions,
            BulkJobs jobs,
            BulkPlanning planning,
            BulkMoves moves,
            BulkEdits edits,
            BulkLists lists,
            Rounds rounds) {
        this.transactions = transactions;
        this.jobs = jobs;
        this.planning = planning;
        this.moves = moves;
        this.edits = edits;
        this.lists = lists;
        rounds.every(PAUSE, "bulk", jobs.backlog::companies, this::turn);
    }

    /** Works for a company for a while, slice by slice. */
    private void turn(int company) {
        long until = System.nanoTime() + TURN.toNanos();
        Optional<Job> job = claimed(company);
        while (job.isPresent() && System.nanoTime() < until) {
            job = work(company, job.get()).or(() -> claimed(company));
        }
    }

    private Optional<Job> claimed(int company) {
        return transactions.inCompany(company, () -> jobs.claim(company));
    }

    /** Does a slice; returns how far that came, nothing if what is to be done now has to be looked up. */
    private Optional<Job> work(int company, Job job) {
        try {
            return switch (job.state()) {
                case "planning" -> planning.plan(company, job);
                case "running" -> ended(company, job, next(company, job), "done", "bulk-ended");
                case "undoing" -> ended(company, job, back(company, job), "undone", "bulk-undone");
                default -> throw new IllegalStateException("nothing is to be done for what is " + job.state());
            };
        } catch (Overtaken | ChangedMeanwhile nothingDone) {
            // Somebody stopped it, changed one of its leads, or goes on with it: what stands now says what is to be
            // done.
            return Optional.empty();
        } catch (RuntimeException failure) {
            transactions.inCompany(company, () -> jobs.backlog.release(job.id()));
            throw failure;
        }
    }

    private Optional<Job> next(int company, Job job) {
        return switch (jobs.action(job)) {
            case BulkAction.HandOver d -> moves.next(company, job);
            case BulkAction.Status d -> edits.next(company, job);
            case BulkAction.Field d -> edits.next(company, job);
            case BulkAction.Listed d -> lists.next(company, job, d);
        };
    }

    private Optional<Job> back(int company, Job job) {
        return switch (jobs.action(job)) {
            case BulkAction.HandOver d -> moves.back(company, job);
            case BulkAction.Status d -> edits.back(company, job);
            case BulkAction.Field d -> edits.back(company, job);
            case BulkAction.Listed d -> lists.back(company, job, d);
        };
    }

    private Optional<Job> ended(int company, Job job, Optional<Job> further, String state, String event) {
        if (further.isEmpty()) {
            transactions.inCompany(company, () -> jobs.ended(job, state, event));
        }
        return further;
    }
}
