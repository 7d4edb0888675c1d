package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.server.seal.Verification;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** People get another id and keep what was booked for them. */
class UserRenameTest {
    private static final TestServer SERVER = TestServer.start(true);
    private static final String SHOP = """
            company: {name: Shop, timezone: Europe/Rome, otherwise: unassigned}
            users:
              anna: {name: Anna, email: anna@shop.example}
              bruno: {name: Bruno}
            rules:
              - {id: all, accept-within: 10h, candidates: [{user: anna}, {user: bruno}]}
            """;

    private final Client head = SERVER.administrator();

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void whatTheDeskRemembersOfLeadsFollowsTheNewId() throws SQLException {
        head.post("/api/settings?prune=true", SHOP).expect(200);
        Client anna = Office.accept(head, SERVER.client(), "anna");
        Client source = head.withToken(
                head.post("/api/sources", Map.of("key", "crm", "name", "CRM", "kind", "api", "settings", Map.of()))
                        .expect(201)
                        .json()
                        .path("secret")
                        .asString());
        JsonNode lead =
                source.post("/api/leads", Map.of("name", "One")).expect(201).json();
        assertThat(lead.at("/assignee/key").asString()).isEqualTo("anna");
        head.post("/api/settings?prune=true", SHOP.replace("{user: anna}, ", ""))
                .expect(200);

        rename("anna", "annie");
        assertThat(SERVER.query("select string_agg(state::text, ' ') from fairlead.desk_lead"))
                .contains("\"receiver\": \"annie\"")
                .doesNotContain("\"anna\"");

        anna.post("/api/leads/" + lead.path("id").asString() + "/decline", "").expect(200);
        assertThat(SERVER.query("""
                        select u.key || ' ' || l.received / 232792560
                          from fairlead.lead x join fairlead.app_user u on u.id = x.owner_id
                          join fairlead.ledger l on l.user_id = u.id
                        """)).isEqualTo("bruno 1");
        assertThat(SERVER.query("""
                        select l.entitled || ' ' || l.received
                          from fairlead.ledger l join fairlead.app_user u on u.id = l.user_id where u.key = 'annie'
                        """)).isEqualTo("0 0");
        assertThat(SERVER.query("select sum(entitled - received) from fairlead.ledger"))
                .isEqualTo("0");
        assertThat(Verification.of(SERVER.database())).allSatisfy(report -> {
            assertThat(report.recomputed()).isPositive();
            assertThat(report.findings()).isEmpty();
        });
    }

    private void rename(String key, String other) {
        JsonNode user = Office.user(head, key);
        Map<String, Object> form = new LinkedHashMap<>(
                Map.of("key", other, "name", "Anna", "email", "anna@shop.example", "skills", List.of()));
        head.put("/api/users/" + key, form, user.path("version").asLong()).expect(200);
    }
}
