package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing;
import io.fairlead.server.desk.Outcome;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.seal.Verification;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Many leads get a status or a field at once, or are picked for a list; it is seen before, and undone. */
class BulkTest {
    private static final int COMPANY = 1;
    private static final TestServer SERVER = TestServer.start(true);

    private final Client head = SERVER.administrator();

    @BeforeAll
    static void publish() {
        LeadFixture.publish(
                SERVER, COMPANY, "[{\"id\": \"none\", \"when\": \"source == \\\"none\\\"\", \"candidates\": []}]");
        Client head = SERVER.administrator();
        head.put("/api/fields/budget", Map.of("name", "Budget", "type", "number"))
                .expect(200);
        head.put("/api/fields/floor", Map.of("name", "Floor", "type", "text")).expect(200);
    }

    @AfterAll
    static void stop() throws SQLException {
        var report = Verification.of(SERVER.database(), COMPANY);
        assertThat(report.findings()).isEmpty();
        assertThat(report.recomputed()).isPositive();
        assertThat(report.notRecomputed()).isZero();
        SERVER.stop();
    }

    @Test
    void aStatusIsSetAsItWasShownAndTakenBackWhereNobodyWorkedSince() {
        List<Long> leads = arrived("status", 6);
        desk(new Doing.StatusSet(leads.get(0), "warm", null));
        String path = prepared(source("status"), Map.of("status", " warm ", "note", "called at the fair"));
        JsonNode plan = awaited(path, "planned");
        assertThat(plan.path("total").asInt()).isEqualTo(6);
        assertThat(plan.path("open").asInt()).isEqualTo(5);
        assertThat(counts(plan, "skipped")).containsExactlyEntriesOf(Map.of("same", 1));
        assertThat(plan.at("/row/set/status").asString()).isEqualTo("warm");
        JsonNode open = head.get(path + "/leads?state=open").expect(200).json();
        assertThat(open.at("/rows/0/was").asString()).isEqualTo("new");

        desk(new Doing.StatusSet(leads.get(1), "cold", user("marina")));
        ran(path);
        assertThat(statuses(leads)).containsOnly(Map.entry("warm", 5L), Map.entry("cold", 1L));
        JsonNode done = head.get(path).expect(200).json();
        assertThat(counts(done, "skipped")).containsOnly(Map.entry("same", 1), Map.entry("changed", 1));
        assertThat(done.at("/row/moved").asInt()).isEqualTo(4);
        JsonNode event = event(leads.get(2), "status-changed");
        assertThat(event.path("before").asString()).isEqualTo("new");
        assertThat(event.path("text").asString()).isEqualTo("called at the fair");

        head.post("/api/leads/" + shown(leads.get(2)) + "/touch", Map.of("kind", "note", "text", "called me back"))
                .expect(200);
        desk(new Doing.StatusSet(leads.get(3), "hot", null));
        JsonNode undone = undone(path);
        assertThat(counts(undone, "kept")).containsOnly(Map.entry("worked", 1), Map.entry("changed", 1));
        assertThat(statuses(leads))
                .containsOnly(Map.entry("warm", 2L), Map.entry("cold", 1L), Map.entry("hot", 1L), Map.entry("new", 2L));
    }

    @Test
    void whereTheCompanyAsksForANoteEachStatusNeedsANewOne() {
        List<Long> leads = arrived("noted", 2);
        SERVER.execute("update fairlead.company set work = '{\"noteLength\": 10}' where company_id = 1");
        try {
            var tooShort = new HashMap<String, Object>(source("noted"));
            tooShort.put("change", Map.of("status", "warm", "note", "too short"));
            assertThat(head.post("/api/bulk", tooShort)
                            .expect(422)
                            .json()
                            .path("noteLength")
                            .asInt())
                    .isEqualTo(10);
            head.post(
                            "/api/leads/" + shown(leads.get(0)) + "/touch",
                            Map.of("kind", "note", "text", "called them twice"))
                    .expect(200);
            String path = prepared(source("noted"), Map.of("status", "warm", "note", "called them twice"));
            awaited(path, "planned");
            assertThat(counts(ran(path), "skipped")).containsOnly(Map.entry("same-note", 1));
            assertThat(statuses(leads)).containsOnly(Map.entry("warm", 1L), Map.entry("new", 1L));
        } finally {
            SERVER.execute("update fairlead.company set work = '{}' where company_id = 1");
        }
    }

    @Test
    void aFieldIsSetAndClearedAndIsAgainWhatItWas() {
        List<Long> leads = arrived("field", 3);
        String first = "/api/leads/" + shown(leads.get(0));
        edit(first, Map.of("fields", Map.of("budget", 12.5)));
        String path = prepared(source("field"), Map.of("field", "budget", "value", 100));
        JsonNode plan = awaited(path, "planned");
        assertThat(plan.at("/row/set/value").asInt()).isEqualTo(100);
        ran(path);
        assertThat(SERVER.query("select string_agg(custom ->> 'budget', ' ') from fairlead.lead"
                        + " where company_id = 1 and source = 'field'"))
                .isEqualTo("100 100 100");
        assertThat(event(leads.get(0), "lead-edited")
                        .at("/before/fields.budget")
                        .asDouble())
                .isEqualTo(12.5);
        undone(path);
        assertThat(SERVER.query("select string_agg(coalesce(custom ->> 'budget', '-'), ' ' order by id)"
                        + " from fairlead.lead where company_id = 1 and source = 'field'"))
                .isEqualTo("12.5 - -");

        var clear = new HashMap<String, Object>();
        clear.put("field", "budget");
        clear.put("value", null);
        String cleared = prepared(source("field"), clear);
        plan = awaited(cleared, "planned");
        assertThat(plan.path("open").asInt()).isEqualTo(1);
        assertThat(counts(plan, "skipped")).containsOnly(Map.entry("same", 2));
        ran(cleared);
        assertThat(SERVER.query("select count(*) from fairlead.lead where company_id = 1 and source = 'field'"
                        + " and jsonb_exists(custom, 'budget')"))
                .isEqualTo("0");
    }

    @Test
    void whatNoFieldTakesIsRefused() {
        arrived("wrong", 1);
        for (Map<String, Object> change : List.<Map<String, Object>>of(
                Map.of("field", "budget", "value", "much"),
                Map.of("field", "shoe-size", "value", 43),
                Map.of("field", "listing", "value", "nowhere"),
                Map.of("status", " "),
                Map.of("status", "warm", "field", "budget"),
                Map.of("value", 1))) {
            var wanted = new HashMap<String, Object>(source("wrong"));
            wanted.put("change", change);
            assertThat(head.post("/api/bulk", wanted).status())
                    .as(change.toString())
                    .isEqualTo(422);
        }
    }

    @Test
    void leadsArePickedForAListAndTakenOut() {
        List<Long> leads = arrived("picked", 4);
        String list = head.post(
                        "/api/views", Map.of("name", "Fair", "shape", Map.of("filter", Map.of(), "picked", true)))
                .expect(201)
                .json()
                .path("id")
                .asString();
        var two = Map.<String, Object>of(
                "leads", leads.subList(0, 2).stream().map(BulkTest::shown).toList());
        String path = prepared(two, Map.of("list", list));
        assertThat(awaited(path, "planned").at("/row/set/list").asString()).isEqualTo("Fair");
        ran(path);
        assertThat(onList(list)).containsExactlyInAnyOrder(shown(leads.get(0)), shown(leads.get(1)));
        String again = prepared(source("picked"), Map.of("list", list));
        JsonNode plan = awaited(again, "planned");
        assertThat(plan.path("open").asInt()).isEqualTo(2);
        assertThat(counts(plan, "skipped")).containsOnly(Map.entry("same", 2));
        ran(again);
        assertThat(onList(list)).hasSize(4);
        String out = prepared(two, Map.of("list", list, "out", true));
        awaited(out, "planned");
        ran(out);
        assertThat(onList(list)).hasSize(2);
        undone(out);
        assertThat(onList(list)).hasSize(4);
        undone(again);
        assertThat(onList(list)).hasSize(2);

        String filtered = head.post("/api/views", Map.of("name", "Any", "shape", Map.of("filter", Map.of())))
                .expect(201)
                .json()
                .path("id")
                .asString();
        var wanted = new HashMap<String, Object>(two);
        wanted.put("change", Map.of("list", filtered));
        head.post("/api/bulk", wanted).expect(422);
        head.delete("/api/views/" + list).expect(204);
        assertThat(SERVER.query("select count(*) from fairlead.lead_view_lead")).isEqualTo("0");
    }

    @Test
    void whoHandsNoLeadsOverChangesTheirOwnThatTheyTicked() {
        head.post("/api/users", Map.of("key", "olga", "name", "Olga", "email", "olga@shop.example", "role", "operator"))
                .expect(201);
        Client olga = Office.accept(head, SERVER.client(), "olga");
        List<Long> leads = arrived("rights", 3);
        desk(new Doing.AssignedByHand(leads.get(0), user("olga"), null));
        List<String> ids = leads.stream().map(BulkTest::shown).toList();
        var change = Map.of("status", "warm");
        olga.post("/api/bulk", Map.of("leads", ids)).expect(403);
        olga.post("/api/bulk", Map.of("filter", Map.of(), "change", change)).expect(403);
        olga.post("/api/bulk", Map.of("leads", ids, "change", Map.of("list", "x")))
                .expect(403);
        var many = new ArrayList<String>();
        for (int i = 0; i < 201; i++) {
            many.add(ids.get(0));
        }
        olga.post("/api/bulk", Map.of("leads", many, "change", change)).expect(422);
        JsonNode mine = olga.post("/api/bulk", Map.of("leads", ids, "change", change))
                .expect(201)
                .json();
        assertThat(mine.path("open").asInt()).isEqualTo(1);
        assertThat(counts(mine, "skipped")).containsOnly(Map.entry("not-yours", 2));
        String path = "/api/bulk/" + mine.at("/row/id").asString();
        await().until(() -> olga.get(path).json().at("/row/state").asString().equals("planned"));
        olga.post(path + "/run", "{}").expect(200);
        await().until(() -> olga.get(path).json().at("/row/state").asString().equals("done"));
        assertThat(statuses(leads)).containsOnly(Map.entry("warm", 1L), Map.entry("new", 2L));
        String others = prepared(Map.of("leads", ids), Map.of("status", "cold"));
        awaited(others, "planned");
        olga.get(others).expect(404);
        olga.post(others + "/run", "{}").expect(404);
        olga.get(others + "/leads?state=open").expect(404);
        assertThat(olga.get("/api/bulk").json().path("rows").size()).isEqualTo(1);
    }

    @Test
    void whoRunsItWithVeryManySaysHowManyTheyAre() {
        arrived("many", 1);
        String path = prepared(source("many"), Map.of("status", "warm"));
        awaited(path, "planned");
        SERVER.execute("update fairlead.bulk set todo = 10001 where state = 'planned' and reason = ''"
                + " and wanted ->> 'status' = 'warm' and id = (select max(id) from fairlead.bulk)");
        head.post(path + "/run", "{}").expect(422);
        head.post(path + "/run", Map.of("leads", 10000)).expect(422);
        head.post(path + "/run", Map.of("leads", 10001)).expect(200);
        awaited(path, "done");
    }

    private static Map<String, Object> source(String source) {
        return Map.of("filter", Map.of("source", List.of(source)));
    }

    private List<String> onList(String list) {
        JsonNode page = head.post("/api/leads/query", Map.of("filter", Map.of("view", list)))
                .expect(200)
                .json();
        List<String> ids = new ArrayList<>();
        page.path("rows").forEach(row -> ids.add(row.path("id").asString()));
        assertThat(page.at("/total/value").asInt()).isEqualTo(ids.size());
        return ids;
    }

    private void edit(String path, Map<String, ?> facts) {
        long version = head.get(path).json().at("/lead/version").asLong();
        head.call("PATCH", path + "/facts", facts, Map.of("If-Match", "\"" + version + "\""))
                .expect(200);
    }

    private String prepared(Map<String, ?> which, Map<String, ?> change) {
        var wanted = new HashMap<String, Object>(which);
        wanted.put("change", change);
        return "/api/bulk/"
                + head.post("/api/bulk", wanted)
                        .expect(201)
                        .json()
                        .at("/row/id")
                        .asString();
    }

    private JsonNode ran(String path) {
        head.post(path + "/run", "{}").expect(200);
        return awaited(path, "done");
    }

    private JsonNode undone(String path) {
        head.post(path + "/undo", "{}").expect(200);
        return awaited(path, "undone");
    }

    private JsonNode awaited(String path, String state) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> head.get(path).expect(200).json(),
                        sheet -> sheet.at("/row/state").asString().equals(state));
    }

    private static Map<String, Integer> counts(JsonNode sheet, String what) {
        var counts = new TreeMap<String, Integer>();
        sheet.path(what)
                .forEach(one -> counts.put(
                        one.path("name").asString(), one.path("leads").asInt()));
        return counts;
    }

    private static List<Outcome> desk(Doing doing) {
        return SERVER.part(Desks.class).perform(COMPANY, List.of(doing));
    }

    private static List<Long> arrived(String source, int count) {
        List<Long> leads = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            var lead = new Doing.NewLead(source, "new", "Lead " + n, "", "", "", Map.of(), true, null);
            leads.add(desk(new Doing.Arrival(lead, outcome -> {})).getFirst().lead());
        }
        return leads;
    }

    private static Map<String, Long> statuses(List<Long> leads) {
        var statuses = new TreeMap<String, Long>();
        for (long lead : leads) {
            statuses.merge(
                    SERVER.query("select status from fairlead.lead where company_id = 1 and id = " + lead),
                    1L,
                    Long::sum);
        }
        return statuses;
    }

    private static long user(String key) {
        return Long.parseLong(
                SERVER.query("select id from fairlead.app_user where company_id = 1 and key = '" + key + "'"));
    }

    private static JsonNode event(long lead, String kind) {
        return new JsonMapper()
                .readTree(SERVER.query("select data from fairlead.event where company_id = 1 and lead = " + lead
                        + " and kind = '" + kind + "' order by id desc limit 1"));
    }

    private static String shown(long lead) {
        long seed = Long.parseLong(SERVER.query("select id_seed from fairlead.company where company_id = 1"));
        return Ids.of(seed).show(Ids.Kind.LEAD, lead);
    }
}
