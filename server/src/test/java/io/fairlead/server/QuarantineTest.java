package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is kept because it cannot be used, and what becomes of it. */
class QuarantineTest {
    private final TestServer server = TestServer.demo();
    private final Client manager = server.administrator();

    private record Source(String key, String secret) {}

    private Source source() {
        String key = "kept-" + Long.toString(System.nanoTime(), 36);
        String secret = manager.post("/api/sources", Map.of("key", key, "name", "Portal", "kind", "api"))
                .expect(201)
                .json()
                .path("secret")
                .asString();
        return new Source(key, secret);
    }

    @Test
    void whatIsTakenForAnotherSourceKeepsTheKeyItWasSentWith() {
        Source sent = source();
        Source meant = source();
        Client sender = manager.withToken(sent.secret()).withHeader("Idempotency-Key", "order-1");
        Map<String, Object> lead = Map.of("name", "Anna", "source", meant.key());
        String id = sender.post("/api/leads", lead)
                .expect(422)
                .json()
                .path("quarantined")
                .asString();
        JsonNode taken = manager.post(
                        "/api/quarantine/" + id + "/retry",
                        Map.of("source", meant.key(), "lead", Map.of("name", "Anna")))
                .expect(201)
                .json();
        assertThat(sender.post("/api/leads", lead).expect(200).json().path("id"))
                .as("sent again")
                .isEqualTo(taken.path("id"));
    }
}
