package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.desk.Doing;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Work is handed over: planned, done, undone; and handed back. */
class HandOverTest {
    private static final int COMPANY = 1;
    private static final String RULES = """
            [{"id": "marina", "when": "source == \\"marina\\"", "candidates": [{"user": "marina"}], "known": "off"},
             {"id": "nobody", "when": "source == \\"nobody\\"", "presence": "required",
              "candidates": [{"user": "ursula"}]},
             {"id": "stay", "when": "source == \\"stay\\"", "on-inactive": "off",
              "candidates": [{"user": "marina"}, {"user": "ursula"}, {"user": "nadezhda"}], "known": "off"},
             {"id": "all", "candidates": [{"user": "marina"}, {"user": "ursula"}, {"user": "nadezhda"}], "known": "off"}]
            """;

    private static final String HOLDER = "select key from fairlead.app_user u where u.company_id = 1 and u.id = l.owner_id";

    private static final TestServer SERVER = TestServer.start(true);

    private final Client head = SERVER.administrator();
    private final BulkFixture on = new BulkFixture(SERVER, head);

    @BeforeAll
    static void publish() {
        SERVER.execute("update fairlead.app_user set body = body - 'schedule' where company_id = 1");
        LeadFixture.publish(SERVER, COMPANY, RULES);
    }

    @AfterAll
    static void stop() throws SQLException {
        LeadFixture.verify(SERVER, COMPANY);
        SERVER.stop();
    }

    @Test
    void whatIsPlannedByTheRulesHappens() {
        List<Long> leads = on.arrived("marina", 30);
        String path = on.prepared(Map.of("filter", Map.of("source", List.of("marina"), "open", true)));
        JsonNode plan = on.planned(path);
        assertThat(plan.path("total").asInt()).isEqualTo(30);
        assertThat(plan.at("/row/state").asString()).isEqualTo("planned");
        assertThat(BulkFixture.counts(plan, "nobody"))
                .as("the only candidate is their holder")
                .containsEntry("waiting", 30);
        head.post(path + "/cancel", "{}").expect(200);

        publishFor("[{\"user\": \"marina\"}, {\"user\": \"ursula\"}]");
        path = on.prepared(Map.of("leads", on.shown(leads)));
        plan = on.planned(path);
        assertThat(shares(plan, "planned")).containsExactlyEntriesOf(Map.of("ursula", 30));
        assertThat(plan.at("/shares/0/sources/0/name").asString()).isEqualTo("marina");
        JsonNode done = on.ran(path);
        assertThat(shares(done, "moved")).containsExactlyEntriesOf(shares(plan, "planned"));
        assertThat(on.each(leads, HOLDER)).containsExactlyEntriesOf(Map.of("ursula", 30L));
        JsonNode undone = on.undone(path);
        assertThat(undone.path("kept").isEmpty()).isTrue();
        assertThat(on.each(leads, HOLDER)).containsExactlyEntriesOf(Map.of("marina", 30L));
        publishFor("[{\"user\": \"marina\"}]");
        close(leads);
    }

    private static void publishFor(String candidates) {
        String rules = RULES.replaceFirst("\\[\\{\"user\": \"marina\"}]", candidates);
        SERVER.part(SettingsStore.class)
                .change(
                        COMPANY,
                        null,
                        () -> SERVER.part(JdbcClient.class)
                                .sql("insert into fairlead.rule_version (version, rules)"
                                        + " select max(version) + 1, ?::jsonb from fairlead.rule_version")
                                .param(rules)
                                .update());
    }

    @Test
    void aLeaversLeadsAreSharedAndWhatSomebodyWorkedOnStaysWhenItIsUndone() {
        List<Long> leads = given("head", on.arrived("web", 12));
        close(given("ursula", on.arrived("web", 3)).subList(0, 1));
        JsonNode holding = head.get("/api/holdings/head").expect(200).json();
        assertThat(holding.path("open").asInt()).isEqualTo(12);
        assertThat(holding.path("byHand").asInt()).isEqualTo(12);
        assertThat(holding.path("onInactive").asInt()).isZero();
        String path = on.prepared(Map.of(
                "person",
                "head",
                "plan",
                Map.of(
                        "way",
                        "turns",
                        "reason",
                        "leaves us",
                        "people",
                        List.of(Map.of("user", "ursula", "weight", 2), Map.of("user", "nadezhda")))));
        assertThat(shares(on.planned(path), "planned")).containsOnly(Map.entry("ursula", 8), Map.entry("nadezhda", 4));
        on.ran(path);
        assertThat(on.each(leads, HOLDER)).containsOnly(Map.entry("ursula", 8L), Map.entry("nadezhda", 4L));
        JsonNode event = on.event(leads.getFirst(), "handed-over");
        assertThat(event.path("text").asString()).isEqualTo("leaves us");
        assertThat(event.path("before").asString()).isEqualTo("head");
        on.desk(new Doing.Touched(leads.get(0), holder(leads.get(0))));
        on.desk(new Doing.StatusSet(leads.get(1), "lost", null));
        on.desk(new Doing.AssignedByHand(leads.get(2), on.user("marina"), null));
        head.post("/api/leads/" + on.shown(leads.get(3)) + "/touch", Map.of("kind", "note", "text", "called me"))
                .expect(200);
        JsonNode undone = on.undone(path);
        assertThat(BulkFixture.counts(undone, "kept"))
                .containsOnly(Map.entry("worked", 2), Map.entry("closed", 1), Map.entry("elsewhere", 1));
        assertThat(on.each(leads, HOLDER)).containsEntry("head", 8L);
        JsonNode kept = head.get(path + "/leads?state=kept").expect(200).json();
        assertThat(kept.path("rows").size()).isEqualTo(4);
        assertThat(kept.at("/rows/0/why").asString()).isEqualTo("worked");
        close(leads);
    }

    @Test
    void aLeaversLeadsAreHandedOverWhileOthersArrive() throws InterruptedException {
        List<Long> leads = given("marina", on.arrived("marina", 150));
        String path = on.prepared(Map.of(
                "person",
                "marina",
                "plan",
                Map.of("way", "turns", "people", List.of(Map.of("user", "ursula"), Map.of("user", "nadezhda")))));
        on.planned(path);
        var arrived = new ArrayList<Long>();
        Thread arriving = Thread.ofVirtual().start(() -> arrived.addAll(on.arrived("marina", 60)));
        JsonNode done = on.ran(path);
        arriving.join();
        assertThat(done.at("/row/moved").asInt()).isEqualTo(150);
        assertThat(on.each(leads, HOLDER)).containsOnly(Map.entry("ursula", 75L), Map.entry("nadezhda", 75L));
        assertThat(on.each(arrived, HOLDER)).as("those that came later were in no plan").containsOnly(Map.entry("marina", 60L));
        assertThat(on.each(leads, "select count(*) from fairlead.event e where e.company_id = 1 and e.lead = l.id"
                        + " and e.kind = 'handed-over'"))
                .containsOnly(Map.entry("1", 150L));
        assertThat(on.undone(path).path("kept")).isEmpty();
        assertThat(on.each(leads, HOLDER)).containsOnly(Map.entry("marina", 150L));
        close(leads);
        close(arrived);
    }

    @Test
    void whoHasFewestOpenLeadsGetsMost() {
        List<Long> theirs = given("ursula", on.arrived("web", 9));
        List<Long> leads = given("marina", on.arrived("web", 9));
        int before = openOf("ursula") - openOf("nadezhda");
        String path = on.prepared(Map.of(
                "leads",
                on.shown(leads),
                "plan",
                Map.of("way", "open", "people", List.of(Map.of("user", "ursula"), Map.of("user", "nadezhda")))));
        var shares = shares(on.planned(path), "planned");
        int after = before + shares.getOrDefault("ursula", 0) - shares.getOrDefault("nadezhda", 0);
        assertThat(Math.abs(after)).isLessThanOrEqualTo(Math.max(1, Math.abs(before) - 9));
        head.post(path + "/cancel", "{}").expect(200);
        close(theirs);
        close(leads);
    }

    @Test
    void whatChangedSinceThePlanIsSkippedAndTold() {
        List<Long> leads = given("marina", on.arrived("web", 4));
        String path =
                on.prepared(Map.of("leads", on.shown(leads)));
        JsonNode anew = head.put(
                        path + "/plan",
                        Map.of("way", "turns", "people", List.of(Map.of("user", "ursula"), Map.of("user", "marina"))))
                .expect(200)
                .json();
        assertThat(anew.at("/row/way").asString()).isEqualTo("turns");
        assertThat(BulkFixture.counts(on.planned(path), "skip")).containsOnly(Map.entry("theirs", 2));
        head.put(path + "/plan", Map.of("way", "turns", "people", List.of(Map.of("user", "ursula"))))
                .expect(200);
        on.planned(path);
        on.desk(new Doing.StatusSet(leads.get(0), "won", null));
        on.desk(new Doing.AssignedByHand(leads.get(2), on.user("nadezhda"), null));
        JsonNode done = on.ran(path);
        assertThat(BulkFixture.counts(done, "skipped")).containsOnly(Map.entry("closed", 1), Map.entry("elsewhere", 1));
        assertThat(done.at("/row/moved").asInt()).isEqualTo(2);
        close(leads);
    }

    @Test
    void allThatNobodyHasIsDistributed() {
        List<Long> leads = given(null, on.arrived("web", 5));
        List<Long> waiting = on.arrived("nobody", 2);
        String path = on.prepared(Map.of("unassigned", true));
        JsonNode plan = on.planned(path);
        assertThat(plan.path("total").asInt()).isEqualTo(7);
        assertThat(BulkFixture.counts(plan, "nobody")).containsOnly(Map.entry("waiting", 2));
        assertThat(on.ran(path).at("/row/moved").asInt()).isEqualTo(7);
        assertThat(on.each(leads, HOLDER)).doesNotContainKey("");
        assertThat(on.undone(path).path("kept").isEmpty()).isTrue();
        assertThat(on.each(leads, HOLDER)).containsOnly(Map.entry("", 5L));
        assertThat(on.each(waiting, HOLDER)).containsOnly(Map.entry("", 2L));
        close(leads);
        close(waiting);
    }

    @Test
    void aHandOverIsStoppedWhereItIs() {
        List<Long> leads = given("marina", on.arrived("web", 3));
        String path =
                on.prepared(Map.of("leads", on.shown(leads)));
        on.planned(path);
        assertThat(head.post(path + "/pause", "{}")
                        .expect(409)
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("planned");
        head.post(path + "/undo", "{}").expect(409);
        head.post(path + "/cancel", "{}").expect(200);
        head.post(path + "/run", "{}").expect(409);
        head.put(path + "/plan", Map.of("way", "rules")).expect(409);
        assertThat(on.each(leads, HOLDER)).containsOnly(Map.entry("marina", 3L));
        close(leads);
    }

    @Test
    void whatCannotBeHandedOverIsRefused() {
        head.post("/api/bulk", "{}").expect(422);
        head.post("/api/bulk", Map.of("unassigned", true, "person", "marina")).expect(422);
        head.post("/api/bulk", Map.of("person", "nobody-at-all")).expect(422);
        head.post("/api/bulk", Map.of("leads", List.of("nonsense"))).expect(422);
        head.post("/api/bulk", Map.of("person", "head", "plan", Map.of("way", "turns")))
                .expect(422);
        head.post("/api/bulk", Map.of("person", "head", "plan", Map.of("way", "luck")))
                .expect(422);
        head.get("/api/bulk/nonsense").expect(404);
    }

    @Test
    void aHolderHandsALeadBackAndTheRulesFindSomebodyElse() {
        long lead = given("head", on.arrived("web", 1)).getFirst();
        String path = "/api/leads/" + on.shown(lead) + "/hand-back";
        head.post(path, Map.of("reason", " ")).expect(422);
        head.post(path, Map.of("reason", "speaks Greek")).expect(204);
        assertThat(on.each(List.of(lead), HOLDER)).doesNotContainKey("head").doesNotContainKey("");
        JsonNode event = on.event(lead, "handed-back");
        assertThat(event.path("text").asString()).isEqualTo("speaks Greek");
        assertThat(event.path("before").asString()).isEqualTo("head");
        assertThat(head.post(path, Map.of("reason", "again"))
                        .expect(409)
                        .json()
                        .path("type")
                        .asString())
                .contains("not-yours");
        close(List.of(lead));
    }

    private static Map<String, Integer> shares(JsonNode sheet, String what) {
        var shares = new TreeMap<String, Integer>();
        sheet.path("shares")
                .forEach(share -> shares.put(
                        share.at("/user/key").asString(), share.path(what).asInt()));
        return shares;
    }

    private List<Long> given(@org.jspecify.annotations.Nullable String user, List<Long> leads) {
        leads.forEach(lead -> on.desk(new Doing.AssignedByHand(lead, user == null ? null : on.user(user), null)));
        return leads;
    }

    private void close(List<Long> leads) {
        leads.forEach(lead -> on.desk(new Doing.StatusSet(lead, "won", null)));
    }

    private static long holder(long lead) {
        return Long.parseLong(SERVER.query("select owner_id from fairlead.lead where company_id = 1 and id = " + lead));
    }

    private int openOf(String key) {
        return Integer.parseInt(SERVER.query("select count(*) from fairlead.lead where company_id = 1 and owner_id = "
                + on.user(key) + " and not closed"));
    }
}
