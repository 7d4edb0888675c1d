package io.fairlead.server.work;

import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.http.IfMatch;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.work.TaskForm.Wanted;
import io.fairlead.server.work.TaskQueries.TaskRow;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes and changes tasks. Who sees a task may change it, as with leads. Thread-safe. */
@Component
class Tasks {
    private static final int MOST_OPEN = 200;
    private static final String ONE = """
            select t.*, u.key from fairlead.task t
              join fairlead.app_user u on u.company_id = t.company_id and u.id = t.user_id
             where t.company_id = ? and t.id = ?
            """;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final TaskQueries queries;
    private final Sight sight;
    private final Events events;
    private final InstantSource clock;

    Tasks(
            JdbcClient jdbc,
            Transactions transactions,
            TaskQueries queries,
            Sight sight,
            Events events,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.queries = queries;
        this.sight = sight;
        this.events = events;
        this.clock = clock;
    }

    TaskRow create(SignedIn by, String lead, TaskForm form) {
        return transactions.inCompany(by.companyId(), () -> {
            long at = LeadIds.existing(jdbc, by, lead);
            Wanted wanted = form.checked(queries.zone());
            long user = wanted.user() == null ? by.userId() : active(wanted.user());
            if (count(by, at) >= MOST_OPEN) {
                throw Refusal.invalid(List.of(new FieldError("title", "too-many")));
            }
            long id = jdbc.sql("""
                            insert into fairlead.task
                                (lead_id, kind, title, due_at, remind, remind_at, user_id, created_by, created_at)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
                            """)
                    .params(at, wanted.kind(), wanted.title(), utc(wanted.due()))
                    .param(wanted.remind())
                    .param(utc(remindAt(wanted)))
                    .params(user, by.userId(), utc(clock.instant()))
                    .query(Long.class)
                    .single();
            Task made = one(by, id);
            events.append("task-created", by.userId(), at, made.told(null));
            return queries.one(by, id);
        });
    }

    /**
     * Makes a task what the form says, if it is still as the caller saw it.
     *
     * @throws Refusal {@code changed-meanwhile} with the current task if it has another version
     */
    TaskRow change(SignedIn by, String shown, long version, TaskForm form) {
        return transactions.inCompany(by.companyId(), () -> {
            Task before = locked(by, shown, version);
            Wanted wanted = form.checked(queries.zone());
            String key = wanted.user();
            long user = key == null || key.equals(before.key()) ? before.user() : active(key);
            Instant doneAt = wanted.done() ? before.open() ? clock.instant() : before.doneAt() : null;
            jdbc.sql("""
                            update fairlead.task
                               set kind = ?, title = ?, due_at = ?, remind = ?, remind_at = ?, user_id = ?, done_at = ?,
                                   version = version + 1
                             where company_id = ? and id = ?
                            """)
                    .params(wanted.kind(), wanted.title(), utc(wanted.due()))
                    .param(wanted.remind())
                    .param(utc(remindAt(before, wanted, user)))
                    .param(user)
                    .param(utc(doneAt))
                    .params(by.companyId(), before.id())
                    .update();
            tell(by, before, one(by, before.id()));
            return queries.one(by, before.id());
        });
    }

    void delete(SignedIn by, String shown, long version) {
        transactions.inCompany(by.companyId(), () -> {
            Task task = locked(by, shown, version);
            jdbc.sql("delete from fairlead.task where company_id = ? and id = ?")
                    .params(by.companyId(), task.id())
                    .update();
            events.append("task-deleted", by.userId(), task.lead(), task.told(null));
        });
    }

    private void tell(SignedIn by, Task before, Task after) {
        if (!before.values().equals(after.values())) {
            events.append("task-changed", by.userId(), after.lead(), after.told(before));
        }
        if (before.open() != after.open()) {
            events.append(before.open() ? "task-done" : "task-reopened", by.userId(), after.lead(), after.told(null));
        }
    }

    /** The task as it is, locked; what the caller does not see is not there. */
    private Task locked(SignedIn by, String shown, long version) {
        long id = Ids.of(by.idSeed()).read(Ids.Kind.TASK, shown).orElseThrow(Refusal::notFound);
        Task task = jdbc.sql(ONE + " for update of t")
                .params(by.companyId(), id)
                .query(Task::of)
                .optional()
                .orElseThrow(Refusal::notFound);
        if (task.kind().equals(Task.CALLBACK) && !sight.callbacks(by).has(task.user())) {
            throw Refusal.notFound();
        }
        if (task.version() != version) {
            throw IfMatch.changedMeanwhile(queries.one(by, id));
        }
        return task;
    }

    private Task one(SignedIn by, long id) {
        return jdbc.sql(ONE).params(by.companyId(), id).query(Task::of).single();
    }

    private int count(SignedIn by, long lead) {
        return jdbc.sql("select count(*) from fairlead.task where company_id = ? and lead_id = ? and done_at is null")
                .params(by.companyId(), lead)
                .query(Integer.class)
                .single();
    }

    private long active(String key) {
        return jdbc.sql("select id from fairlead.app_user where key = ? and active and role <> 'integration'")
                .param(key)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> Refusal.invalid(List.of(new FieldError("user", "unknown-user"))));
    }

    /** Nobody is reminded of what is done or was due before it was written down. */
    private @Nullable Instant remindAt(Wanted wanted) {
        Integer remind = wanted.remind();
        return remind == null || wanted.done() || !wanted.due().isAfter(clock.instant())
                ? null
                : wanted.due().minus(remind, ChronoUnit.MINUTES);
    }

    /** A reminder that was given is given again only if its time or whose it is has changed. */
    private @Nullable Instant remindAt(Task before, Wanted wanted, long user) {
        boolean same = before.open() == !wanted.done()
                && before.due().equals(wanted.due())
                && Objects.equals(before.remind(), wanted.remind())
                && before.user() == user;
        return same ? before.remindAt() : remindAt(wanted);
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }
}
