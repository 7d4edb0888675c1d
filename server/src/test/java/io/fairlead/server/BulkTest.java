package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.server.desk.Doing;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Many leads get a status or a field at once, or are picked for a list; it is seen before, and undone. */
class BulkTest {
    private static final int COMPANY = 1;
    private static final TestServer SERVER = TestServer.start(true);

    private final Client head = SERVER.administrator();
    private final BulkFixture on = new BulkFixture(SERVER, head);

    @BeforeAll
    static void publish() {
        SERVER.execute("insert into fairlead.setting (company_id, kind, key, body)"
                + " values (1, 'listing', 'flat', '{\"name\": \"Flat\", \"responsibles\": []}')");
        LeadFixture.publish(
                SERVER, COMPANY, "[{\"id\": \"none\", \"when\": \"source == \\\"none\\\"\", \"candidates\": []}]");
        Client head = SERVER.administrator();
        head.put("/api/fields/budget", Map.of("name", "Budget", "type", "number"))
                .expect(200);
        head.put("/api/fields/floor", Map.of("name", "Floor", "type", "text")).expect(200);
    }

    @AfterAll
    static void stop() throws SQLException {
        LeadFixture.verify(SERVER, COMPANY);
        SERVER.stop();
    }

    @Test
    void aStatusIsSetAsItWasShownAndTakenBackWhereNobodyWorkedSince() {
        List<Long> leads = on.arrived("status", 6);
        on.desk(new Doing.StatusSet(leads.get(0), "warm", null));
        String path = on.prepared(source("status"), Map.of("status", " warm ", "note", "called at the fair"));
        JsonNode plan = on.planned(path);
        assertThat(plan.path("total").asInt()).isEqualTo(6);
        assertThat(plan.path("open").asInt()).isEqualTo(5);
        assertThat(BulkFixture.counts(plan, "skipped")).containsExactlyEntriesOf(Map.of("same", 1));
        assertThat(plan.at("/row/set/status").asString()).isEqualTo("warm");
        JsonNode open = head.get(path + "/leads?state=open").expect(200).json();
        assertThat(open.at("/rows/0/was").asString()).isEqualTo("new");

        on.desk(new Doing.StatusSet(leads.get(1), "cold", on.user("marina")));
        on.ran(path);
        assertThat(on.each(leads, "l.status")).containsOnly(Map.entry("warm", 5L), Map.entry("cold", 1L));
        JsonNode done = head.get(path).expect(200).json();
        assertThat(BulkFixture.counts(done, "skipped")).containsOnly(Map.entry("same", 1), Map.entry("changed", 1));
        assertThat(done.at("/row/moved").asInt()).isEqualTo(4);
        JsonNode event = on.event(leads.get(2), "status-changed");
        assertThat(event.path("before").asString()).isEqualTo("new");
        assertThat(event.path("text").asString()).isEqualTo("called at the fair");

        head.post("/api/leads/" + on.shown(leads.get(2)) + "/touch", Map.of("kind", "note", "text", "called me back"))
                .expect(200);
        on.desk(new Doing.StatusSet(leads.get(3), "hot", null));
        JsonNode undone = on.undone(path);
        assertThat(BulkFixture.counts(undone, "kept")).containsOnly(Map.entry("worked", 1), Map.entry("changed", 1));
        assertThat(on.each(leads, "l.status"))
                .containsOnly(Map.entry("warm", 2L), Map.entry("cold", 1L), Map.entry("hot", 1L), Map.entry("new", 2L));
    }

    @Test
    void whereTheCompanyAsksForANoteEachStatusNeedsANewOne() {
        List<Long> leads = on.arrived("noted", 2);
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
                            "/api/leads/" + on.shown(leads.get(0)) + "/touch",
                            Map.of("kind", "note", "text", "called them twice"))
                    .expect(200);
            head.post(on.prepared(source("noted"), Map.of("field", "budget", "value", 5)) + "/cancel", "{}")
                    .expect(200);
            String path = on.prepared(source("noted"), Map.of("status", "warm", "note", "called them twice"));
            on.planned(path);
            assertThat(BulkFixture.counts(on.ran(path), "skipped")).containsOnly(Map.entry("same-note", 1));
            assertThat(on.each(leads, "l.status")).containsOnly(Map.entry("warm", 1L), Map.entry("new", 1L));
        } finally {
            SERVER.execute("update fairlead.company set work = '{}' where company_id = 1");
        }
    }

    @Test
    void aFieldIsSetAndClearedAndIsAgainWhatItWas() {
        List<Long> leads = on.arrived("field", 3);
        String first = "/api/leads/" + on.shown(leads.get(0));
        edit(first, Map.of("fields", Map.of("budget", 12.5)));
        String path = on.prepared(source("field"), Map.of("field", "budget", "value", 100));
        JsonNode plan = on.planned(path);
        assertThat(plan.at("/row/set/value").asInt()).isEqualTo(100);
        on.ran(path);
        assertThat(SERVER.query("select string_agg(custom ->> 'budget', ' ') from fairlead.lead"
                        + " where company_id = 1 and source = 'field'"))
                .isEqualTo("100 100 100");
        assertThat(on.event(leads.get(0), "lead-edited")
                        .at("/before/fields.budget")
                        .asDouble())
                .isEqualTo(12.5);
        on.undone(path);
        assertThat(SERVER.query("select string_agg(coalesce(custom ->> 'budget', '-'), ' ' order by id)"
                        + " from fairlead.lead where company_id = 1 and source = 'field'"))
                .isEqualTo("12.5 - -");

        var clear = new HashMap<String, Object>();
        clear.put("field", "budget");
        clear.put("value", null);
        String cleared = on.prepared(source("field"), clear);
        plan = on.planned(cleared);
        assertThat(plan.path("open").asInt()).isEqualTo(1);
        assertThat(BulkFixture.counts(plan, "skipped")).containsOnly(Map.entry("same", 2));
        on.ran(cleared);
        assertThat(SERVER.query("select count(*) from fairlead.lead where company_id = 1 and source = 'field'"
                        + " and jsonb_exists(custom, 'budget')"))
                .isEqualTo("0");
    }

    @Test
    void whatNoFieldTakesIsRefused() {
        on.arrived("wrong", 1);
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
        List<Long> leads = on.arrived("picked", 4);
        String list = head.post(
                        "/api/views", Map.of("name", "Fair", "shape", Map.of("filter", Map.of(), "picked", true)))
                .expect(201)
                .json()
                .path("id")
                .asString();
        var two = Map.<String, Object>of(
                "leads", on.shown(leads.subList(0, 2)));
        String path = on.prepared(two, Map.of("list", list));
        assertThat(on.planned(path).at("/row/set/list").asString()).isEqualTo("Fair");
        on.ran(path);
        assertThat(onList(list)).containsExactlyInAnyOrder(on.shown(leads.get(0)), on.shown(leads.get(1)));
        String again = on.prepared(source("picked"), Map.of("list", list));
        JsonNode plan = on.planned(again);
        assertThat(plan.path("open").asInt()).isEqualTo(2);
        assertThat(BulkFixture.counts(plan, "skipped")).containsOnly(Map.entry("same", 2));
        on.ran(again);
        assertThat(onList(list)).hasSize(4);
        String out = on.prepared(two, Map.of("list", list, "out", true));
        on.planned(out);
        on.ran(out);
        assertThat(onList(list)).hasSize(2);
        on.undone(out);
        assertThat(onList(list)).hasSize(4);
        on.undone(again);
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
        List<Long> leads = on.arrived("rights", 3);
        on.desk(new Doing.AssignedByHand(leads.get(0), on.user("olga"), null));
        List<String> ids = on.shown(leads);
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
        assertThat(BulkFixture.counts(mine, "skipped")).containsOnly(Map.entry("not-yours", 2));
        String path = "/api/bulk/" + mine.at("/row/id").asString();
        await().until(() -> olga.get(path).json().at("/row/state").asString().equals("planned"));
        olga.post(path + "/run", "{}").expect(200);
        await().until(() -> olga.get(path).json().at("/row/state").asString().equals("done"));
        assertThat(on.each(leads, "l.status")).containsOnly(Map.entry("warm", 1L), Map.entry("new", 2L));
        String others = on.prepared(Map.of("leads", ids), Map.of("status", "cold"));
        on.planned(others);
        olga.get(others).expect(404);
        olga.post(others + "/run", "{}").expect(404);
        olga.get(others + "/leads?state=open").expect(404);
        assertThat(olga.get("/api/bulk").json().path("rows").size()).isEqualTo(1);
    }

    @Test
    void whoRunsItWithVeryManySaysHowManyTheyAre() {
        on.arrived("many", 1);
        String path = on.prepared(source("many"), Map.of("status", "warm"));
        on.planned(path);
        SERVER.execute("update fairlead.bulk set todo = 10001 where state = 'planned' and reason = ''"
                + " and wanted ->> 'status' = 'warm' and id = (select max(id) from fairlead.bulk)");
        head.post(path + "/run", "{}").expect(422);
        head.post(path + "/run", Map.of("leads", 10000)).expect(422);
        head.post(path + "/run", Map.of("leads", 10001)).expect(200);
        on.awaited(path, "done");
    }

    @Test
    void aZoneIsSetByItsNameAndIsAgainAsItWasFoundOrGiven() {
        head.post("/api/zones/italy", "{}").expect(200);
        List<String> ids = new ArrayList<>();
        for (var fields : List.of(Map.of("postcode", "20121"), Map.of("zone", "Rimini"), Map.of("town", "Atlantis"))) {
            ids.add(head.post("/api/leads/manual", Map.of("name", "Zoe", "fields", fields))
                    .expect(201)
                    .json()
                    .at("/lead/id")
                    .asString());
        }
        String before = zones();
        assertThat(before).isEqualTo("MI postcode, RN -, - -");
        String path = on.prepared(Map.of("leads", ids), Map.of("field", "zone", "value", "bari"));
        on.planned(path);
        assertThat(on.ran(path).at("/row/moved").asInt()).isEqualTo(3);
        assertThat(zones()).isEqualTo("BA -, BA -, BA -");
        JsonNode event = on.event(Long.parseLong(SERVER.query("select min(id) from fairlead.lead where name = 'Zoe'")), "lead-edited");
        assertThat(event.at("/before/fields.zone_from").asString()).isEqualTo("postcode");
        assertThat(on.undone(path).path("kept")).isEmpty();
        assertThat(zones()).isEqualTo(before);

        var clear = new HashMap<String, Object>();
        clear.put("field", "zone");
        clear.put("value", null);
        path = on.prepared(Map.of("leads", ids), clear);
        on.planned(path);
        assertThat(BulkFixture.counts(on.ran(path), "skipped")).containsOnly(Map.entry("same", 2));
        assertThat(zones()).isEqualTo("MI postcode, - -, - -");
        assertThat(on.undone(path).path("kept")).isEmpty();
        assertThat(zones()).isEqualTo(before);
    }

    private static String zones() {
        return SERVER.query("select string_agg(coalesce(custom ->> 'zone', '-') || ' ' ||"
                + " coalesce(custom ->> 'zone_from', '-'), ', ' order by id) from fairlead.lead where name = 'Zoe'");
    }

    @Test
    void aListingIsSetAndGoesBackWhereNobodyChangedAnythingSince() {
        List<Long> leads = on.arrived("listed", 3);
        String path = on.prepared(source("listed"), Map.of("field", "listing", "value", "flat"));
        on.planned(path);
        on.ran(path);
        assertThat(on.each(leads, "l.listing")).containsOnly(Map.entry("flat", 3L));
        edit("/api/leads/" + on.shown(leads.get(0)), Map.of("listing", ""));
        edit("/api/leads/" + on.shown(leads.get(1)), Map.of("name", "Corrected"));
        assertThat(BulkFixture.counts(on.undone(path), "kept")).containsOnly(Map.entry("worked", 2));
        assertThat(on.each(leads, "l.listing")).containsOnly(Map.entry("flat", 1L), Map.entry("", 2L));
        assertThat(on.each(leads, "l.name")).containsKey("Corrected");
    }

    @Test
    void twoChangesOfTheSameLeadsRunAtOnceOnTwoNodesAndEachIsDoneOnce() {
        List<Long> leads = on.arrived("both", 160);
        String status = on.prepared(source("both"), Map.of("status", "warm"));
        String field = on.prepared(source("both"), Map.of("field", "budget", "value", 7));
        String rival = on.prepared(source("both"), Map.of("status", "cold"));
        List.of(status, field, rival).forEach(on::planned);
        TestServer other = SERVER.node();
        for (String path : List.of(status, field, rival)) {
            head.post(path + "/run", "{}").expect(200);
        }
        int warm = on.awaited(status, "done").at("/row/moved").asInt();
        int cold = on.awaited(rival, "done").at("/row/moved").asInt();
        other.stop();
        assertThat(on.awaited(field, "done").at("/row/moved").asInt()).isEqualTo(160);
        assertThat(warm + cold).isEqualTo(160);
        assertThat(on.each(leads, "l.custom ->> 'budget'")).containsOnly(Map.entry("7", 160L));
        var statuses = on.each(leads, "l.status");
        assertThat(statuses.getOrDefault("warm", 0L)).isEqualTo(warm);
        assertThat(statuses.getOrDefault("cold", 0L)).isEqualTo(cold);
        assertThat(on.each(leads, "select count(*) from fairlead.event e where e.company_id = 1 and e.lead = l.id"
                        + " and e.kind in ('status-changed', 'lead-edited')"))
                .containsOnly(Map.entry("2", 160L));
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
}
