package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is kept because it cannot be used, and what becomes of it. */
class QuarantineTest {
    private final TestServer server = TestServer.demo();
    private final Client manager = server.administrator();

    private record Source(String key, String name, String secret) {}

    private Source source() {
        String key = "kept-" + Long.toString(System.nanoTime(), 36);
        String secret = manager.post("/api/sources", Map.of("key", key, "name", "Portal " + key, "kind", "api"))
                .expect(201)
                .json()
                .path("secret")
                .asString();
        return new Source(key, "Portal " + key, secret);
    }

    @Test
    void whatIsQuarantinedIsToldOncePerSourceAndHour() {
        JsonNode company = manager.get("/api/rules/surroundings").json().path("company");
        server.administrator()
                .withHeader("If-Match", "\"" + company.path("version").asLong() + "\"")
                .patch("/api/rules/company", Map.of("fallbackEmail", "watch@shop.example"))
                .expect(200);
        Source one = source();
        Source other = source();
        for (String secret : List.of(one.secret(), one.secret(), one.secret(), other.secret())) {
            manager.withToken(secret)
                    .post("/api/leads", Map.of("phone", "what?"))
                    .expect(422);
        }
        assertThat(mails(one)).isBetween(1, 2); // two if the hour has just begun
        assertThat(mails(other)).isEqualTo(1);
        assertThat(server.query(
                        "select count(*) from fairlead.event where kind = 'lead-quarantined' and data ->> 'source' = '"
                                + one.key() + "'"))
                .isEqualTo("3");
    }

    private int mails(Source source) {
        return Integer.parseInt(server.query(
                "select count(*) from fairlead.mail where recipient = 'watch@shop.example' and subject like '%"
                        + source.name() + "%'"));
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
