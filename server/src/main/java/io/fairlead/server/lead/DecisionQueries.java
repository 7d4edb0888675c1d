package io.fairlead.server.lead;

import io.fairlead.server.company.Companies;
import io.fairlead.server.distribution.Explained;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Decisions with their reasons, as somebody may know them. Thread-safe. */
@Component
public class DecisionQueries {
    private static final String COLUMNS = "d.id, d.lead_id, d.at, d.how, d.rule, d.settings_seq, d.explanation, u.key";

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Companies companies;
    private final JsonMapper json;

    DecisionQueries(JdbcClient jdbc, Transactions transactions, Companies companies, JsonMapper json) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.companies = companies;
        this.json = json;
    }

    /** A user by the key that rules and explanations use. */
    public record Person(String key, String name) {}

    /** A decision of a lead with its reasons. */
    public record DecisionRow(String id, Explained explained) {}

    /**
     * A decision alone.
     *
     * @param settings the number of the settings it was made under
     * @param people everybody it names
     */
    record DecisionSheet(
            String id, String lead, String leadName, long settings, Explained explained, List<Person> people) {}

    DecisionSheet of(SignedIn me, String shown) {
        Ids ids = Ids.of(me.idSeed());
        long id = ids.read(Ids.Kind.DECISION, shown).orElseThrow(Refusal::notFound);
        return transactions.inCompany(me.companyId(), () -> {
            MadeDecision made = jdbc.sql("select " + COLUMNS + """
                             from fairlead.decision d left join fairlead.app_user u
                               on u.company_id = d.company_id and u.id = d.user_id
                            where d.company_id = ? and d.id = ?
                            """)
                    .params(me.companyId(), id)
                    .query(this::made)
                    .optional()
                    .orElseThrow(Refusal::notFound);
            String name = jdbc.sql("select name from fairlead.lead where company_id = ? and id = ?")
                    .params(me.companyId(), made.lead())
                    .query(String.class)
                    .optional()
                    .orElse("");
            return new DecisionSheet(
                    shown,
                    ids.show(Ids.Kind.LEAD, made.lead()),
                    name,
                    made.settings(),
                    teller(me).apply(made),
                    people(made.people()));
        });
    }

    /** These decisions as they are told to somebody, by their numbers, in the transaction under way. */
    public Map<Long, DecisionRow> told(SignedIn me, Collection<Long> decisions) {
        if (decisions.isEmpty()) {
            return Map.of();
        }
        Ids ids = Ids.of(me.idSeed());
        Function<MadeDecision, Explained> teller = teller(me);
        return jdbc
                .sql("select " + COLUMNS + """
                         from fairlead.decision d left join fairlead.app_user u
                           on u.company_id = d.company_id and u.id = d.user_id
                        where d.company_id = ? and d.id = any(?)
                        """)
                .params(me.companyId(), decisions.toArray(Long[]::new))
                .query(this::made)
                .stream()
                .collect(Collectors.toMap(
                        MadeDecision::id,
                        made -> new DecisionRow(ids.show(Ids.Kind.DECISION, made.id()), teller.apply(made))));
    }

    /** The last decision about each of these leads, by lead, in the transaction under way. */
    Map<Long, MadeDecision> last(int company, Collection<Long> leads) {
        if (leads.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("select " + COLUMNS + """
                         from unnest(?) as asked(lead)
                        cross join lateral (select * from fairlead.decision d
                                             where d.company_id = ? and d.lead_id = asked.lead
                                             order by d.id desc limit 1) d
                         left join fairlead.app_user u on u.company_id = d.company_id and u.id = d.user_id
                        """)
                .params(leads.toArray(Long[]::new), company)
                .query(this::made)
                .stream()
                .collect(Collectors.toMap(MadeDecision::lead, made -> made));
    }

    /** What these people are called. */
    List<Person> people(Collection<String> keys) {
        Set<String> sorted = new TreeSet<>(keys);
        return jdbc.sql("select key, name from fairlead.app_user where key = any(?) order by key")
                .param(sorted.toArray(String[]::new))
                .query((row, n) -> new Person(row.getString("key"), row.getString("name")))
                .list();
    }

    /** Tells decisions to somebody: managers hear everything, others nothing private of their colleagues. */
    Function<MadeDecision, Explained> teller(SignedIn me) {
        ZoneId zone = zone();
        if (me.role().permits(Permission.MANAGE_PEOPLE)) {
            return made -> made.explained(zone);
        }
        String own = jdbc.sql("select key from fairlead.app_user where id = ?")
                .param(me.userId())
                .query(String.class)
                .single();
        return made -> made.explained(zone).toldTo(own);
    }

    ZoneId zone() {
        return ZoneId.of(companies.current().timezone());
    }

    private MadeDecision made(ResultSet row, int number) throws SQLException {
        @Nullable String explanation = row.getString("explanation");
        @Nullable String user = row.getString("key");
        return new MadeDecision(
                row.getLong("id"),
                row.getLong("lead_id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("how"),
                row.getString("rule"),
                user == null ? "" : user,
                row.getLong("settings_seq"),
                explanation == null ? null : ExplanationReader.read(json.readTree(explanation)));
    }
}
