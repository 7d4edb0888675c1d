package io.fairlead.server.bulk;

import io.fairlead.server.bulk.BulkFinding.Found;
import io.fairlead.server.bulk.BulkFinding.Which;
import io.fairlead.server.bulk.BulkWishes.WantedBulk;
import io.fairlead.server.bulk.BulkWishes.Wish;
import io.fairlead.server.lead.list.LeadSelections;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Prepares bulk changes; {@link BulkSteps} says when they go on. Thread-safe. */
@Component
class BulkChanges {
    /** How many leads can be named one by one, or are taken from a person or from nobody. */
    static final int MOST = 50_000;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final LeadSelections selections;
    private final BulkWishes wishes;
    private final BulkFinding finding;
    private final BulkJobs jobs;

    BulkChanges(
            JdbcClient jdbc,
            Transactions transactions,
            LeadSelections selections,
            BulkWishes wishes,
            BulkFinding finding,
            BulkJobs jobs) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.selections = selections;
        this.wishes = wishes;
        this.finding = finding;
        this.jobs = jobs;
    }

    /**
     * Notes which leads are to be changed, or begins to look for them, and to plan it.
     *
     * @return its number
     * @throws Refusal {@code nothing-to-hand-over}, {@code too-many-to-hand-over}
     */
    long prepare(SignedIn me, WantedBulk wanted) {
        return transactions.inCompany(me.companyId(), () -> {
            Wish wish = wishes.checked(me, wanted);
            Long person = wanted.person() == null ? null : wishes.user("person", wanted.person(), false);
            if (wanted.filter() != null) {
                long id = jobs.add(me, wish, "selection", null, selections.asked(me, wanted.filter()), newest(me));
                jobs.backlog.called(me.companyId());
                return id;
            }
            long id = jobs.add(me, wish, origin(wanted), person, null, 0);
            long own = BulkWishes.manages(me) ? 0 : me.userId();
            Found found = finding.note(me.companyId(), id, wish.action(), which(me, wanted, person), own);
            mustBeSome(found, wish);
            jobs.begin(id);
            jobs.backlog.called(me.companyId());
            return id;
        });
    }

    private static void mustBeSome(Found found, Wish wish) {
        if (found.leads() > MOST) {
            throw Refusal.of(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "too-many-to-hand-over",
                    "At most " + MOST + " leads can be changed together, unless they are those of a filter.");
        }
        if (found.open() == 0 && wish.action() instanceof BulkAction.HandOver) {
            throw Refusal.of(HttpStatus.UNPROCESSABLE_CONTENT, "nothing-to-hand-over", "None of these leads is open.");
        }
    }

    private static String origin(WantedBulk wanted) {
        return wanted.person() != null
                ? "person"
                : Boolean.TRUE.equals(wanted.unassigned()) ? "unassigned" : "selection";
    }

    private static Which which(SignedIn me, WantedBulk wanted, @Nullable Long person) {
        if (person != null) {
            return new Which("l.owner_id = :person and not l.closed limit " + (MOST + 1), Map.of("person", person));
        }
        if (wanted.leads() == null) {
            return new Which("l.state in ('unassigned', 'waiting') and not l.closed limit " + (MOST + 1), Map.of());
        }
        return new Which("l.id = any(:leads)", Map.of("leads", numbers(me, wanted.leads())));
    }

    private static Long[] numbers(SignedIn me, List<String> shown) {
        if (shown.size() > MOST) {
            throw BulkWishes.invalid("leads", "too-long");
        }
        Ids ids = Ids.of(me.idSeed());
        return shown.stream()
                .map(id -> ids.read(Ids.Kind.LEAD, id).orElseThrow(() -> BulkWishes.invalid("leads", "invalid")))
                .toArray(Long[]::new);
    }

    private long newest(SignedIn me) {
        return jdbc.sql("select coalesce(max(id), 0) from fairlead.lead where company_id = ?")
                .param(me.companyId())
                .query(Long.class)
                .single();
    }
}
