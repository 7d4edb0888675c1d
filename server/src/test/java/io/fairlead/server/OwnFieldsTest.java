package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What companies note about their people. */
class OwnFieldsTest {
    private static final TestServer SERVER = TestServer.start(true);
    private static final String SHOP = """
            company: {name: Shop, timezone: Europe/Rome}
            users:
              anna: {name: Anna, target: 30}
            rules:
              - {id: all, candidates: [{user: anna}]}
            """;

    private final Client head = SERVER.administrator();

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    private JsonNode apply(String path, String text) {
        return head.post("/api/settings" + path, text).expect(200).json();
    }

    private String export() {
        return head.get("/api/settings?format=yaml").expect(200).text();
    }

    @Test
    void valuesOfPeoplesOwnFieldsAreInTheFileWithTheTypesDeclared() {
        String own = SHOP + """
                user-fields: {car: text, km: number, licence: boolean, since: {type: date}}
                """;
        String filled = own.replace(
                "target: 30}", "target: 30, fields: {car: 500, km: 12.50, licence: true, since: 2020-05-01}}");
        apply("", filled);
        assertThat(SERVER.query("select fields::text from fairlead.app_user where key = 'anna'"))
                .isEqualTo("{\"km\": 12.5, \"car\": \"500\", \"since\": \"2020-05-01\", \"licence\": true}");
        assertThat(apply("/diff", filled).path("differs").asBoolean()).isFalse();
        assertThat(apply("/diff", export()).path("differs").asBoolean()).isFalse();
        assertThat(export()).contains("km: 12.5", "licence: true");

        assertThat(apply("/diff", own).path("differs").asBoolean())
                .as("who says nothing about them leaves them")
                .isFalse();
        apply("", own.replace("target: 30}", "target: 30, fields: {km: 7}}"));
        assertThat(SERVER.query("select fields::text from fairlead.app_user where key = 'anna'"))
                .isEqualTo("{\"km\": 7}");
        Client.Answer refused = head.post("/api/settings", own.replace("target: 30}", "fields: {km: far}}"))
                .expect(422);
        assertThat(refused.json().at("/flaws/0/message").asString()).contains("km", "far", "a number");
    }

    @Test
    void valuesOfDeclaredFieldsAreOfTheirTypes() {
        head.put("/api/user-fields/km", Map.of("type", "number")).expect(200);
        head.put("/api/user-fields/since", Map.of("type", "date")).expect(200);
        head.put("/api/user-fields/grade", Map.of("type", "choice", "choices", List.of("a", "b")))
                .expect(200);
        Map<String, Object> wrong = Map.of("km", "far", "since", "yesterday", "grade", "c", "undeclared", "free");
        assertThat(Office.errors(head.post("/api/users", Map.of("key", "typed", "name", "Typed", "fields", wrong))
                        .expect(422)))
                .containsExactlyInAnyOrder(
                        "fields.km wrong-type", "fields.since wrong-type", "fields.grade wrong-type");
        Map<String, Object> right = Map.of("km", 12.5, "since", "2020-05-01", "grade", "b", "undeclared", "free");
        head.post("/api/users", Map.of("key", "typed", "name", "Typed", "fields", right))
                .expect(201);
        head.put("/api/user-fields/grade", Map.of("type", "choice", "choices", List.of("a")), 1)
                .expect(200);
        head.put("/api/users/typed", Map.of("key", "typed", "name", "Still typed", "fields", right), 1)
                .expect(200);
    }
}
