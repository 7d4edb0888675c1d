package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Tasks at leads, over HTTP, in a company beside another that has everything alike. */
class TaskTest {
    private static final LeadFixture FIXTURE = LeadFixture.start();
    private static final TestServer SERVER = FIXTURE.server();

    private final Client head = FIXTURE.own();

    @BeforeAll
    static void letThemIn() {
        FIXTURE.execute("""
                insert into shared.sign_in (email, company_id, user_id, password)
                    select u.key || '@tasks.example', 1, u.id, s.password from fairlead.app_user u, shared.sign_in s
                     where u.company_id = 1 and u.key in ('marina', 'ursula', 'nadezhda')
                       and s.email = 'head@beauty-shop.example';
                insert into fairlead.setting (company_id, kind, key, body)
                    values (1, 'team', 'two-of-us', '{"members": ["marina", "ursula"]}');
                delete from fairlead.setting where company_id = 1 and kind = 'team' and key <> 'two-of-us';
                """);
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void aTaskIsMadeMovedDoneReopenedAndDeletedAndTheJournalTells() {
        String lead = lead("Own 11");
        JsonNode made = created(head, lead, task("Send the offer", "2030-05-06T10:00"));
        assertThat(made.path("due").asString()).isEqualTo("2030-05-06T10:00:00");
        assertThat(made.at("/user/key").asString()).isEqualTo("head");
        assertThat(made.path("leadName").asString()).isEqualTo("Own 11");

        Map<String, Object> moved = task("Send the offer", "2030-05-07T10:00");
        moved.put("user", "marina");
        JsonNode changed = head.put(path(made), moved, made.path("version").asLong())
                .expect(200)
                .json();
        assertThat(changed.at("/user/key").asString()).isEqualTo("marina");
        moved.put("done", true);
        JsonNode done = head.put(path(made), moved, changed.path("version").asLong())
                .expect(200)
                .json();
        assertThat(done.path("doneAt").isNull()).isFalse();
        moved.put("done", false);
        JsonNode open = head.put(path(made), moved, done.path("version").asLong())
                .expect(200)
                .json();
        assertThat(open.path("doneAt").isNull()).isTrue();
        head.delete(path(made), open.path("version").asLong()).expect(204);

        assertThat(tasks(head, lead)).isEmpty();
        assertThat(kinds(head, lead))
                .containsExactly("task-deleted", "task-reopened", "task-done", "task-changed", "task-created");
        String change = SERVER.query("""
                select data::text from fairlead.event where company_id = 1 and kind = 'task-changed'
                   and data ->> 'title' = 'Send the offer'
                """);
        assertThat(change).contains("\"user\": \"head\"", "\"user\": \"marina\"", "2030-05-06", "2030-05-07");
    }

    @Test
    void whoWasSlowerIsShownTheTaskAsItIs() {
        JsonNode made = created(head, lead("Own 12"), task("Once", "2030-05-06T10:00"));
        head.put(path(made), task("Twice", "2030-05-06T10:00"), 1).expect(200);
        Client.Answer late =
                head.put(path(made), task("Late", "2030-05-06T10:00"), 1).expect(409);
        assertThat(late.slug()).isEqualTo("changed-meanwhile");
        assertThat(late.json().at("/current/title").asString()).isEqualTo("Twice");
        assertThat(head.delete(path(made), 1).expect(409).slug()).isEqualTo("changed-meanwhile");
        assertThat(head.put(path(made), task("No version", "2030-05-06T10:00"))
                        .expect(428)
                        .slug())
                .isEqualTo("no-version");
    }

    @Test
    void everyWrongFieldIsNamed() {
        Map<String, Object> wrong = task("", "tomorrow");
        wrong.put("kind", "party");
        wrong.put("remind", -1);
        wrong.put("title", "x".repeat(201));
        assertThat(Office.errors(head.post("/api/leads/" + lead("Own 13") + "/tasks", wrong)
                        .expect(422)))
                .containsExactly("kind invalid", "title too-long", "due invalid", "remind invalid");
        Map<String, Object> nobody = task("For whom?", "2030-05-06T10:00");
        nobody.put("user", "who");
        assertThat(Office.errors(head.post("/api/leads/" + lead("Own 13") + "/tasks", nobody)
                        .expect(422)))
                .containsExactly("user unknown-user");
        assertThat(Office.errors(head.post("/api/leads/" + lead("Own 13") + "/tasks", task(" ", "2030-05-06T10:00"))
                        .expect(422)))
                .containsExactly("title required");
    }

    @Test
    void aCallbackIsSeenByItsOwnerAndManagersAndByTheGroupWhereTheCompanyWantsIt() {
        String lead = lead("Own 14");
        Client marina = as("marina");
        Map<String, Object> callback = task("Whispered", "2030-05-06T10:00");
        callback.put("kind", "callback");
        sight("own");
        JsonNode made = created(marina, lead, callback);
        assertSeen(lead, made, true, marina, head);
        assertSeen(lead, made, false, as("ursula"), as("nadezhda"));
        sight("group");
        assertSeen(lead, made, true, marina, head, as("ursula"));
        assertSeen(lead, made, false, as("nadezhda"));
        sight("all");
        assertSeen(lead, made, true, as("nadezhda"));
        sight("own");
        // Passed on, it is the new owner's, and whose it was may still read what they planned.
        callback.put("user", "ursula");
        marina.put(path(made), callback, 1).expect(200);
        assertThat(tasks(marina, lead)).isEmpty();
        assertThat(kinds(marina, lead)).containsExactly("task-changed", "task-created");
        assertThat(tasks(as("ursula"), lead)).containsExactly("Whispered");
        assertThat(kinds(as("ursula"), lead)).containsExactly("task-changed");
    }

    @Test
    void ownTasksComeByTheirTimePageByPageAndOthersAreForManagers() {
        Client nadezhda = as("nadezhda");
        String lead = lead("Own 15");
        LocalDateTime now = LocalDateTime.now(ZoneId.of("Asia/Novosibirsk"));
        for (int i = 4; i >= 0; i--) {
            created(
                    nadezhda,
                    lead,
                    task("No. " + i, now.plusDays(i - 2).toString().substring(0, 16)));
        }
        List<String> titles = new ArrayList<>();
        String next = "";
        JsonNode page;
        do {
            page = nadezhda.get("/api/tasks?limit=2" + next).expect(200).json();
            page.path("rows").forEach(row -> titles.add(row.path("title").asString()));
            next = "&after=" + page.path("next").asString("");
        } while (!page.path("next").isNull());
        assertThat(titles).containsExactly("No. 0", "No. 1", "No. 2", "No. 3", "No. 4");
        assertThat(page.at("/counts/overdue").asInt() + page.at("/counts/today").asInt())
                .isEqualTo(3);
        assertThat(page.at("/counts/coming").asInt()).isEqualTo(2);
        assertThat(titles(head.get("/api/tasks?user=nadezhda"))).containsAll(titles);
        assertThat(titles(head.get("/api/tasks?user=*"))).containsAll(titles);
        assertThat(titles(head.get("/api/tasks"))).doesNotContainAnyElementsOf(titles);
        nadezhda.get("/api/tasks?user=marina").expect(403);
        nadezhda.get("/api/tasks?user=*").expect(403);
        nadezhda.get("/api/tasks?after=nonsense").expect(422);
    }

    @Test
    void nothingOfItReachesTheOtherCompany() {
        String lead = lead("Own 16");
        JsonNode made = created(head, lead, task("Ours alone", "2030-05-06T10:00"));
        Client other = FIXTURE.other();
        assertThat(tasks(other, lead)).isEmpty();
        assertThat(titles(other.get("/api/tasks?user=*"))).isEmpty();
        other.put(path(made), task("Theirs", "2030-05-06T10:00"), 1).expect(404);
        other.delete(path(made), 1).expect(404);
        assertThat(tasks(head, lead)).containsExactly("Ours alone");
    }

    @Test
    void theTimeOfAReminderIsToldOnceOnTwoNodesAndAgainOnlyWhenTheTaskIsMoved() {
        TestServer second = SERVER.node();
        try {
            String lead = lead("Own 17");
            LocalDateTime soon = LocalDateTime.now(ZoneId.of("Asia/Novosibirsk"))
                    .plusHours(1)
                    .withSecond(0)
                    .withNano(0);
            var due = new ArrayList<JsonNode>();
            for (int i = 0; i < 20; i++) {
                Map<String, Object> task = task("Due " + i, soon.toString().substring(0, 16));
                task.put("remind", 60);
                due.add(created(head, lead, task));
            }
            Map<String, Object> later = task("Not yet", soon.toString().substring(0, 16));
            later.put("remind", 0);
            created(head, lead, later);
            await().atMost(Duration.ofSeconds(20)).until(() -> told() >= 20);
            Map<String, Object> moved =
                    task("Due 19", soon.plusMinutes(1).toString().substring(0, 16));
            moved.put("remind", 120);
            head.put(path(due.getLast()), moved, 1).expect(200);
            await().atMost(Duration.ofSeconds(20)).until(() -> told() >= 21);
            assertThat(SERVER.query("""
                            select string_agg(n::text, ' ' order by n) from (
                              select count(*) as n from fairlead.event where company_id = 1 and kind = 'task-due'
                               group by data ->> 'task') t
                            """)).isEqualTo("1 ".repeat(19) + "2");
            assertThat(SERVER.query("""
                            select (data ->> 'user') || (who is null)::text from fairlead.event
                             where company_id = 1 and kind = 'task-due' limit 1
                            """)).isEqualTo("headtrue");
        } finally {
            second.stop();
        }
    }

    private static int told() {
        return Integer.parseInt(
                SERVER.query("select count(*) from fairlead.event where company_id = 1 and kind = 'task-due'"));
    }

    private void assertSeen(String lead, JsonNode callback, boolean seen, Client... clients) {
        for (Client client : clients) {
            assertThat(tasks(client, lead).contains("Whispered")).isEqualTo(seen);
            assertThat(client.get("/api/leads/" + lead + "/journal").text().contains("Whispered"))
                    .isEqualTo(seen);
            if (!seen) {
                client.put(path(callback), task("Overheard", "2030-05-06T10:00"), 1)
                        .expect(404);
                client.delete(path(callback), 1).expect(404);
            }
        }
    }

    private static void sight(String callbacks) {
        FIXTURE.execute("update fairlead.company set work = '{\"callbacks\": \"%s\"}' where company_id = 1"
                .formatted(callbacks));
    }

    private static Client as(String key) {
        return SERVER.client().signIn(key + "@tasks.example", SERVER.demoPassword());
    }

    private String lead(String name) {
        return LeadFixture.list(head, Map.of("filter", Map.of("text", name)))
                .json()
                .at("/rows/0/id")
                .asString();
    }

    private static JsonNode created(Client client, String lead, Map<String, Object> task) {
        return client.post("/api/leads/" + lead + "/tasks", task).expect(201).json();
    }

    private static Map<String, Object> task(String title, String due) {
        return new HashMap<>(Map.of("kind", "task", "title", title, "due", due));
    }

    private static String path(JsonNode task) {
        return "/api/tasks/" + task.path("id").asString();
    }

    private static List<String> tasks(Client client, String lead) {
        return titles(client.get("/api/leads/" + lead + "/tasks"));
    }

    private static List<String> titles(Client.Answer answer) {
        return answer.expect(200)
                .json()
                .path("rows")
                .valueStream()
                .map(row -> row.path("title").asString())
                .toList();
    }

    /** What happened with tasks of the lead, newest first. */
    private static List<String> kinds(Client client, String lead) {
        return client.get("/api/leads/" + lead + "/journal")
                .expect(200)
                .json()
                .path("entries")
                .valueStream()
                .map(event -> event.path("kind").asString())
                .filter(kind -> kind.startsWith("task-"))
                .toList();
    }
}
