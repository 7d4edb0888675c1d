package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LeadTest {
    private static final LeadFixture FIXTURE = LeadFixture.start();

    private final Client own = FIXTURE.own();

    @AfterAll
    static void stop() {
        FIXTURE.server().stop();
    }

    @Test
    void everyOrderGoesThroughAllLeadsPageByPageWithoutOneTwice() {
        for (String sort :
                List.of("created", "-created", "status", "-status", "source", "-source", "assignee", "-assignee")) {
            List<String> seen = new ArrayList<>();
            List<String> keys = new ArrayList<>();
            String cursor = null;
            do {
                JsonNode page = LeadFixture.list(
                                own,
                                cursor == null
                                        ? Map.of("sort", sort, "limit", 10)
                                        : Map.of("sort", sort, "limit", 10, "cursor", cursor))
                        .json();
                assertThat(page.at("/total/value").asInt()).isEqualTo(63);
                assertThat(page.at("/total/exact").asBoolean()).isTrue();
                page.path("rows").valueStream().forEach(row -> {
                    seen.add(row.path("id").asString());
                    keys.add(key(row, sort));
                });
                cursor = page.path("next").asString(null);
            } while (cursor != null);
            assertThat(seen).as(sort).hasSize(63).doesNotHaveDuplicates();
            List<String> ordered = new ArrayList<>(keys);
            ordered.sort(sort.startsWith("-") ? java.util.Comparator.reverseOrder() : null);
            assertThat(keys).as(sort).isEqualTo(ordered);
        }
    }

    private static String key(JsonNode row, String sort) {
        return switch (sort.replace("-", "")) {
            case "created" -> row.path("createdAt").asString();
            case "status" -> row.path("status").asString();
            case "source" -> row.path("source").asString();
            default -> row.at("/assignee/name").asString("");
        };
    }

    @Test
    void aListIsNarrowedByStatusSourceAssigneeStateAndText() {
        assertThat(names(Map.of("status", List.of("called"), "source", List.of("web", "fair"))))
                .hasSize(10)
                .contains("Own 9");
        assertThat(names(Map.of("assignee", List.of("")))).containsExactly("Own offered", "Own left", "Own waits");
        assertThat(names(Map.of("assignee", List.of("marina"), "open", false))).hasSize(5);
        assertThat(names(Map.of("state", List.of("waiting", "offered")))).containsExactly("Own offered", "Own waits");
        assertThat(names(Map.of("text", "OWN W"))).containsExactly("Own waits");
        assertThat(names(Map.of("text", "+7 913 000-00-12"))).containsExactly("Own 12");
        assertThat(names(Map.of("text", "Person7@"))).containsExactly("Own 7");
        assertThat(names(Map.of("text", "100%_"))).isEmpty();
    }

    private List<String> names(Map<String, ?> filter) {
        return LeadFixture.list(own, Map.of("filter", filter))
                .json()
                .path("rows")
                .valueStream()
                .map(row -> row.path("name").asString())
                .toList();
    }

    @Test
    void whatCannotBeAskedForIsRefusedByItsName() {
        for (Map<String, ?> wrong : List.of(
                Map.of("sort", "rule"),
                Map.of("cursor", "!"),
                Map.of("cursor", "c3RhdHVzIDEwPSBhYmMgbmV3"),
                Map.of("filter", Map.of("assignee", List.of("nobody-of-that-name"))),
                Map.of("filter", Map.of("text", "x".repeat(201))))) {
            assertThat(own.post("/api/leads/query", wrong).expect(422).slug()).isEqualTo("invalid");
        }
        String next = LeadFixture.list(own, Map.of("limit", 5, "sort", "status"))
                .json()
                .path("next")
                .asString();
        own.post("/api/leads/query", Map.of("sort", "source", "cursor", next)).expect(422);
    }

    @Test
    void whoHasNobodySaysWhy() {
        List<JsonNode> rows = LeadFixture.list(own, Map.of("limit", 3))
                .json()
                .path("rows")
                .valueStream()
                .toList();
        JsonNode waits = rows.get(2);
        assertThat(waits.at("/why/kind").asString()).isEqualTo("nobody");
        assertThat(waits.at("/why/reason").asString()).isEqualTo("off-shift");
        assertThat(waits.at("/why/people").asInt()).isEqualTo(3);
        assertThat(waits.at("/why/until").asString()).isEqualTo("2026-11-23T09:00:00");
        assertThat(rows.get(1).at("/why/kind").asString()).isEqualTo("no-rule");
        assertThat(rows.get(0).at("/why/kind").asString()).isEqualTo("offered");
    }

    @Test
    void aLeadsPageHasItsContactListingDecisionsAndJournal() {
        Client.Answer answer =
                own.get("/api/leads/" + idOf(own, "person5@example.com")).expect(200);
        assertThat(answer.header("etag")).isEqualTo("\"1\"");
        JsonNode lead = LeadFixture.told(
                own, "/api/leads/" + answer.json().at("/lead/id").asString());
        assertThat(lead.at("/lead/listing/name").asString()).isEqualTo("Own flat");
        assertThat(lead.at("/lead/assignee/key").asString()).isEqualTo("nadezhda");
        assertThat(lead.at("/fields/topic").asString()).isEqualTo("Own topic");
        assertThat(lead.at("/fields/rooms").asInt()).isEqualTo(3);
        assertThat(lead.at("/contact/owner/key").asString()).isEqualTo("marina");
        assertThat(lead.at("/contact/former/0/key").asString()).isEqualTo("ursula");
        assertThat(lead.at("/contact/phones/0").asString()).isEqualTo("+79130000005");
        assertThat(lead.at("/entries/0/text").asString()).isEqualTo("Own note");
        JsonNode explained = lead.at("/decisions/0/explained");
        assertThat(explained.path("how").asString()).isEqualTo("turns");
        assertThat(explained.at("/candidates/1/balanceAfter").asString()).isEqualTo("1.00");
        assertThat(explained.at("/candidates/1/chosen").asBoolean()).isTrue();
        assertThat(explained.at("/candidates/0/reason/absenceKind").asString()).isEqualTo("vacation");
        String decision = lead.at("/decisions/0/id").asString();
        JsonNode alone = own.get("/api/decisions/" + decision).expect(200).json();
        assertThat(alone.path("explained")).isEqualTo(explained);
        assertThat(alone.path("leadName").asString()).isEqualTo("Own 5");
    }

    @Test
    void twoCompaniesWithTheSameLeadsSeeNothingOfEachOther() {
        Client other = FIXTURE.other();
        String id = idOf(own, "person5@example.com");
        assertThat(idOf(other, "person5@example.com")).isEqualTo(id);
        for (String path : List.of("/api/leads/" + id, "/api/leads/choices", "/api/watchdog")) {
            assertThat(own.get(path).expect(200).text()).doesNotContain("Secret");
            assertThat(other.get(path).expect(200).text()).doesNotContain("Own");
        }
        assertThat(LeadFixture.list(own, Map.of("limit", 200)).text()).doesNotContain("Secret");
        assertThat(LeadFixture.list(other, Map.of("limit", 200)).text()).doesNotContain("Own");
        FIXTURE.execute("delete from fairlead.lead where company_id = 2 and id = 6");
        String gone = idOf(own, "person6@example.com");
        other.get("/api/leads/" + gone).expect(404);
        other.post("/api/leads/" + gone + "/touch", Map.of("text", "hello")).expect(404);
        other.post("/api/leads/" + gone + "/assign", Map.of("user", "marina")).expect(404);
        own.get("/api/leads/" + gone).expect(200);
    }

    @Test
    void whoIsNotSignedInOrMayNotSeesNoLeads() {
        FIXTURE.server().client().get("/api/leads/choices").expect(401);
        FIXTURE.server().client().get("/api/leads/stream").expect(401);
        FIXTURE.server().client().get("/api/watchdog").expect(401);
    }

    @Test
    void aChangeSaysWhichVersionItIsOf() {
        String path = "/api/leads/" + idOf(own, "person8@example.com");
        assertThat(own.patch(path, Map.of("status", "won")).expect(428).slug()).isEqualTo("no-version");
        Client.Answer refused = FIXTURE.own()
                .withHeader("If-Match", "\"7\"")
                .patch(path, Map.of("status", "won"))
                .expect(409);
        assertThat(refused.slug()).isEqualTo("changed-meanwhile");
        assertThat(refused.json().at("/current/name").asString()).isEqualTo("Own 8");
        own.post(path + "/touch", Map.of("kind", "note", "text", " ")).expect(422);
        own.post(path + "/assign", Map.of("user", "stranger")).expect(422);
    }

    @Test
    void whatChangesIsToldToOpenPagesOfTheOwnCompanyAlone() throws IOException, InterruptedException {
        String id = idOf(own, "person9@example.com");
        try (InputStream stream = own.listen("/api/leads/stream");
                InputStream foreign = FIXTURE.other().listen("/api/leads/stream")) {
            BlockingQueue<String> heard = lines(stream);
            BlockingQueue<String> abroad = lines(foreign);
            assertThat(heard.poll(20, TimeUnit.SECONDS)).startsWith(":");
            assertThat(abroad.poll(20, TimeUnit.SECONDS)).startsWith(":");
            FIXTURE.execute("insert into fairlead.event (company_id, lead, kind) values (1, 9, 'note-written')");
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                String line = heard.poll();
                return line != null && line.startsWith("data:") && line.contains(id);
            });
            assertThat(abroad).noneMatch(line -> line.contains("\"leads\":[\""));
        }
    }

    private static BlockingQueue<String> lines(InputStream stream) {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread.startVirtualThread(() -> {
            try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                reader.lines().forEach(lines::add);
            } catch (IOException | UncheckedIOException e) {
                lines.add("closed");
            }
        });
        return lines;
    }

    private static String idOf(Client client, String email) {
        return LeadFixture.list(client, Map.of("filter", Map.of("text", email)))
                .json()
                .at("/rows/0/id")
                .asString();
    }
}
