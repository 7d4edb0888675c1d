package io.fairlead.server.work;

import io.fairlead.server.company.Companies;
import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.job.Rounds;
import io.fairlead.server.platform.sql.Transactions;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Says in the journal that the time of a task's reminder has come: {@code task-due}, once on any number of nodes, and
 * after a stop for all that was missed. Thread-safe.
 */
@Component
class Reminders {
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int BATCH = 500;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Events events;
    private final InstantSource clock;

    Reminders(
            JdbcClient jdbc,
            Transactions transactions,
            Events events,
            InstantSource clock,
            Companies companies,
            Rounds rounds) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.events = events;
        this.clock = clock;
        rounds.every(PAUSE, "reminders of tasks", companies::all, this::remind);
    }

    /** Gives all reminders of a company whose time has come, a batch after the other. */
    void remind(int company) {
        int given;
        do {
            given = transactions.inCompany(company, () -> batch(company));
        } while (given == BATCH);
    }

    /** What another node has locked it gives itself. */
    private int batch(int company) {
        List<Task> due = jdbc.sql("""
                        select t.*, u.key from fairlead.task t
                          join fairlead.app_user u on u.company_id = t.company_id and u.id = t.user_id
                         where t.company_id = ? and t.remind_at <= ?
                         order by t.remind_at limit ? for update of t skip locked
                        """)
                .params(company, clock.instant().atOffset(ZoneOffset.UTC), BATCH)
                .query(Task::of)
                .list();
        if (!due.isEmpty()) {
            jdbc.sql("update fairlead.task set remind_at = null where company_id = ? and id = any(?)")
                    .params(company, due.stream().map(Task::id).toArray(Long[]::new))
                    .update();
            events.append(
                    "task-due",
                    due.stream()
                            .map(task -> new Events.About(task.lead(), task.told(null)))
                            .toList());
        }
        return due.size();
    }
}
