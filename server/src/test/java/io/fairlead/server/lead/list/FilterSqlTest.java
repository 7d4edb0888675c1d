package io.fairlead.server.lead.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.filter.Catalogue;
import io.fairlead.engine.filter.Facts;
import io.fairlead.engine.filter.FieldType;
import io.fairlead.engine.filter.Filter;
import io.fairlead.engine.filter.Filter.Operand;
import io.fairlead.engine.filter.Filter.Operator;
import io.fairlead.engine.filter.FilterMatcher;
import io.fairlead.engine.filter.Fold;
import io.fairlead.engine.filter.Value;
import io.fairlead.engine.filter.Zones;
import io.fairlead.server.TestServer;
import io.fairlead.server.field.FieldIndexes;
import io.fairlead.server.lead.LeadRows.Holder;
import io.fairlead.server.platform.DatabaseAddress;
import io.fairlead.server.platform.sql.FieldKey;
import io.fairlead.server.platform.sql.Schema;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.json.JsonMapper;

/** The conditions of the database beside the engine's own matcher, over generated leads and filters. */
class FilterSqlTest {
    private static final int LEADS = 400;
    private static final int FILTERS = 1500;
    private static final Instant NOW = Instant.parse("2026-11-23T22:30:00Z");
    private static final ZoneId ROME = ZoneId.of("Europe/Rome");
    private static final Zones ZONES =
            new Zones(Map.of("Italia", "", "Lombardia", "Italia", "Milano", "Lombardia", "Lazio", "Italia"));
    private static final List<Holder> PEOPLE =
            List.of(new Holder(7, "anna", "Anna", true), new Holder(8, "Àlvaro", "Àlvaro", true));
    private static final Map<String, FieldType> OWN = new LinkedHashMap<>(Map.of(
            "topic", FieldType.TEXT,
            "kind", FieldType.CHOICE,
            "budget", FieldType.NUMBER,
            "vip", FieldType.BOOLEAN,
            "born", FieldType.DATE,
            "seen", FieldType.INSTANT,
            "area", FieldType.ZONE));
    private static final List<String> TEXTS = List.of(
            "",
            "call",
            "CALL",
            "Càll center",
            "Milano",
            "Lombardia",
            "Straße",
            "STRASSE",
            "ёлка",
            "Ёлка",
            "שָׁלוֹם",
            "100%",
            "a_b\\c",
            "\uD83D\uDE00",
            "\uFF5E",
            "anna",
            "Àlvaro",
            "waiting",
            "+39335",
            "000",
            "İstanbul",
            "12",
            "true");
    private static final List<String> MOMENTS = List.of(
            "2026-11-23T22:30:00Z", "2026-11-23T22:30:00.500Z", "2026-11-23T23:30:00+01:00", "2026-11-22T00:00:00Z");

    private static final Map<Long, Facts> LEAD_FACTS = new HashMap<>();
    private static SingleConnectionDataSource source;
    private static JdbcClient jdbc;

    private final Random random = new Random(20261123);

    @BeforeAll
    static void fill() throws SQLException {
        DatabaseAddress owner = TestServer.freshDatabase();
        DatabaseAddress application = Schema.prepare(owner);
        TestServer.execute(owner, """
                insert into fairlead.company (company_id, name, timezone, id_seed)
                    overriding system value values (1, 'One', 'Europe/Rome', 0);
                """);
        source = new SingleConnectionDataSource(TestServer.connect(application), true);
        jdbc = JdbcClient.create(source);
        jdbc.sql("select set_config('fairlead.company', '1', false)")
                .query(String.class)
                .single();
        new FilterSqlTest().leads();
        for (FieldIndexes.Ready ready : indexed().values()) {
            TestServer.execute(
                    owner,
                    "create index on fairlead.lead_shared (" + ready.key().sql() + ", id) where company_id = 1");
        }
        jdbc.sql("set enable_seqscan = off").update();
    }

    private static Map<String, FieldIndexes.Ready> indexed() {
        Map<String, FieldIndexes.Ready> indexed = new HashMap<>();
        OWN.forEach((field, type) -> indexed.put(
                field, new FieldIndexes.Ready(FieldKey.of(type.name().toLowerCase(Locale.ROOT), field), true)));
        return indexed;
    }

    @AfterAll
    static void close() {
        source.destroy();
    }

    @Test
    void aConditionHoldsForTheSameLeadsAsTheFilter() {
        var matcher = new FilterMatcher(ROME, ZONES);
        int some = 0;
        for (int i = 0; i < FILTERS; i++) {
            Filter filter = filter(3);
            FilterMatcher.Condition condition = matcher.compile(filter);
            List<Long> expected = LEAD_FACTS.entrySet().stream()
                    .filter(lead -> condition.holds(lead.getValue(), NOW))
                    .map(Map.Entry::getKey)
                    .sorted()
                    .toList();
            var around = new FilterSql.Surroundings(
                    OWN,
                    i % 3 == 0 ? Map::of : FilterSqlTest::indexed,
                    () -> ZONES,
                    key -> Optional.empty(),
                    ROME,
                    NOW,
                    PEOPLE,
                    false,
                    FilterSqlTest::arrived);
            var statement = new LeadStatements(1, new FilterSql(around, "").condition(filter)).between(0, LEADS);
            List<Long> found =
                    jdbc.sql(statement.sql()).params(statement.values()).query((row, n) -> row.getLong("id")).stream()
                            .sorted()
                            .toList();
            assertThat(found).as("filter %s of seed 20261123: %s", i, filter).isEqualTo(expected);
            some += expected.isEmpty() || expected.size() == LEADS ? 0 : 1;
        }
        assertThat(some).as("filters that tell leads apart").isGreaterThan(FILTERS / 2);
    }

    private static long arrived(Instant at) {
        return LEAD_FACTS.entrySet().stream()
                .filter(lead ->
                        lead.getValue().get("created") instanceof Value.Moment(var created) && !created.isBefore(at))
                .mapToLong(Map.Entry::getKey)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    @Test
    void theDatabaseFoldsEveryCodePointAsTheEngineDoes() {
        var wrong = new ArrayList<String>();
        for (int start = 1; start < 0x110000; start += 0x2000) {
            var texts = new ArrayList<String>();
            for (int c = start; c < Math.min(start + 0x2000, 0x110000); c++) {
                if (c < 0xD800 || c > 0xDFFF) {
                    texts.add("a" + Character.toString(c) + "Z");
                }
            }
            jdbc.sql("select t.given, shared.fold(t.given) as folded from unnest(?) as t(given)")
                    .param(texts.toArray(String[]::new))
                    .query((RowCallbackHandler) row -> {
                        String given = row.getString("given");
                        if (!Fold.fold(given).equals(row.getString("folded"))) {
                            wrong.add("U+" + Integer.toHexString(given.codePointAt(1)));
                        }
                    });
        }
        assertThat(wrong).isEmpty();
    }

    private void leads() {
        for (long id = 1; id <= LEADS; id++) {
            var lead = new Lead();
            lead.text("name");
            lead.text("phone");
            lead.text("email");
            lead.text("status");
            lead.text("source");
            lead.text("listing");
            Holder owner = random.nextBoolean() ? pick(PEOPLE) : null;
            if (owner != null) {
                lead.facts.put("owner", new Value.Text(owner.key()));
            }
            Instant created = NOW.plus(Duration.ofMinutes(id * 7 / (LEADS + 1) - 3));
            lead.facts.put("created", new Value.Moment(created));
            boolean closed = random.nextBoolean();
            lead.facts.put("open", new Value.Flag(!closed));
            String state = pick(List.of("assigned", "waiting", "unassigned"));
            lead.facts.put("state", new Value.Text(state));
            OWN.forEach(lead::own);
            jdbc.sql("""
                            insert into fairlead.lead (id, created_at, source, status, closed, state, owner_id, contact_id,
                                                       listing, name, phone, email, custom)
                            values (?, ?::timestamptz, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?::jsonb)
                            """)
                    .params(id, created.toString(), lead.column("source"), lead.column("status"), closed, state)
                    .params(owner == null ? 0 : owner.id(), lead.column("listing"), lead.column("name"))
                    .params(
                            lead.column("phone"),
                            lead.column("email"),
                            new JsonMapper().writeValueAsString(lead.custom))
                    .update();
            LEAD_FACTS.put(id, lead.facts::get);
        }
    }

    /** A lead as the engine sees it, and its own fields as they are kept: with any kind of value, fitting or not. */
    private final class Lead {
        private final Map<String, Value> facts = new HashMap<>();
        private final Map<String, @Nullable Object> custom = new LinkedHashMap<>();

        void text(String field) {
            // What is kept as a number is one: E.164, or masked when its person was erased.
            String text = field.equals("phone") ? pick(List.of("", "+39335", "+79130000012", "+39···")) : pick(TEXTS);
            if (!text.isEmpty()) {
                facts.put(field, new Value.Text(text));
            }
        }

        String column(String field) {
            return facts.get(field) instanceof Value.Text(var text) ? text : "";
        }

        void own(String field, FieldType type) {
            Object kept = switch (random.nextInt(6)) {
                case 0 -> null;
                case 1 -> random.nextBoolean();
                case 2 -> pick(List.of(new BigDecimal("10.0"), BigDecimal.ONE, new BigDecimal("-0.5")));
                case 3 -> pick(MOMENTS);
                case 4 -> pick(List.of("2026-11-23", "2026-11-24", "2026-13-45", "10", "1e1", ".5", "-"));
                default -> pick(TEXTS);
            };
            if (kept != null || random.nextBoolean()) {
                custom.put(field, kept);
            }
            Value value = switch (kept) {
                case null -> null;
                case Boolean flag -> new Value.Flag(flag);
                case BigDecimal number -> new Value.Decimal(number);
                default -> typed(kept.toString(), type);
            };
            if (value != null) {
                facts.put(field, value);
            }
        }

        /** As the desk reads it. */
        private Value typed(String text, FieldType type) {
            try {
                return switch (type) {
                    case DATE -> new Value.Day(LocalDate.parse(text));
                    case INSTANT -> new Value.Moment(Instant.parse(text));
                    case NUMBER -> new Value.Decimal(new BigDecimal(text));
                    case BOOLEAN -> new Value.Flag(Boolean.parseBoolean(text));
                    case TEXT, CHOICE, ZONE -> new Value.Text(text);
                };
            } catch (DateTimeException | NumberFormatException e) {
                return new Value.Text(text);
            }
        }
    }

    private Filter filter(int levels) {
        return switch (random.nextInt(levels > 1 ? 7 : 4)) {
            case 0, 1, 2, 3 -> leaf();
            case 4 -> new Filter.Not(filter(levels - 1));
            case 5 -> new Filter.All(list(() -> filter(levels - 1)));
            default -> new Filter.Any(list(() -> filter(levels - 1)));
        };
    }

    private Filter leaf() {
        Map<String, FieldType> types = LeadFilters.columns();
        types.remove("colleague");
        types.remove("rule");
        types.keySet().removeAll(Catalogue.ADDRESS);
        types.putAll(OWN);
        String field = pick(List.copyOf(types.keySet()));
        FieldType type = types.getOrDefault(field, FieldType.TEXT);
        boolean textual = type == FieldType.TEXT || type == FieldType.CHOICE || type == FieldType.ZONE;
        return switch (random.nextInt(textual ? 7 : 4)) {
            case 0 -> new Filter.Has(field);
            case 1 -> new Filter.In(field, list(() -> value(type)));
            case 2, 3 -> compare(field, type);
            case 4 -> new Filter.StartsWith(field, part());
            case 5 -> new Filter.Includes(field, part());
            default ->
                type == FieldType.ZONE
                        ? new Filter.Within(field, pick(List.of("Italia", "Lombardia", "Milano", "Atlantis")))
                        : compare(field, type);
        };
    }

    private Filter compare(String field, FieldType type) {
        Operator operator = pick(List.of(Operator.values()));
        if (type == FieldType.BOOLEAN) {
            operator = random.nextBoolean() ? Operator.EQUAL : Operator.NOT_EQUAL;
        }
        Operand operand = random.nextInt(3) > 0 || (type != FieldType.DATE && type != FieldType.INSTANT)
                ? new Operand.Literal(value(type))
                : type == FieldType.DATE
                        ? new Operand.Today()
                        : new Operand.Now(Duration.ofMinutes(random.nextInt(5) - 2));
        return new Filter.Compare(field, operator, operand);
    }

    private Value value(FieldType type) {
        return switch (type) {
            case TEXT, CHOICE, ZONE -> new Value.Text(pick(TEXTS));
            case NUMBER -> new Value.Decimal(new BigDecimal(pick(List.of("10", "1", "0.5", "-0.50", "1E+1", "12"))));
            case BOOLEAN -> new Value.Flag(random.nextBoolean());
            case DATE -> new Value.Day(LocalDate.of(2026, 11, 22).plusDays(random.nextInt(4)));
            case INSTANT -> new Value.Moment(NOW.plus(Duration.ofMinutes(random.nextInt(5) - 2)));
        };
    }

    private String part() {
        String text = pick(TEXTS);
        int from =
                text.isEmpty() ? 0 : text.offsetByCodePoints(0, random.nextInt(text.codePointCount(0, text.length())));
        return random.nextBoolean() ? text : text.substring(from);
    }

    private <T> List<T> list(Supplier<T> member) {
        var list = new ArrayList<T>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(member.get());
        }
        return list;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
