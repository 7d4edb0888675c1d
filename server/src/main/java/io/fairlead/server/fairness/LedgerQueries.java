package io.fairlead.server.fairness;

import io.fairlead.engine.distribution.Rule;
import io.fairlead.engine.simulation.Scenario;
import io.fairlead.server.company.Companies;
import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.wording.Leads;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What ledgers did in a period. All figures are decimal numbers of leads. */
@Component
class LedgerQueries {
    /** The most points a line of a chart has. */
    private static final int POINTS = 120;

    /** What lines did on each day; the last one of a line stands with the line itself. */
    private static final String DAYS = """
            days as not materialized (
                select day, shared, name, user_id, entitled, received, peak from fairlead.ledger_day
                 union all
                select day, shared, name, user_id, entitled - day_entitled, received - day_received, day_peak
                  from fairlead.ledger where (entitled, received) <> (day_entitled, day_received) or day_peak <> 0)
            """;

    private static final String LEDGERS = """
            select l.shared, l.name, u.key, u.name as person, %s
              from fairlead.ledger l
              join fairlead.app_user u on u.company_id = l.company_id and u.id = l.user_id
              %s
             where :only = 0 or l.user_id = :only
             order by l.shared, l.name, u.name, u.key
            """;

    /** All that ever was is what stands in the ledgers. */
    private static final String WHOLE = LEDGERS.formatted("""
            l.entitled, l.received, l.entitled - l.received as balance,
            greatest(l.peak, abs(l.entitled - l.received)) as deviation
            """, "");

    private static final String WITHIN = "with " + DAYS + """
            , within as (
                select shared, name, user_id, sum(entitled) as entitled, sum(received) as received, max(peak) as peak
                  from days where day between :from and :to group by shared, name, user_id),
            since as (
                select shared, name, user_id, sum(entitled - received) as moved
                  from days where day > :to group by shared, name, user_id)
            """ + LEDGERS.formatted("""
            coalesce(w.entitled, 0)::bigint as entitled, coalesce(w.received, 0)::bigint as received,
            (l.entitled - l.received - coalesce(s.moved, 0))::bigint as balance,
            greatest(coalesce(w.peak, 0), abs(l.entitled - l.received - coalesce(s.moved, 0)))::bigint as deviation
            """, """
             left join within w on (w.shared, w.name, w.user_id) = (l.shared, l.name, l.user_id)
             left join since s on (s.shared, s.name, s.user_id) = (l.shared, l.name, l.user_id)
            """);

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Companies companies;
    private final SettingsStore settings;
    private final InstantSource clock;

    LedgerQueries(
            JdbcClient jdbc,
            Transactions transactions,
            Companies companies,
            SettingsStore settings,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.companies = companies;
        this.settings = settings;
        this.clock = clock;
    }

    /** @param from the first day; null for the beginning */
    record LedgerList(@Nullable String from, String to, String timezone, List<FairLedger> ledgers) {}

    /**
     * A ledger in a period.
     *
     * @param shared whether rules share it by its name; else it is a rule's own
     * @param rules those that book in it now; none for one that is kept as it was left
     * @param deviation the largest of its people
     */
    record FairLedger(boolean shared, String name, List<String> rules, String deviation, List<FairLine> rows) {}

    /**
     * A person in a ledger.
     *
     * @param balance at the end of the period
     * @param deviation the largest |balance| in the period
     */
    record FairLine(String user, String name, String entitled, String received, String balance, String deviation) {}

    /**
     * How balances moved.
     *
     * @param days the last day of each point
     */
    record BalanceLines(List<String> days, List<BalanceLine> people) {}

    record BalanceLine(String user, String name, List<String> balances) {}

    private record Found(
            boolean shared,
            String name,
            String key,
            String person,
            long entitled,
            long received,
            long balance,
            long deviation) {}

    /** Everybody's lines; with {@code own} the asker's alone. */
    LedgerList list(SignedIn me, String period, boolean own) {
        return transactions.inCompany(me.companyId(), () -> {
            if (own && !companies.work().ownBalance()) {
                throw Refusal.forbidden();
            }
            return list(period, own ? me.userId() : 0);
        });
    }

    private LedgerList list(String word, long only) {
        ZoneId zone = zone();
        Period period = Period.of(word, today(zone));
        Map<List<Object>, List<Found>> ledgers = new LinkedHashMap<>();
        var asked = period.isAll()
                ? jdbc.sql(WHOLE)
                : jdbc.sql(WITHIN).param("from", period.from()).param("to", period.to());
        asked.param("only", only)
                .query(Found.class)
                .list()
                .forEach(row -> ledgers.computeIfAbsent(List.of(row.shared(), row.name()), key -> new ArrayList<>())
                        .add(row));
        Scenario scenario = settings.scenario();
        return new LedgerList(
                period.isAll() ? null : period.from().toString(),
                period.to().toString(),
                zone.getId(),
                ledgers.values().stream().map(rows -> ledger(rows, scenario)).toList());
    }

    private static FairLedger ledger(List<Found> rows, Scenario scenario) {
        Found first = rows.getFirst();
        long deviation = rows.stream().mapToLong(Found::deviation).max().orElse(0);
        return new FairLedger(
                first.shared(),
                first.name(),
                scenario.settings().rules().stream()
                        .filter(rule -> first.shared()
                                ? first.name().equals(rule.ledger())
                                : rule.ledger() == null && rule.id().equals(first.name()))
                        .map(Rule::id)
                        .toList(),
                Leads.text(deviation),
                rows.stream()
                        .map(row -> new FairLine(
                                row.key(),
                                row.person(),
                                Leads.text(row.entitled()),
                                Leads.text(row.received()),
                                Leads.text(row.balance()),
                                Leads.text(row.deviation())))
                        .toList());
    }

    BalanceLines lines(SignedIn me, boolean shared, String name, String word) {
        return transactions.inCompany(me.companyId(), () -> {
            LocalDate today = today(zone());
            Period period = Period.of(word, today);
            LocalDate from = period.isAll() ? first(shared, name, today) : period.from();
            return lines(shared, name, from, period.to());
        });
    }

    /** The first day on which something was booked. */
    private LocalDate first(boolean shared, String name, LocalDate today) {
        return jdbc.sql("with " + DAYS + """
                        select min(day) as day from days
                         where day > ? and shared = ? and name = ?
                        """)
                .params(Period.OPENING, shared, name)
                .query((row, n) -> Objects.requireNonNullElse(row.getObject("day", LocalDate.class), today))
                .single();
    }

    private BalanceLines lines(boolean shared, String name, LocalDate from, LocalDate to) {
        record Moved(
                String key,
                String person,
                long balance,
                @Nullable LocalDate day,
                long moved) {}
        int every = Math.toIntExact(ChronoUnit.DAYS.between(from, to) / POINTS + 1);
        List<LocalDate> days = new ArrayList<>();
        for (LocalDate day = to; !day.isBefore(from); day = day.minusDays(every)) {
            days.addFirst(day);
        }
        Map<String, Line> people = new TreeMap<>();
        jdbc.sql("with " + DAYS + """
                        select u.key, u.name as person, l.entitled - l.received as balance, d.day,
                               coalesce(d.entitled - d.received, 0) as moved
                          from fairlead.ledger l
                          join fairlead.app_user u on u.company_id = l.company_id and u.id = l.user_id
                          left join days d on (d.shared, d.name, d.user_id) = (l.shared, l.name, l.user_id)
                           and d.day >= ?
                         where l.shared = ? and l.name = ?
                        """)
                .params(from, shared, name)
                .query(Moved.class)
                .list()
                .forEach(row -> people.computeIfAbsent(
                                row.key(), key -> new Line(key, row.person(), row.balance(), new TreeMap<>()))
                        .add(row.day(), row.moved()));
        return new BalanceLines(
                days.stream().map(LocalDate::toString).toList(),
                people.values().stream()
                        .map(line -> new BalanceLine(line.user, line.name, line.at(days)))
                        .toList());
    }

    /** A person's balance now, and by how much it moved on each day. */
    private record Line(String user, String name, long now, TreeMap<LocalDate, Long> moved) {
        void add(@Nullable LocalDate day, long by) {
            if (day != null) {
                moved.merge(day, by, Long::sum);
            }
        }

        /** The balances at the ends of days, going back from now. */
        List<String> at(List<LocalDate> days) {
            List<String> balances = new ArrayList<>();
            long balance = now;
            var later = new TreeMap<>(moved);
            for (LocalDate day : days.reversed()) {
                while (!later.isEmpty() && later.lastKey().isAfter(day)) {
                    balance -= later.pollLastEntry().getValue();
                }
                balances.addFirst(Leads.text(balance));
            }
            return balances;
        }
    }

    private ZoneId zone() {
        return ZoneId.of(companies.current().timezone());
    }

    private LocalDate today(ZoneId zone) {
        return LocalDate.ofInstant(clock.instant(), zone);
    }
}
