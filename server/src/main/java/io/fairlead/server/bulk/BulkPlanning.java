package io.fairlead.server.bulk;

import io.fairlead.server.bulk.BulkItems.Item;
import io.fairlead.server.bulk.BulkItems.Planned;
import io.fairlead.server.bulk.BulkJobs.Job;
import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing;
import io.fairlead.server.desk.Outcome;
import io.fairlead.server.platform.job.Overtaken;
import io.fairlead.server.platform.sql.Transactions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds the leads of bulk changes and plans hand-overs, slice by slice: how far it has come can be seen, and whoever
 * cancels it need not wait for the end. Thread-safe.
 */
@Component
class BulkPlanning {
    /** Leads that are shared by hand, which no desk has to do with. */
    private static final int SHARED = 10_000;

    /** What is rehearsed is kept in memory: some kilobytes a lead. */
    private static final long MOST_BY_RULES = 100_000;

    private final Transactions transactions;
    private final Desks desks;
    private final BulkItems items;
    private final BulkJobs jobs;
    private final BulkFinding finding;

    BulkPlanning(Transactions transactions, Desks desks, BulkItems items, BulkJobs jobs, BulkFinding finding) {
        this.transactions = transactions;
        this.desks = desks;
        this.items = items;
        this.jobs = jobs;
        this.finding = finding;
    }

    /**
     * Finds some of its leads; once all are found, plans it from the beginning.
     *
     * @throws Overtaken if it is cancelled or planned anew meanwhile
     */
    Optional<Job> plan(int company, Job job) {
        if (job.filters() != null) {
            transactions.inCompany(company, () -> finding.look(company, job));
            return Optional.empty();
        }
        if (jobs.action(job) instanceof BulkAction.HandOver) {
            boolean rules = job.way().equals("rules");
            transactions.inCompany(company, () -> {
                items.among(job, rules ? MOST_BY_RULES : Long.MAX_VALUE);
                jobs.begin(job.id());
            });
            if (rules) {
                byRules(company, job.at(0));
            } else {
                byHand(company, job.at(0));
            }
        }
        transactions.inCompany(company, () -> jobs.planned(job));
        return Optional.empty();
    }

    /** Tells a desk that nobody else hears the very slices that it will be told. */
    private void byRules(int company, Job job) {
        var slices = new Slices(company, job);
        desks.rehearse(company, slices, slices::planned);
    }

    private final class Slices implements Iterator<List<Doing>> {
        private final int company;
        private Job job;
        private @Nullable List<Item> next;
        private List<Item> told = List.of();

        Slices(int company, Job job) {
            this.company = company;
            this.job = job;
        }

        private List<Item> ahead() {
            var slice = next;
            if (slice == null) {
                slice = transactions.inCompany(company, () -> items.open(job, job.reached(), BulkWork.SLICE));
                next = slice;
            }
            return slice;
        }

        @Override
        public boolean hasNext() {
            return !ahead().isEmpty();
        }

        @Override
        public List<Doing> next() {
            told = ahead();
            if (told.isEmpty()) {
                throw new NoSuchElementException();
            }
            next = null;
            return told.stream()
                    .map(item -> BulkMoves.doing(job, item, null, Doing.Sequel.NOTHING))
                    .toList();
        }

        void planned(List<Outcome> outcomes) {
            var planned = new ArrayList<Planned>();
            for (int i = 0; i < outcomes.size(); i++) {
                Long user = outcomes.get(i).user();
                planned.add(new Planned(
                        told.get(i).lead(),
                        user == null ? 0 : user,
                        outcomes.get(i).how()));
            }
            items.plan(job, planned);
            job = job.at(told.getLast().lead());
        }
    }

    private void byHand(int company, Job job) {
        Map<Long, Long> held = transactions.inCompany(company, () -> items.heldBeside(job));
        var sharing = new Sharing(jobs.people(job), job.way().equals("open"), held);
        var at = job;
        for (var slice = open(company, at); !slice.isEmpty(); slice = open(company, at)) {
            var planned = slice.stream()
                    .map(item -> new Planned(item.lead(), sharing.next(), "manual"))
                    .toList();
            var from = at;
            transactions.inCompany(company, () -> items.plan(from, planned));
            at = at.at(planned.getLast().lead());
        }
    }

    private List<Item> open(int company, Job job) {
        return transactions.inCompany(company, () -> items.open(job, job.reached(), SHARED));
    }
}
