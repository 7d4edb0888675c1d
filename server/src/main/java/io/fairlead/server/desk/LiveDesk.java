package io.fairlead.server.desk;

import io.fairlead.engine.desk.Kept;
import io.fairlead.engine.simulation.Scenario;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * One company's desk on this node. Who finds it busy leaves a job in the queue; whoever gets the desk next does all that
 * waits there, up to a batch. What it knows between two batches is only a copy of what is stored: it is thrown away
 * when another node did something, or a transaction failed. Thread-safe.
 */
final class LiveDesk {
    private static final int BATCH = 50;

    private final int companyId;
    private final DeskStore store;
    private final Queue<Job> queue = new ConcurrentLinkedQueue<>();
    private final ReentrantLock busy = new ReentrantLock();
    private @Nullable Shift shift;
    private Kept.@Nullable Attendance before;

    LiveDesk(int companyId, DeskStore store) {
        this.companyId = companyId;
        this.store = store;
    }

    /** What one caller wants done, together. Its fields are guarded by {@link #busy}. */
    private static final class Job {
        final List<Doing> doings;

        @Nullable
        List<Outcome> outcomes;

        @Nullable
        RuntimeException failure;

        Job(List<Doing> doings) {
            this.doings = doings;
        }

        boolean done() {
            return outcomes != null || failure != null;
        }
    }

    /** Does these things together with what others want done. */
    List<Outcome> perform(List<Doing> doings) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("a desk works in transactions of its own");
        }
        var job = new Job(doings);
        queue.add(job);
        busy.lock();
        try {
            while (!job.done()) {
                work(batch());
            }
        } finally {
            busy.unlock();
        }
        if (job.failure != null) {
            throw job.failure;
        }
        return job.outcomes == null ? List.of() : job.outcomes;
    }

    private List<Job> batch() {
        var batch = new ArrayList<Job>();
        int doings = 0;
        for (var job = queue.peek(); job != null; job = queue.peek()) {
            doings += job.doings.size();
            if (!batch.isEmpty() && doings > BATCH) {
                break;
            }
            batch.add(queue.remove());
        }
        return batch;
    }

    /** Jobs that fail together are tried one by one, so that each fails for itself alone. */
    private void work(List<Job> batch) {
        try {
            var doings = batch.stream().flatMap(job -> job.doings.stream()).toList();
            var outcomes = new ArrayDeque<>(store.inCompany(companyId, () -> perform(doings, ready())));
            for (var job : batch) {
                job.outcomes =
                        job.doings.stream().map(doing -> outcomes.remove()).toList();
            }
        } catch (RuntimeException failure) {
            shift = null;
            if (batch.size() == 1) {
                batch.getFirst().failure = failure;
            } else {
                batch.forEach(job -> work(List.of(job)));
            }
        }
    }

    private List<Outcome> perform(List<Doing> doings, Shift ready) {
        var outcomes = ready.perform(doings);
        ready.keep();
        return outcomes;
    }

    /** The shift that goes on from what is stored; the desk is locked in the database until the transaction ends. */
    private Shift ready() {
        var place = store.lock();
        var known = shift;
        if (known == null || !known.stands(place)) {
            known = store.takeUp(place, store.scenario());
            shift = known;
        }
        return known;
    }

    /** The settings are about to change in the transaction under way: until it ends, nothing else is done here. */
    void settingsChange() {
        busy.lock();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                if (status != STATUS_COMMITTED) {
                    shift = null;
                }
                busy.unlock();
            }
        });
        var old = ready();
        perform(List.of(), old);
        before = old.attendance();
    }

    /** The settings have changed in the transaction under way. */
    void settingsChanged(Scenario scenario) {
        var fresh = store.takeUp(store.lock(), scenario);
        if (before != null) {
            fresh.takeOver(before);
        }
        perform(List.of(), fresh);
        shift = fresh;
    }
}
