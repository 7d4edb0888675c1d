package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Another system posts leads and takes the decision over. */
class HeadlessTest {
    private static final TestServer SERVER = TestServer.start(true);

    private final Client manager = SERVER.administrator();

    /** By turns between two; leads from the portal's relay and to a listing are told apart. */
    @BeforeAll
    static void publish() {
        TestServer.execute(SERVER.database(), """
                select set_config('fairlead.company', company_id::text, false) from fairlead.company;
                update fairlead.company set body = body || '{"region": "IT"}', settings_seq = settings_seq + 1;
                insert into fairlead.setting (kind, key, body) values
                    ('listing', 'flat-12', '{"name": "Flat 12"}'),
                    ('field', 'budget', '{"type": "number"}'), ('field', 'visit', '{"type": "date"}'),
                    ('field', 'first', '"boolean"'), ('field', 'call_at', '{"type": "instant"}');
                update fairlead.app_user set body = body - 'schedule';
                insert into fairlead.rule_version (version, rules) select max(version) + 1, '[
                    {"id": "rich", "when": "budget >= 500000", "candidates": [{"user": "marina"}]},
                    {"id": "all", "candidates": [{"user": "ursula"}, {"user": "nadezhda"}]}]'
                    from fairlead.rule_version;
                """);
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    private Client source(Map<String, Object> settings) {
        String key = "crm-" + Long.toString(System.nanoTime(), 36);
        return manager.withToken(
                manager.post("/api/sources", Map.of("key", key, "name", "CRM", "kind", "api", "settings", settings))
                        .expect(201)
                        .json()
                        .path("secret")
                        .asString());
    }

    @Test
    void theAnswerSaysWhoGotItAndWhy() {
        Client source = source(Map.of());
        List<String> turns = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            JsonNode lead = source.post("/api/leads", Map.of("name", "Lead " + i))
                    .expect(201)
                    .json();
            turns.add(lead.at("/assignee/key").asString());
            assertThat(lead.path("how").asString()).isEqualTo("turns");
            assertThat(lead.path("rule").asString()).isEqualTo("all");
            assertThat(lead.path("reason").asString()).contains("by the rule all");
            assertThat(lead.at("/assignee/email").asString()).contains("@beauty-shop.example");
            assertThat(lead.at("/explanation/candidates")).hasSize(2);
        }
        assertThat(turns.get(0)).isNotEqualTo(turns.get(1));
        assertThat(turns.subList(0, 2)).isEqualTo(turns.subList(2, 4));
    }

    @Test
    void aSecondInquiryOfAKnownContactGoesToTheirAdvisor() {
        Client source = source(Map.of());
        JsonNode first = source.post("/api/leads", Map.of("name", "Anna", "phone", "02 99 88 77 61"))
                .expect(201)
                .json();
        JsonNode second = source.post("/api/leads", Map.of("name", "A. R.", "phone", "+39-0299887761"))
                .expect(201)
                .json();
        assertThat(second.path("how").asString()).isEqualTo("known-owner");
        assertThat(second.path("assignee")).isEqualTo(first.path("assignee"));
    }

    @Test
    void aRelayIdentifiesNobody() {
        manager.put("/api/relays", Map.of("values", List.of("@reply.portal.example", "+39 02 5555 0000")))
                .expect(200);
        Client source = source(Map.of());
        for (String value : List.of("phone", "email")) {
            Map<String, Object> lead = Map.of(value, value.equals("phone") ? "0255550000" : "x7@Reply.Portal.example");
            for (int i = 0; i < 3; i++) {
                assertThat(source.post("/api/leads", lead)
                                .expect(201)
                                .json()
                                .path("how")
                                .asString())
                        .isEqualTo("turns");
            }
        }
    }

    @Test
    void fieldsHaveTheirDeclaredTypes() {
        Client source = source(Map.of("listing", "flat-12"));
        Map<String, Object> fields = Map.of(
                "budget", "600000", "visit", "2026-12-01", "first", true, "call_at", "2026-12-01T09:00", "own", 5);
        assertThat(source.post("/api/leads", Map.of("name", "Anna", "fields", fields))
                        .expect(201)
                        .json()
                        .at("/assignee/key")
                        .asString())
                .isEqualTo("marina");
        Map<String, Object> wrong =
                Map.of("budget", "much", "visit", "2026-02-30", "first", "perhaps", "call_at", "noon");
        assertThat(source.post("/api/leads", Map.of("name", "Anna", "fields", wrong))
                        .expect(422)
                        .json()
                        .path("errors")
                        .valueStream()
                        .map(error -> error.path("field").asString() + " "
                                + error.path("slug").asString()))
                .containsExactlyInAnyOrder(
                        "fields.budget not-a-number",
                        "fields.visit not-a-date",
                        "fields.first not-a-boolean",
                        "fields.call_at not-an-instant");
    }
}
