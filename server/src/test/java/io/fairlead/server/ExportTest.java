package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Leads written out: which, how, for whom; and what becomes of that when nobody waits for it. */
class ExportTest {
    private static final LeadFixture FIXTURE = LeadFixture.start();

    private final Client head = FIXTURE.own();

    @BeforeAll
    static void people() {
        FIXTURE.server().execute("""
                insert into fairlead.setting (company_id, kind, key, body) values
                    (1, 'field', 'rooms', '{"type": "number", "name": "Rooms"}');
                insert into shared.sign_in (email, company_id, user_id, password)
                    select u.key || '@shop.example', 1, u.id, s.password from fairlead.app_user u, shared.sign_in s
                     where u.company_id = 1 and u.key in ('marina', 'ursula', 'nadezhda') and s.company_id = 1
                """);
    }

    private static Client signedIn(String user) {
        return FIXTURE.server()
                .client()
                .signIn(user + "@shop.example", FIXTURE.server().demoPassword());
    }

    @AfterAll
    static void stop() {
        FIXTURE.server().stop();
    }

    @Test
    void aListIsWrittenAsItIsSeen() {
        var rows = csv(Map.of(
                "filter", Map.of("columns", Map.of("source", List.of("fair"))),
                "sort", "-name",
                "columns",
                        List.of(column("phone", "Telefono"), column("name", "Nome"), column("assignee", "Collega"))));
        assertThat(rows.getFirst()).containsExactly("Telefono", "Nome", "Collega");
        List<String> shown = new ArrayList<>();
        LeadFixture.list(head, Map.of("filter", Map.of("columns", Map.of("source", List.of("fair"))), "sort", "-name"))
                .json()
                .path("rows")
                .forEach(row -> shown.add(row.path("phone").asString() + "|"
                        + row.path("name").asString() + "|"
                        + row.at("/assignee/name").asString()));
        assertThat(shown).hasSize(20);
        assertThat(rows.subList(1, rows.size()).stream().map(row -> String.join("|", row)))
                .containsExactlyElementsOf(shown);
    }

    @Test
    void aViewAndItsOwnFilterBothNarrowAndWhatArrivedLaterIsNotInIt() {
        String view = head.post(
                        "/api/views",
                        Map.of(
                                "name",
                                "Fair ones",
                                "shape",
                                Map.of("filter", Map.of("columns", Map.of("source", List.of("fair"))))))
                .expect(201)
                .json()
                .path("id")
                .asString();
        Map<String, Object> filter = Map.of("view", view, "status", List.of("called"), "until", "2026-11-20T10:30:00Z");
        var rows = csv(
                Map.of("filter", filter, "columns", List.of(column("source"), column("status"), column("created"))));
        assertThat(rows).hasSizeGreaterThan(2);
        assertThat(rows.subList(1, rows.size())).allSatisfy(row -> {
            assertThat(row.subList(0, 2)).containsExactly("fair", "called");
            assertThat(row.get(2)).isLessThan("2026-11-20 17:31").startsWith("2026-11-20 17:");
        });
        head.post("/api/exports", Map.of("format", "csv", "filter", Map.of("view", "none")))
                .expect(404);
    }

    @Test
    void valuesAreSaidInTheWordsOfWhoReadsThem() {
        Map<String, Object> state = Map.of("id", "state", "name", "Stato", "words", Map.of("waiting", "in attesa"));
        var rows =
                csv(Map.of("filter", Map.of("text", "Own"), "sort", "name", "columns", List.of(column("name"), state)));
        assertThat(rows)
                .contains(
                        List.of("Own waits", "in attesa"),
                        List.of("Own left", "unassigned"),
                        List.of("Own 2", "closed"));
        assertThat(flaw(Map.of(
                        "format",
                        "csv",
                        "columns",
                        List.of(Map.of("id", "state", "words", Map.of("a", "x".repeat(201)))))))
                .isEqualTo("columns");
    }

    @Test
    void tickedLeadsAloneAreWrittenAndThoseOfOthersAreNone() {
        List<String> ids = new ArrayList<>();
        LeadFixture.list(head, Map.of("limit", 3, "sort", "name"))
                .json()
                .path("rows")
                .forEach(row -> ids.add(row.path("id").asString()));
        var rows = csv(Map.of("leads", ids, "sort", "name", "columns", List.of(column("lead"))));
        assertThat(rows.subList(1, rows.size()).stream().map(List::getFirst)).containsExactlyElementsOf(ids);
        head.post("/api/exports", Map.of("format", "csv", "leads", List.of("x")))
                .expect(422);
        head.post("/api/exports", Map.of("format", "csv", "leads", List.of())).expect(422);
    }

    @Test
    void everyOrderOfTheListIsOneOfTheFile() {
        for (String sort :
                List.of("created", "-status", "source", "assignee", "-assignee", "name", "-phone", "email")) {
            var rows = csv(Map.of("sort", sort, "columns", List.of(column("lead"))));
            List<String> listed = new ArrayList<>();
            LeadFixture.list(head, Map.of("sort", sort, "limit", 200))
                    .json()
                    .path("rows")
                    .forEach(row -> listed.add(row.path("id").asString()));
            assertThat(rows.subList(1, rows.size()).stream().map(List::getFirst))
                    .as(sort)
                    .containsExactlyElementsOf(listed);
        }
        head.post("/api/exports", Map.of("format", "csv", "sort", "nonsense")).expect(422);
    }

    @Test
    void whatIsWrongIsToldBeforeAnythingBegins() {
        assertThat(flaw(Map.of("format", "pdf"))).isEqualTo("format");
        assertThat(flaw(Map.of("format", "csv", "separator", "|"))).isEqualTo("separator");
        assertThat(flaw(Map.of("format", "csv", "language", "xx"))).isEqualTo("language");
        assertThat(flaw(Map.of("format", "csv", "columns", List.of()))).isEqualTo("columns");
        assertThat(flaw(Map.of("format", "csv", "columns", List.of(column("nonsense")))))
                .isEqualTo("columns");
        assertThat(flaw(Map.of("format", "csv", "columns", List.of(column("name"), column("name")))))
                .isEqualTo("columns");
        assertThat(flaw(Map.of("format", "csv", "filter", Map.of("columns", Map.of("created", List.of("soon"))))))
                .isEqualTo("filter.columns.created");
    }

    private String flaw(Map<String, ?> wanted) {
        return head.post("/api/exports", wanted)
                .expect(422)
                .json()
                .at("/errors/0/field")
                .asString();
    }

    @Test
    void theLanguageSaysHowCsvIsSeparatedUnlessOneDoes() {
        FIXTURE.server()
                .execute(
                        "update fairlead.lead set custom = custom || '{\"rooms\": 2.5}' where id = 7 and company_id = 1");
        Map<String, Object> wanted =
                Map.of("filter", Map.of("text", "Own 7"), "columns", List.of(column("name"), column("rooms")));
        assertThat(text(wanted)).isEqualTo("\uFEFFname,rooms\r\nOwn 7,2.5\r\n");
        assertThat(text(with(wanted, "language", "de"))).isEqualTo("\uFEFFname;rooms\r\nOwn 7;2,5\r\n");
        assertThat(text(with(with(wanted, "separator", "\t"), "mark", false)))
                .isEqualTo("name\trooms\r\nOwn 7\t2.5\r\n");
    }

    private String text(Map<String, ?> wanted) {
        String path = ready(with(wanted, "format", "csv"));
        return new String(bytes(path), StandardCharsets.UTF_8);
    }

    @Test
    void whoMayNotExportDoesNot() {
        Client operator = signedIn("marina");
        operator.post("/api/exports", Map.of("format", "csv")).expect(403);
        operator.get("/api/exports").expect(403);
        String path = ready(Map.of("format", "csv"));
        operator.get(path + "/content").expect(403);
        FIXTURE.other().get(path).expect(404);
        FIXTURE.other().get(path + "/content").expect(404);
        FIXTURE.server().client().get(path + "/content").expect(401);
    }

    @Test
    void aTokenExportsIfItWasMadeToAndItsOwnerMay() {
        Client plain = head.withToken(token(head, Map.of("name", "plain")));
        plain.get("/api/leads/choices").expect(200);
        plain.post("/api/exports", Map.of("format", "csv")).expect(403);
        plain.get("/api/exports").expect(403);
        Client nightly = head.withToken(token(head, Map.of("name", "nightly", "exports", true)));
        String path = ready(nightly, Map.of("format", "csv"));
        nightly.get(path + "/content").expect(200);
        plain.get(path + "/content").expect(403);
        TestServer server = FIXTURE.server();
        server.execute("update fairlead.app_user set role = 'manager' where company_id = 1 and key = 'marina'");
        Client manager = signedIn("marina");
        Client hers = manager.withToken(token(manager, Map.of("name", "hers", "exports", true)));
        hers.get("/api/exports").expect(200);
        server.execute("update fairlead.app_user set role = 'operator' where company_id = 1 and key = 'marina'");
        hers.get("/api/exports").expect(403);
    }

    private static String token(Client of, Map<String, ?> wanted) {
        return of.post("/api/tokens", wanted).expect(201).json().path("secret").asString();
    }

    @Test
    void anExportBelongsToWhoAskedForItAndAdministratorsSeeAll() {
        TestServer server = FIXTURE.server();
        server.execute("update fairlead.app_user set role = 'manager' where company_id = 1 and key = 'ursula'");
        Client manager = signedIn("ursula");
        String mine = ready(manager, Map.of("format", "csv", "name", "Ursula's"));
        String heads = ready(Map.of("format", "csv"));
        manager.get(heads).expect(404);
        manager.get(heads + "/content").expect(404);
        manager.post(heads + "/cancel", "{}").expect(404);
        assertThat(manager.get("/api/exports")
                        .expect(200)
                        .json()
                        .path("exports")
                        .size())
                .isEqualTo(1);
        JsonNode seen = head.get(mine).expect(200).json();
        assertThat(seen.path("mine").asBoolean()).isFalse();
        assertThat(seen.path("maker").asString()).isNotBlank();
        head.get(mine + "/content").expect(200);

        server.execute("update fairlead.app_user set role = 'operator' where company_id = 1 and key = 'ursula'");
        manager.get(mine + "/content").expect(403);
    }

    @Test
    void whoMayExportNoMoreWhenTheTurnComesGetsNothing() {
        TestServer server = FIXTURE.server();
        server.execute("""
                insert into fairlead.export (company_id, name, place, shape, state, made_by, made_at)
                  select 1, 'late', 'aalate', '{"filter": {}, "columns": [{"id": "name"}], "format": "csv",
                         "separator": ",", "mark": true, "language": "en"}', 'waiting', u.id, now()
                    from fairlead.app_user u where u.company_id = 1 and u.key = 'nadezhda';
                update shared.tenant set exports = true where company_id = 1
                """);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> named("late").path("state").asString().equals("failed"));
        assertThat(named("late").path("problem").asString()).isEqualTo("not-allowed");
        head.get("/api/exports/" + named("late").path("id").asString() + "/content")
                .expect(409);
    }

    private JsonNode named(String name) {
        return head.get("/api/exports")
                .expect(200)
                .json()
                .path("exports")
                .valueStream()
                .filter(row -> row.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no export " + name));
    }

    private static boolean busy(JsonNode sheet) {
        return List.of("waiting", "running").contains(sheet.path("state").asString());
    }

    @Test
    void theJournalKnowsBeforeTheFirstByteIsGivenOut() {
        String path = ready(Map.of(
                "format", "csv", "name", "To the partner", "filter", Map.of("status", List.of("won"), "open", false)));
        JsonNode noted = audit("leads-exported", "To the partner");
        assertThat(noted.path("subject").asString())
                .contains("To the partner · 15 · ")
                .contains("status in [\"won\"]");
        assertThat(noted.at("/who/key").asString()).isEqualTo("head");
        assertThat(head.get("/api/exports")
                        .expect(200)
                        .json()
                        .at("/exports/0/state")
                        .asString())
                .isEqualTo("ready");
        head.get(path + "/content").expect(200);
        assertThat(audit("export-downloaded", "To the partner").path("subject").asString())
                .isEqualTo("To the partner · 15");
    }

    private JsonNode audit(String kind, String name) {
        return head.post("/api/audit/query", Map.of("group", "privacy"))
                .expect(200)
                .json()
                .path("rows")
                .valueStream()
                .filter(row -> row.path("kind").asString().equals(kind)
                        && row.path("subject").asString().startsWith(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(kind + " is not in the journal"));
    }

    @Test
    void theFileGoesAfterSomeDaysAndWhenItIsRemoved() {
        String path = ready(Map.of("format", "csv"));
        head.delete(path).expect(204);
        head.get(path).expect(404);
        String other = ready(Map.of("format", "csv"));
        JsonNode sheet = head.get(other).json();
        assertThat(java.time.Instant.parse(sheet.path("keptUntil").asString()))
                .isAfter(java.time.Instant.now().plus(Duration.ofDays(2)));
        FIXTURE.server()
                .execute("update fairlead.export set kept_until = now() - interval '1 second' where company_id = 1");
        head.get(other).expect(404);
        head.get(other + "/content").expect(404);
        assertThat(head.get("/api/exports").json().path("exports")).isEmpty();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> FIXTURE.server()
                        .query("select count(*) from fairlead.export where kept_until < now()")
                        .equals("0"));
    }

    @Test
    void nobodyWaitsForMoreThanSoManyAtOnce() {
        TestServer server = FIXTURE.server();
        server.execute("""
                insert into fairlead.export (company_id, name, place, shape, state, made_by, made_at, claimed_by, claimed_until)
                  select 1, 'held', 'aaheld' || n, '{"format": "csv"}', 'running', u.id, now(), 'another node', now() + interval '1 hour'
                    from generate_series(1, 5) n, fairlead.app_user u where u.company_id = 1 and u.key = 'head'
                """);
        head.post("/api/exports", Map.of("format", "csv")).expect(409);
        head.get("/api/exports")
                .expect(200)
                .json()
                .path("exports")
                .valueStream()
                .filter(row -> row.path("name").asString().equals("held"))
                .forEach(row -> head.post("/api/exports/" + row.path("id").asString() + "/cancel", "{}")
                        .expect(200));
        ready(Map.of("format", "csv"));
    }

    private static Map<String, String> column(String id) {
        return Map.of("id", id);
    }

    private static Map<String, String> column(String id, String name) {
        return Map.of("id", id, "name", name);
    }

    private static Map<String, Object> with(Map<String, ?> wanted, String key, Object value) {
        Map<String, Object> all = new HashMap<>(wanted);
        all.put(key, value);
        return all;
    }

    private List<List<String>> csv(Map<String, ?> wanted) {
        String content = text(wanted).substring(1);
        try (var records = CsvReader.builder().ofCsvRecord(content)) {
            return records.stream().map(CsvRecord::getFields).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String ready(Map<String, ?> wanted) {
        return ready(head, wanted);
    }

    private static String ready(Client client, Map<String, ?> wanted) {
        String path = "/api/exports/"
                + client.post("/api/exports", wanted)
                        .expect(201)
                        .json()
                        .path("id")
                        .asString();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !busy(client.get(path).expect(200).json()));
        assertThat(client.get(path).json().path("state").asString()).isEqualTo("ready");
        return path;
    }

    private byte[] bytes(String path) {
        try (InputStream in = head.listen(path + "/content")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
