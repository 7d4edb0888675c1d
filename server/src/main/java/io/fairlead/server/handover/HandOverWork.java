package io.fairlead.server.handover;

import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing;
import io.fairlead.server.desk.Outcome;
import io.fairlead.server.handover.HandOverItems.Item;
import io.fairlead.server.handover.HandOverItems.Planned;
import io.fairlead.server.handover.HandOverJobs.Job;
import io.fairlead.server.platform.job.Rounds;
import io.fairlead.server.platform.sql.Transactions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Plans, does and undoes hand-overs in slices, between which a company's desk does what else comes in. How a lead fared is
 * written in the transaction of the desk that moved it, so whoever goes on after a crash, on any node, moves none twice.
 * Thread-safe.
 */
@Component
class HandOverWork {
    /** How many leads a desk is given at a time: arrivals wait for no more than that. */
    static final int SLICE = 25;

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration TURN = Duration.ofSeconds(2);

    private final Transactions transactions;
    private final Desks desks;
    private final HandOverItems items;
    private final HandOverJobs jobs;
    private final InstantSource clock;

    HandOverWork(
            Transactions transactions,
            Desks desks,
            HandOverItems items,
            HandOverJobs jobs,
            InstantSource clock,
            Rounds rounds) {
        this.transactions = transactions;
        this.desks = desks;
        this.items = items;
        this.jobs = jobs;
        this.clock = clock;
        rounds.every(PAUSE, "hand-overs", jobs::companies, this::turn);
    }

    /** Works for a company for a while, slice by slice. */
    private void turn(int company) {
        long until = System.nanoTime() + TURN.toNanos();
        do {
            var job = transactions.inCompany(company, jobs::claim);
            if (job.isEmpty()) {
                transactions.inCompany(company, () -> jobs.rest(company));
                return;
            }
            work(company, job.get());
        } while (System.nanoTime() < until);
    }

    private void work(int company, Job job) {
        try {
            switch (job.state()) {
                case "planning" -> plan(company, job);
                case "running" -> run(company, job);
                case "undoing" -> undo(company, job);
                default -> throw new IllegalStateException("nothing is to be done for what is " + job.state());
            }
        } catch (HandOverItems.Overtaken nothingDone) {
            // Somebody stopped it, or another node goes on with it: what stands now says what is to be done.
            return;
        } catch (RuntimeException failure) {
            transactions.inCompany(company, () -> jobs.release(job));
            throw failure;
        }
    }

    private void plan(int company, Job job) {
        var open = transactions.inCompany(company, () -> items.open(job.id(), Integer.MAX_VALUE));
        var planned = job.way().equals("rules") ? byRules(company, job, open) : byHand(company, job, open);
        transactions.inCompany(company, () -> {
            if (jobs.planned(job)) {
                items.plan(job.id(), planned);
            }
        });
    }

    private List<Planned> byRules(int company, Job job, List<Item> open) {
        var slices = new ArrayList<List<Doing>>();
        for (int from = 0; from < open.size(); from += SLICE) {
            slices.add(open.subList(from, Math.min(open.size(), from + SLICE)).stream()
                    .map(item -> handOver(job, item, null, (outcome, took) -> {}))
                    .toList());
        }
        var outcomes = desks.rehearse(company, slices);
        var planned = new ArrayList<Planned>();
        for (int i = 0; i < outcomes.size(); i++) {
            var outcome = outcomes.get(i);
            planned.add(new Planned(open.get(i).lead(), orZero(outcome.user()), outcome.how()));
        }
        return planned;
    }

    private static long orZero(@Nullable Long user) {
        return user == null ? 0 : user;
    }

    private static Doing handOver(Job job, Item item, @Nullable Long to, Doing.Sequel then) {
        return new Doing.HandedOver(item.lead(), item.from() == 0 ? null : item.from(), to, job.move(), then);
    }

    private List<Planned> byHand(int company, Job job, List<Item> open) {
        Map<Long, Long> held = transactions.inCompany(company, items::heldOpen);
        open.forEach(item -> held.merge(item.from(), -1L, Long::sum));
        var sharing = new Sharing(jobs.people(job), job.way().equals("open"), held);
        return open.stream()
                .map(item -> new Planned(item.lead(), sharing.next(), "manual"))
                .toList();
    }

    private void run(int company, Job job) {
        var slice = transactions.inCompany(company, () -> items.open(job.id(), SLICE));
        if (slice.isEmpty()) {
            transactions.inCompany(company, () -> jobs.ended(job, "done", "hand-over-ended"));
            return;
        }
        boolean rules = job.way().equals("rules");
        var fates = new Fates(outcomes -> items.moved(job.id(), clock.instant(), outcomes), slice.size());
        desks.perform(
                company,
                slice.stream()
                        .map(item -> handOver(job, item, rules ? null : item.planned(), fates::add))
                        .toList());
    }

    private void undo(int company, Job job) {
        var slice = transactions.inCompany(company, () -> items.toUndo(job.id(), SLICE));
        if (slice.isEmpty()) {
            transactions.inCompany(company, () -> jobs.ended(job, "undone", "hand-over-undone-ended"));
            return;
        }
        var fates = new Fates(outcomes -> items.undone(job.id(), outcomes), slice.size());
        desks.perform(
                company,
                slice.stream()
                        .<Doing>map(lead -> new Doing.HandOverUndone(lead, job.move(), fates::add))
                        .toList());
    }

    /** Gathers how a slice's leads fared, and writes it with the last of them. Not thread-safe. */
    private static final class Fates {
        private final Consumer<List<Fate>> write;
        private final int size;
        private final List<Fate> all = new ArrayList<>();

        Fates(Consumer<List<Fate>> write, int size) {
            this.write = write;
            this.size = size;
        }

        /** A desk that tries a slice again begins anew with its first lead. */
        void add(Outcome outcome, boolean took) {
            if (!all.isEmpty() && all.getFirst().lead() == outcome.lead()) {
                all.clear();
            }
            all.add(new Fate(outcome.lead(), orZero(outcome.user()), outcome.how(), took));
            if (all.size() == size) {
                write.accept(List.copyOf(all));
                all.clear();
            }
        }
    }

    /** Where a lead is, and whether it was moved. */
    record Fate(long lead, long user, String how, boolean took) {}
}
