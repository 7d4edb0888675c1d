package io.fairlead.server.work;

import io.fairlead.server.company.Companies;
import io.fairlead.server.company.WorkSettings;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.platform.sql.Transactions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whose work and whose callbacks somebody sees, as the company wants it; managers see all. Thread-safe. */
@Component
public class Sight {
    /**
     * A condition on events: it leaves out those about callbacks that the reader does not see. Events about callbacks name
     * in {@code owners} whose they are and were. Its value is {@link Seen#owners()}; who sees all needs no condition.
     */
    public static final String OF_EVENTS = "coalesce(jsonb_exists_any(data -> 'owners', ?), true)";

    /** The same for rows of {@code task t}; its value is {@link Seen#users()}. */
    static final String OF_TASKS = "(t.kind <> 'callback' or coalesce(t.user_id = any(?::bigint[]), true))";

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Companies companies;

    Sight(JdbcClient jdbc, Transactions transactions, Companies companies) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.companies = companies;
    }

    /** The numbers of those who are seen; null for everybody. */
    public record Seen(@Nullable List<Long> numbers) {
        /** As a bound value of a statement. */
        public Long @Nullable [] users() {
            return numbers == null ? null : numbers.toArray(Long[]::new);
        }

        /** As a bound value of {@link #OF_EVENTS}. */
        public String @Nullable [] owners() {
            return numbers == null
                    ? null
                    : numbers.stream().map(String::valueOf).toArray(String[]::new);
        }

        boolean has(long user) {
            return numbers == null || numbers.contains(user);
        }
    }

    /** Whose callbacks this user sees, in the company's transaction under way. */
    public Seen callbacks(SignedIn me) {
        return of(me).callbacks();
    }

    /**
     * Whose work somebody sees.
     *
     * @param history whose calls, notes and changes of status
     */
    public record Sights(Seen history, Seen callbacks) {}

    /** What this user sees. */
    public Sights of(SignedIn me) {
        if (me.role().permits(Permission.MANAGE_PEOPLE)) {
            return new Sights(new Seen(null), new Seen(null));
        }
        return transactions.inCompany(me.companyId(), () -> {
            WorkSettings work = companies.work();
            return new Sights(of(me, work.history()), of(me, work.callbacks()));
        });
    }

    private Seen of(SignedIn me, WorkSettings.Sight chosen) {
        return switch (chosen) {
            case OWN -> new Seen(List.of(me.userId()));
            case GROUP -> new Seen(group(me.userId()));
            case ALL -> new Seen(null);
        };
    }

    /** Oneself, and everybody in a team of one's own. */
    private List<Long> group(long user) {
        return jdbc.sql("""
                        select u.id from fairlead.app_user u
                         where u.id = :user or u.key in (
                               select mate.key from fairlead.setting s, fairlead.app_user me,
                                      jsonb_array_elements_text(s.body -> 'members') as mate(key)
                                where s.kind = 'team' and me.id = :user and jsonb_exists(s.body -> 'members', me.key))
                        """)
                .param("user", user)
                .query((row, n) -> row.getLong("id"))
                .list();
    }
}
