package io.fairlead.server.lead;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.server.TestServer;
import io.fairlead.server.platform.DatabaseAddress;
import io.fairlead.server.platform.sql.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The plans of the list's statements, as the application's role sees a large company beside another. */
class LeadStatementsTest {
    private static final int PAGE = 101;
    private static final int LEADS = 150_000;
    /** The company whose leads are closed, all but a few. */
    private static final int OLD = 3;

    private static final List<Long> OWNERS =
            LongStream.rangeClosed(0, 40).boxed().toList();

    private static SingleConnectionDataSource source;
    private static JdbcClient jdbc;

    @BeforeAll
    static void fill() throws SQLException {
        DatabaseAddress owner = TestServer.freshDatabase();
        DatabaseAddress application = Schema.prepare(owner);
        for (int company = 1; company <= 3; company++) {
            TestServer.execute(owner, """
                    select set_config('fairlead.company', '%1$d', false);
                    insert into fairlead.company (company_id, name, timezone, id_seed)
                        overriding system value values (%1$d, 'company %1$d', 'Europe/Rome', 0);
                    insert into fairlead.lead (id, created_at, source, status, closed, state, owner_id, contact_id,
                                               name, phone, email)
                    select n, timestamptz '2026-01-01' + n * interval '1 minute',
                           (array['web', 'portal', 'phone', 'fair'])[1 + n %% 4],
                           (array['new', 'called', 'visit', 'won', 'lost'])[1 + n * 7 %% 5],
                           %3$s,
                           case when n %% 50 = 0 then 'waiting' else 'assigned' end,
                           case when n %% 50 = 0 then 0 else 1 + n %% 40 end,
                           n, 'Name' || n * 7919 %% 6000 || ' Of ' || n, '+39335' || lpad((n * 7919 %% 10000000)::text, 7, '0'),
                           'person' || n || '@example.com'
                      from generate_series(1, %2$d) n;
                    """.formatted(
                    company, company == 2 ? LEADS / 10 : LEADS, company == OLD ? "n % 300 > 0" : "1 + n * 7 % 5 > 3"));
        }
        TestServer.execute(owner, """
                select set_config('fairlead.company', '1', false);
                alter table fairlead.lead_worker disable trigger all;
                insert into fairlead.lead_worker (lead_id, user_id, added_by, added_at)
                    select n * 20, 1 + n % 40, 1, now() from generate_series(1, 7000) n;
                """);
        TestServer.execute(owner, "vacuum (analyze) fairlead.lead_shared, fairlead.lead_worker");
        Connection connection = TestServer.connect(application);
        source = new SingleConnectionDataSource(connection, true);
        jdbc = JdbcClient.create(source);
        look(1);
    }

    private static void look(int company) {
        jdbc.sql("select set_config('fairlead.company', ?, false)")
                .param(Integer.toString(company))
                .query(String.class)
                .single();
    }

    @AfterAll
    static void close() {
        source.destroy();
    }

    @ParameterizedTest
    @ValueSource(strings = {"created", "-created", "status", "-status", "source", "-source", "assignee", "-assignee"})
    void aPageOfAllLeadsReadsLittleMoreThanItself(String name) {
        LeadSort sort = LeadSort.of(name).orElseThrow();
        assertThat(buffers(all -> all, sort, null, false)).isLessThan(sort.by() == LeadSort.By.ASSIGNEE ? 4500 : 300);
        String key = switch (sort.by()) {
            case CREATED -> "";
            case STATUS -> "called";
            case SOURCE -> "phone";
            case ASSIGNEE -> "20";
        };
        LeadCursor middle = new LeadCursor(name, 10_000, false, LEADS / 2, key);
        assertThat(buffers(all -> all, sort, middle, false)).isLessThan(sort.by() == LeadSort.By.ASSIGNEE ? 4500 : 300);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-created", "status", "-source", "assignee"})
    void aFilterThatLeavesManyIsReadAlongTheOrder(String name) {
        LeadSort sort = LeadSort.of(name).orElseThrow();
        assertThat(buffers(all -> all.oneOf("status", List.of("new", "called")), sort, null, false))
                .isLessThan(6000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-created", "status", "-source", "assignee"})
    void aFilterThatLeavesFewIsReadByItsOwnIndex(String name) {
        LeadSort sort = LeadSort.of(name).orElseThrow();
        assertThat(buffers(all -> all.oneOf("state", List.of("waiting")), sort, null, true))
                .isLessThan(8000);
        assertThat(buffers(all -> all.begins("name_key", "name77"), sort, null, true))
                .isLessThan(8000);
        assertThat(buffers(all -> all.begins("phone", "+393357919"), sort, null, true))
                .isLessThan(500);
        assertThat(buffers(all -> all.begins("email", "person149"), sort, null, true))
                .isLessThan(5000);
        assertThat(buffers(all -> all.oneOf("owner_id", List.of(7L)).open(true), sort, null, true))
                .isLessThan(8000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-created", "status", "-source", "assignee"})
    void somebodysLeadsAndThoseTheyWorkBesideAnotherAreReadByTheirIndexes(String name) {
        LeadSort sort = LeadSort.of(name).orElseThrow();
        UnaryOperator<LeadStatements> mine = all -> all.heldBy(List.of(7L), true);
        assertThat(buffers(mine, sort, null, true)).isLessThan(8000);
        assertThat(buffers(mine.apply(all()).count(10_000))).isLessThan(4000);
        if (sort.by() == LeadSort.By.CREATED) {
            assertThat(buffers(mine, sort, null, false)).isLessThan(1500);
        }
    }

    @Test
    void countingStopsAtItsLimit() {
        assertThat(buffers(all().count(10_000))).isLessThan(2000);
        assertThat(buffers(all().oneOf("status", List.of("new")).count(10_000))).isLessThan(2000);
        assertThat(buffers(all().oneOf("source", List.of("web", "fair")).count(10_000)))
                .isLessThan(2000);
        assertThat(buffers(all().begins("name_key", "name1").count(10_000))).isLessThan(2000);
    }

    @Test
    void openLeadsAreFoundAmongManyClosedOnes() {
        look(OLD);
        try {
            assertThat(buffers(new LeadStatements(OLD).open(true).count(10_000)))
                    .isLessThan(1500);
            var newest = LeadSort.of("-created").orElseThrow();
            assertThat(buffers(new LeadStatements(OLD).open(true).page(newest, null, true, OWNERS, PAGE)))
                    .isLessThan(2500);
        } finally {
            look(1);
        }
    }

    private static LeadStatements all() {
        return new LeadStatements(1);
    }

    private static long buffers(
            UnaryOperator<LeadStatements> filter, LeadSort sort, @Nullable LeadCursor after, boolean few) {
        return buffers(filter.apply(all()).page(sort, after, few, OWNERS, PAGE));
    }

    /** Pages of the database that a statement touches. It must not walk the table. */
    private static long buffers(LeadStatements.Statement statement) {
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
