package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.fairlead.server.Sheets.SheetCell;
import io.fairlead.server.company.Companies;
import io.fairlead.server.company.Company;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.transfer.TransferFolder;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What stands in files of leads, read back with other programs' readers; large ones, and those of servers that fell. */
class ExportContentTest {
    private static final TestServer SERVER = TestServer.start(true);
    private static final int MANY = 40_000;
    private static final String LONG = "x".repeat(32_766) + "😀" + "y".repeat(40);

    private static final String UNDER_WAY = """
            insert into fairlead.export (company_id, name, place, shape, state, leads, made_by, made_at)
              select 1, '%1$s', 'aa%1$s', '{"filter": {"source": ["kinds"]}, "columns": [{"id": "name"}], "format": "csv",
                     "separator": ",", "mark": true, "language": "en"}', 'running', %2$d, u.id, now()
                from fairlead.app_user u where u.company_id = 1 and u.key = 'head';
            update shared.tenant set exports = true where company_id = 1
            """;

    private final Client head = SERVER.administrator();

    @BeforeAll
    static void fill() {
        SERVER.execute("""
                select set_config('fairlead.company', '1', false);
                insert into fairlead.setting (kind, key, body) values
                    ('field', 'f_text', '{"type": "text"}'), ('field', 'f_number', '{"type": "number"}'),
                    ('field', 'f_choice', '{"type": "choice", "choices": ["a", "b"]}'),
                    ('field', 'f_flag', '{"type": "boolean"}'), ('field', 'f_day', '{"type": "date"}'),
                    ('field', 'f_at', '{"type": "instant"}'), ('field', 'f_zone', '{"type": "zone"}');
                insert into fairlead.lead (id, created_at, source, status, state, contact_id, name, phone, email, custom) values
                    (1, '2026-11-20 10:00:30Z', 'kinds', 'new', 'unassigned', 1, 'רחל לוי', '+972501234567', 'rachel@example.com',
                     '{"f_text": "שלום, \\"עולם\\"\\nשורה שנייה", "f_number": -1234.5, "f_choice": "b", "f_flag": true,
                       "f_day": "2026-03-04", "f_at": "2026-03-04T10:00:00Z", "f_zone": "lombardia"}'),
                    (2, '2026-11-20 10:01Z', 'kinds', '', 'unassigned', 2, '=HYPERLINK("http://evil.example","x")', '', '',
                     '{"f_text": "@SUM(1)", "f_number": 12345678901234567890.5, "f_flag": false, "f_day": "1850-01-01",
                       "f_at": "no time", "f_choice": "-1+1"}'),
                    (3, '2026-11-20 10:02Z', 'kinds', '', 'unassigned', 3, 'Zażółć <b>&amp;</b>', '', '',
                     jsonb_build_object('f_text', '%s'));
                insert into fairlead.lead (id, created_at, source, status, state, contact_id, name, phone, email, custom)
                    select n, timestamptz '2026-01-01 00:00Z' + n * interval '1 second', 'many', (array['new', 'called'])[1 + n %% 2],
                           'unassigned', n, 'Mario Rossi ' || n, '+39333' || n, 'p' || n || '@example.com', '{"f_number": 7}'
                      from generate_series(100, %d) n
                """.formatted(LONG, MANY + 99));
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void everyKindOfFieldStandsInCsvAsItCanBeReadInAgain() {
        String path = ready(Map.of("format", "csv", "filter", source("kinds"), "sort", "created", "columns", kinds()));
        List<List<String>> rows = csv(path);
        assertThat(rows.getFirst())
                .isEqualTo(kinds().stream().map(kind -> kind.get("id")).toList());
        assertThat(rows.get(1))
                .containsExactly(
                        "רחל לוי",
                        "+972501234567",
                        "2026-11-20 17:00:30",
                        "שלום, \"עולם\"\nשורה שנייה",
                        "-1234.5",
                        "b",
                        "true",
                        "2026-03-04",
                        "2026-03-04 17:00:00",
                        "lombardia");
        assertThat(rows.get(2))
                .containsExactly(
                        "'=HYPERLINK(\"http://evil.example\",\"x\")",
                        "",
                        "2026-11-20 17:01:00",
                        "'@SUM(1)",
                        "12345678901234567890.5",
                        "'-1+1",
                        "false",
                        "1850-01-01",
                        "no time",
                        "");
        assertThat(rows.get(3).get(3)).isEqualTo(LONG);
        assertThat(head.get(path).json().path("shortened").asLong()).isZero();
    }

    @Test
    void everyKindOfFieldIsACellOfItsKindInXlsx() {
        String path = ready(Map.of(
                "format", "xlsx", "filter", source("kinds"), "sort", "created", "language", "he", "columns", kinds()));
        var book = Sheets.of(bytes(path));
        assertThat(book.sheets()).hasSize(1);
        assertThat(book.sheets().getFirst()).contains("rightToLeft=\"true\"");
        assertThat(book.rows(0).stream().flatMap(List::stream)).noneMatch(SheetCell::formula);
        var first = at(book, 1);
        assertThat(first.apply("A2").value()).isEqualTo("רחל לוי");
        assertThat(first.apply("B2"))
                .matches(cell -> cell.kind().equals("inlineStr") && cell.value().equals("+972501234567"));
        assertThat(first.apply("D2").value()).isEqualTo("שלום, \"עולם\"\nשורה שנייה");
        assertThat(first.apply("E2"))
                .matches(cell -> cell.kind().equals("n") && cell.value().equals("-1234.5"));
        assertThat(first.apply("G2"))
                .matches(cell -> cell.kind().equals("b") && cell.value().equals("1"));
        assertThat(Double.parseDouble(first.apply("H2").value()))
                .as("2026-03-04 as a day of a spreadsheet")
                .isEqualTo(46_085);
        assertThat(Double.parseDouble(first.apply("I2").value())).isBetween(46_085.70, 46_085.71);
        var second = at(book, 2);
        assertThat(second.apply("A3"))
                .matches(cell -> cell.kind().equals("inlineStr")
                        && cell.value().equals("=HYPERLINK(\"http://evil.example\",\"x\")"));
        assertThat(second.apply("A3").style())
                .as("the look of a text")
                .isEqualTo(second.apply("D3").style())
                .isNotEmpty();
        assertThat(book.styles()).contains("formatCode=\"@\"");
        assertThat(second.apply("E3").value()).isEqualTo("12345678901234567890.5");
        assertThat(second.apply("H3").value()).isEqualTo("1850-01-01");
        var third = at(book, 3);
        assertThat(third.apply("A4").value()).isEqualTo("Zażółć <b>&amp;</b>");
        assertThat(third.apply("D4").value()).hasSize(32_766).isEqualTo("x".repeat(32_766));
        assertThat(head.get(path).json().path("shortened").asLong()).isEqualTo(1);
    }

    private static Function<String, SheetCell> at(Sheets book, int row) {
        return place -> book.rows(0).get(row).stream()
                .filter(cell -> cell.at().equals(place))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void manyLeadsAreReadyAndEachIsThereOnce() {
        String path = ready(Map.of("format", "csv", "filter", source("many"), "columns", columns("name", "f_number")));
        JsonNode sheet = head.get(path).json();
        assertThat(sheet.path("leads").asLong()).isEqualTo(MANY);
        assertThat(sheet.path("done").asLong()).isEqualTo(MANY);
        List<List<String>> rows = csv(path);
        assertThat(rows).hasSize(MANY + 1).doesNotHaveDuplicates();
        assertThat(rows.get(1).getFirst()).as("the newest first").isEqualTo("Mario Rossi " + (MANY + 99));
        assertThat(sheet.path("bytes").asLong()).isEqualTo(bytes(path).length);
    }

    @Test
    void whatChangesMeanwhileNeitherDoublesALeadNorLeavesOneOut() {
        String path = begun(Map.of(
                "format", "xlsx", "filter", source("many"), "sort", "status", "columns", columns("lead", "status")));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> head.get(path).json().path("done").asLong() > 0);
        SERVER.execute(
                "update fairlead.lead set status = 'later' where company_id = 1 and source = 'many' and id > 20000");
        SERVER.execute(
                "update fairlead.lead set state = 'waiting' where company_id = 1 and source = 'many' and id < 20000");
        awaitReady(path);
        List<String> ids =
                Sheets.of(bytes(path)).texts(0).stream().map(List::getFirst).toList();
        assertThat(ids).doesNotHaveDuplicates().hasSize(MANY + 1);
    }

    @Test
    void aLeadThatIsErasedMeanwhileIsLeftOut() throws Exception {
        var folder = SERVER.part(TransferFolder.class);
        Company company = SERVER.part(Transactions.class).inCompany(1, SERVER.part(Companies.class)::current);
        try (var numbers = new DataOutputStream(Files.newOutputStream(folder.fresh(company, "aagone-leads")))) {
            for (long number : new long[] {1, 77, 3}) {
                numbers.writeLong(number);
            }
        }
        SERVER.execute(UNDER_WAY.formatted("gone", 3));
        String path = newest();
        awaitReady(path);
        assertThat(csv(path)).extracting(List::getFirst).containsExactly("name", "רחל לוי", "Zażółć <b>&amp;</b>");
        assertThat(Files.exists(folder.path(company, "aagone-leads"))).isFalse();
        head.delete(path).expect(204);
        assertThat(Files.exists(folder.path(company, "aagone"))).isFalse();
    }

    private String newest() {
        return "/api/exports/"
                + head.get("/api/exports")
                        .expect(200)
                        .json()
                        .at("/exports/0/id")
                        .asString();
    }

    @Test
    void oneThatIsCancelledLeavesNothing() {
        String path = begun(Map.of("format", "xlsx", "filter", source("many")));
        assertThat(head.post(path + "/cancel", "{}")
                        .expect(200)
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("cancelled");
        head.post(path + "/cancel", "{}").expect(409);
        head.get(path + "/content").expect(409);
        String removed = begun(Map.of("format", "xlsx", "filter", source("many")));
        head.delete(removed).expect(204);
        head.get(removed).expect(404);
        String next = ready(Map.of("format", "csv", "filter", source("kinds")));
        assertThat(csv(next)).hasSize(4);
    }

    @Test
    void anotherServerBeginsAgainWhatAFallenOneHadBegunWithTheSameLeads() {
        TestServer first = SERVER.node();
        String path =
                begun(Map.of("format", "xlsx", "filter", source("many"), "sort", "name", "columns", columns("lead")));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> head.get(path).json().path("done").asLong() > 0);
        SERVER.execute("""
                update fairlead.export set claimed_by = 'a server that fell', claimed_until = now() - interval '1 second'
                 where company_id = 1 and state = 'running'
                """);
        SERVER.execute("""
                insert into fairlead.lead (company_id, id, created_at, source, state, contact_id, name)
                    values (1, 99999, now(), 'many', 'unassigned', 99999, 'AAA came later')
                """);
        awaitReady(path);
        JsonNode sheet = head.get(path).json();
        List<List<String>> rows = Sheets.of(bytes(path)).texts(0);
        assertThat(rows)
                .doesNotHaveDuplicates()
                .hasSize((int) sheet.path("leads").asLong() + 1);
        assertThat(SERVER.query("select max(taken) from fairlead.export")).isNotEqualTo("1");
        SERVER.execute("delete from fairlead.lead where company_id = 1 and id = 99999");
        first.stop();
    }

    @Test
    void whatWasNotedOnAFolderThatIsGoneIsNotedOnceMore() {
        SERVER.execute(UNDER_WAY.formatted("moved", 700));
        String path = newest();
        awaitReady(path);
        assertThat(csv(path)).hasSize(4);
    }

    @Test
    void aFileThatAnotherServerKeepsIsNotTakenForAnEmptyOne() {
        String path = ready(Map.of("format", "csv", "filter", source("kinds"), "name", "elsewhere"));
        SERVER.execute("update fairlead.export set place = '00elsewhere' where company_id = 1 and name = 'elsewhere'");
        assertThat(head.get(path + "/content").expect(409).slug()).isEqualTo("file-elsewhere");
    }

    private static Map<String, Object> source(String source) {
        return Map.of("source", List.of(source));
    }

    private static List<Map<String, String>> kinds() {
        return columns(
                "name", "phone", "created", "f_text", "f_number", "f_choice", "f_flag", "f_day", "f_at", "f_zone");
    }

    private static List<Map<String, String>> columns(String... ids) {
        List<Map<String, String>> columns = new ArrayList<>();
        for (String id : ids) {
            columns.add(Map.of("id", id));
        }
        return columns;
    }

    private String begun(Map<String, ?> wanted) {
        return "/api/exports/"
                + head.post("/api/exports", wanted)
                        .expect(201)
                        .json()
                        .path("id")
                        .asString();
    }

    private String ready(Map<String, ?> wanted) {
        String path = begun(wanted);
        awaitReady(path);
        return path;
    }

    private void awaitReady(String path) {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> !List.of("waiting", "running")
                        .contains(
                                head.get(path).expect(200).json().path("state").asString()));
        assertThat(head.get(path).json().path("state").asString()).isEqualTo("ready");
    }

    private byte[] bytes(String path) {
        try (InputStream in = head.listen(path + "/content")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<List<String>> csv(String path) {
        String content = new String(bytes(path), StandardCharsets.UTF_8).substring(1);
        try (var records = CsvReader.builder().ofCsvRecord(content)) {
            return records.stream().map(CsvRecord::getFields).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
