package io.fairlead.server.work;

import io.fairlead.server.company.Companies;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class TaskQueries {
    private static final int MOST_OPEN = 200;
    private static final int MOST_DONE = 20;
    private static final int MOST_ROWS = 200;
    private static final int USUAL_ROWS = 100;
    private static final int COUNTED = 1000;
    private static final String ROWS = """
            select t.id, t.lead_id, t.kind, t.title, t.due_at, t.remind, t.user_id, t.done_at, t.version,
                   u.key, u.name, a.key as by_key, a.name as by_name, t.created_at,
                   coalesce(nullif(l.name, ''), nullif(l.phone, ''), l.email, '') as lead_name
              from fairlead.task t
              join fairlead.app_user u on u.company_id = t.company_id and u.id = t.user_id
              left join fairlead.app_user a on a.company_id = t.company_id and a.id = t.created_by
              left join fairlead.lead l on l.company_id = t.company_id and l.id = t.lead_id
             where t.company_id = ?
            """;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Companies companies;
    private final Sight sight;
    private final InstantSource clock;

    TaskQueries(JdbcClient jdbc, Transactions transactions, Companies companies, Sight sight, InstantSource clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.companies = companies;
        this.sight = sight;
        this.clock = clock;
    }

    /** A user by key and name. */
    record TaskUser(String key, String name) {}

    /**
     * A task as a line of a list.
     *
     * @param leadName how the lead is called: its name, else how to reach it
     * @param title empty for a callback that says no more
     * @param due the company's wall time
     * @param at the same instant
     * @param remind minutes before it is due; null for no reminder
     * @param user whose it is
     * @param by who made it; null for nobody who is known
     * @param doneAt null while it is open
     */
    record TaskRow(
            String id,
            String lead,
            String leadName,
            String kind,
            String title,
            LocalDateTime due,
            Instant at,
            @Nullable Integer remind,
            TaskUser user,
            @Nullable TaskUser by,
            Instant createdAt,
            @Nullable Instant doneAt,
            long version) {}

    /** The tasks of a lead that the reader sees: all that are open by their time, then the last that were done. */
    record LeadTasks(List<TaskRow> rows) {}

    /** A page of somebody's tasks; {@code next} is null on the last one. */
    record TaskList(List<TaskRow> rows, @Nullable String next, TaskCounts counts) {}

    /** How many open tasks there are; each counted up to 1000. Today's are those still to come before midnight. */
    record TaskCounts(int overdue, int today, int coming) {}

    /** Where a page ended. */
    private record Cursor(Instant at, long task) {}

    LeadTasks ofLead(SignedIn me, long lead) {
        return transactions.inCompany(me.companyId(), () -> {
            Long @Nullable [] seen = sight.callbacks(me).users();
            String these = ROWS + " and t.lead_id = ? and " + Sight.OF_TASKS;
            List<TaskRow> rows = new ArrayList<>(
                    jdbc.sql(these + " and t.done_at is null order by t.due_at, t.id limit " + MOST_OPEN)
                            .params(me.companyId(), lead)
                            .param(seen)
                            .query(row(me))
                            .list());
            rows.addAll(
                    jdbc.sql(these + " and t.done_at is not null order by t.done_at desc, t.id desc limit " + MOST_DONE)
                            .params(me.companyId(), lead)
                            .param(seen)
                            .query(row(me))
                            .list());
            return new LeadTasks(rows);
        });
    }

    /** One task, in the transaction under way. */
    TaskRow one(SignedIn me, long task) {
        return jdbc.sql(ROWS + " and t.id = ?")
                .params(me.companyId(), task)
                .query(row(me))
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    /**
     * A page of tasks.
     *
     * @param whose the key of a user, {@code *} for everybody; oneself if missing. Others' are for managers.
     * @param done those that are done, last first, instead of the open ones by their time
     */
    TaskList page(SignedIn me, @Nullable String whose, boolean done, @Nullable String after, @Nullable Integer limit) {
        if (whose != null && !me.role().permits(Permission.MANAGE_PEOPLE)) {
            throw Refusal.forbidden();
        }
        Cursor cursor = after == null ? null : cursor(me, after);
        int most = Math.clamp(limit == null ? USUAL_ROWS : limit, 1, MOST_ROWS);
        return transactions.inCompany(me.companyId(), () -> {
            List<Object> values = new ArrayList<>(List.of(me.companyId()));
            String these = "";
            if (!"*".equals(whose)) {
                these = " and t.user_id = ?";
                values.add(whose == null ? me.userId() : user(whose));
            }
            TaskCounts counts = counts(these, values);
            String at = done ? "t.done_at" : "t.due_at";
            these += done ? " and t.done_at is not null" : " and t.done_at is null";
            if (cursor != null) {
                these += " and (" + at + ", t.id) " + (done ? "<" : ">") + " (?, ?)";
                values.add(cursor.at().atOffset(ZoneOffset.UTC));
                values.add(cursor.task());
            }
            String way = done ? " desc" : "";
            List<TaskRow> rows = jdbc.sql(
                            ROWS + these + " order by " + at + way + ", t.id" + way + " limit " + (most + 1))
                    .params(values)
                    .query(row(me))
                    .list();
            boolean more = rows.size() > most;
            List<TaskRow> page = more ? rows.subList(0, most) : rows;
            return new TaskList(page, more ? shown(page.getLast()) : null, counts);
        });
    }

    private TaskCounts counts(String whose, List<Object> values) {
        ZoneId zone = zone();
        Instant now = clock.instant();
        OffsetDateTime here = now.atOffset(ZoneOffset.UTC);
        OffsetDateTime midnight =
                LocalDate.ofInstant(now, zone).plusDays(1).atStartOfDay(zone).toOffsetDateTime();
        return new TaskCounts(
                count(whose + " and t.due_at < ?", values, here),
                count(whose + " and t.due_at >= ? and t.due_at < ?", values, here, midnight),
                count(whose + " and t.due_at >= ?", values, midnight));
    }

    private int count(String which, List<Object> values, Object... bounds) {
        return jdbc.sql("select count(*) from (select from fairlead.task t where t.company_id = ? and t.done_at is null"
                        + which + " limit " + COUNTED + ") c")
                .params(values)
                .params(bounds)
                .query(Integer.class)
                .single();
    }

    ZoneId zone() {
        return ZoneId.of(companies.current().timezone());
    }

    private long user(String key) {
        return jdbc.sql("select id from fairlead.app_user where key = ?")
                .param(key)
                .query(Long.class)
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    private RowMapper<TaskRow> row(SignedIn me) {
        Ids ids = Ids.of(me.idSeed());
        ZoneId zone = zone();
        return (row, n) -> {
            Instant due = row.getObject("due_at", OffsetDateTime.class).toInstant();
            @Nullable String by = row.getString("by_key");
            return new TaskRow(
                    ids.show(Ids.Kind.TASK, row.getLong("id")),
                    ids.show(Ids.Kind.LEAD, row.getLong("lead_id")),
                    row.getString("lead_name"),
                    row.getString("kind"),
                    row.getString("title"),
                    LocalDateTime.ofInstant(due, zone),
                    due,
                    row.getObject("remind", Integer.class),
                    new TaskUser(row.getString("key"), row.getString("name")),
                    by == null ? null : new TaskUser(by, row.getString("by_name")),
                    row.getObject("created_at", OffsetDateTime.class).toInstant(),
                    Task.instant(row, "done_at"),
                    row.getLong("version"));
        };
    }

    private static String shown(TaskRow last) {
        Instant done = last.doneAt();
        return (done == null ? last.at() : done) + "_" + last.id();
    }

    private static Cursor cursor(SignedIn me, String shown) {
        int mark = shown.indexOf('_');
        OptionalLong task = Ids.of(me.idSeed()).read(Ids.Kind.TASK, shown.substring(mark + 1));
        try {
            if (mark > 0 && task.isPresent()) {
                return new Cursor(Instant.parse(shown.substring(0, mark)), task.getAsLong());
            }
        } catch (DateTimeParseException e) {
            // Answered like every other text that is no cursor.
        }
        throw Refusal.invalid(List.of(new FieldError("after", "invalid")));
    }
}
