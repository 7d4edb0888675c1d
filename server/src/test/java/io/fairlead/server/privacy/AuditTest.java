package io.fairlead.server.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.server.Client;
import io.fairlead.server.TestServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who saw, changed and exported what can be read afterwards, by those who may. */
class AuditTest {
    private static TestServer server;
    private static Client head;
    private static Client operator;
    private static Client program;
    private static String lead;

    @BeforeAll
    static void start() {
        server = TestServer.start(true);
        head = server.administrator();
        head.post(
                        "/api/users",
                        Map.of("key", "otto", "name", "=Otto", "email", "otto@shop.example", "role", "operator"))
                .expect(201);
        String secret = head.post("/api/users/otto/invitation", "{}")
                .expect(201)
                .json()
                .path("secret")
                .asString();
        operator = server.client();
        operator.post(
                        "/api/invitations/accept",
                        Map.of(
                                "secret",
                                secret,
                                "name",
                                "=Otto",
                                "locale",
                                "en",
                                "password",
                                "a long password for otto"))
                .expect(204);
        program = head.withToken(head.post("/api/sources", Map.of("key", "crm", "name", "CRM", "kind", "api"))
                .expect(201)
                .json()
                .path("secret")
                .asString());
        lead = program.post("/api/leads", Map.of("name", "Ada", "phone", "+39066660000"))
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    private static List<JsonNode> audit(Map<String, Object> search) {
        List<JsonNode> rows = new ArrayList<>();
        Map<String, Object> asked = new HashMap<>(search);
        JsonNode page;
        do {
            page = head.post("/api/audit/query", asked).expect(200).json();
            page.path("rows").forEach(rows::add);
            asked.put("cursor", page.path("next").asString(""));
        } while (page.path("next").isString());
        return rows;
    }

    private static List<String> kinds(Map<String, Object> search) {
        return audit(search).stream().map(row -> row.path("kind").asString()).toList();
    }

    @Test
    void openingALeadIsNotedOncePerHour() {
        for (int i = 0; i < 3; i++) {
            operator.get("/api/leads/" + lead).expect(200);
        }
        operator.get("/api/leads/nowhere").expect(404);
        Map<String, Object> seen = Map.of("group", "seen", "who", "otto");
        assertThat(audit(seen)).singleElement().satisfies(row -> {
            assertThat(row.path("kind").asString()).isEqualTo("lead-opened");
            assertThat(row.path("lead").asString()).isEqualTo(lead);
            assertThat(row.path("address").asString()).isEqualTo("127.0.0.1");
        });
        assertThat(kinds(Map.of("record", lead, "who", "otto"))).contains("lead-opened");
    }

    @Test
    void signInsFailuresAndTokensAreNoted() {
        server.client()
                .post("/api/session", Map.of("email", "otto@shop.example", "password", "something else"))
                .expect(401);
        server.client().signIn("otto@shop.example", "a long password for otto");
        await().untilAsserted(() -> assertThat(kinds(Map.of("group", "sign-ins", "who", "otto")))
                .containsSubsequence("signed-in", "sign-in-failed"));
        String secret = head.post("/api/tokens", Map.of("name", "t"))
                .expect(201)
                .json()
                .path("secret")
                .asString();
        head.withToken(secret).get("/api/users").expect(200);
        head.withToken(secret).get("/api/users").expect(200);
        assertThat(kinds(Map.of("group", "sign-ins", "who", "head"))).containsOnlyOnce("token-used");
    }

    @Test
    void attemptsAreCountedWhetherSomebodyHasTheEmailOrNotAndAlsoThoseThatHadToWait() {
        for (int i = 0; i < 8; i++) {
            attempt("nobody@shop.example").expect(i < 5 ? 401 : 429);
            attempt("HEAD@beauty-shop.example ").expect(i < 5 ? 401 : 429);
        }
        attempt("x".repeat(400) + "@shop.example").expect(401);
        await().untilAsserted(() -> assertThat(refused())
                .contains(
                        "sign-in-unknown - 127.0.0.1 6",
                        "sign-in-throttled - 127.0.0.1 3",
                        "sign-in-failed head 127.0.0.1 5",
                        "sign-in-throttled head 127.0.0.1 3"));
    }

    private static Client.Answer attempt(String email) {
        return server.client().post("/api/session", Map.of("email", email, "password", "something else"));
    }

    private static List<String> refused() {
        return audit(Map.of("group", "sign-ins")).stream()
                .filter(row -> row.path("kind").asString().startsWith("sign-in-"))
                .map(row -> row.path("kind").asString() + " "
                        + row.at("/who/key").asString("-") + " "
                        + row.path("address").asString() + " "
                        + row.path("times").asInt())
                .toList();
    }

    @Test
    void changesOfSettingsAndExportsAreListedPageByPage() {
        for (int i = 0; i < 60; i++) {
            head.put("/api/teams/t" + i, Map.of("members", List.of())).expect(200);
        }
        List<JsonNode> rows = audit(Map.of("group", "settings", "who", "head"));
        assertThat(rows.stream()
                        .filter(row -> row.path("kind").asString().equals("team-added"))
                        .map(row -> row.path("subject").asString()))
                .hasSize(60)
                .doesNotHaveDuplicates();
        assertThat(rows)
                .extracting(row -> row.path("at").asString())
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(audit(Map.of("from", "2020-01-01", "until", "2020-01-02"))).isEmpty();
        String contact = head.post("/api/privacy/contacts/query", Map.of("text", "+39066660000"))
                .json()
                .at("/rows/0/id")
                .asString();
        Client.Answer file = head.post("/api/privacy/contacts/" + contact + "/export", Map.of())
                .expect(200);
        assertThat(file.header("content-disposition")).contains("contact-" + contact + ".zip");
        assertThat(kinds(Map.of("group", "privacy", "record", contact))).containsExactly("contact-exported");
        Client.Answer csv =
                head.post("/api/audit/export", Map.of("who", "otto")).expect(200);
        assertThat(csv.text())
                .startsWith("at,who,name,kind,")
                .contains("\"'=Otto\"")
                .doesNotContain(",\"=");
        assertThat(kinds(Map.of("group", "privacy"))).contains("audit-exported");
    }

    @Test
    void operatorsSeeNoneOfItAndTokensNoPersonalData() {
        operator.post("/api/audit/query", Map.of()).expect(403);
        operator.post("/api/privacy/contacts/query", Map.of("text", "Ada")).expect(403);
        String secret = head.post("/api/tokens", Map.of("name", "p"))
                .expect(201)
                .json()
                .path("secret")
                .asString();
        head.withToken(secret)
                .post("/api/privacy/contacts/query", Map.of("text", "Ada"))
                .expect(403);
        head.withToken(secret).post("/api/audit/query", Map.of()).expect(200);
    }
}
