package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.server.platform.DatabaseAddress;
import io.fairlead.server.platform.sql.Schema;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A database of its own, filled by its owner and seen as the application's role sees a company, and what the plans of
 * statements look at. Not thread-safe.
 */
public final class ApplicationRole implements AutoCloseable {
    private final DatabaseAddress owner;
    private final SingleConnectionDataSource source;
    private final JdbcClient jdbc;

    /** Sees the company with the number 1 at first. */
    public ApplicationRole() throws SQLException {
        owner = TestServer.freshDatabase();
        source = new SingleConnectionDataSource(TestServer.connect(Schema.prepare(owner)), true);
        jdbc = JdbcClient.create(source);
        look(1);
    }

    /** Founds a company as the owner and fills it; the statements see no other. */
    public void found(int company, String statements) {
        fill("""
                select set_config('fairlead.company', '%1$d', false);
                insert into fairlead.company (company_id, name, timezone, id_seed)
                    overriding system value values (%1$d, 'company %1$d', 'Europe/Rome', 0);
                """.formatted(company) + statements);
    }

    /** Runs statements as the owner. */
    public void fill(String statements) {
        TestServer.execute(owner, statements);
    }

    /** Sees this company from now on. */
    public void look(int company) {
        jdbc.sql("select set_config('fairlead.company', ?, false)")
                .param(Integer.toString(company))
                .query(String.class)
                .single();
    }

    public JdbcClient jdbc() {
        return jdbc;
    }

    public DataSource source() {
        return source;
    }

    /** Pages of the database that a statement touches. It must not walk a table. */
    public long buffers(String sql, Map<String, ?> values) {
        String plan = jdbc.sql("explain (analyze, buffers, format json) " + sql)
                .params(values)
                .query(String.class)
                .single();
        assertThat(plan).as(sql).doesNotContain("Seq Scan\"");
        JsonNode top = new JsonMapper().readTree(plan).get(0).path("Plan");
        long touched = top.path("Shared Hit Blocks").asLong()
                + top.path("Shared Read Blocks").asLong();
        assertThat(touched).as(plan).isPositive();
        return touched;
    }

    @Override
    public void close() {
        source.destroy();
    }
}
