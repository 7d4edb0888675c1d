package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.server.field.FieldIndexes;
import io.fairlead.server.platform.DatabaseAddress;
import io.fairlead.server.platform.sql.FieldKey;
import io.fairlead.server.platform.sql.Schema;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Own fields by which leads are sorted and searched: their indexes, and the plans of the application's role. */
class FieldIndexTest {
    private static final int LEADS = 30_000;

    private static TestServer server;
    private static Client head;

    @BeforeAll
    static void fill() {
        server = TestServer.start(true);
        head = server.administrator();
        server.execute("""
                insert into fairlead.company (company_id, name, timezone, id_seed)
                    overriding system value values (2, 'Other', 'Europe/Rome', 7);
                insert into shared.tenant (company_id) values (2);
                """);
        for (int company = 1; company <= 2; company++) {
            server.execute("""
                    insert into fairlead.lead (company_id, id, created_at, state, contact_id, custom)
                    select %1$d, 1000000 + n, now(), 'unassigned', n,
                           case when n %% 10 = 0 then '{"tax": "IT01", "worth": "not a number"}'::jsonb
                                else jsonb_build_object('tax', 'It' || n, 'worth', n, 'unused', repeat('x', 40)) end
                      from generate_series(1, %2$d) n;
                    """.formatted(company, LEADS));
        }
        server.execute("analyze fairlead.lead_shared");
        head.put("/api/fields/tax", Map.of("type", "text", "searchable", true)).expect(200);
        head.put("/api/fields/worth", Map.of("type", "number", "searchable", true))
                .expect(200);
        await().until(() -> state("tax").equals("ready") && state("worth").equals("ready"));
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    private static JsonNode index(String field) {
        for (JsonNode row : head.get("/api/field-indexes").expect(200).json().path("rows")) {
            if (row.path("field").asString().equals(field)) {
                return row;
            }
        }
        return head.get("/api/field-indexes").json().path("none");
    }

    private static String state(String field) {
        return index(field).path("state").asString("");
    }

    private static String indexes(String where) {
        return server.query("select count(*) from pg_index i join pg_class c on c.oid = i.indexrelid"
                + " where c.relname ^@ 'own_1_' and " + where);
    }

    /** The plan of a statement as the application's role sees it, with its parameters known. */
    private static String plan(String sql, String... parameters) throws SQLException {
        DatabaseAddress application = Schema.prepare(server.database());
        try (Connection connection = TestServer.connect(application)) {
            connection.createStatement().execute("select set_config('fairlead.company', '1', false)");
            try (PreparedStatement statement = connection.prepareStatement("explain " + sql)) {
                for (int i = 0; i < parameters.length; i++) {
                    statement.setString(i + 1, parameters[i]);
                }
                StringBuilder plan = new StringBuilder();
                ResultSet rows = statement.executeQuery();
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
                return plan.toString();
            }
        }
    }

    private static FieldKey ready(String field) {
        return Objects.requireNonNull(server.part(FieldIndexes.class).ready(1).get(field))
                .key();
    }

    @Test
    void aTextIsFoundAndSortedByItsIndex() throws SQLException {
        FieldKey tax = ready("tax");
        String from = "select id from fairlead.lead where company_id = 1";
        String equal = from + " and " + tax.sql() + " = " + tax.parameter();
        assertThat(plan(equal, "IT17")).contains("own_1_", "Index Cond").doesNotContain("Seq Scan");
        assertThat(plan(from + " order by " + tax.sql() + ", id limit 50"))
                .contains("Index Scan using own_1_")
                .doesNotContain("Sort");
        assertThat(plan(
                        from + " and (" + tax.sql() + ", id) > (" + tax.parameter() + ", 5) order by " + tax.sql()
                                + ", id limit 50",
                        "it200"))
                .contains("Index Scan using own_1_", "Index Cond")
                .doesNotContain("Sort");
    }

    @Test
    void aNumberIsFoundAndSortedByItsIndexWhateverElseStandsThere() throws SQLException {
        FieldKey worth = ready("worth");
        String from = "select id from fairlead.lead where company_id = 1";
        String range = from + " and " + worth.sql() + " >= " + worth.parameter() + " and " + worth.sql() + " < "
                + worth.parameter();
        assertThat(plan(range, "9", "12.5")).contains("own_1_", "Index Cond").doesNotContain("Seq Scan");
        assertThat(server.query("select count(*) from fairlead.lead where company_id = 1 and " + worth.sql()
                        + " >= to_jsonb(9::numeric) and " + worth.sql() + " < to_jsonb(12.5)"))
                .isEqualTo("3");
        assertThat(plan(from + " order by " + worth.sql() + " desc, id desc limit 50"))
                .contains("Index Scan Backward using own_1_")
                .doesNotContain("Sort");
    }

    @Test
    void howValuesAreSpreadIsKnownOfEachIndexAndForgottenWithIt() {
        head.put("/api/fields/spread", Map.of("type", "choice", "searchable", true))
                .expect(200);
        await().until(() -> state("spread").equals("ready"));
        String known = "select count(*) from pg_statistic_ext where stxname ^@ 'own_1_'"
                + " and pg_get_statisticsobjdef_expressions(oid)::text like '%spread%'";
        assertThat(server.query(known)).isEqualTo("1");
        head.delete("/api/fields/spread", 1).expect(204);
        await().until(() -> state("spread").isEmpty());
        assertThat(server.query(known)).isEqualTo("0");
    }

    @Test
    void textsThatReadAsNumbersAreNotedBesideTheIndex() {
        assertThat(texts("worth")).isFalse();
        server.execute("""
                insert into fairlead.lead (company_id, id, created_at, state, contact_id, custom)
                    values (1, 3000000, now(), 'unassigned', 1, '{"mixed": "12.5"}');
                """);
        head.put("/api/fields/mixed", Map.of("type", "number", "searchable", true))
                .expect(200);
        await().until(() -> state("mixed").equals("ready"));
        assertThat(texts("mixed")).isTrue();
        head.delete("/api/fields/mixed", 1).expect(204);
    }

    private static boolean texts(String field) {
        return Objects.requireNonNull(server.part(FieldIndexes.class).ready(1).get(field))
                .texts();
    }

    @Test
    void aListIsSortedByAFieldThatHasAnIndexAndSaysSo() {
        assertThat(head.get("/api/leads/choices")
                        .expect(200)
                        .json()
                        .path("sorts")
                        .toString())
                .contains("\"name\"", "\"custom.tax\"", "\"custom.worth\"");
        head.post("/api/leads/query", Map.of("sort", "custom.unused")).expect(422);
        for (String narrowed : List.of("", "worth > 100 && worth <= 450")) {
            List<Integer> seen = new ArrayList<>();
            String cursor = null;
            for (int page = 0; page < 3; page++) {
                Map<String, Object> search =
                        new HashMap<>(Map.of("sort", "-custom.worth", "limit", 90, "filter", Map.of("rule", narrowed)));
                search.put("cursor", cursor);
                JsonNode list =
                        head.post("/api/leads/query", search).expect(200).json();
                list.path("rows")
                        .forEach(
                                row -> seen.add(row.path("fields").path("worth").asInt()));
                cursor = list.path("next").asString(null);
                if (cursor != null) {
                    String forged = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8)
                            .replaceAll("=[0-9.]+$", "=no number");
                    search.put(
                            "cursor", Base64.getUrlEncoder().encodeToString(forged.getBytes(StandardCharsets.UTF_8)));
                    head.post("/api/leads/query", search).expect(422);
                }
            }
            assertThat(seen)
                    .as(narrowed)
                    .hasSize(270)
                    .doesNotHaveDuplicates()
                    .isSortedAccordingTo(Comparator.reverseOrder());
        }
    }

    @Test
    void theIndexHoldsItsCompanyAlone() {
        String definition = server.query("""
                select min(pg_get_indexdef(i.indexrelid)) from pg_index i join pg_class c on c.oid = i.indexrelid
                 where c.relname ^@ 'own_1_'
                """);
        assertThat(definition).contains("ON fairlead.lead_shared", "WHERE (company_id = 1)");
    }

    @Test
    void aTextOfAnyLengthIsTakenBesideAnIndex() {
        Client source = head.withToken(head.post("/api/sources", Map.of("key", "long", "name", "CRM", "kind", "api"))
                .expect(201)
                .json()
                .path("secret")
                .asString());
        String text = "é".repeat(100) + Long.toString(System.nanoTime(), 36).repeat(600);
        source.post("/api/leads", Map.of("phone", "+390212345678", "fields", Map.of("tax", text)))
                .expect(201);
    }

    @Test
    void aFieldThatIsSwitchedOffOrTakenAwayLosesItsIndex() {
        head.put("/api/fields/off", Map.of("type", "date", "searchable", true)).expect(200);
        await().until(() -> state("off").equals("ready"));
        String before = indexes("true");
        head.put("/api/fields/off", Map.of("type", "date"), 1).expect(200);
        await().until(() -> state("off").isEmpty());
        assertThat(Integer.parseInt(indexes("true"))).isEqualTo(Integer.parseInt(before) - 1);

        head.put("/api/fields/off", Map.of("type", "date", "searchable", true), 2)
                .expect(200);
        await().until(() -> state("off").equals("ready"));
        head.put("/api/fields/off", Map.of("type", "number", "searchable", true), 3)
                .expect(200);
        await().until(() -> state("off").equals("ready")
                && index("off").path("kind").asString().equals("number"));
        assertThat(indexes("true")).isEqualTo(before);
        head.delete("/api/fields/off", 4).expect(204);
        await().until(() -> state("off").isEmpty());
        assertThat(Integer.parseInt(indexes("true"))).isEqualTo(Integer.parseInt(before) - 1);
    }

    @Test
    void whatIsKilledWhileItIsMadeIsDroppedAndMadeAgain() throws SQLException {
        try (Connection writer = TestServer.connect(server.database());
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("""
                    select set_config('fairlead.company', '2', true);
                    insert into fairlead.lead (id, created_at, state, contact_id) values (9, now(), 'waiting', 1);
                    """);
            head.put("/api/fields/killed", Map.of("type", "text", "searchable", true))
                    .expect(200);
            await().until(() -> index("killed").path("held").asBoolean());
            assertThat(state("killed")).isEqualTo("building");
            assertThat(index("killed").path("percent").isNumber()).isTrue();
            String builder = server.query("select pid from pg_stat_progress_create_index limit 1");
            server.query("select pg_terminate_backend(" + builder + ")");
            await().until(() -> server.query("select count(*) from pg_stat_activity where pid = " + builder)
                    .equals("0"));
            assertThat(indexes("not i.indisvalid")).isEqualTo("1");
            assertThat(state("killed")).isEqualTo("building");
            writer.rollback();
        }
        await().until(() -> state("killed").equals("ready"));
        assertThat(indexes("not i.indisvalid")).isEqualTo("0");
        head.delete("/api/fields/killed", 1).expect(204);
    }

    @Test
    void whyOneFailedIsToldAndItIsTriedAgain() {
        head.put("/api/fields/doomed", Map.of("type", "text", "searchable", true))
                .expect(200);
        await().until(() -> state("doomed").equals("ready"));
        String name = server.query("""
                select relname from pg_class c join pg_index i on i.indexrelid = c.oid
                 where relname ^@ 'own_1_' and pg_get_indexdef(c.oid) like '%doomed%'
                """);
        head.put("/api/fields/doomed", Map.of("type", "text"), 1).expect(200);
        await().until(() -> state("doomed").isEmpty());
        server.execute("create sequence fairlead." + name);
        head.put("/api/fields/doomed", Map.of("type", "text", "searchable", true), 2)
                .expect(200);
        await().until(() -> state("doomed").equals("failed"));
        assertThat(index("doomed").path("reason").asString()).contains(name);
        assertThat(server.part(FieldIndexes.class).ready(1)).doesNotContainKey("doomed");

        server.execute("drop sequence fairlead." + name);
        head.post("/api/field-indexes/doomed/retry", Map.of()).expect(200);
        await().atMost(Duration.ofSeconds(20)).until(() -> state("doomed").equals("ready"));
        head.post("/api/field-indexes/doomed/retry", Map.of()).expect(404);
        head.delete("/api/fields/doomed", 3).expect(204);
    }

    @Test
    void whatIsGoneAfterARestoreIsMadeAgainByTheNextServer() {
        head.put("/api/fields/restored", Map.of("type", "boolean", "searchable", true))
                .expect(200);
        await().until(() -> state("restored").equals("ready"));
        String name = server.query("""
                select relname from pg_class c join pg_index i on i.indexrelid = c.oid
                 where relname ^@ 'own_1_' and pg_get_indexdef(c.oid) like '%restored%'
                """);
        server.execute("drop index fairlead." + name);
        TestServer next = server.node();
        await().until(() ->
                indexes("i.indisvalid and c.relname = '" + name + "'").equals("1"));
        next.stop();
        head.delete("/api/fields/restored", 1).expect(204);
    }

    @Test
    void nobodyButTheOwnerMayMakeIndexes() throws SQLException {
        DatabaseAddress application = Schema.prepare(server.database());
        try (Connection connection = TestServer.connect(application);
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("create index on fairlead.lead_shared (company_id)"))
                    .hasMessageContaining("must be owner");
        }
    }
}
