package io.fairlead.server.privacy;

import io.fairlead.server.company.Companies;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.job.Rounds;
import io.fairlead.server.platform.sql.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts sign-ins that failed or had to wait, by person, address and hour, and notes them behind the sign-in: an attempt
 * takes as long for an e-mail that nobody has as for any other. What was typed is not kept. Each company that has the
 * e-mail notes it for itself. An e-mail that nobody has is noted where there is one company alone; several companies must
 * not learn of each other's people, so there the log counts them. Thread-safe.
 */
@Component
class FailedSignIns implements DisposableBean {
    /** Rows of a company and an hour; what comes after them is counted without its address. */
    static final int MOST_ROWS = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(FailedSignIns.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int MOST_WAITING = 10_000;
    private static final long NOBODY = 0;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final InstantSource clock;
    private final Companies companies;
    private Map<Attempt, Count> attempts = new LinkedHashMap<>();
    private final Map<Integer, Map<Row, Count>> due = new ConcurrentHashMap<>();

    FailedSignIns(JdbcClient jdbc, Transactions transactions, InstantSource clock, Companies companies, Rounds rounds) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
        this.companies = companies;
        rounds.every(PAUSE, "failed sign-ins", this::whose, this::write);
    }

    private record Attempt(String email, String address, boolean waited, Instant hour) {}

    private record Row(String kind, long who, String address, Instant hour) {}

    private record Count(Instant first, int times) {
        Count and(Count other) {
            return new Count(first.isBefore(other.first) ? first : other.first, times + other.times);
        }
    }

    private record Login(String email, int company, long user) {}

    @EventListener
    void on(SignedIn.Refused refused) {
        Instant now = clock.instant();
        Instant hour = now.truncatedTo(ChronoUnit.HOURS);
        add(new Attempt(refused.email(), refused.address(), refused.waited(), hour), new Count(now, 1));
    }

    private synchronized void add(Attempt attempt, Count count) {
        boolean room = attempts.size() < MOST_WAITING || attempts.containsKey(attempt);
        Attempt counted = room ? attempt : new Attempt("", "", attempt.waited(), attempt.hour());
        attempts.merge(counted, count, Count::and);
    }

    private synchronized Map<Attempt, Count> taken() {
        Map<Attempt, Count> taken = attempts;
        attempts = new LinkedHashMap<>();
        return taken;
    }

    /** Finds out whose e-mails were tried since it was last asked, and returns the companies of which something is to be noted. */
    private Collection<Integer> whose() {
        Map<Attempt, Count> taken = taken();
        if (taken.isEmpty()) {
            return List.of();
        }
        Map<String, List<Login>> known = logins(taken.keySet());
        List<Integer> all = companies.all();
        int strangers = 0;
        for (Map.Entry<Attempt, Count> one : taken.entrySet()) {
            String email = one.getKey().email();
            if (known.containsKey(email)) {
                known.getOrDefault(email, List.of()).forEach(login -> note(login, one.getKey(), one.getValue()));
            } else if (all.size() > 1) {
                strangers += one.getValue().times();
            } else {
                all.forEach(company -> note(new Login(email, company, NOBODY), one.getKey(), one.getValue()));
            }
        }
        if (strangers > 0) {
            LOG.warn("Sign-ins with an e-mail that nobody has: {}", strangers);
        }
        return List.copyOf(due.keySet());
    }

    private void note(Login login, Attempt attempt, Count count) {
        String failed = login.user() == NOBODY ? "sign-in-unknown" : "sign-in-failed";
        Row row = new Row(
                attempt.waited() ? "sign-in-throttled" : failed, login.user(), attempt.address(), attempt.hour());
        due.computeIfAbsent(login.company(), c -> new LinkedHashMap<>()).merge(row, count, Count::and);
    }

    private Map<String, List<Login>> logins(Set<Attempt> tried) {
        String[] emails = tried.stream().map(Attempt::email).distinct().toArray(String[]::new);
        return jdbc
                .sql("select email, company_id, user_id from shared.sign_in where email = any(?)")
                .param(emails)
                .query((row, n) -> new Login(row.getString(1), row.getInt(2), row.getLong(3)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Login::email));
    }

    private void write(int company) {
        Map<Row, Count> rows = due.remove(company);
        if (rows != null) {
            transactions.inCompany(company, () -> rows.forEach(this::write));
        }
    }

    private void write(Row row, Count count) {
        jdbc.sql("""
                        insert into fairlead.audit (at, who, kind, hour, address, times)
                        select :at, nullif(:who, 0), :kind, :hour,
                               case when count(*) < :most then :address else '' end, :times
                          from fairlead.audit
                         where kind in ('sign-in-failed', 'sign-in-unknown', 'sign-in-throttled') and at >= :hour
                        on conflict (company_id, kind, record, coalesce(who, 0), address, hour) where hour is not null
                        do update set times = audit.times + excluded.times
                        """)
                .param("at", count.first().atOffset(ZoneOffset.UTC))
                .param("who", row.who())
                .param("kind", row.kind())
                .param("hour", row.hour().atOffset(ZoneOffset.UTC))
                .param("address", row.address())
                .param("times", count.times())
                .param("most", MOST_ROWS)
                .update();
    }

    /** What is not noted yet. */
    @Override
    public void destroy() {
        whose().forEach(this::write);
    }
}
