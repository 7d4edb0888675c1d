package io.fairlead.server.company;

import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.sql.Transactions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The companies of this installation. Thread-safe. */
@Component
public class Companies {
    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Events events;
    private final SecureRandom random = new SecureRandom();

    Companies(JdbcClient jdbc, Transactions transactions, Events events) {
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
        return WorkSettings.read(
                jdbc.sql("select work from fairlead.company").query(String.class).single());
    }
}
