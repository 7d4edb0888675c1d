package io.fairlead.server.lead.list;

import io.fairlead.server.ApplicationRole;
import io.fairlead.server.field.FieldIndexes;
import io.fairlead.server.platform.sql.FieldKey;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A large company beside two others, as the application's role sees it, and what the plans of statements look at. */
final class LargeCompany implements AutoCloseable {
    static final int LEADS = 150_000;
    /** The company whose leads are closed, all but a few. */
    static final int OLD = 3;

    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

    private final ApplicationRole application = new ApplicationRole();

    LargeCompany() throws SQLException {
        for (int company = 1; company <= 3; company++) {
            application.found(company, """
                    insert into fairlead.lead (id, created_at, source, status, closed, state, owner_id, contact_id,
                                               name, phone, email, custom, zone1, zone2)
                    select n, timestamptz '2026-01-01' + n * interval '1 minute',
                           (array['web', 'portal', 'phone', 'fair'])[1 + n %% 4],
                           (array['new', 'called', 'visit', 'won', 'lost'])[1 + n * 7 %% 5],
                           %3$s,
                           case when n %% 50 = 0 then 'waiting' else 'assigned' end,
                           case when n %% 50 = 0 then 0 else 1 + n %% 40 end,
                           n, 'Name' || n * 7919 %% 6000 || ' Of ' || n, '+39335' || lpad((n * 7919 %% 10000000)::text, 7, '0'),
                           'person' || n || '@example.com',
                           jsonb_strip_nulls(jsonb_build_object('town', 'Town ' || n * 7919 %% 3000,
                               'worth', case when n %% 10 > 0 then n * 7919 %% 40000 end,
                               'day', (date '2020-01-01' + n %% 3000)::text)),
                           1, case when n %% 40 > 35 then 3 else 2 end
                      from generate_series(1, %2$d) n;
                    """.formatted(
                    company, company == 2 ? LEADS / 10 : LEADS, company == OLD ? "n % 300 > 0" : "1 + n * 7 % 5 > 3"));
        }
        workersAndIndexes();
    }

    private void workersAndIndexes() {
        application.fill("""
                select set_config('fairlead.company', '1', false);
                alter table fairlead.lead_worker disable trigger all;
                insert into fairlead.lead_worker (lead_id, user_id, added_by, added_at)
                    select n * 20, 1 + n % 40, 1, now() from generate_series(1, 7000) n;
                """);
        for (FieldIndexes.Ready ready : indexed().values()) {
            application.fill(
                    "create index on fairlead.lead_shared (" + ready.key().sql() + ", id) where company_id = 1");
        }
        application.fill("vacuum (analyze) fairlead.lead_shared, fairlead.lead_worker");
    }

    void look(int company) {
        application.look(company);
    }

    @Override
    public void close() {
        application.close();
    }

    JdbcClient jdbc() {
        return application.jdbc();
    }

    static Map<String, FieldIndexes.Ready> indexed() {
        return Map.of(
                "town", new FieldIndexes.Ready(FieldKey.of("text", "town"), true),
                "worth", new FieldIndexes.Ready(FieldKey.of("number", "worth"), false),
                "day", new FieldIndexes.Ready(FieldKey.of("date", "day"), true));
    }

    /** The number of the first lead that arrived then or later. */
    static long arrived(Instant at) {
        Instant before = at.minusNanos(1);
        return Math.max(1, Duration.between(FIRST, before).toMinutes() + 1);
    }

    long buffers(LeadStatements.Statement statement) {
        return application.buffers(statement.sql(), statement.values());
    }
}
