package io.fairlead.server.bulk;

import io.fairlead.server.bulk.BulkItems.Item;
import io.fairlead.server.bulk.BulkJobs.Job;
import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing;
import io.fairlead.server.platform.sql.Transactions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Slices of leads that are handed over, or go back. Thread-safe. */
@Component
class BulkMoves {
    private final Transactions transactions;
    private final Desks desks;
    private final BulkItems items;

    BulkMoves(Transactions transactions, Desks desks, BulkItems items) {
        this.transactions = transactions;
        this.desks = desks;
        this.items = items;
    }

    /** Hands the next leads over; nothing if none is left. */
    Optional<Job> next(int company, Job job) {
        var slice = transactions.inCompany(company, () -> items.open(job, job.reached(), BulkWork.SLICE));
        if (slice.isEmpty()) {
            return Optional.empty();
        }
        boolean rules = job.way().equals("rules");
        var fates = new BulkFates(all -> items.handedOver(job, all));
        fates.expect(slice.size());
        desks.perform(
                company,
                slice.stream()
                        .map(item -> doing(job, item, rules ? null : item.planned(), fates.of(item.lead())))
                        .toList());
        return Optional.of(job.at(slice.getLast().lead()));
    }

    /** What a desk is told of a lead; {@code to} null lets the rules decide. */
    static Doing doing(Job job, Item item, @Nullable Long to, Doing.Sequel then) {
        return new Doing.HandedOver(item.lead(), item.from() == 0 ? null : item.from(), to, job.move(), then);
    }

    /** Lets the next leads go back that nobody worked on; nothing if none is left. */
    Optional<Job> back(int company, Job job) {
        List<Long> slice = transactions.inCompany(company, () -> items.moved(job, BulkWork.SLICE));
        if (slice.isEmpty()) {
            return Optional.empty();
        }
        List<Long> rest = transactions.inCompany(company, () -> items.keepWorked(job, slice));
        if (rest.isEmpty()) {
            return Optional.of(job.at(slice.getLast()));
        }
        var fates = new BulkFates(all -> items.wentBack(job, all));
        fates.expect(rest.size());
        desks.perform(
                company,
                rest.stream()
                        .<Doing>map(lead -> new Doing.HandOverUndone(lead, job.move(), fates.of(lead)))
                        .toList());
        return Optional.of(job.at(rest.getLast()));
    }
}
