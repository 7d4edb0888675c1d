package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Further workers beside a lead's owner, over HTTP, in a company beside another that has everything alike. */
class WorkersTest {
    private static final LeadFixture FIXTURE = LeadFixture.start();

    private final Client head = FIXTURE.own();

    @AfterAll
    static void stop() {
        FIXTURE.server().stop();
    }

    @BeforeEach
    void allow() {
        several(true);
    }

    @Test
    void aColleagueIsPutOnALeadBesideItsOwnerAndTakenOffAgain() {
        String lead = lead("Own 31");
        assertThat(keys(head.put(worker(lead, "head"), Map.of()))).containsExactly("head");
        head.put(worker(lead, "head"), Map.of()).expect(200);
        JsonNode sheet = head.get("/api/leads/" + lead).expect(200).json();
        assertThat(sheet.at("/lead/workers/0/key").asString()).isEqualTo("head");
        assertThat(sheet.at("/lead/can/workers").asBoolean()).isTrue();
        assertThat(keys(head.delete(worker(lead, "head")))).isEmpty();
        head.delete(worker(lead, "head")).expect(200);
        String name = head.get("/api/session").json().at("/user/name").asString();
        assertThat(head.get("/api/leads/" + lead + "/journal")
                        .json()
                        .path("entries")
                        .valueStream()
                        .map(event -> event.path("kind").asString() + " "
                                + event.path("after").asString())
                        .filter(event -> event.startsWith("worker-")))
                .containsExactly("worker-removed " + name, "worker-added " + name);
        assertThat(head.put(worker(lead, "nobody"), Map.of()).expect(422).slug())
                .isEqualTo("invalid");
    }

    @Test
    void aListOfSomebodysLeadsHasThoseTheyWorkBesideAnotherInEveryOrder() {
        String lead = lead("Own 32");
        head.put(worker(lead, "head"), Map.of()).expect(200);
        for (String sort : List.of("-created", "created", "status", "-source", "assignee")) {
            JsonNode mine = LeadFixture.list(head, Map.of("filter", Map.of("assignee", List.of("head")), "sort", sort))
                    .json();
            assertThat(mine.at("/total/value").asInt()).isEqualTo(1);
            assertThat(mine.path("rows")
                            .valueStream()
                            .map(row -> row.path("name").asString()))
                    .containsExactly("Own 32");
        }
        String owner =
                head.get("/api/leads/" + lead).json().at("/lead/assignee/key").asString();
        JsonNode both = LeadFixture.list(
                        head, Map.of("filter", Map.of("assignee", List.of("head", owner)), "limit", 200))
                .json();
        assertThat(both.path("rows")
                        .valueStream()
                        .filter(row -> row.path("name").asString().equals("Own 32")))
                .hasSize(1);
        head.delete(worker(lead, "head")).expect(200);
    }

    @Test
    void whereOneWorkerIsAllowedOthersAreKeptButNotShown() {
        String lead = lead("Own 33");
        head.put(worker(lead, "head"), Map.of()).expect(200);
        several(false);
        JsonNode sheet = head.get("/api/leads/" + lead).expect(200).json();
        assertThat(sheet.at("/lead/workers").isEmpty()).isTrue();
        assertThat(sheet.at("/lead/can/workers").asBoolean()).isFalse();
        assertThat(head.put(worker(lead, "head"), Map.of()).expect(409).slug()).isEqualTo("one-worker-only");
        assertThat(head.delete(worker(lead, "head")).expect(409).slug()).isEqualTo("one-worker-only");
        JsonNode mine = LeadFixture.list(head, Map.of("filter", Map.of("assignee", List.of("head"))))
                .json();
        assertThat(mine.at("/total/value").asInt()).isZero();
        several(true);
        assertThat(head.get("/api/leads/" + lead)
                        .json()
                        .at("/lead/workers/0/key")
                        .asString())
                .isEqualTo("head");
        head.delete(worker(lead, "head")).expect(200);
    }

    @Test
    void nothingOfItReachesTheOtherCompany() {
        String lead = lead("Own 34");
        head.put(worker(lead, "head"), Map.of()).expect(200);
        Client other = FIXTURE.other();
        assertThat(other.get("/api/leads/" + lead)
                        .expect(200)
                        .json()
                        .at("/lead/workers")
                        .isEmpty())
                .isTrue();
        other.delete(worker(lead, "head")).expect(200);
        assertThat(head.get("/api/leads/" + lead)
                        .json()
                        .at("/lead/workers/0/key")
                        .asString())
                .isEqualTo("head");
        head.delete(worker(lead, "head")).expect(200);
    }

    private static void several(boolean allowed) {
        FIXTURE.execute("update fairlead.company set work = '{\"severalWorkers\": %s}'".formatted(allowed));
    }

    private String lead(String name) {
        return LeadFixture.list(head, Map.of("filter", Map.of("text", name)))
                .json()
                .at("/rows/0/id")
                .asString();
    }

    private static String worker(String lead, String key) {
        return "/api/leads/" + lead + "/workers/" + key;
    }

    private static List<String> keys(Client.Answer answer) {
        return answer.expect(200)
                .json()
                .path("workers")
                .valueStream()
                .map(one -> one.path("key").asString())
                .toList();
    }
}
