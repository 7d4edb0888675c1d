package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing;
import io.fairlead.server.desk.Outcome;
import io.fairlead.server.seal.Verification;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
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

    private static final TestServer SERVER = TestServer.start(true);

    private final Client head = SERVER.administrator();

    @BeforeAll
    static void publish() {
        SERVER.execute("update fairlead.app_user set body = body - 'schedule' where company_id = 1");
        LeadFixture.publish(SERVER, COMPANY, RULES);
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
    void whatIsPlannedByTheRulesHappens() {
        List<Long> leads = arrived("marina", 30);
        String path = prepared(Map.of("filter", Map.of("source", List.of("marina"), "open", true)));
        JsonNode plan = planned(path);
        assertThat(plan.path("total").asInt()).isEqualTo(30);
        assertThat(plan.at("/row/state").asString()).isEqualTo("planned");
        assertThat(counts(plan, "nobody"))
                .as("the only candidate is their holder")
                .containsEntry("waiting", 30);
        head.post(path + "/cancel", "{}").expect(200);

        publishFor("[{\"user\": \"marina\"}, {\"user\": \"ursula\"}]");
        path = prepared(Map.of("leads", leads.stream().map(HandOverTest::shown).toList()));
        plan = planned(path);
        assertThat(shares(plan, "planned")).containsExactlyEntriesOf(Map.of("ursula", 30));
        assertThat(plan.at("/shares/0/sources/0/name").asString()).isEqualTo("marina");
        JsonNode done = ran(path);
        assertThat(shares(done, "moved")).containsExactlyEntriesOf(shares(plan, "planned"));
        assertThat(holders(leads)).containsExactlyEntriesOf(Map.of("ursula", 30L));
        JsonNode undone = undone(path);
        assertThat(undone.path("kept").isEmpty()).isTrue();
        assertThat(holders(leads)).containsExactlyEntriesOf(Map.of("marina", 30L));
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
        List<Long> leads = given("head", arrived("web", 12));
        close(given("ursula", arrived("web", 3)).subList(0, 1));
        JsonNode holding = head.get("/api/holdings/head").expect(200).json();
        assertThat(holding.path("open").asInt()).isEqualTo(12);
        assertThat(holding.path("byHand").asInt()).isEqualTo(12);
        assertThat(holding.path("onInactive").asInt()).isZero();
        String path = prepared(Map.of(
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
        assertThat(shares(planned(path), "planned")).containsOnly(Map.entry("ursula", 8), Map.entry("nadezhda", 4));
        ran(path);
        assertThat(holders(leads)).containsOnly(Map.entry("ursula", 8L), Map.entry("nadezhda", 4L));
        JsonNode event = event(leads.getFirst(), "handed-over");
        assertThat(event.path("text").asString()).isEqualTo("leaves us");
        assertThat(event.path("before").asString()).isEqualTo("head");
        desk(new Doing.Touched(leads.get(0), holder(leads.get(0))));
        desk(new Doing.StatusSet(leads.get(1), "lost", null));
        desk(new Doing.AssignedByHand(leads.get(2), user("marina"), null));
        head.post("/api/leads/" + shown(leads.get(3)) + "/touch", Map.of("kind", "note", "text", "called me"))
                .expect(200);
        JsonNode undone = undone(path);
        assertThat(counts(undone, "kept"))
                .containsOnly(Map.entry("worked", 2), Map.entry("closed", 1), Map.entry("elsewhere", 1));
        assertThat(holders(leads)).containsEntry("head", 8L);
        JsonNode kept = head.get(path + "/leads?state=kept").expect(200).json();
        assertThat(kept.path("rows").size()).isEqualTo(4);
        assertThat(kept.at("/rows/0/why").asString()).isEqualTo("worked");
        close(leads);
    }

    @Test
    void whoHasFewestOpenLeadsGetsMost() {
        List<Long> theirs = given("ursula", arrived("web", 9));
        List<Long> leads = given("marina", arrived("web", 9));
        int before = openOf("ursula") - openOf("nadezhda");
        String path = prepared(Map.of(
                "leads",
                leads.stream().map(HandOverTest::shown).toList(),
                "plan",
                Map.of("way", "open", "people", List.of(Map.of("user", "ursula"), Map.of("user", "nadezhda")))));
        var shares = shares(planned(path), "planned");
        int after = before + shares.getOrDefault("ursula", 0) - shares.getOrDefault("nadezhda", 0);
        assertThat(Math.abs(after)).isLessThanOrEqualTo(Math.max(1, Math.abs(before) - 9));
        head.post(path + "/cancel", "{}").expect(200);
        close(theirs);
        close(leads);
    }

    @Test
    void whatChangedSinceThePlanIsSkippedAndTold() {
        List<Long> leads = given("marina", arrived("web", 4));
        String path =
                prepared(Map.of("leads", leads.stream().map(HandOverTest::shown).toList()));
        JsonNode anew = head.put(
                        path + "/plan",
                        Map.of("way", "turns", "people", List.of(Map.of("user", "ursula"), Map.of("user", "marina"))))
                .expect(200)
                .json();
        assertThat(anew.at("/row/way").asString()).isEqualTo("turns");
        assertThat(counts(planned(path), "skip")).containsOnly(Map.entry("theirs", 2));
        head.put(path + "/plan", Map.of("way", "turns", "people", List.of(Map.of("user", "ursula"))))
                .expect(200);
        planned(path);
        desk(new Doing.StatusSet(leads.get(0), "won", null));
        desk(new Doing.AssignedByHand(leads.get(2), user("nadezhda"), null));
        JsonNode done = ran(path);
        assertThat(counts(done, "skipped")).containsOnly(Map.entry("closed", 1), Map.entry("elsewhere", 1));
        assertThat(done.at("/row/moved").asInt()).isEqualTo(2);
        close(leads);
    }

    @Test
    void allThatNobodyHasIsDistributed() {
        List<Long> leads = given(null, arrived("web", 5));
        List<Long> waiting = arrived("nobody", 2);
        String path = prepared(Map.of("unassigned", true));
        JsonNode plan = planned(path);
        assertThat(plan.path("total").asInt()).isEqualTo(7);
        assertThat(counts(plan, "nobody")).containsOnly(Map.entry("waiting", 2));
        assertThat(ran(path).at("/row/moved").asInt()).isEqualTo(7);
        assertThat(holders(leads)).doesNotContainKey("");
        assertThat(undone(path).path("kept").isEmpty()).isTrue();
        assertThat(holders(leads)).containsOnly(Map.entry("", 5L));
        assertThat(holders(waiting)).containsOnly(Map.entry("", 2L));
        close(leads);
        close(waiting);
    }

    @Test
    void aHandOverIsStoppedWhereItIs() {
        List<Long> leads = given("marina", arrived("web", 3));
        String path =
                prepared(Map.of("leads", leads.stream().map(HandOverTest::shown).toList()));
        planned(path);
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
        assertThat(holders(leads)).containsOnly(Map.entry("marina", 3L));
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
        long lead = given("head", arrived("web", 1)).getFirst();
        String path = "/api/leads/" + shown(lead) + "/hand-back";
        head.post(path, Map.of("reason", " ")).expect(422);
        head.post(path, Map.of("reason", "speaks Greek")).expect(204);
        assertThat(holders(List.of(lead))).doesNotContainKey("head").doesNotContainKey("");
        JsonNode event = event(lead, "handed-back");
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

    private String prepared(Map<String, ?> which) {
        JsonNode sheet = head.post("/api/bulk", which).expect(201).json();
        return "/api/bulk/" + sheet.at("/row/id").asString();
    }

    private JsonNode planned(String path) {
        return awaited(path, "planned");
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

    private static Map<String, Integer> shares(JsonNode sheet, String what) {
        var shares = new TreeMap<String, Integer>();
        sheet.path("shares")
                .forEach(share -> shares.put(
                        share.at("/user/key").asString(), share.path(what).asInt()));
        return shares;
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
        return IntStream.range(0, count)
                .mapToObj(n -> desk(new Doing.Arrival(
                                new Doing.NewLead(source, "new", "Lead " + n, "", "", "", Map.of(), true, null),
                                outcome -> {}))
                        .getFirst()
                        .lead())
                .toList();
    }

    private static List<Long> given(@org.jspecify.annotations.Nullable String user, List<Long> leads) {
        leads.forEach(lead -> desk(new Doing.AssignedByHand(lead, user == null ? null : user(user), null)));
        return leads;
    }

    private static void close(List<Long> leads) {
        leads.forEach(lead -> desk(new Doing.StatusSet(lead, "won", null)));
    }

    private static long user(String key) {
        return Long.parseLong(
                SERVER.query("select id from fairlead.app_user where company_id = 1 and key = '" + key + "'"));
    }

    private static long holder(long lead) {
        return Long.parseLong(SERVER.query("select owner_id from fairlead.lead where company_id = 1 and id = " + lead));
    }

    private static int openOf(String key) {
        return Integer.parseInt(SERVER.query("select count(*) from fairlead.lead where company_id = 1 and owner_id = "
                + user(key) + " and not closed"));
    }

    private static Map<String, Long> holders(List<Long> leads) {
        var holders = new TreeMap<String, Long>();
        for (long lead : leads) {
            holders.merge(
                    SERVER.query(
                            "select coalesce((select key from fairlead.app_user u where u.company_id = 1 and u.id ="
                                    + " l.owner_id), '') from fairlead.lead l where company_id = 1 and id = " + lead),
                    1L,
                    Long::sum);
        }
        return holders;
    }

    private static JsonNode event(long lead, String kind) {
        return new tools.jackson.databind.json.JsonMapper()
                .readTree(SERVER.query("select data from fairlead.event where company_id = 1 and lead = " + lead
                        + " and kind = '" + kind + "' order by id desc limit 1"));
    }

    private static String shown(long lead) {
        long seed = Long.parseLong(SERVER.query("select id_seed from fairlead.company where company_id = 1"));
        return io.fairlead.server.platform.sql.Ids.of(seed).show(io.fairlead.server.platform.sql.Ids.Kind.LEAD, lead);
    }
}
