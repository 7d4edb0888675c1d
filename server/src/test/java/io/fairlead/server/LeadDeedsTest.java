package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.server.desk.ChangedMeanwhile;
import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing;
import io.fairlead.server.desk.Outcome;
import io.fairlead.server.platform.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What people do with leads is done once, with who and when, or not at all. */
class LeadDeedsTest {
    private static final int COMPANY = 1;
    private static final String RULES = """
            [{"id": "race", "when": "source == \\"race\\"", "strategy": "claim",
              "candidates": [{"user": "head"}, {"user": "marina"}]},
             {"id": "late", "when": "source == \\"late\\"", "accept-within": "1h", "candidates": [{"user": "head"}]},
             {"id": "nobody", "when": "name == \\"Nils\\"", "presence": "required", "candidates": [{"user": "marina"}]},
             {"id": "calls", "when": "source == \\"manual\\"", "candidates": [{"user": "marina"}, {"user": "ursula"}]}]
            """;

    private static final TestServer SERVER = TestServer.start(true);

    private final Client head = SERVER.administrator();

    @BeforeAll
    static void publish() {
        LeadFixture.publish(SERVER, COMPANY, RULES);
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void anEntryThatIsUndoneIsDecidedByTheRulesAsIfItArrived() {
        String open = open("head");
        String lead = entered(Map.of("name", "Olga", "email", "olga@x.example"));
        assertThat(sheet(lead).at("/contact/owner/key").asString()).isEqualTo("head");
        JsonNode undone = undo(lead).expect(200).json();
        assertThat(undone.path("how").asString()).isEqualTo("turns");
        assertThat(undone.path("rule").asString()).isEqualTo("calls");
        String receiver = undone.at("/assignee/key").asString();
        assertThat(receiver).isIn("marina", "ursula");
        JsonNode sheet = sheet(lead);
        assertThat(sheet.at("/lead/assignee/key").asString()).isEqualTo(receiver);
        assertThat(sheet.at("/contact/owner/key").asString())
                .as("not its creator's")
                .isEqualTo(receiver);
        assertThat(sheet.at("/contact/former").isEmpty()).isTrue();
        assertThat(open("head")).isEqualTo(open);
        assertThat(SERVER.query("select sum(entitled - received) from fairlead.ledger where name = 'calls'"))
                .isEqualTo("0");
        assertThat(SERVER.query("select count(*) from fairlead.ledger where name = 'calls' and received > 0"))
                .isEqualTo("1");
        JsonNode event = event(sheet, "entry-undone");
        assertThat(event.path("who").asString()).isEqualTo("head");
        assertThat(undo(lead).expect(200).json()).as("done twice, done once").isEqualTo(undone);
        assertThat(sheet(lead).path("decisions")).hasSize(2);
    }

    @Test
    void anEntryThatNobodyCanTakeWaitsOnceItIsUndone() {
        String lead = entered(Map.of("name", "Nils"));
        JsonNode undone = undo(lead).expect(200).json();
        assertThat(undone.path("how").asString()).isEqualTo("waiting");
        assertThat(undone.path("assignee").isNull()).isTrue();
        assertThat(sheet(lead).at("/lead/state").asString()).isEqualTo("waiting");
        assertThat(head.post("/api/watchdog/checks", "{}").expect(200).json().path("astray"))
                .isEmpty();
    }

    @Test
    void anEntryThatSomebodyElseWasGivenMeanwhileStaysTheirs() {
        String lead = entered(Map.of("name", "Tanja"));
        assign(lead, "ursula");
        assertThat(undo(lead).expect(409).slug()).isEqualTo("taken-meanwhile");
        assertThat(sheet(lead).at("/lead/assignee/key").asString()).isEqualTo("ursula");
        assign(lead, "head");
        assertThat(undo(lead).expect(409).slug())
                .as("it is no longer as it was entered")
                .isEqualTo("taken-meanwhile");
    }

    @Test
    void anEntryIsUndoneWithinItsTimeAndNotLater() {
        SettableClock clock = SERVER.part(SettableClock.class);
        String soon = entered(Map.of("name", "Soon"));
        String later = entered(Map.of("name", "Later"));
        Instant now = Instant.now();
        try {
            clock.set(now.plus(Duration.ofMinutes(9)));
            undo(soon).expect(200);
            clock.set(now.plus(Duration.ofMinutes(11)));
            assertThat(undo(later).expect(409).slug()).isEqualTo("too-late");
        } finally {
            clock.set(null);
        }
        assertThat(sheet(later).at("/lead/assignee/key").asString()).isEqualTo("head");
    }

    @Test
    void theAdvisorWhomTheContactHadBeforeAnEntryIsLeftAlone() {
        String first = entered(Map.of("name", "Vera", "phone", "+79131112233"));
        assign(first, "ursula");
        String second = entered(Map.of("name", "Vera", "phone", "+79131112233"));
        JsonNode before = sheet(second).path("contact");
        assertThat(before.at("/owner/key").asString()).isEqualTo("head");
        undo(second).expect(200);
        assertThat(sheet(second).at("/contact/owner/key").asString()).isEqualTo("head");
    }

    @Test
    void whoTakesAnOfferIsToldInItsHistory() {
        String lead = arrived("race", "Rosa");
        head.post("/api/leads/" + lead + "/accept", "").expect(200);
        JsonNode sheet = sheet(lead);
        JsonNode accepted = event(sheet, "lead-accepted");
        assertThat(accepted.path("who").asString()).isEqualTo("head");
        assertThat(accepted.path("at").asString())
                .isEqualTo(event(sheet, "lead-assigned").path("at").asString());
        head.post("/api/leads/" + lead + "/accept", "").expect(200);
        head.post("/api/leads/" + lead + "/decline", "").expect(200);
        assertThat(kinds(sheet(lead))).as("what changes nothing is not told").isEqualTo(kinds(sheet));
    }

    @Test
    void whoDeclinesIsToldInTheHistoryOnceHoweverOftenTheySayIt() {
        String lead = arrived("race", "Dora");
        head.post("/api/leads/" + lead + "/decline", "").expect(200);
        head.post("/api/leads/" + lead + "/decline", "").expect(200);
        assertThat(event(sheet(lead), "lead-declined").path("who").asString()).isEqualTo("head");
        String late = arrived("late", "Lara");
        head.post("/api/leads/" + late + "/accept", "").expect(200);
        assertThat(event(sheet(late), "lead-accepted").path("after").asString()).isNotEmpty();
        String other = arrived("late", "Lena");
        head.post("/api/leads/" + other + "/decline", "").expect(200);
        assertThat(kinds(sheet(other))).containsSubsequence("lead-waiting", "lead-declined", "lead-assigned");
        assertThat(SERVER.query(
                        "select data from fairlead.event where kind = 'lead-declined' order by id desc limit 1"))
                .isEqualTo("{\"after\": null, \"before\": \"head\"}");
    }

    @Test
    void aNoteAndTheTouchItIsAreOne() {
        String lead = entered(Map.of("name", "Nadja"));
        head.post("/api/leads/" + lead + "/touch", Map.of("text", "Called back"))
                .expect(200);
        assertThat(SERVER.query("""
                        select e.tx::text = d.xmin::text and (d.state ->> 'touched')::boolean
                          from fairlead.event e join fairlead.desk_lead d on d.company_id = e.company_id and d.lead_id = e.lead
                         where e.kind = 'note-written' order by e.id desc limit 1
                        """)).isEqualTo("t");
        assertThat(event(sheet(lead), "note-written").path("text").asString()).isEqualTo("Called back");
    }

    @Test
    void whatTheDatabaseCannotKeepIsRefusedWithItsField() {
        String path = "/api/leads/" + entered(Map.of("name", "Zero"));
        head.withHeader("If-Match", head.get(path).expect(200).header("etag"));
        for (String broken : List.of("a\\u0000b", "\\ud800")) {
            assertThat(Office.errors(head.post(path + "/touch", "{\"text\":\"" + broken + "\"}")
                            .expect(422)))
                    .containsExactly("text invalid");
            assertThat(Office.errors(
                            head.patch(path, "{\"status\":\"" + broken + "\"}").expect(422)))
                    .containsExactly("status invalid");
        }
        assertThat(Office.errors(head.patch(path, Map.of("status", "a\nb")).expect(422)))
                .containsExactly("status invalid");
    }

    @Test
    void presenceAndItsEventAreOneWithWhatTheyLeadTo() {
        head.put("/api/me/presence", Map.of("online", true)).expect(200);
        assertThat(SERVER.query("""
                        select e.tx::text = d.xmin::text and e.who = p.user_id
                          from fairlead.event e join fairlead.presence p on p.company_id = e.company_id
                          join fairlead.desk d on d.company_id = e.company_id
                         where e.kind = 'presence-changed' and p.xmin = d.xmin order by e.id desc limit 1
                        """)).isEqualTo("t");
        head.put("/api/me/presence", Map.of("online", false)).expect(200);
        assertThat(
                        SERVER.query(
                                "select data -> 'before' ->> 'online' from fairlead.event where kind = 'presence-changed' order by id desc limit 1"))
                .isEqualTo("true");
    }

    @Test
    void ofTwoWhoSetTheStatusAtOnceOneIsTold() throws Exception {
        Client other = SERVER.administrator();
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < 15; i++) {
                String path = "/api/leads/" + entered(Map.of("name", "Race " + i));
                String version = head.get(path).expect(200).header("etag");
                head.withHeader("If-Match", version);
                other.withHeader("If-Match", version);
                List<Callable<Client.Answer>> both = List.of(
                        () -> head.patch(path, Map.of("status", "mine")),
                        () -> other.patch(path, Map.of("status", "theirs")));
                List<Integer> answers = threads.invokeAll(both).stream()
                        .map(Future::resultNow)
                        .map(Client.Answer::status)
                        .toList();
                assertThat(answers).containsExactlyInAnyOrder(200, 409);
                JsonNode sheet = LeadFixture.told(head, path);
                assertThat(sheet.at("/lead/status").asString())
                        .isEqualTo(answers.getFirst() == 200 ? "mine" : "theirs");
                assertThat(event(sheet, "status-changed").path("before").asString())
                        .isEmpty();
            }
        }
    }

    @Test
    void twoStatusesOnOneVersionInOneBatchChangeNothing() {
        long lead = take("late", "Berta").lead();
        var desks = SERVER.part(Desks.class);
        List<Doing> both = List.of(
                new Doing.StatusSet(lead, "mine", null, 1L, ""), new Doing.StatusSet(lead, "theirs", null, 1L, ""));
        assertThatThrownBy(() -> desks.perform(COMPANY, both)).isInstanceOf(ChangedMeanwhile.class);
        assertThat(SERVER.query("select status || version from fairlead.lead where id = " + lead))
                .isEqualTo("1");
        desks.perform(COMPANY, List.of(both.getFirst()));
        assertThat(SERVER.query("select status || version from fairlead.lead where id = " + lead))
                .isEqualTo("mine2");
    }

    private static Outcome take(String source, String name) {
        var lead = new Doing.NewLead(
                source, "", name, "", name.toLowerCase(Locale.ROOT) + "@x.example", "", Map.of(), true, null);
        return SERVER.part(Desks.class)
                .perform(COMPANY, List.of(new Doing.Arrival(lead, done -> {})))
                .getFirst();
    }

    /** The id of a lead that has just arrived. */
    private String arrived(String source, String name) {
        take(source, name);
        return LeadFixture.list(head, Map.of("filter", Map.of("text", name + "@")))
                .json()
                .at("/rows/0/id")
                .asString();
    }

    private static List<String> kinds(JsonNode sheet) {
        return sheet.path("entries")
                .valueStream()
                .map(event -> event.path("kind").asString())
                .toList();
    }

    private String entered(Map<String, ?> lead) {
        return head.post("/api/leads/manual", lead)
                .expect(201)
                .json()
                .at("/lead/id")
                .asString();
    }

    private Client.Answer undo(String lead) {
        return head.post("/api/leads/manual/" + lead + "/undo", Map.of());
    }

    private void assign(String lead, String user) {
        head.post("/api/leads/" + lead + "/assign", Map.of("user", user)).expect(200);
    }

    private JsonNode sheet(String lead) {
        return LeadFixture.told(head, "/api/leads/" + lead);
    }

    private static JsonNode event(JsonNode sheet, String kind) {
        List<JsonNode> found = sheet.path("entries")
                .valueStream()
                .filter(event -> event.path("kind").asString().equals(kind))
                .toList();
        assertThat(found).as(kind).hasSize(1);
        return found.getFirst();
    }

    private static String open(String user) {
        return SERVER.query("""
                select coalesce(sum(amount), 0) from fairlead.tally t join fairlead.app_user u on u.id = t.user_id
                 where what = 'open' and u.key = '%s'
                """.formatted(user));
    }
}
