package io.fairlead.server.roster;

import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class AbsenceQueries {
    private final JdbcClient jdbc;
    private final Transactions transactions;

    AbsenceQueries(JdbcClient jdbc, Transactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    record AbsenceRows(List<AbsenceRow> rows, @Nullable String next) {}

    /**
     * @param user the user's key
     * @param from a date, or a date and time in company time
     * @param to the last day, or the date and time of the end
     * @param changedBy the key of who wrote it; null for the program itself
     */
    record AbsenceRow(
            String id,
            String user,
            String userName,
            String from,
            String to,
            String kind,
            Instant changedAt,
            @Nullable String changedBy,
            long version) {}

    /**
     * By their starts: all absences for who manages people, else one's own.
     *
     * @param user the key of one user; null for all
     * @param from those that end before this day are left out
     * @param to those that start after this day are left out
     */
    AbsenceRows all(SignedIn me, @Nullable String user, @Nullable LocalDate from, @Nullable LocalDate to) {
        return new AbsenceRows(rows(me, """
                        (?::text is null or u.key = ?) and (?::text is null or left(a."to", 10) >= ?)
                        and (?::text is null or left(a."from", 10) <= ?)
                        """, user, user, text(from), text(from), text(to), text(to)), null);
    }

    AbsenceRow one(SignedIn me, long id) {
        return rows(me, "a.id = ?", id).stream().findFirst().orElseThrow(Refusal::notFound);
    }

    private List<AbsenceRow> rows(SignedIn me, String condition, @Nullable Object... params) {
        boolean all = me.role().permits(Permission.MANAGE_PEOPLE);
        Ids ids = Ids.of(me.idSeed());
        return transactions.inCompany(me.companyId(), () -> {
            JdbcClient.StatementSpec statement =
                    jdbc.sql("""
                    select a.id, u.key, u.name, a."from", a."to", a.kind, a.changed_at, b.key as changed_by, a.version
                      from fairlead.absence a
                      join fairlead.app_user u on u.company_id = a.company_id and u.id = a.user_id
                      left join fairlead.app_user b on b.company_id = a.company_id and b.id = a.changed_by
                     where (? or a.user_id = ?) and %s
                     order by a."from", u.position, a.id
                    """.formatted(condition)).params(all, me.userId());
            for (Object param : params) {
                statement = statement.param(param);
            }
            return statement
                    .query((row, n) -> new AbsenceRow(
                            ids.show(Ids.Kind.ABSENCE, row.getLong("id")),
                            row.getString("key"),
                            row.getString("name"),
                            row.getString("from"),
                            row.getString("to"),
                            row.getString("kind"),
                            row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                            row.getString("changed_by"),
                            row.getLong("version")))
                    .list();
        });
    }

    private static @Nullable String text(@Nullable LocalDate date) {
        return date == null ? null : date.toString();
    }
}
