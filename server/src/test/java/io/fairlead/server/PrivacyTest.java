package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What colleagues and senders are not told of the people behind a decision. */
class PrivacyTest {
    private static final String SHOP = """
            company: {name: Shop, timezone: Europe/Rome}
            users:
              anna: {name: Anna, email: anna@shop.example, target: 30}
              bruno: {name: Bruno, email: bruno@shop.example, target: 20}
            rules:
              - id: all
                strategy: utilisation
                candidates: [{user: anna}, {user: bruno}]
            absences:
              - {user: anna, from: 2020-01-01, to: 2099-12-31, kind: sick}
            """;

    private static TestServer server;
    private static Client head;
    private static JsonNode sent;

    @BeforeAll
    static void start() {
        server = TestServer.start(true);
        head = server.administrator();
        head.post("/api/settings?prune=true", SHOP).expect(200);
        String secret = head.post("/api/sources", Map.of("key", "crm", "name", "CRM", "kind", "api"))
                .expect(201)
                .json()
                .path("secret")
                .asString();
        sent = head.withToken(secret)
                .post("/api/leads", Map.of("name", "Ada"))
                .expect(201)
                .json();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    private static JsonNode seen(Client client, String path) {
        return client.get(path).expect(200).json();
    }

    private static JsonNode explainedTo(Client client) {
        JsonNode sheet =
                LeadFixture.told(client, "/api/leads/" + sent.path("id").asString());
        JsonNode explained = sheet.at("/decisions/0/explained");
        String decision = sheet.at("/decisions/0/id").asString();
        assertThat(seen(client, "/api/decisions/" + decision).path("explained")).isEqualTo(explained);
        return explained.path("candidates");
    }

    @Test
    void aSenderHearsNeitherOfIllnessNorOfTargets() {
        JsonNode candidates = sent.at("/explanation/candidates");
        assertThat(candidates.at("/0/reason/kind").asString()).isEqualTo("absent");
        assertThat(candidates.toString()).doesNotContain("sick", "target");
    }

    @Test
    void anOperatorHearsOfTheirOwnTargetAlone() {
        JsonNode candidates = explainedTo(Office.accept(head, server.client(), "bruno"));
        assertThat(candidates.at("/0/reason/kind").asString()).isEqualTo("absent");
        assertThat(candidates.toString()).doesNotContain("sick");
        assertThat(candidates.at("/0/target").isNull()).isTrue();
        assertThat(candidates.at("/1/target").asInt()).isEqualTo(20);
    }

    @Test
    void whoIsAbsentHearsOfTheirOwnAbsence() {
        JsonNode candidates = explainedTo(Office.accept(head, server.client(), "anna"));
        assertThat(candidates.at("/0/reason/absenceKind").asString()).isEqualTo("sick");
        assertThat(candidates.at("/1/target").isNull()).isTrue();
    }

    @Test
    void aManagerHearsEverything() {
        JsonNode candidates = explainedTo(head);
        assertThat(candidates.at("/0/reason/absenceKind").asString()).isEqualTo("sick");
        assertThat(candidates.at("/0/target").asInt()).isEqualTo(20);
    }
}
