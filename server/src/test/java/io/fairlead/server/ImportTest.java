package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Files of leads are read in, checked, run, undone. */
class ImportTest {
    private static final int COMPANY = 1;
    private static final String RULES = """
            [{"id": "all", "candidates": [{"user": "marina"}, {"user": "ursula"}], "known": "off"}]
            """;
    private static final TestServer SERVER = TestServer.start(true);

    private final Client head = SERVER.administrator();

    @BeforeAll
    static void publish() {
        SERVER.execute("update fairlead.app_user set body = body - 'schedule' where company_id = 1");
        LeadFixture.publish(SERVER, COMPANY, RULES);
    }

    /** Whatever was imported, decided, worked on and taken back: every decision is made again as it was. */
    @AfterAll
    static void everyDecisionComesOutAgain() throws SQLException {
        LeadFixture.verify(SERVER, COMPANY);
        SERVER.stop();
    }

    @Test
    void aFileOfAnotherAlphabetBecomesLeads() {
        String csv =
                "ФИО;Телефон;E-mail\nИванова Мария;+7 913 555-10-01;Maria.I@Example.com\nПетров Олег;+79135551002;\n";
        String path = sent("leads.csv", csv.getBytes(Charset.forName("windows-1251")));
        JsonNode sheet = sheet(path);
        assertThat(sheet.at("/format/encoding").asString()).isEqualTo("windows-1251");
        assertThat(sheet.at("/format/separator").asString()).isEqualTo(";");
        assertThat(texts(sheet.path("columns"))).containsExactly("name", "phone", "email");
        assertThat(head.get(path + "/preview")
                        .expect(200)
                        .json()
                        .at("/rows/0/0")
                        .asString())
                .isEqualTo("Иванова Мария");
        sheet = ran(path);
        assertThat(sheet.path("made").asLong()).isEqualTo(2);
        JsonNode lead = LeadFixture.list(head, Map.of("filter", Map.of("text", "Иванова")))
                .json()
                .at("/rows/0");
        assertThat(lead.path("phone").asString()).isEqualTo("+79135551001");
        assertThat(lead.path("email").asString()).isEqualTo("maria.i@example.com");
        assertThat(lead.path("state").asString()).isEqualTo("unassigned");
        JsonNode told = LeadFixture.told(head, "/api/leads/" + lead.path("id").asString());
        assertThat(told.at("/entries/0/kind").asString()).isEqualTo("lead-imported");
    }

    @Test
    void faultyRowsAreToldAndTheRestIsTakenBackWithoutATrace() {
        long leads = count("lead");
        long contacts = count("contact");
        long keys = count("contact_key");
        long events = count("event where kind = 'lead-imported'");
        String csv = "name,phone,email\n"
                + IntStream.range(0, 200)
                        .mapToObj(n -> n % 20 == 3
                                ? "Faulty " + n + ",12,"
                                : "Bulk " + n + ",+7914" + (1000000 + n) + ",bulk" + n + "@example.com")
                        .collect(Collectors.joining("\n"));
        String path = sent("bulk.csv", csv.getBytes(StandardCharsets.UTF_8));
        JsonNode report = checked(path).path("report");
        assertThat(report.path("rows").asLong()).isEqualTo(200);
        assertThat(report.path("valid").asLong()).isEqualTo(190);
        assertThat(report.at("/reasons/0/reason").asString()).isEqualTo("not-a-phone");
        assertThat(report.at("/reasons/0/rows").asLong()).isEqualTo(10);
        assertThat(count("lead")).isEqualTo(leads);
        JsonNode sheet = run(path);
        assertThat(sheet.path("made").asLong()).isEqualTo(190);
        assertThat(sheet.path("invalid").asLong()).isEqualTo(10);
        JsonNode rows = head.get(path + "/rows?state=invalid").expect(200).json();
        assertThat(rows.at("/rows/0/row").asLong()).isEqualTo(5);
        assertThat(rows.at("/rows/0/field").asString()).isEqualTo("phone");
        String result = head.get(path + "/result").expect(200).text();
        assertThat(result.lines()).hasSize(11);
        assertThat(result).contains("5,invalid,not-a-phone,phone,,Faulty 3,12,");

        long worked = lead("Bulk 7");
        SERVER.part(Desks.class)
                .perform(COMPANY, List.of(new Doing.AssignedByHand(worked, user("marina"), user("head"))));
        head.post(path + "/undo", "{}").expect(200);
        sheet = until(path, "undone");
        assertThat(sheet.path("returned").asLong()).isEqualTo(189);
        assertThat(head.get(path + "/rows?state=kept").json().path("rows")).hasSize(1);
        assertThat(count("lead")).isEqualTo(leads + 1);
        assertThat(count("contact")).isEqualTo(contacts + 1);
        assertThat(count("contact_key")).isEqualTo(keys + 2);
        assertThat(count("event where kind = 'lead-imported'")).isEqualTo(events + 1);
    }

    @Test
    void whoIsKnownIsSkippedFilledOverwrittenOrHasANewLead() {
        SERVER.part(Desks.class)
                .perform(
                        COMPANY,
                        List.of(new Doing.Arrival(
                                new Doing.NewLead("web", "", "Vera", "+79145000001", "", "", Map.of(), true, null),
                                outcome -> {})));
        String csv =
                "name,phone,email\nVera Known,+79145000001,vera@example.com\nTwice,+79145000002,\nAgain,+79145000002,\n";
        String path = sent("known.csv", csv.getBytes(StandardCharsets.UTF_8));
        JsonNode report = checked(path).path("report");
        assertThat(report.path("inBase").asLong()).isEqualTo(1);
        assertThat(report.path("inFile").asLong()).isEqualTo(1);
        JsonNode sheet = run(path);
        assertThat(sheet.path("made").asLong()).isEqualTo(1);
        assertThat(sheet.path("skipped").asLong()).isEqualTo(2);

        sheet = ran(planned("known.csv", csv, "fill"));
        assertThat(sheet.path("merged").asLong()).isEqualTo(1);
        assertThat(mail("Vera")).isEqualTo("vera@example.com");
        sheet = ran(planned("known.csv", csv, "overwrite"));
        assertThat(sheet.path("merged").asLong())
                .as("Vera, and each of the two that say Twice")
                .isEqualTo(2);
        assertThat(mail("Vera Known")).isEqualTo("vera@example.com");
        sheet = ran(planned("known.csv", csv, "new"));
        assertThat(sheet.path("made").asLong()).isEqualTo(3);
        assertThat(count("contact_key where value = '+79145000001'")).isEqualTo(1);
    }

    @Test
    void aFileThatSaysNothingNewChangesNothing() {
        String csv = "Nome,Cellulare,E-mail\nSame One,+79152000001,same@example.com\nSame Two,+79152000002,\n";
        assertThat(ran(planned("same.csv", csv, "skip")).path("made").asLong()).isEqualTo(2);
        String written = "select string_agg(xmin::text || version, ' ' order by id) from fairlead.lead"
                + " where name like 'Same %'";
        String was = inside(written, String.class);
        long events = count("event where lead is not null");
        for (String known : List.of("overwrite", "fill")) {
            String path = planned("same.csv", csv, known);
            JsonNode sheet = ran(path);
            assertThat(sheet.path("unchanged").asLong()).isEqualTo(2);
            assertThat(sheet.path("skipped").asLong() + sheet.path("merged").asLong())
                    .isZero();
            assertThat(inside(written, String.class)).isEqualTo(was);
            assertThat(head.get(path + "/result").expect(200).text()).contains("2,unchanged,same,,");
        }
        assertThat(count("event where lead is not null")).isEqualTo(events);
    }

    @Test
    void rowsAboutOneLeadAreBroughtIntoItInTheirOrder() {
        String first = "Nome,Cellulare\nFirst,+79152000009\n";
        ran(planned("order.csv", first, "skip"));
        JsonNode sheet = ran(planned("order.csv", first + "Second,+79152000009\nFirst,+79152000009\n", "overwrite"));
        assertThat(sheet.path("unchanged").asLong()).isEqualTo(1);
        assertThat(sheet.path("merged").asLong()).isEqualTo(2);
        assertThat(inside("select name from fairlead.lead where phone = '+79152000009'", String.class))
                .isEqualTo("First");
    }

    @Test
    void theRulesDistributeWhatIsToBeDistributed() {
        String csv = "name,phone\n"
                + IntStream.range(0, 60)
                        .mapToObj(n -> "Rules " + n + ",+7916" + (1000000 + n))
                        .collect(Collectors.joining("\n"));
        String path = sent("rules.csv", csv.getBytes(StandardCharsets.UTF_8));
        head.put(path + "/plan", Map.of("choice", Map.of("known", "skip", "source", "import", "distribute", "now")))
                .expect(200);
        ran(path);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> count("lead where name like 'Rules %' and owner_id <> 0") == 60);
        assertThat(count("lead where name like 'Rules %' and owner_id = " + user("marina")))
                .isEqualTo(30);
        head.post(path + "/undo", "{}").expect(200);
        assertThat(until(path, "undone").path("returned").asLong())
                .as("what was decided stays")
                .isZero();
    }

    @Test
    void hostileFilesAreRefusedOrRead() {
        assertThat(failed(sent("empty.csv", new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF})))
                .isEqualTo("empty");
        String line = sent(
                "line.csv", ("name,phone\n\"" + "x".repeat(3_000_000) + "\",1\n").getBytes(StandardCharsets.UTF_8));
        head.post(line + "/check", "{}").expect(200);
        assertThat(until(line, "failed").path("problem").asString()).isEqualTo("row 2");
        JsonNode nul = checked(sent("nul.csv", "name,phone\nA\0b,+79147000001\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(nul.at("/report/invalid").asLong()).isEqualTo(1);
        JsonNode none = checked(sent("none.csv", "name,phone\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(none.at("/report/rows").asLong()).isZero();
        JsonNode twice = sheet(sent("twice.csv", "phone,phone,name\n1,2,3\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(texts(twice.path("columns"))).containsExactly("phone", "", "name");
        String wrong = sent("wrong.csv", "name,phone\nJosé,+79147000002\n".getBytes(StandardCharsets.ISO_8859_1));
        JsonNode format = sheet(wrong).path("format");
        head.put(
                        wrong + "/plan",
                        Map.of(
                                "format",
                                Map.of(
                                        "encoding", "UTF-8",
                                        "separator", format.path("separator").asString(),
                                        "header", true,
                                        "dates", "dmy",
                                        "decimal", ".")))
                .expect(200);
        assertThat(checked(wrong).at("/report/reasons/0/reason").asString()).isEqualTo("wrong-encoding");
    }

    @Test
    void aFileComesInPieces() {
        byte[] csv = "name,phone\nPieces,+79148000001\n".getBytes(StandardCharsets.UTF_8);
        String path = begun("pieces.csv", csv.length);
        head.upload(path + "/content?from=0", new ByteArrayInputStream(csv, 0, 10))
                .expect(200);
        var again = head.upload(path + "/content?from=0", new ByteArrayInputStream(csv, 0, 10))
                .expect(409);
        assertThat(again.slug()).isEqualTo("other-place");
        assertThat(again.json().path("received").asLong()).isEqualTo(10);
        head.upload(path + "/content?from=10", new ByteArrayInputStream(csv, 10, csv.length - 10))
                .expect(200);
        assertThat(sheet(path).path("state").asString()).isEqualTo("ready");
    }

    @Test
    void aFileWithTheSameHeaderIsReadLikeTheLastOne() {
        byte[] csv = "a,b,c\nX,+79149000001,Y\n".getBytes(StandardCharsets.UTF_8);
        String path = sent("one.csv", csv);
        head.put(path + "/plan", Map.of("columns", List.of("name", "phone", "name")))
                .expect(200);
        ran(path);
        assertThat(texts(sheet(sent("other.csv", csv)).path("columns"))).containsExactly("name", "phone", "name");
        assertThat(count("lead where name = 'X Y'")).isEqualTo(1);
    }

    @Test
    void whatIsCancelledLeavesNothing() {
        long leads = count("lead");
        String csv = "name,phone\n"
                + IntStream.range(0, 30_000)
                        .mapToObj(n -> "Cancel " + n + ",+7917" + (1000000 + n))
                        .collect(Collectors.joining("\n"));
        String path = sent("cancel.csv", csv.getBytes(StandardCharsets.UTF_8));
        checked(path);
        head.post(path + "/run", "{}").expect(200);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> sheet(path).path("made").asLong() > 0);
        head.post(path + "/pause", "{}").expect(200);
        long made = sheet(path).path("made").asLong();
        assertThat(count("lead") - leads).isEqualTo(made);
        head.post(path + "/run", "{}").expect(200);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> sheet(path).path("made").asLong() > made);
        head.post(path + "/cancel", "{}");
        head.post(path + "/undo", "{}");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> List.of("cancelled", "undone")
                        .contains(sheet(path).path("state").asString()));
        assertThat(count("lead")).isEqualTo(leads);
    }

    private String planned(String name, String csv, String known) {
        String path = sent(name, csv.getBytes(StandardCharsets.UTF_8));
        head.put(path + "/plan", Map.of("choice", Map.of("known", known, "source", "import", "distribute", "later")))
                .expect(200);
        return path;
    }

    private String begun(String name, int bytes) {
        JsonNode sheet = head.post("/api/imports", Map.of("name", name, "bytes", bytes))
                .expect(201)
                .json();
        return "/api/imports/" + sheet.path("id").asString();
    }

    private String sent(String name, byte[] content) {
        String path = begun(name, content.length);
        head.upload(path + "/content?from=0", new ByteArrayInputStream(content)).expect(200);
        return path;
    }

    private JsonNode sheet(String path) {
        return head.get(path).expect(200).json();
    }

    private JsonNode checked(String path) {
        head.post(path + "/check", "{}").expect(200);
        return until(path, "checked");
    }

    private JsonNode run(String path) {
        head.post(path + "/run", "{}").expect(200);
        return until(path, "done");
    }

    private JsonNode ran(String path) {
        checked(path);
        return run(path);
    }

    private String failed(String path) {
        return until(path, "failed").path("problem").asString();
    }

    private JsonNode until(String path, String state) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> sheet(path).path("state").asString(), state::equals);
        return sheet(path);
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    private static long count(String from) {
        return inside("select count(*) from fairlead." + from, Long.class);
    }

    private static long user(String key) {
        return inside("select id from fairlead.app_user where key = '" + key + "'", Long.class);
    }

    private static long lead(String name) {
        return inside("select id from fairlead.lead where name = '" + name + "'", Long.class);
    }

    private static String mail(String name) {
        return inside("select email from fairlead.lead where name = '" + name + "' order by id limit 1", String.class);
    }

    private static <T> T inside(String sql, Class<T> type) {
        return SERVER.part(io.fairlead.server.platform.sql.Transactions.class)
                .inCompany(
                        COMPANY,
                        () -> SERVER.part(JdbcClient.class).sql(sql).query(type).single());
    }
}
