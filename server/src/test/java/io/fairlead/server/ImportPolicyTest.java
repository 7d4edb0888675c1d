package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing;
import io.fairlead.server.desk.Doing.NewLead;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.seal.Verification;
import io.fairlead.server.transfer.table.WorkbookFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What becomes of rows: zones, what fields require and have by themselves, leads that were there and are put back. */
class ImportPolicyTest {
    private static final int COMPANY = 1;
    private static TestServer server;
    private static Client head;

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void start() {
        server = TestServer.start(true);
        head = server.administrator();
        head.post("/api/zones/italy", "{}").expect(200);
        head.put("/api/fields/stage", Map.of("type", "choice", "choices", List.of("cold", "warm"), "default", "cold"))
                .expect(200);
        head.put("/api/fields/pieces", Map.of("type", "number")).expect(200);
        head.put("/api/fields/due", Map.of("type", "date")).expect(200);
    }

    /** What was corrected and put back over the desk comes out again too. */
    @AfterAll
    static void everyDecisionComesOutAgain() throws SQLException {
        assertThat(Verification.of(server.database(), COMPANY).findings()).isEmpty();
        server.stop();
    }

    @Test
    void rowsFindTheirZonesAndTheDryRunSaysHowMany() {
        String csv = """
                Nome,Cellulare,CAP,Comune,Provincia,Zona
                Zoned A,+390219000001,20121,,,
                Zoned B,+390219000002,,Milano,,
                Zoned C,+390219000003,,,BA,
                Zoned D,+390219000004,,,,Puglia
                Zoned E,+390219000005,99999,,,
                Zoned F,+390219000006,,,,
                """;
        String path = sent("zones.csv", csv.getBytes(StandardCharsets.UTF_8));
        assertThat(texts(sheet(path).path("columns")))
                .containsExactly("name", "phone", "fields.postcode", "fields.town", "fields.province", "fields.zone");
        JsonNode zones = checked(path).at("/report/zones");
        assertThat(zones.path("none").asLong()).isEqualTo(2);
        assertThat(zones.path("levels").toString()).isEqualTo("[1,3]");
        Map<String, Long> regions = new TreeMap<>();
        zones.path("regions")
                .forEach(one -> regions.put(
                        one.path("name").asString(), one.path("rows").asLong()));
        assertThat(regions).isEqualTo(Map.of("Lombardia", 2L, "Puglia", 2L));
        run(path);
        assertThat(text(
                        "select string_agg(coalesce(custom ->> 'zone', '-') || coalesce(custom ->> 'zone_from', '-'), ' '"
                                + " order by name) from fairlead.lead where name like 'Zoned %'"))
                .isEqualTo("MIpostcode MItown BAprovince Puglia- -- --");
        assertThat(text("select count(*) from fairlead.lead where name like 'Zoned %' and zone2 <> 0"))
                .isEqualTo("3");
    }

    @Test
    void whatIsRequiredIsAskedForAndWhatLeadsHaveByThemselvesIsFilledIn() {
        head.put("/api/fields/budget", Map.of("type", "number", "required", true))
                .expect(200);
        try {
            String csv =
                    "name,phone,budget\nWith,+390218000001,\"1,5\"\nWithout,+390218000002,\nWrong,+390218000003,much\n";
            String path = sent("required.csv", csv.getBytes(StandardCharsets.UTF_8));
            JsonNode format = sheet(path).path("format");
            head.put(path + "/plan", Map.of("format", format.asObject().put("decimal", ",")))
                    .expect(200);
            JsonNode report = checked(path).path("report");
            assertThat(report.path("valid").asLong()).isEqualTo(1);
            Map<String, String> reasons = new TreeMap<>();
            report.path("reasons")
                    .forEach(one -> reasons.put(
                            one.path("reason").asString(), one.path("field").asString()));
            assertThat(reasons).isEqualTo(Map.of("required", "fields.budget", "not-a-number", "fields.budget"));
            run(path);
            assertThat(text("select custom::text from fairlead.lead where name = 'With'"))
                    .contains("\"budget\": 1.5", "\"stage\": \"cold\"");
        } finally {
            head.delete("/api/fields/budget", 1).expect(204);
        }
    }

    @Test
    void aSheetOfAWorkbookIsReadLikeAnyFile() throws IOException {
        Path book = new WorkbookFile()
                .sheet("First", "<row><c t=\"inlineStr\"><is><t>nothing</t></is></c></row>")
                .sheet("Leads", """
                        <row><c t="inlineStr"><is><t>Name</t></is></c><c t="inlineStr"><is><t>Phone</t></is></c>
                          <c t="inlineStr"><is><t>pieces</t></is></c></row>
                        <row r="7"><c t="inlineStr"><is><t>Booked</t></is></c><c t="str"><v>+390217000001</v></c><c><v>1.5</v></c></row>
                        <row><c t="inlineStr"><is><t>Faulty</t></is></c><c><v>12</v></c></row>
                        """)
                .to(folder.resolve("book.xlsx"));
        String path = sent("book.xlsx", Files.readAllBytes(book));
        JsonNode sheet = sheet(path);
        assertThat(sheet.at("/format/sheet").asString()).isEqualTo("First");
        assertThat(texts(head.get(path + "/preview").expect(200).json().path("sheets")))
                .containsExactly("First", "Leads");
        var format = sheet.path("format").asObject();
        assertThat(head.put(path + "/plan", Map.of("format", format.deepCopy().put("sheet", "None")))
                        .expect(422)
                        .slug())
                .isEqualTo("invalid");
        head.put(path + "/plan", Map.of("format", format.deepCopy().putNull("sheet")))
                .expect(422);
        head.put(path + "/plan", Map.of("format", format.put("sheet", "Leads"))).expect(200);
        head.put(path + "/plan", Map.of("columns", List.of("name", "phone", "fields.pieces")))
                .expect(200);
        JsonNode report = checked(path).path("report");
        assertThat(report.at("/reasons/0/reason").asString()).isEqualTo("not-a-phone");
        assertThat(report.path("valid").asLong()).as(report.toString()).isEqualTo(1);
        run(path);
        assertThat(text("select custom ->> 'pieces' from fairlead.lead where name = 'Booked'"))
                .isEqualTo("1.5");
        assertThat(head.get(path + "/result").expect(200).text()).contains("8,invalid,not-a-phone,phone,,Faulty,12");
    }

    @Test
    void leadsThatWereOverwrittenArePutBackUnlessSomebodyWorkedOnThem() {
        long untouched = arrive("Old One", "+390216000001", Map.of("stage", "warm", "town", "Milano"));
        long touched = arrive("Old Two", "+390216000002", Map.of());
        long noted = arrive("Old Three", "+390216000003", Map.of());
        String was = facts(untouched);
        String csv = """
                name,phone,email,due,town
                New One,+390216000001,one@example.com,31/12/2026,Bari
                New Two,+390216000002,two@example.com,,
                Newer One,+390216000001,,,
                New Three,+390216000003,,,
                """;
        String path = sent("over.csv", csv.getBytes(StandardCharsets.UTF_8));
        head.put(path + "/plan", Map.of("choice", Map.of("known", "overwrite"))).expect(200);
        checked(path);
        JsonNode sheet = run(path);
        assertThat(sheet.path("merged").asLong()).isEqualTo(4);
        assertThat(facts(untouched))
                .as("a default overwrites nothing, and the zone follows the address")
                .contains("Newer One", "\"stage\": \"warm\"", "\"zone\": \"BA\"", "\"due\": \"2026-12-31\"");
        var desks = server.part(Desks.class);
        desks.perform(COMPANY, List.of(new Doing.StatusSet(touched, "won", null)));
        desks.perform(COMPANY, List.of(new Doing.Touched(noted, user("marina"))));
        head.post(path + "/undo", "{}").expect(200);
        sheet = until(path, "undone");
        assertThat(facts(untouched)).isEqualTo(was);
        assertThat(facts(touched)).contains("New Two");
        assertThat(sheet.path("restored").asLong()).isEqualTo(2);
        assertThat(sheet.path("kept").asLong()).isEqualTo(2);
        JsonNode kept = head.get(path + "/rows?state=kept").expect(200).json().path("rows");
        assertThat(kept)
                .hasSize(2)
                .allMatch(row -> row.path("reason").asString().equals("worked"));
    }

    @Test
    void leadsGoToAListThatIsPickedAndLeaveItWithTheUndo() {
        String list = head.post(
                        "/api/views", Map.of("name", "Fair", "shape", Map.of("filter", Map.of(), "picked", true)))
                .expect(201)
                .json()
                .path("id")
                .asString();
        String other = head.post("/api/views", Map.of("name", "All", "shape", Map.of("filter", Map.of())))
                .expect(201)
                .json()
                .path("id")
                .asString();
        arrive("Listed Old", "+390215000009", Map.of());
        String csv = "name,phone\nListed One,+390215000001\nListed Two,+390215000002\nListed New,+390215000009\n";
        String path = sent("list.csv", csv.getBytes(StandardCharsets.UTF_8));
        head.put(path + "/plan", Map.of("choice", Map.of("list", other))).expect(422);
        head.put(path + "/plan", Map.of("choice", Map.of("list", list, "known", "overwrite")))
                .expect(200);
        checked(path);
        run(path);
        String names = "select string_agg(name, ' ' order by name) from fairlead.lead_view_lead"
                + " join fairlead.lead on id = lead_id"
                + " where view_id = (select id from fairlead.lead_view where name = 'Fair')";
        assertThat(text(names)).isEqualTo("Listed New Listed One Listed Two");
        head.post(path + "/undo", "{}").expect(200);
        until(path, "undone");
        assertThat(text(names)).as("what was there before stays in the list").isEqualTo("Listed Old");
    }

    @Test
    void contactsKnowAfterTheUndoWhatTheyKnewBefore() {
        var rosa = Map.of("name", "Rosa", "phone", "+390214000001", "owner", "marina");
        head.post("/api/contacts", Map.of("contacts", List.of(rosa))).expect(200);
        arrive("Moved On", "+390214000002", Map.of());
        String moved = "/api/leads/" + shown("Moved On");
        String tag = head.get(moved).expect(200).header("etag");
        head.call("PATCH", moved + "/facts", Map.of("phone", "+390214000003"), Map.of("If-Match", tag))
                .expect(200);
        head.post("/api/leads/manual", Map.of("name", "By Mail", "email", "mail@known.example"))
                .expect(201);
        String known = "select string_agg(kind || value || '>' || contact_id, ' ' order by kind, value)"
                + " from fairlead.contact_key where value like '+39021400000%' or value like '%@known.example'";
        String before = text(known);
        String csv = """
                name,phone,email
                Rosa,+390214000001,rosa@known.example
                Back To The Old Number,+390214000002,
                Both,+390214000003,mail@known.example
                New,+390214000004,new@known.example
                """;
        String path = sent("known.csv", csv.getBytes(StandardCharsets.UTF_8));
        head.put(path + "/plan", Map.of("choice", Map.of("known", "new"))).expect(200);
        checked(path);
        assertThat(run(path).path("made").asLong()).isEqualTo(4);
        assertThat(text(known)).contains("rosa@known", "+390214000004").isNotEqualTo(before);
        head.post(path + "/undo", "{}").expect(200);
        assertThat(until(path, "undone").path("returned").asLong()).isEqualTo(4);
        assertThat(text(known)).isEqualTo(before);
        assertThat(text("select u.key from fairlead.contact c join fairlead.app_user u on u.id = c.owner_id"
                        + " where c.name = 'Rosa'"))
                .isEqualTo("marina");
        assertThat(text("select count(*) from fairlead.contact where name = 'New'"))
                .isEqualTo("0");
    }

    private static String shown(String name) {
        long seed = Long.parseLong(text("select id_seed from fairlead.company"));
        return Ids.of(seed)
                .show(Ids.Kind.LEAD, Long.parseLong(text("select id from fairlead.lead where name = '" + name + "'")));
    }

    @Test
    void leadsThatAnUndoTookAwayAreLeftOutOfChangesUnderWay() {
        String csv = "name,phone\nGone One,+390213000001\nGone Two,+390213000002\nStays,+390213000003\n";
        String path = sent("gone.csv", csv.getBytes(StandardCharsets.UTF_8));
        checked(path);
        run(path);
        String list = head.post(
                        "/api/views", Map.of("name", "Picks", "shape", Map.of("filter", Map.of(), "picked", true)))
                .expect(201)
                .json()
                .path("id")
                .asString();
        List<String> bulk = new ArrayList<>();
        for (Map<String, ?> change : List.<Map<String, ?>>of(
                Map.of("plan", Map.of("way", "rules")),
                Map.of("plan", Map.of("way", "turns", "people", List.of(Map.of("user", "marina")))),
                Map.of("change", Map.of("status", "hot")),
                Map.of("change", Map.of("field", "pieces", "value", 3)),
                Map.of("change", Map.of("list", list)))) {
            Map<String, Object> wanted = new HashMap<>(change);
            wanted.put("leads", List.of(shown("Gone One"), shown("Gone Two"), shown("Stays")));
            String id = head.post("/api/bulk", wanted)
                    .expect(201)
                    .json()
                    .at("/row/id")
                    .asString();
            bulk.add("/api/bulk/" + id);
            await().until(() -> row(bulk.getLast()).path("state").asString(), "planned"::equals);
        }
        head.post("/api/leads/" + shown("Stays") + "/touch", Map.of("kind", "note", "text", "spoke with them"))
                .expect(200);
        head.post(path + "/undo", "{}").expect(200);
        assertThat(until(path, "undone").path("returned").asLong()).isEqualTo(2);
        for (String one : bulk) {
            head.post(one + "/run", Map.of()).expect(200);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> row(one).path("state").asString(), "done"::equals);
            assertThat(head.get(one).expect(200).json().path("open").asLong())
                    .as(one)
                    .isZero();
            assertThat(head.get(one).expect(200).json().path("skipped").toString())
                    .contains("{\"name\":\"gone\",\"leads\":2}");
        }
        head.delete("/api/views/" + list).expect(204);
    }

    private static JsonNode row(String bulk) {
        return head.get(bulk).expect(200).json().path("row");
    }

    private static long arrive(String name, String phone, Map<String, Object> fields) {
        server.part(Desks.class)
                .perform(
                        COMPANY,
                        List.of(new Doing.Arrival(
                                new NewLead("web", "", name, phone, "", "", fields, true, null), outcome -> {})));
        return Long.parseLong(text("select id from fairlead.lead where name = '" + name + "'"));
    }

    private static String facts(long lead) {
        return text("select name || phone || email || listing || custom::text from fairlead.lead where id = " + lead);
    }

    private static long user(String key) {
        return Long.parseLong(text("select id from fairlead.app_user where key = '" + key + "'"));
    }

    private static String sent(String name, byte[] content) {
        JsonNode sheet = head.post("/api/imports", Map.of("name", name, "bytes", content.length))
                .expect(201)
                .json();
        String path = "/api/imports/" + sheet.path("id").asString();
        head.upload(path + "/content?from=0", new ByteArrayInputStream(content)).expect(200);
        return path;
    }

    private static JsonNode sheet(String path) {
        return head.get(path).expect(200).json();
    }

    private static JsonNode checked(String path) {
        head.post(path + "/check", "{}").expect(200);
        return until(path, "checked");
    }

    private static JsonNode run(String path) {
        head.post(path + "/run", "{}").expect(200);
        return until(path, "done");
    }

    private static JsonNode until(String path, String state) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> sheet(path).path("state").asString(), state::equals);
        return sheet(path);
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    private static String text(String sql) {
        return server.part(Transactions.class)
                .inCompany(
                        COMPANY,
                        () -> server.part(JdbcClient.class)
                                .sql(sql)
                                .query(String.class)
                                .single());
    }
}
