package io.fairlead.server.desk;

import io.fairlead.engine.desk.Kept;
import io.fairlead.engine.desk.Outlook;
import io.fairlead.engine.simulation.Scenario;
import io.fairlead.server.company.RuleRenamed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * One company's desk on this node. Who finds it busy leaves a job in the queue; when a batch is done, the desk goes to
 * the first one who waits, who does all that waits there by then, up to a batch. Those whose jobs others did need
 * nothing more than their outcomes. What the desk knows between two batches is only a copy of what is stored: it is
 * brought up to date when another node did something, and thrown away when a transaction failed. Thread-safe.
 */
final class LiveDesk {
    private static final int BATCH = 50;

    private final int companyId;
    private final DeskStore store;
    private final Queue<Job> queue = new ConcurrentLinkedQueue<>();
    /** Whether somebody works, or is called to: who is that empties the queue. */
    private final AtomicBoolean led = new AtomicBoolean();
    /**
     * Held while something is done here, by settings that change too. In the order in which they come: who takes one batch
     * after the other in does not keep the others waiting.
     */
    private final ReentrantLock busy = new ReentrantLock(true);

    private @Nullable Shift shift;
    private Kept.@Nullable Attendance before;
    private Set<String> closedBefore = Set.of();
    private final List<Told.Renamed> renamed = new ArrayList<>();

    LiveDesk(int companyId, DeskStore store) {
        this.companyId = companyId;
        this.store = store;
    }

    /** What one caller wants done, together. Its fields are safe to read after a call. */
    private static final class Job {
        final List<Doing> doings;
        /** Called when the job is done, or to lead. */
        final Semaphore calls = new Semaphore(0);

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
        if (led.compareAndSet(false, true)) {
            lead(job);
        } else {
            job.calls.acquireUninterruptibly();
            if (!job.done()) {
                lead(job);
            }
        }
        if (job.failure != null) {
            throw job.failure;
        }
        return job.outcomes == null ? List.of() : job.outcomes;
    }

    /** Works until the job is done, which the one before may have seen to. */
    private void lead(Job job) {
        busy.lock();
        try {
            while (!job.done()) {
                var batch = new ArrayList<Job>();
                try {
                    work(batch);
                } finally {
                    fill(batch);
                    batch.forEach(LiveDesk::tell);
                }
            }
        } finally {
            busy.unlock();
            callNext();
        }
    }

    private static void tell(Job job) {
        if (!job.done()) {
            job.failure = new IllegalStateException("the desk broke off");
        }
        job.calls.release();
    }

    /** Lets the first one who waits lead; if nobody does, whoever comes next. */
    private void callNext() {
        var next = queue.peek();
        while (next == null) {
            led.set(false);
            if (queue.isEmpty() || !led.compareAndSet(false, true)) {
                return;
            }
            next = queue.peek();
        }
        next.calls.release();
    }

    /** Takes the jobs that wait, if there are none in the batch yet. */
    private void fill(List<Job> batch) {
        if (!batch.isEmpty()) {
            return;
        }
        int doings = 0;
        for (var job = queue.peek(); job != null; job = queue.peek()) {
            doings += job.doings.size();
            if (!batch.isEmpty() && doings > BATCH) {
                break;
            }
            batch.add(queue.remove());
        }
    }

    /**
     * Does these jobs; if there are none yet, those that wait once the desk is locked, which includes who came while
     * another node had it.
     */
    private void work(List<Job> batch) {
        var outcomes = new ArrayDeque<Outcome>();
        try {
            store.locked(companyId, place -> {
                var ready = ready(place);
                fill(batch);
                return outcomes.addAll(perform(
                        batch.stream().flatMap(job -> job.doings.stream()).toList(), ready));
            });
        } catch (RuntimeException failure) {
            if (outcomes.isEmpty() || !isStored(batch, failure)) {
                workSingly(batch, failure);
                return;
            }
        }
        for (var job : batch) {
            job.outcomes = job.doings.stream().map(doing -> outcomes.remove()).toList();
        }
    }

    /** Jobs that fail together are tried one by one, so that each fails for itself alone. */
    private void workSingly(List<Job> batch, RuntimeException failure) {
        if (!(failure instanceof ChangedMeanwhile)) {
            shift = null;
        }
        fill(batch);
        if (batch.size() == 1) {
            batch.getFirst().failure = failure;
        } else {
            batch.stream().filter(job -> !job.done()).forEach(job -> work(List.of(job)));
        }
    }

    /**
     * Whether a batch was committed though the end of its transaction failed, as when the answer to the commit is lost.
     * Where that cannot be told, the jobs have failed: none is done twice.
     */
    private boolean isStored(List<Job> batch, RuntimeException failure) {
        var done = shift;
        try {
            var place = store.locked(companyId, found -> found);
            if (done != null && !done.stands(place) && !done.follows(place)) {
                batch.forEach(job -> job.failure = failure);
            }
            return done != null && done.stands(place);
        } catch (RuntimeException unknown) {
            failure.addSuppressed(unknown);
            batch.forEach(job -> job.failure = failure);
            return false;
        }
    }

    /** Tells what would become of leads that arrived now; what is due by now is done first. */
    List<Outlook> outlook(List<Asked> leads) {
        busy.lock();
        try {
            return store.locked(companyId, place -> ready(place).outlook(leads));
        } catch (RuntimeException failure) {
            shift = null;
            throw failure;
        } finally {
            busy.unlock();
        }
    }

    /** Lets leads arrive together and be left to nobody. */
    Desks.Given takeIn(Function<Desks.Numbers, Desks.Given> work) {
        busy.lock();
        try {
            return store.takeIn(companyId, work);
        } finally {
            busy.unlock();
        }
    }

    private List<Outcome> perform(List<Doing> doings, Shift ready) {
        if (doings.isEmpty()) {
            ready.catchUp();
            ready.keep();
            return List.of();
        }
        var outcomes = ready.perform(doings);
        ready.keep();
        return outcomes;
    }

    /** The shift that goes on from what is stored; the desk is locked in the database until the transaction ends. */
    private Shift ready(Place place) {
        var known = shift;
        if (known != null && !known.stands(place)) {
            // What fails half-way is not gone on from.
            shift = null;
            known = known.follow(place) ? known : null;
        }
        shift = known == null ? store.takeUp(place) : known;
        return shift;
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
        var old = ready(store.lock());
        old.perform(List.of());
        old.keep();
        before = old.attendance();
        closedBefore = old.closedStatuses();
        renamed.clear();
    }

    /** A rule was renamed in the change of settings under way. */
    void renamed(RuleRenamed rule) {
        renamed.add(new Told.Renamed(rule.was(), rule.id()));
    }

    /** The settings have changed in the transaction under way. */
    void settingsChanged(Scenario scenario) {
        var place = store.lock();
        var closed = scenario.settings().company().closedStatuses();
        if (!closed.equals(closedBefore)) {
            store.closeBy(closed);
        }
        var fresh = store.takeUp(place, scenario);
        if (before != null) {
            fresh.takeOver(before);
        }
        fresh.settle();
        fresh.keepSettings(List.copyOf(renamed));
        shift = fresh;
    }
}
