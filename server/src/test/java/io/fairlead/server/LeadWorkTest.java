package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing;
import io.fairlead.server.desk.Outcome;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** People work leads that a desk has given. */
class LeadWorkTest {
    private static final int COMPANY = 1;
    private static final String RULES = """
            [{"id": "race", "when": "source == \\"race\\"", "strategy": "claim",
              "candidates": [{"user": "head"}, {"user": "marina"}]},
             {"id": "late", "when": "source == \\"late\\"", "accept-within": "1h", "candidates": [{"user": "head"}]},
             {"id": "nobody", "when": "source == \\"nobody\\"", "presence": "required", "candidates": [{"team": "sales"}]},
             {"id": "calls", "activity": "call", "candidates": [{"team": "sales"}]}]
            """;

    private static final TestServer SERVER = TestServer.start(true);

    private final Client head = SERVER.administrator();

    @BeforeAll
    static void publish() {
        LeadFixture.publish(SERVER, COMPANY, RULES);
    }

    @AfterAll
    static void stop() throws SQLException {
        LeadFixture.verify(SERVER, COMPANY);
        SERVER.stop();
    }

    @Test
    void aLeadIsShownWithTheReasonForWhichItCameToSomebody() {
        JsonNode sheet = LeadFixture.told(head, arrived("web", "Ada"));
        assertThat(sheet.at("/lead/state").asString()).isEqualTo("assigned");
        assertThat(sheet.at("/lead/assignee/name").asString()).isNotEmpty();
        JsonNode explained = sheet.at("/decisions/0/explained");
        assertThat(explained.path("how").asString()).isEqualTo("turns");
        assertThat(explained
                        .path("skipped")
                        .valueStream()
                        .map(one -> one.path("rule").asString()))
                .containsExactly("race", "late", "nobody");
        assertThat(explained
                        .path("candidates")
                        .valueStream()
                        .filter(one -> one.path("chosen").asBoolean()))
                .hasSize(1);
        assertThat(kinds(sheet)).contains("lead-arrived", "lead-assigned");
        assertThat(activities(sheet)).containsExactly("call");
    }

    @Test
    void aLeadThatWaitsSaysWhyInTheList() {
        arrived("nobody", "Nora");
        JsonNode row = LeadFixture.list(head, Map.of("filter", Map.of("state", List.of("waiting"))))
                .json()
                .at("/rows/0");
        assertThat(row.path("name").asString()).isEqualTo("Nora");
        assertThat(row.at("/why/kind").asString()).isEqualTo("nobody");
        assertThat(row.at("/why/reason").asString()).isEqualTo("offline");
        JsonNode sheet = head.post("/api/watchdog/checks", "{}").expect(200).json();
        assertThat(sheet.path("astray").isEmpty()).isTrue();
        assertThat(sheet.path("waiting")
                        .valueStream()
                        .map(one -> one.at("/lead/name").asString()))
                .contains("Nora");
        int held = LeadFixture.list(head, Map.of("filter", Map.of("state", List.of("assigned"), "open", true)))
                .json()
                .at("/total/value")
                .asInt();
        assertThat(sheet.at("/assigned/value").asInt()).isEqualTo(held);
    }

    @Test
    void aColleagueIsChosenAndTakenAwayAgain() {
        String path = arrived("web", "Cleo");
        JsonNode given =
                head.post(path + "/assign", Map.of("user", "head")).expect(200).json();
        assertThat(given.at("/lead/assignee/key").asString()).isEqualTo("head");
        assertThat(LeadFixture.told(head, path).at("/decisions/0/explained/how").asString())
                .isEqualTo("manual");
        Map<String, @Nullable Object> nobody = new HashMap<>();
        nobody.put("user", null);
        JsonNode left = head.post(path + "/assign", nobody).expect(200).json();
        assertThat(left.at("/lead/assignee").isNull()).isTrue();
        assertThat(left.at("/lead/state").asString()).isEqualTo("unassigned");
        assertThat(left.at("/lead/why/kind").asString()).isEqualTo("by-hand");
        assertThat(LeadFixture.told(head, path)
                        .path("entries")
                        .valueStream()
                        .filter(event -> event.path("kind").asString().equals("assigned-by-hand"))
                        .map(event -> event.path("who").asString()))
                .containsExactly("head", "head");
    }

    @Test
    void aStatusIsSetOnTheVersionThatWasSeenAndOnNoOther() {
        String path = arrived("web", "Stella");
        Client.Answer seen = head.get(path).expect(200);
        Client writer = SERVER.administrator().withHeader("If-Match", seen.header("etag"));
        JsonNode set = writer.patch(path, Map.of("status", "won")).expect(200).json();
        assertThat(set.at("/lead/status").asString()).isEqualTo("won");
        assertThat(set.at("/lead/closed").asBoolean()).isTrue();
        assertThat(set.at("/lead/can/assign").asBoolean()).isFalse();
        JsonNode refused =
                writer.patch(path, Map.of("status", "lost")).expect(409).json();
        assertThat(refused.at("/current/status").asString()).isEqualTo("won");
        assertThat(LeadFixture.told(head, path).at("/entries/0/after").asString())
                .isEqualTo("won");
    }

    @Test
    void aNoteIsKeptWithWhoWroteIt() {
        String path = arrived("web", "Nina");
        String script = "<script>alert(1)</script>";
        head.post(path + "/touch", Map.of("text", script)).expect(200);
        JsonNode noted = LeadFixture.told(head, path);
        assertThat(noted.at("/entries/0/kind").asString()).isEqualTo("note-written");
        assertThat(noted.at("/entries/0/who").asString()).isEqualTo("head");
        assertThat(noted.at("/entries/0/text").asString()).isEqualTo(script);
        head.post(path + "/touch", Map.of("kind", "call")).expect(200);
    }

    @Test
    void anOfferIsTakenByOneAndByNobodyAfterThem() {
        String path = arrived("race", "Rosa");
        JsonNode offered = head.get(path).expect(200).json();
        assertThat(offered.at("/lead/state").asString()).isEqualTo("offered");
        assertThat(offered.at("/lead/can/accept").asBoolean()).isTrue();
        JsonNode taken = head.post(path + "/accept", "").expect(200).json();
        assertThat(taken.at("/lead/assignee/key").asString()).isEqualTo("head");
        assertThat(taken.at("/lead/can/accept").asBoolean()).isFalse();
        assertThat(LeadFixture.told(head, path).at("/decisions/0/explained/how").asString())
                .isEqualTo("claim");
    }

    @Test
    void whoDeclinesIsOfferedItNoMore() {
        String path = arrived("race", "Dora");
        JsonNode declined = head.post(path + "/decline", "").expect(200).json();
        assertThat(declined.at("/lead/state").asString()).isEqualTo("offered");
        assertThat(declined.at("/lead/can/accept").asBoolean()).isFalse();
    }

    @Test
    void whoMustAcceptMayAcceptOrDecline() {
        String path = arrived("late", "Lara");
        assertThat(head.get(path).json().at("/lead/can/decline").asBoolean()).isTrue();
        assertThat(head.post(path + "/accept", "")
                        .expect(200)
                        .json()
                        .at("/lead/can/accept")
                        .asBoolean())
                .isFalse();
        String other = arrived("late", "Lena");
        assertThat(head.post(other + "/decline", "")
                        .expect(200)
                        .json()
                        .at("/lead/state")
                        .asString())
                .isEqualTo("waiting");
    }

    private static List<String> activities(JsonNode sheet) {
        return sheet.path("entries")
                .valueStream()
                .map(event -> event.path("activity").asString())
                .filter(activity -> !activity.isEmpty())
                .toList();
    }

    private static List<String> kinds(JsonNode sheet) {
        return sheet.path("entries")
                .valueStream()
                .map(event -> event.path("kind").asString())
                .toList();
    }

    /** The address of a lead that has just arrived. */
    private String arrived(String source, String name) {
        var lead = new Doing.NewLead(
                source, "", name, "", name.toLowerCase(Locale.ROOT) + "@example.com", "", Map.of(), true, null);
        Outcome outcome = SERVER.part(Desks.class)
                .perform(COMPANY, List.of(new Doing.Arrival(lead, done -> {})))
                .getFirst();
        assertThat(outcome.lead()).isPositive();
        return "/api/leads/"
                + LeadFixture.list(head, Map.of("filter", Map.of("text", name + "@")))
                        .json()
                        .at("/rows/0/id")
                        .asString();
    }
}
