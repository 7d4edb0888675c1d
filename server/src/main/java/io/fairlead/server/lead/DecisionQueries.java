package io.fairlead.server.lead;

import io.fairlead.server.distribution.Explained;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Reading;
import io.fairlead.server.platform.sql.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Decisions with their reasons, as somebody may know them. Thread-safe. */
@Component
public class DecisionQueries {
    private static final String COLUMNS = "d.id, d.lead_id, d.at, d.how, d.rule, d.settings_seq, d.explanation, u.key";

    private final Transactions transactions;
    private final JsonMapper json;

    DecisionQueries(Transactions transactions, JsonMapper json) {
        this.transactions = transactions;
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
        Reading<MadeDecision> reading = made(me.companyId(), List.of(id));
        Reading<ZoneId> zone =
                Reading.of("select timezone from fairlead.company", (row, n) -> ZoneId.of(row.getString("timezone")));
        Reading<String> own = Reading.of(
                "select key from fairlead.app_user where id = ?", (row, n) -> row.getString("key"), me.userId());
        transactions.look(me.companyId(), reading, zone, own);
        MadeDecision made = reading.first().orElseThrow(Refusal::notFound);
        Reading<String> name = Reading.of(
                "select name from fairlead.lead where company_id = ? and id = ?",
                (row, n) -> row.getString("name"),
                me.companyId(),
                made.lead());
        Reading<Person> people = Reading.of(
                "select key, name from fairlead.app_user where key = any(?) order by key",
                (row, n) -> new Person(row.getString("key"), row.getString("name")),
                (Object) made.people().toArray(String[]::new));
        transactions.look(me.companyId(), name, people);
        return new DecisionSheet(
                shown,
                ids.show(Ids.Kind.LEAD, made.lead()),
                name.first().orElse(""),
                made.settings(),
                told(me, own.first().orElseThrow(), zone.first().orElseThrow(), made)
                        .explained(),
                people.rows());
    }

    /** Reads these decisions. */
    public Reading<MadeDecision> made(int company, Collection<Long> decisions) {
        return Reading.of("select " + COLUMNS + """
                         from fairlead.decision d left join fairlead.app_user u
                           on u.company_id = d.company_id and u.id = d.user_id
                        where d.company_id = ? and d.id = any(?)
                        """, this::made, company, decisions.toArray(Long[]::new));
    }

    /** Reads the last decision about each of these leads. */
    Reading<MadeDecision> last(int company, Collection<Long> leads) {
        return Reading.of("select " + COLUMNS + """
                         from unnest(?::bigint[]) as asked(lead)
                        cross join lateral (select * from fairlead.decision d
                                             where d.company_id = ? and d.lead_id = asked.lead
                                             order by d.id desc limit 1) d
                         left join fairlead.app_user u on u.company_id = d.company_id and u.id = d.user_id
                        """, this::made, leads.toArray(Long[]::new), company);
    }

    /**
     * A decision as it is told to somebody: managers hear everything, others nothing private of their colleagues.
     *
     * @param own the key of who hears it
     */
    public static DecisionRow told(SignedIn me, String own, ZoneId zone, MadeDecision made) {
        Explained explained = made.explained(zone);
        return new DecisionRow(
                Ids.of(me.idSeed()).show(Ids.Kind.DECISION, made.id()),
                me.role().permits(Permission.MANAGE_PEOPLE) ? explained : explained.toldTo(own));
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
