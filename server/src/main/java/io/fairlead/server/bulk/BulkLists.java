package io.fairlead.server.bulk;

import io.fairlead.server.bulk.BulkAction.Listed;
import io.fairlead.server.bulk.BulkFates.Fate;
import io.fairlead.server.bulk.BulkItems.Item;
import io.fairlead.server.bulk.BulkJobs.Job;
import io.fairlead.server.lead.list.PickedLeads;
import io.fairlead.server.platform.sql.Transactions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Slices of leads that are picked for a list, or taken out of one. No desk has to do with that. Thread-safe. */
@Component
class BulkLists {
    private static final int SLICE = 5_000;

    private final Transactions transactions;
    private final BulkItems items;
    private final PickedLeads picked;

    BulkLists(Transactions transactions, BulkItems items, PickedLeads picked) {
        this.transactions = transactions;
        this.items = items;
        this.picked = picked;
    }

    /** Does it with the next leads; nothing if none is left. */
    Optional<Job> next(int company, Job job, Listed listed) {
        return transactions.inCompany(company, () -> {
            List<Item> slice = items.open(job, job.reached(), SLICE);
            List<Fate> fates =
                    fates(listed, listed.out(), slice.stream().map(Item::lead).toList());
            if (!fates.isEmpty()) {
                items.changed(job, fates);
            }
            return further(job, fates);
        });
    }

    /** Undoes it with the next leads; nothing if none is left. */
    Optional<Job> back(int company, Job job, Listed listed) {
        return transactions.inCompany(company, () -> {
            List<Fate> fates = fates(listed, !listed.out(), items.moved(job, SLICE));
            if (!fates.isEmpty()) {
                items.isAgain(job, fates);
            }
            return further(job, fates);
        });
    }

    private List<Fate> fates(Listed listed, boolean out, List<Long> leads) {
        Set<Long> took = out ? picked.remove(listed.list(), leads) : picked.add(listed.list(), leads);
        return leads.stream()
                .map(lead -> new Fate(lead, 0, "", took.contains(lead)))
                .toList();
    }

    private static Optional<Job> further(Job job, List<Fate> fates) {
        return fates.isEmpty()
                ? Optional.empty()
                : Optional.of(job.at(fates.getLast().lead()));
    }
}
