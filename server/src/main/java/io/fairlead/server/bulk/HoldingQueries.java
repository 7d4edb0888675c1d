package io.fairlead.server.bulk;

import io.fairlead.engine.distribution.Rule;
import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Transactions;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who holds open leads. Thread-safe. */
@Component
class HoldingQueries {
    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final SettingsStore settings;

    HoldingQueries(JdbcClient jdbc, Transactions transactions, SettingsStore settings) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.settings = settings;
    }

    record Holdings(List<Holder> rows) {}

    /** Somebody with open leads. */
    record Holder(String key, String name, boolean active, long open) {}

    /**
     * The open leads of a person.
     *
     * @param byHand those that no rule gave, or one that is gone
     * @param onInactive those that the rules move by themselves once the person is inactive
     * @param onAbsence those that the rules move by themselves when an absence of the person begins
     */
    record Holding(String key, String name, boolean active, long open, long byHand, long onInactive, long onAbsence) {}

    private record Person(long id, String name, boolean active) {}

    private record Held(String rule, long leads) {}

    Holdings all(SignedIn me) {
        return transactions.inCompany(
                me.companyId(),
                () -> new Holdings(jdbc.sql("""
                        select u.key, u.name, u.active, t.amount as open
                          from fairlead.tally t
                          join fairlead.app_user u on u.company_id = t.company_id and u.id = t.user_id
                         where t.what = 'open' and t.span = 'all' and t.amount > 0
                         order by u.active, t.amount desc, u.id
                        """)
                        .query(new SimplePropertyRowMapper<>(Holder.class))
                        .list()));
    }

    /** @throws Refusal {@code not-found} */
    Holding of(SignedIn me, String key) {
        return transactions.inCompany(me.companyId(), () -> {
            Person person =
                    jdbc.sql("""
                            select id, name, active from fairlead.app_user where key = ? and role <> 'integration'
                            """).param(key).query(Person.class).optional().orElseThrow(Refusal::notFound);
            List<Held> held = jdbc.sql("""
                            select d.state ->> 'rule' as rule, count(*) as leads
                              from fairlead.lead l
                              left join fairlead.desk_lead d on d.company_id = l.company_id and d.lead_id = l.id
                             where l.company_id = ? and l.owner_id = ? and not l.closed group by 1
                            """)
                    .params(me.companyId(), person.id())
                    .query((row, n) ->
                            new Held(row.getString("rule") == null ? "" : row.getString("rule"), row.getLong("leads")))
                    .list();
            return new Holding(
                    key,
                    person.name(),
                    person.active(),
                    held.stream().mapToLong(Held::leads).sum(),
                    sum(held, rule -> true, false),
                    sum(held, rule -> rule.moves().onInactive(), true),
                    sum(held, rule -> rule.moves().onAbsence(), true));
        });
    }

    /** The leads by such rules, or all the others. */
    private long sum(List<Held> held, Predicate<Rule> which, boolean these) {
        var rules = settings.scenario().settings().rules().stream()
                .filter(which)
                .map(Rule::id)
                .collect(Collectors.toSet());
        return held.stream()
                .filter(one -> rules.contains(one.rule()) == these)
                .mapToLong(Held::leads)
                .sum();
    }
}
