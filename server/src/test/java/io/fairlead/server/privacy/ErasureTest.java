package io.fairlead.server.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.server.Client;
import io.fairlead.server.TestServer;
import io.fairlead.server.company.Companies;
import io.fairlead.server.seal.Verification;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** People are erased over the API, and everything that must not depend on who they were goes on as before. */
class ErasureTest {
    private static final String NAME = "Zdenka Marked";
    private static final String PHONE = "+390612345678";
    private static final String EMAIL = "zdenka.marked@person.example";
    private static final String SHOP = """
            company: {name: Shop, timezone: Europe/Rome, closed-statuses: [won], fallback-email: shop@shop.example}
            users: {anna: {name: Anna, email: anna@shop.example}, bruno: {name: Bruno}, carla: {name: Carla}}
            fields: {rooms: {type: number}, wish: {type: text}, secret: {type: text}}
            rules:
              - id: romans
                when: 'startsWith(phone, "+3906") && name != "Rossi" && includes(wish, "villa") && rooms > 2'
                candidates: [{user: anna}, {user: bruno}]
                redistribute: {after: 1h, times: 2}
              - {id: all, candidates: [{user: anna, weight: 2}, {user: bruno}, {user: carla}]}
            """;

    private static TestServer server;
    private static Client head;
    private static Client program;

    @BeforeAll
    static void start() {
        server = TestServer.start(true);
        head = server.administrator();
        head.post("/api/settings?prune=true", SHOP).expect(200);
        program = head.withToken(head.post("/api/sources", Map.of("key", "crm", "name", "CRM", "kind", "api"))
                .expect(201)
                .json()
                .path("secret")
                .asString());
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    private static JsonNode arrive(String key, Map<String, Object> lead) {
        return program.call("POST", "/api/leads", lead, Map.of("Idempotency-Key", key.replace(' ', '-')))
                .expect(201)
                .json();
    }

    private static Map<String, Object> marked(String name, String phone, String email) {
        return Map.of(
                "name", name,
                "phone", phone,
                "email", email,
                "fields", Map.of("rooms", 4, "wish", "a villa for " + name, "secret", name + " owes money"));
    }

    /** A contact with two leads and everything that can be kept about them; their id. */
    private static String person(String name, String phone, String email) {
        String first = arrive(email, marked(name, phone, email)).path("id").asString();
        arrive("again " + email, marked(name, phone, email));
        head.post("/api/leads/" + first + "/touch", Map.of("kind", "note", "text", name + " wants to be called"))
                .expect(200);
        Map<String, Object> facts = Map.of("name", name + " Edited", "fields", Map.of("wish", "the villa of " + name));
        head.call("PATCH", "/api/leads/" + first + "/facts", facts, seen("/api/leads/" + first))
                .expect(200);
        head.post("/api/leads/" + first + "/tasks", Map.of("title", "call " + name, "due", "2030-01-01T10:00"))
                .expect(201);
        changed(first, name);
        String contact = found(phone).path("id").asString();
        head.call("PATCH", "/api/contacts/" + contact, Map.of("name", name), seen("/api/contacts/" + contact))
                .expect(200);
        program.call(
                        "POST",
                        "/api/leads",
                        Map.of("name", name, "email", email, "fields", Map.of("rooms", "many")),
                        Map.of())
                .expect(422);
        for (int i = 0; i < 3; i++) {
            arrive("other " + i + phone.hashCode(), Map.of("name", "Other", "phone", "+3902111222" + i));
        }
        return contact;
    }

    private static Map<String, String> seen(String path) {
        return Map.of("If-Match", head.get(path).header("etag"));
    }

    private static String exported() {
        Map<String, ?> filter = Map.of("rule", "phone == \"" + PHONE + "\" || email == \"" + EMAIL + "\"");
        String path = "/api/exports/"
                + head.post("/api/exports", Map.of("format", "csv", "name", "leads of " + NAME, "filter", filter))
                        .expect(201)
                        .json()
                        .path("id")
                        .asString();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> head.get(path)
                        .expect(200)
                        .json()
                        .path("state")
                        .asString()
                        .equals("ready"));
        assertThat(head.get(path + "/content").expect(200).text()).contains(NAME);
        return path;
    }

    /** A bulk change of the lead alone: it keeps what the field was, so that it can be undone. */
    private static void changed(String lead, String name) {
        Map<String, ?> change = Map.of("field", "wish", "value", "the villa of " + name + " with a garden");
        changed(1, Map.of("leads", List.of(lead), "change", change));
    }

    private static void changed(int leads, Map<String, ?> wanted) {
        String path = "/api/bulk/"
                + head.post("/api/bulk", wanted)
                        .expect(201)
                        .json()
                        .at("/row/id")
                        .asString();
        for (String state : List.of("planned", "done")) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() ->
                            head.get(path).json().at("/row/state").asString().equals(state));
            if (state.equals("planned")) {
                head.post(path + "/run", Map.of()).expect(200);
            }
        }
        assertThat(head.get(path).expect(200).json().at("/row/moved").asInt()).isEqualTo(leads);
    }

    /** Lists, reasons and conditions of leads that are not the person's, each naming them in another way. */
    private static String mentioned() {
        List<String> others = List.of(
                arrive("bystander", Map.of("name", "Bystander", "phone", "+390277777777"))
                        .path("id")
                        .asString(),
                arrive("another", Map.of("name", "Another", "phone", "+390277777778"))
                        .path("id")
                        .asString());
        for (String by :
                List.of("06 1234-5678", "MARKED, Zdènka", "+39 (0)6 12345678", "Zdenka.Marked@person.example")) {
            Map<String, ?> plan =
                    Map.of("way", "open", "people", List.of(Map.of("user", "carla")), "reason", "for " + by);
            changed(2, Map.of("leads", others, "plan", plan));
            List<Map<String, String>> back = List.of(Map.of("user", by.startsWith("M") ? "anna" : "bruno"));
            changed(2, Map.of("leads", others, "plan", Map.of("way", "turns", "people", back)));
        }
        Map<String, ?> filter = Map.of(
                "rule",
                "name == \"" + NAME + "\" && rooms > 2",
                "columns",
                Map.of("phone", List.of("0612345678"), "email", List.of("!" + EMAIL)));
        Map<String, ?> shape = Map.of("filter", filter);
        String view = head.post("/api/views", Map.of("name", "All of " + NAME, "shape", shape))
                .expect(201)
                .json()
                .path("id")
                .asString();
        Map<String, ?> phone = Map.of("filter", Map.of("columns", Map.of("phone", List.of("+3906 1234 5678"))));
        head.put("/api/views/" + view, Map.of("name", "Of " + PHONE, "shape", phone), 1)
                .expect(200);
        return view;
    }

    private static int counted(String view) {
        return head.post("/api/leads/query", Map.of("filter", Map.of("view", view)))
                .expect(200)
                .json()
                .path("rows")
                .size();
    }

    /** A file that is there with what it says of people. */
    private static String readIn(String csv) {
        String path = "/api/imports/"
                + head.post("/api/imports", Map.of("name", "zdenka_marked.csv", "bytes", csv.length()))
                        .expect(201)
                        .json()
                        .path("id")
                        .asString();
        head.upload(
                        path + "/content?from=0",
                        new java.io.ByteArrayInputStream(csv.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .expect(200);
        for (String step : List.of("check", "run")) {
            head.post(path + "/" + step, Map.of()).expect(200);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> head.get(path)
                            .json()
                            .path("state")
                            .asString()
                            .equals(step.equals("check") ? "checked" : "done"));
        }
        assertThat(head.get(path + "/result").expect(200).text()).contains(NAME);
        return path;
    }

    private static JsonNode found(String text) {
        return head.post("/api/privacy/contacts/query", Map.of("text", text))
                .expect(200)
                .json()
                .at("/rows/0");
    }

    private static void close(String phone) {
        List<String> leads = new ArrayList<>();
        head.post("/api/leads/query", Map.of("filter", Map.of("text", phone)))
                .expect(200)
                .json()
                .path("rows")
                .forEach(row -> leads.add(row.path("id").asString()));
        for (String lead : leads) {
            String version = head.get("/api/leads/" + lead).header("etag");
            head.call("PATCH", "/api/leads/" + lead, Map.of("status", "won"), Map.of("If-Match", version))
                    .expect(200);
        }
    }

    private static Verification.Report report() throws SQLException {
        int company = server.part(Companies.class).all().getFirst();
        return Verification.of(server.database(), company);
    }

    private static Verification.Report sealed() {
        await().atMost(Duration.ofSeconds(20)).until(() -> report().unsealed() == 0);
        try {
            return report();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every text of every row of every table, as the superuser sees it. */
    private static String everything() {
        JdbcClient jdbc = JdbcClient.create(new org.springframework.jdbc.datasource.DriverManagerDataSource(
                server.database().url(),
                server.database().user(),
                server.database().password()));
        StringBuilder all = new StringBuilder();
        jdbc.sql("""
                        select format('%I.%I', schemaname, tablename) from pg_tables
                         where schemaname in ('fairlead', 'shared')
                        """)
                .query(String.class)
                .list()
                .forEach(table -> jdbc.sql("select to_jsonb(t)::text from " + table + " t")
                        .query(String.class)
                        .list()
                        .forEach(
                                row -> all.append(table).append(' ').append(row).append('\n')));
        return all.toString();
    }

    @Test
    void nothingIsLeftOfWhoWasErasedAndEveryDecisionIsStillMadeAgain() {
        String id = person(NAME, PHONE, EMAIL);
        assertThat(everything()).contains(EMAIL, PHONE, NAME);
        close(PHONE);
        sealed();
        String export = exported();
        String view = mentioned();
        assertThat(counted(view)).isEqualTo(2);
        String file = readIn("name,phone\n" + NAME + "," + PHONE + "\n" + NAME + ",nobody\n");
        head.post("/api/privacy/contacts/" + id + "/erasure", Map.of("confirmation", NAME))
                .expect(204);
        head.get(export + "/content").expect(404);
        head.get(file + "/result").expect(409);
        head.get(file + "/preview").expect(409);
        assertThat(head.get(file).expect(200).json().path("invalid").asInt()).isEqualTo(1);
        assertThat(everything()
                        .lines()
                        .filter(line -> Pattern.compile("(?i)marked|0612345678|zdenka")
                                .matcher(line)
                                .find()))
                .isEmpty();
        assertThat(counted(view))
                .as("a condition on who was erased fits nobody")
                .isZero();
        assertThat(everything()).contains("for […]", "for +0[…]", "All of […]", "leads of […]", "[…].csv");
        for (int i = 0; i < 5; i++) {
            arrive("later " + i, Map.of("name", "Later", "phone", "+3902999888" + i));
        }
        head.post("/api/settings", SHOP.replace("weight: 2", "weight: 5").replace("villa", "vil"))
                .expect(200);
        arrive("under other rules", Map.of("name", "Later", "phone", "+39029997777"));
        Verification.Report report = sealed();
        assertThat(report.findings()).isEmpty();
        assertThat(report.erased()).isPositive();
        assertThat(report.notRecomputed()).isZero();
        assertThat(report.recomputed()).isEqualTo(report.sealed());
        head.get("/api/privacy/contacts/" + id).expect(404);
        assertThat(found(PHONE).isMissingNode()).isTrue();
    }

    @Test
    void openLeadsAreAskedAboutFirst() {
        String phone = "+390687654321";
        String id = person("Olga", phone, "open@person.example");
        String erasure = "/api/privacy/contacts/" + id + "/erasure";
        assertThat(head.post(erasure, Map.of("confirmation", "somebody else"))
                        .expect(422)
                        .slug())
                .isEqualTo("invalid");
        assertThat(head.post(erasure, Map.of("confirmation", "Olga"))
                        .expect(409)
                        .slug())
                .isEqualTo("open-leads");
        head.post(erasure, Map.of("confirmation", "Olga", "openLeads", true)).expect(204);
        arrive("comes back", Map.of("name", "Olga", "phone", phone));
        assertThat(found(phone).path("id").asString()).isNotEqualTo(id);
        assertThat(found(phone).path("leads").asInt()).isEqualTo(1);
        assertThat(sealed().findings()).isEmpty();
    }

    @Test
    void whoWasErasedIsErasedAgainAfterARestore() {
        String phone = "+390655554444";
        String id = person("Renata", phone, "renata@person.example");
        TestServer.execute(server.database(), """
                insert into fairlead.erasure_due (company_id, contact_id, since)
                select k.company_id, c.id, c.created_at from fairlead.contact c
                  join fairlead.contact_key k on k.company_id = c.company_id and k.contact_id = c.id
                 where k.value = '%s'
                """.formatted(phone));
        server.part(Retention.class).turn(server.part(Companies.class).all().getFirst());
        head.get("/api/privacy/contacts/" + id).expect(404);
        assertThat(everything()).doesNotContain("Renata", phone);
        String list = head.get("/api/privacy/contacts/erased").expect(200).text();
        assertThat(list).startsWith("company,contact,since\n").doesNotContain("Renata");
        assertThat(sealed().findings()).isEmpty();
    }

    @Test
    void theApplicationBlanksNothingThatNoErasureWasWrittenDownFor() {
        var jdbc = server.part(JdbcClient.class);
        var transactions = server.part(io.fairlead.server.platform.sql.Transactions.class);
        int company = server.part(Companies.class).all().getFirst();
        person("Bea", "+390633332222", "bea@person.example");
        for (String forbidden : List.of(
                "update fairlead.event set data = '{}'",
                "update fairlead.decision set explanation = null",
                "update fairlead.decision_seal set salt = null",
                "insert into fairlead.erased_lead (lead_id, erasure_id) values (1, 1)",
                "delete from fairlead.erasure",
                "select fairlead.forget_mentions((select max(id) from fairlead.erasure), '{}', '{}', '{}', '{a}', '{}')",
                "select fairlead.forget((select max(id) from fairlead.erasure), '{}', '{}')",
                "select fairlead.forget(0, '{}', '{}')")) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> transactions.inCompany(
                            company,
                            () -> jdbc.sql(forbidden).query((row, n) -> 1).list()))
                    .as(forbidden)
                    .isInstanceOf(org.springframework.dao.DataAccessException.class);
        }
    }
}
