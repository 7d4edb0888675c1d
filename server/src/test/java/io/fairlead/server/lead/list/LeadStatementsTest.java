package io.fairlead.server.lead.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.filter.FieldType;
import io.fairlead.engine.filter.Filter;
import io.fairlead.engine.filter.Filter.Operand;
import io.fairlead.engine.filter.Filter.Operator;
import io.fairlead.engine.filter.Value;
import io.fairlead.engine.filter.Zones;
import io.fairlead.server.TestServer;
import io.fairlead.server.field.FieldIndexes;
import io.fairlead.server.lead.LeadRows.Holder;
import io.fairlead.server.lead.list.LeadCursor.Counted;
import io.fairlead.server.platform.DatabaseAddress;
import io.fairlead.server.platform.sql.FieldKey;
import io.fairlead.server.platform.sql.Schema;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
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
                                               name, phone, email, custom)
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
                               'day', (date '2020-01-01' + n %% 3000)::text))
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
    @ValueSource(
            strings = {
                "created",
                "-created",
                "status",
                "-status",
                "source",
                "-source",
                "assignee",
                "-assignee",
                "name",
                "-phone",
                "email"
            })
    void aPageOfAllLeadsReadsLittleMoreThanItself(String name) {
        LeadSort sort = LeadSort.of(name).orElseThrow();
        assertThat(buffers(new Filter.All(List.of()), sort, null, false))
                .isLessThan(sort.by() == LeadSort.By.ASSIGNEE ? 4500 : 300);
        String key = switch (sort.by()) {
            case CREATED -> "";
            case STATUS -> "called";
            case SOURCE -> "phone";
            case ASSIGNEE -> "20";
            case NAME -> "name3";
            case PHONE -> "+393355";
            case EMAIL -> "person5";
            case OWN -> "=x";
        };
        LeadCursor middle = new LeadCursor(name, 10_000, Counted.SOME, LEADS / 2, key);
        assertThat(buffers(new Filter.All(List.of()), sort, middle, false))
                .isLessThan(sort.by() == LeadSort.By.ASSIGNEE ? 4500 : 300);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-created", "status", "-source", "assignee"})
    void aFilterThatLeavesManyIsReadAlongTheOrder(String name) {
        LeadSort sort = LeadSort.of(name).orElseThrow();
        assertThat(buffers(in("status", "new", "called"), sort, null, false)).isLessThan(6000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-created", "status", "-source", "assignee"})
    void aFilterThatLeavesFewIsReadByItsOwnIndex(String name) {
        LeadSort sort = LeadSort.of(name).orElseThrow();
        assertThat(buffers(in("state", "waiting"), sort, null, true)).isLessThan(8000);
        assertThat(buffers(new Filter.StartsWith("name", "name77"), sort, null, true))
                .isLessThan(8000);
        assertThat(buffers(new Filter.StartsWith("phone", "+393357919"), sort, null, true))
                .isLessThan(500);
        assertThat(buffers(new Filter.StartsWith("email", "person149"), sort, null, true))
                .isLessThan(5000);
        assertThat(buffers(new Filter.All(List.of(in("owner", "p7"), OPEN)), sort, null, true))
                .isLessThan(8000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-created", "status", "-source", "assignee"})
    void somebodysLeadsAndThoseTheyWorkBesideAnotherAreReadByTheirIndexes(String name) {
        LeadSort sort = LeadSort.of(name).orElseThrow();
        Filter mine = in("colleague", "p7");
        assertThat(buffers(mine, sort, null, true)).isLessThan(8000);
        assertThat(buffers(all(mine).count(10_000))).isLessThan(4000);
        if (sort.by() == LeadSort.By.CREATED) {
            assertThat(buffers(mine, sort, null, false)).isLessThan(1500);
        }
    }

    @Test
    void countingStopsAtItsLimit() {
        assertThat(buffers(all(new Filter.All(List.of())).count(10_000))).isLessThan(2000);
        assertThat(buffers(all(in("status", "new")).count(10_000))).isLessThan(2000);
        assertThat(buffers(all(in("source", "web", "fair")).count(10_000))).isLessThan(2000);
        assertThat(buffers(all(new Filter.StartsWith("name", "name1")).count(10_000)))
                .isLessThan(2000);
    }

    @Test
    void openLeadsAreFoundAmongManyClosedOnes() {
        look(OLD);
        try {
            assertThat(buffers(of(OLD, OPEN).count(10_000))).isLessThan(1500);
            var newest = LeadSort.of("-created").orElseThrow();
            assertThat(buffers(of(OLD, OPEN).page(newest, null, true, OWNERS, PAGE)))
                    .isLessThan(2500);
        } finally {
            look(1);
        }
    }

    @Test
    void whatStandsAnywhereInATextIsFoundByItsTrigrams() {
        var newest = LeadSort.of("-created").orElseThrow();
        for (Filter part : List.of(
                new Filter.Includes("name", "of 1497"),
                new Filter.Includes("phone", "7919"),
                new Filter.Includes("email", "149999@"))) {
            assertThat(buffers(all(part).count(10_000))).as("%s", part).isLessThan(2500);
            assertThat(buffers(part, newest, null, true)).as("%s", part).isLessThan(3000);
        }
    }

    @Test
    void daysAreFoundByTheirIndex() {
        var from = new Operand.Literal(new Value.Moment(Instant.parse("2026-02-01T00:00:00Z")));
        var to = new Operand.Literal(new Value.Moment(Instant.parse("2026-02-02T00:00:00Z")));
        Filter day = new Filter.All(List.of(
                new Filter.Compare("created", Operator.GREATER_OR_EQUAL, from),
                new Filter.Compare("created", Operator.LESS, to)));
        assertThat(buffers(all(day).count(10_000))).isLessThan(200);
        assertThat(buffers(all(day).count(0, LEADS))).isLessThan(200);
    }

    private static Map<String, FieldIndexes.Ready> indexed() {
        return Map.of(
                "town", new FieldIndexes.Ready(FieldKey.of("text", "town"), true),
                "worth", new FieldIndexes.Ready(FieldKey.of("number", "worth"), false),
                "day", new FieldIndexes.Ready(FieldKey.of("date", "day"), true));
    }

    @Test
    void ownFieldsAreFoundByTheirIndexes() {
        var newest = LeadSort.of("-created").orElseThrow();
        for (Filter few : List.of(
                in("town", "Town 77"),
                in("town", "Town 77", "Town 2011"),
                new Filter.StartsWith("town", "town 299"),
                new Filter.All(List.of(worth(Operator.GREATER_OR_EQUAL, 100), worth(Operator.LESS, 300))),
                worth(Operator.EQUAL, 4242),
                new Filter.Compare(
                        "day", Operator.LESS, new Operand.Literal(new Value.Day(LocalDate.parse("2020-01-05")))))) {
            assertThat(buffers(all(few).count(10_000))).as("%s", few).isLessThan(1200);
            assertThat(buffers(few, newest, null, true)).as("%s", few).isLessThan(4000);
        }
    }

    private static Filter worth(Operator operator, int than) {
        return new Filter.Compare("worth", operator, new Operand.Literal(new Value.Decimal(BigDecimal.valueOf(than))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"custom.town", "-custom.town", "custom.worth", "-custom.worth", "custom.day"})
    void anOwnFieldIsAnOrderThatItsIndexHas(String name) {
        LeadSort sort = LeadSort.of(
                        name, field -> Optional.ofNullable(indexed().get(field)).map(FieldIndexes.Ready::key))
                .orElseThrow();
        Filter none = new Filter.All(List.of());
        assertThat(buffers(none, sort, null, false)).isLessThan(300);
        String key = name.endsWith("worth") ? "=20000" : name.endsWith("day") ? "=2022-02-02" : "=town 2";
        assertThat(buffers(none, sort, new LeadCursor(name, 10_000, Counted.SOME, 75_000, key), false))
                .isLessThan(300);
        assertThat(buffers(none, sort, new LeadCursor(name, 10_000, Counted.SOME, 75_000, ""), false))
                .isLessThan(300);
        assertThat(buffers(all(none).without(sort, PAGE))).isLessThan(300);
    }

    @ParameterizedTest
    @ValueSource(strings = {"custom.town", "-custom.town", "custom.worth", "-custom.worth"})
    void pagesByAnOwnFieldHaveEachLeadOnceWithThoseWithoutItLast(String name) {
        LeadSort sort = LeadSort.of(
                        name, field -> Optional.ofNullable(indexed().get(field)).map(FieldIndexes.Ready::key))
                .orElseThrow();
        Filter some = new Filter.StartsWith("phone", "+3933500");
        for (boolean few : List.of(true, false)) {
            List<Long> seen = new ArrayList<>();
            List<String> keys = new ArrayList<>();
            LeadCursor after = null;
            int found;
            do {
                LeadStatements.Statement page = all(some).page(sort, after, few, OWNERS, 70);
                found = read(page, seen, keys);
                if (found < 70 && !few && (after == null || !after.key().isEmpty())) {
                    found += read(all(some).without(sort, 70 - found), seen, keys);
                }
                after = new LeadCursor(name, 10_000, Counted.SOME, seen.getLast(), keys.getLast());
            } while (found == 70);
            assertThat(seen).as(name).hasSizeGreaterThan(1000).doesNotHaveDuplicates();
            assertThat(seen)
                    .hasSize(jdbc.sql("select count(*) from fairlead.lead where phone like '+3933500%'")
                            .query(Integer.class)
                            .single());
            int valued = (int) keys.stream().filter(key -> !key.isEmpty()).count();
            assertThat(keys.subList(valued, keys.size())).allMatch(String::isEmpty);
            Comparator<String> order = name.endsWith("worth")
                    ? Comparator.comparing(key -> new BigDecimal(key.substring(1)))
                    : Comparator.naturalOrder();
            assertThat(keys.subList(0, valued)).isSortedAccordingTo(name.startsWith("-") ? order.reversed() : order);
        }
    }

    private static int read(LeadStatements.Statement page, List<Long> seen, List<String> keys) {
        List<String> found = jdbc.sql(page.sql())
                .params(page.values())
                .query((row, n) -> {
                    seen.add(row.getLong("id"));
                    String key = row.getString("own_key");
                    return key == null ? "" : "=" + key;
                })
                .list();
        keys.addAll(found);
        return found.size();
    }

    private static final Filter OPEN = in("open", true);

    private static Filter in(String field, String... values) {
        return new Filter.In(
                field, Stream.of(values).<Value>map(Value.Text::new).toList());
    }

    private static Filter in(String field, boolean value) {
        return new Filter.In(field, List.of(new Value.Flag(value)));
    }

    private static LeadStatements all(Filter filter) {
        return of(1, filter);
    }

    private static LeadStatements of(int company, Filter filter) {
        List<Holder> people = OWNERS.stream()
                .map(id -> new Holder(id, "p" + id, "P " + id, true))
                .toList();
        var around = new FilterSql.Surroundings(
                Map.of("town", FieldType.TEXT, "worth", FieldType.NUMBER, "day", FieldType.DATE),
                LeadStatementsTest::indexed,
                () -> Zones.NONE,
                key -> Optional.empty(),
                ZoneOffset.UTC,
                Instant.parse("2026-11-23T00:00:00Z"),
                people,
                true);
        return new LeadStatements(company, new FilterSql(around).condition(filter));
    }

    private static long buffers(Filter filter, LeadSort sort, @Nullable LeadCursor after, boolean few) {
        return buffers(all(filter).page(sort, after, few, OWNERS, PAGE));
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
