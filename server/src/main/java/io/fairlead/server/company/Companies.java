package io.fairlead.server.company;

import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.http.IfMatch;
import io.fairlead.server.platform.sql.Transactions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The companies of this installation. Thread-safe. */
@Component
public class Companies {
    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Events events;
    private final SettingsStore settings;
    private final JsonMapper json;
    private final SecureRandom random = new SecureRandom();

    Companies(JdbcClient jdbc, Transactions transactions, Events events, SettingsStore settings, JsonMapper json) {
        this.settings = settings;
        this.json = json;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.events = events;
    }

    /**
     * Founds a company. Its number is given before its row is written, since even that row is sealed.
     *
     * @return its number
     */
    public int found(String name, String timezone, String locale) {
        int id = jdbc.sql("select nextval('fairlead.company_company_id_seq')")
                .query(Integer.class)
                .single();
        transactions.inCompany(id, () -> {
            jdbc.sql("""
                            insert into fairlead.company (company_id, name, timezone, locale, id_seed)
                            overriding system value values (?, ?, ?, ?, ?)
                            """).params(id, name, timezone, locale, random.nextLong()).update();
            jdbc.sql("insert into shared.tenant (company_id) values (?)")
                    .param(id)
                    .update();
            events.append("company-created", null, Map.of("name", name, "timezone", timezone, "locale", locale));
        });
        return id;
    }

    /** The numbers of all companies, for work that goes from one to the next. */
    public List<Integer> all() {
        return jdbc.sql("select company_id from shared.tenant order by company_id")
                .query((row, n) -> row.getInt("company_id"))
                .list();
    }

    /** The company of the transaction under way. */
    public Company current() {
        return jdbc.sql("select company_id, name, timezone, locale, id_seed from fairlead.company")
                .query(Company.class)
                .single();
    }

    /** How people work leads in the company of the transaction under way. */
    public WorkSettings work() {
        return WorkSettings.read(jdbc.sql("select work from fairlead.company")
                .query(String.class)
                .single());
    }

    /** A profile as it is kept; a change names its version. */
    public record Kept(long version, CompanyProfile profile) {}

    /** What the company is called, where it is, and how its people work. */
    public Kept profile(int companyId) {
        return transactions.inCompany(
                companyId,
                () -> jdbc.sql("""
                                select version, name, timezone, locale, body, coalesce(idle_minutes, 0) as idle, work
                                  from fairlead.company
                                """)
                        .query((row, n) -> {
                            int idle = row.getInt("idle");
                            return new Kept(
                                    row.getLong("version"),
                                    new CompanyProfile(
                                            row.getString("name"),
                                            row.getString("timezone"),
                                            row.getString("locale"),
                                            json.readTree(row.getString("body"))
                                                    .path("region")
                                                    .asStringOpt()
                                                    .orElse(null),
                                            idle == 0 ? null : idle,
                                            WorkSettings.read(row.getString("work"))));
                        })
                        .single());
    }

    /**
     * Changes all of the profile. What the settings file says too is changed as settings are, so that the desk decides
     * by it from then on.
     *
     * @throws io.fairlead.server.platform.http.Refusal {@code changed-meanwhile}, {@code broken-settings}
     */
    public Kept change(int companyId, long who, long seen, CompanyProfile wanted) {
        Supplier<Kept> work = () -> write(companyId, who, seen, wanted);
        return profile(companyId).profile().sameInFile(wanted)
                ? transactions.inCompany(companyId, work)
                : settings.change(companyId, who, work);
    }

    private Kept write(int companyId, long who, long seen, CompanyProfile wanted) {
        String stored = jdbc.sql("select body from fairlead.company for no key update")
                .query(String.class)
                .single();
        Kept before = profile(companyId);
        if (before.version() != seen) {
            throw IfMatch.changedMeanwhile(before.profile().shown());
        }
        if (wanted.equals(before.profile())) {
            return before;
        }
        ObjectNode body = (ObjectNode) json.readTree(stored);
        if (wanted.region() == null) {
            body.remove("region");
        } else {
            body.put("region", wanted.region());
        }
        if (!wanted.locale().equals(before.profile().locale())) {
            body.put("locale", wanted.locale());
        }
        jdbc.sql("""
                        update fairlead.company set name = ?, timezone = ?, locale = ?, body = ?::jsonb, idle_minutes = ?,
                               work = ?::jsonb, version = version + 1
                        """)
                .params(wanted.name(), wanted.timezone(), wanted.locale(), body.toString())
                .param(wanted.idleMinutes())
                .param(json.writeValueAsString(wanted.work().shown()))
                .update();
        events.append("company-changed", who, Map.of("before", before.profile().shown(), "after", wanted.shown()));
        return profile(companyId);
    }
}
