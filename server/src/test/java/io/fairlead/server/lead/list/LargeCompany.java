package io.fairlead.server.lead.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.server.TestServer;
import io.fairlead.server.field.FieldIndexes;
import io.fairlead.server.platform.DatabaseAddress;
import io.fairlead.server.platform.sql.FieldKey;
import io.fairlead.server.platform.sql.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A large company beside two others, as the application's role sees it, and what the plans of statements look at. */
final class LargeCompany implements AutoCloseable {
    static final int LEADS = 150_000;
    /** The company whose leads are closed, all but a few. */
    static final int OLD = 3;

    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

    private final SingleConnectionDataSource source;
    private final JdbcClient jdbc;

    LargeCompany() throws SQLException {
        DatabaseAddress owner = TestServer.freshDatabase();
        DatabaseAddress application = Schema.prepare(owner);
        for (int company = 1; company <= 3; company++) {
            TestServer.execute(owner, """
                    select set_config('fairlead.company', '%1$d', false);
                    insert into fairlead.company (company_id, name, timezone, id_seed)
                        overriding system value values (%1$d, 'company %1$d', 'Europe/Rome', 0);
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
        workersAndIndexes(owner);
        Connection connection = TestServer.connect(application);
        source = new SingleConnectionDataSource(connection, true);
        jdbc = JdbcClient.create(source);
        look(1);
    }

    private static void workersAndIndexes(DatabaseAddress owner) throws SQLException {
        TestServer.execute(owner, """
                select set_config('fairlead.company', '1', false);
                alter table fairlead.lead_worker disable trigger all;
                insert into fairlead.lead_worker (lead_id, user_id, added_by, added_at)
                    select n * 20, 1 + n % 40, 1, now() from generate_series(1, 7000) n;
                """);
        for (FieldIndexes.Ready ready : indexed().values()) {
            TestServer.execute(
                    owner,
                    "create index on fairlead.lead_shared (" + ready.key().sql() + ", id) where company_id = 1");
        }
        TestServer.execute(owner, "vacuum (analyze) fairlead.lead_shared, fairlead.lead_worker");
    }

    void look(int company) {
        jdbc.sql("select set_config('fairlead.company', ?, false)")
                .param(Integer.toString(company))
                .query(String.class)
                .single();
    }

    @Override
    public void close() {
        source.destroy();
    }

    JdbcClient jdbc() {
        return jdbc;
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

    /** Pages of the database that a statement touches. It must not walk the table. */
    long buffers(LeadStatements.Statement statement) {
        String plan = jdbc.sql("explain (analyze, buffers, format json) " + statement.sql())
                .params(statement.values())
                .query(String.class)
                .single();
        assertThat(plan).as(statement.sql()).doesNotContain("Seq Scan\"");
        JsonNode top = new JsonMapper().readTree(plan).get(0).path("Plan");
        long touched = top.path("Shared Hit Blocks").asLong()
                + top.path("Shared Read Blocks").asLong();
        assertThat(touched).as(plan).isPositive();
        return touched;
    }
}
