package io.fairlead.server.work;

import io.fairlead.server.company.Companies;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.work.TaskQueries.TaskUser;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who works a lead beside its owner, where the company allows more than one. Distribution does not know of them: turns,
 * caps and open leads count for the owner alone. Thread-safe.
 */
@Component
class Workers {
    private static final int MOST = 20;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Companies companies;
    private final Events events;
    private final InstantSource clock;

    Workers(JdbcClient jdbc, Transactions transactions, Companies companies, Events events, InstantSource clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.companies = companies;
        this.events = events;
        this.clock = clock;
    }

    /** Those beside the owner, by name. */
    record LeadWorkers(List<TaskUser> workers) {}

    /** Puts an active colleague on the lead; one who is on it already stays. */
    LeadWorkers add(SignedIn by, String shown, String key) {
        return transactions.inCompany(by.companyId(), () -> {
            long lead = allowed(by, shown);
            long user = jdbc.sql("select id from fairlead.app_user where key = ? and active and role <> 'integration'")
                    .param(key)
                    .query(Long.class)
                    .optional()
                    .orElseThrow(() -> invalid("unknown-user"));
            if (count(by, lead) >= MOST) {
                throw invalid("too-many");
            }
            int added = jdbc.sql("""
                            insert into fairlead.lead_worker (lead_id, user_id, added_by, added_at) values (?, ?, ?, ?)
                            on conflict do nothing
                            """)
                    .params(lead, user, by.userId(), clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
            if (added > 0) {
                events.append("worker-added", by.userId(), lead, Map.of("user", key));
            }
            return of(by, lead);
        });
    }

    /** Takes a colleague off the lead; one who is not on it is no error. */
    LeadWorkers remove(SignedIn by, String shown, String key) {
        return transactions.inCompany(by.companyId(), () -> {
            long lead = allowed(by, shown);
            int removed = jdbc.sql("""
                            delete from fairlead.lead_worker w using fairlead.app_user u
                             where w.company_id = ? and w.lead_id = ? and u.company_id = w.company_id
                               and u.id = w.user_id and u.key = ?
                            """).params(by.companyId(), lead, key).update();
            if (removed > 0) {
                events.append("worker-removed", by.userId(), lead, Map.of("user", key));
            }
            return of(by, lead);
        });
    }

    private long allowed(SignedIn by, String shown) {
        long lead = LeadIds.existing(jdbc, by, shown);
        if (!companies.work().severalWorkers()) {
            throw Refusal.of(HttpStatus.CONFLICT, "one-worker-only", "The company allows one worker a lead.");
        }
        return lead;
    }

    private int count(SignedIn by, long lead) {
        return jdbc.sql("select count(*) from fairlead.lead_worker where company_id = ? and lead_id = ?")
                .params(by.companyId(), lead)
                .query(Integer.class)
                .single();
    }

    private LeadWorkers of(SignedIn by, long lead) {
        return new LeadWorkers(jdbc.sql("""
                        select u.key, u.name from fairlead.lead_worker w
                          join fairlead.app_user u on u.company_id = w.company_id and u.id = w.user_id
                         where w.company_id = ? and w.lead_id = ? order by lower(u.name), u.id
                        """)
                .params(by.companyId(), lead)
                .query((row, n) -> new TaskUser(row.getString("key"), row.getString("name")))
                .list());
    }

    private static Refusal invalid(String slug) {
        return Refusal.invalid(List.of(new FieldError("user", slug)));
    }
}
