package io.fairlead.server.lead.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.filter.FieldType;
import io.fairlead.engine.filter.Filter;
import io.fairlead.engine.filter.Filter.Operand;
import io.fairlead.engine.filter.Filter.Operator;
import io.fairlead.engine.filter.Value;
import io.fairlead.engine.filter.Zones;
import io.fairlead.server.company.ZoneRows.Place;
import io.fairlead.server.field.FieldIndexes;
import io.fairlead.server.lead.LeadRows.Holder;
import io.fairlead.server.lead.list.LeadCursor.Counted;
import java.math.BigDecimal;
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

/** The plans of the list's statements, as the application's role sees a large company beside another. */
class LeadStatementsTest {
    private static final int PAGE = 101;
    private static final int LEADS = LargeCompany.LEADS;
    private static final List<Long> OWNERS =
            LongStream.rangeClosed(0, 40).boxed().toList();

    private static LargeCompany company;

    @BeforeAll
    static void fill() throws SQLException {
        company = new LargeCompany();
    }

    @AfterAll
    static void close() {
        company.close();
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
    @ValueSource(strings = {"-created", "status", "-source", "name", "-email"})
    void textsThatManyLeadsHaveAreTriedAlongTheOrder(String name) {
        LeadSort sort = LeadSort.of(name).orElseThrow();
        for (Filter text : List.of(
                new Filter.StartsWith("name", "name1"),
                new Filter.StartsWith("email", "person1"),
                new Filter.Includes("name", "ame1"),
                new Filter.Includes("email", "@example"))) {
            assertThat(buffers(text, sort, null, false)).as("%s", text).isLessThan(2500);
        }
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
    void aZoneIsSortedByHolderWithoutLookingAtItsLeads() {
        LeadSort sort = LeadSort.of("assignee").orElseThrow();
        Filter far = new Filter.Within("zone", "far");
        assertThat(buffers(far, sort, null, true)).isLessThan(1200);
        assertThat(read(all(far).page(sort, null, true, OWNERS, PAGE)))
                .hasSize(PAGE)
                .isEqualTo(read(along(sort, far).page(sort, null, false, OWNERS, PAGE)));
        assertThat(buffers(all(new Filter.All(List.of(far, in("owner", "p37")))).count(10_000)))
                .isLessThan(300);
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
        company.look(LargeCompany.OLD);
        try {
            assertThat(buffers(of(LargeCompany.OLD, OPEN).count(10_000))).isLessThan(1500);
            var newest = LeadSort.of("-created").orElseThrow();
            assertThat(buffers(of(LargeCompany.OLD, OPEN).page(newest, null, true, OWNERS, PAGE)))
                    .isLessThan(2500);
        } finally {
            company.look(1);
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

    @ParameterizedTest
    @ValueSource(strings = {"-created", "name", "-email", "status"})
    void leadsThatAreLookedAtToBeCountedAreReadOnceForAShortListsFirstPage(String name) {
        LeadSort sort = LeadSort.of(name).orElseThrow();
        Filter few = new Filter.Includes("name", "of 149");
        long counted = buffers(all(few).count(10_000));
        long page = buffers(few, sort, null, true);
        assertThat(buffers(all(few).counted(sort, 10_000, PAGE)))
                .isLessThan(counted + 700)
                .isLessThan(counted + page);
        assertThat(read(all(few).counted(sort, 10_000, PAGE)))
                .isEqualTo(read(all(few).page(sort, null, true, OWNERS, PAGE)))
                .hasSize(PAGE);
        Filter many = new Filter.Includes("name", "name1");
        assertThat(buffers(all(many).counted(sort, 10_000, PAGE))).isLessThan(12_000);
        assertThat(read(all(many).counted(sort, 10_000, PAGE))).containsExactly(0L);
    }

    private static List<Long> read(LeadStatements.Statement page) {
        return company.jdbc()
                .sql(page.sql())
                .params(page.values())
                .query((row, n) -> row.getLong("id"))
                .list();
    }

    @Test
    void daysAreFoundByTheirIndex() {
        Filter day = arrived("2026-02-01T00:00:00Z", "2026-02-02T00:00:00Z");
        assertThat(buffers(all(day).count(10_000))).isLessThan(200);
        assertThat(buffers(all(day).count(0, LEADS))).isLessThan(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-created", "created"})
    void whatArrivedLongAgoIsReadWithoutWhatArrivedBeforeAndSince(String name) {
        LeadSort sort = LeadSort.of(name).orElseThrow();
        Filter month = arrived("2026-02-10T00:00:00Z", "2026-03-02T00:00:00Z");
        assertThat(buffers(month, sort, null, false)).isLessThan(150);
        assertThat(buffers(new Filter.All(List.of(month, in("status", "visit"))), sort, null, false))
                .isLessThan(300);
        assertThat(buffers(new Filter.All(List.of(month, in("source", "fair"), OPEN)), sort, null, false))
                .isLessThan(1000);
    }

    private static Filter arrived(String from, String to) {
        return new Filter.All(List.of(
                new Filter.Compare("created", Operator.GREATER_OR_EQUAL, moment(from)),
                new Filter.Compare("created", Operator.LESS, moment(to))));
    }

    private static Operand moment(String at) {
        return new Operand.Literal(new Value.Moment(Instant.parse(at)));
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
                        name,
                        field -> Optional.ofNullable(LargeCompany.indexed().get(field))
                                .map(FieldIndexes.Ready::key))
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
                        name,
                        field -> Optional.ofNullable(LargeCompany.indexed().get(field))
                                .map(FieldIndexes.Ready::key))
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
                    .hasSize(company.jdbc()
                            .sql("select count(*) from fairlead.lead where phone like '+3933500%'")
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
        List<String> found = company.jdbc()
                .sql(page.sql())
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
        return new LeadStatements(company, new FilterSql(around(), "").condition(filter));
    }

    private static LeadStatements along(LeadSort sort, Filter filter) {
        return new LeadStatements(1, new FilterSql(around(), sort.by().column()).condition(filter));
    }

    private static FilterSql.Surroundings around() {
        List<Holder> people = OWNERS.stream()
                .map(id -> new Holder(id, "p" + id, "P " + id, true))
                .toList();
        return new FilterSql.Surroundings(
                Map.of("town", FieldType.TEXT, "worth", FieldType.NUMBER, "day", FieldType.DATE),
                LargeCompany::indexed,
                () -> Zones.NONE,
                key -> Optional.of(new Place(key.equals("far") ? 3 : 2, 2)),
                ZoneOffset.UTC,
                Instant.parse("2026-11-23T00:00:00Z"),
                people,
                true,
                LargeCompany::arrived);
    }

    private static long buffers(Filter filter, LeadSort sort, @Nullable LeadCursor after, boolean few) {
        return buffers((few ? all(filter) : along(sort, filter)).page(sort, after, few, OWNERS, PAGE));
    }

    private static long buffers(LeadStatements.Statement statement) {
        return company.buffers(statement);
    }
}
