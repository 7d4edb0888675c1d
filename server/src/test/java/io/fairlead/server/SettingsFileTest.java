package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.distribution.User;
import io.fairlead.engine.simulation.Scenario;
import io.fairlead.engine.time.Timeline;
import io.fairlead.server.settings.SettingsFile;
import io.fairlead.server.settings.SettingsReader;
import io.fairlead.server.settings.writing.SettingsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class SettingsFileTest {
    private static final String SHOP = """
            company: {name: Shop, timezone: Europe/Rome, otherwise: hold}
            schedules:
              day: {weekly: [{days: mon-fri, hours: "09:00-18:00"}]}
            users:
              anna: {name: Anna, email: anna@shop.example, schedule: day, target: 30}
              bruno: {name: Bruno, schedule: day}
            teams:
              south: {name: South, members: [bruno, anna]}
            rules:
              - id: calls
                when: source == "call"
                candidates: [{team: south}]
              - id: rest
                candidates: [{user: anna, weight: 2}, {user: bruno}]
            absences:
              - {user: anna, from: 2026-12-01, to: 2026-12-07, kind: vacation}
            """;

    private static TestServer server;
    private static Client client;
    private static String begun;

    @BeforeAll
    static void start() {
        server = TestServer.start(true);
        client = server.administrator();
        begun = export();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    /** Each test begins with the demo company as it was founded. */
    @BeforeEach
    void beginAnew() {
        empty();
        apply("", begun);
    }

    private static void empty() {
        server.execute("""
                delete from fairlead.rule_version;
                delete from fairlead.setting;
                delete from fairlead.zone;
                delete from fairlead.absence;
                delete from fairlead.app_user where key <> 'head';
                update fairlead.app_user set role = 'administrator' where key = 'head'
                """);
    }

    static Stream<Path> files() throws IOException {
        try (Stream<Path> cases = Files.list(Path.of("src/test/resources/cases"));
                Stream<Path> examples = Files.list(Path.of("../examples"))) {
            return Stream.concat(cases, examples)
                    .filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static SettingsFile.Sound read(String text) {
        return switch (SettingsReader.readCompany("settings", text, 1 << 28)) {
            case SettingsFile.Sound sound -> sound;
            case SettingsFile.Broken broken -> throw new AssertionError(broken.flaws() + "\n" + text);
        };
    }

    private static String export() {
        Client.Answer answer = client.get("/api/settings?format=yaml").expect(200);
        assertThat(answer.header("content-type")).startsWith("text/plain");
        return answer.text();
    }

    private static JsonNode apply(String parameters, String text) {
        return client.post("/api/settings" + parameters, text).expect(200).json();
    }

    private static List<String> lines(JsonNode diff) {
        return diff.path("rows")
                .valueStream()
                .map(row -> row.path("kind").asString() + " "
                        + row.path("section").asString() + " " + row.path("key").asString())
                .toList();
    }

    /** To be compared: without the demo's head, who is in no file, and without timelines, which equal only themselves. */
    private static Scenario comparable(Scenario scenario) {
        var settings = scenario.settings();
        var users = new LinkedHashMap<String, User>();
        settings.users()
                .values()
                .forEach(user -> users.put(
                        user.id(),
                        new User(
                                user.id(),
                                user.name(),
                                user.email(),
                                user.active(),
                                user.schedule(),
                                Timeline.ALWAYS,
                                user.skills(),
                                user.target(),
                                user.technical(),
                                user.locale())));
        users.remove("head");
        return new Scenario(
                new io.fairlead.engine.distribution.Settings(
                        settings.company(),
                        settings.schedules(),
                        users,
                        settings.teams(),
                        settings.listings(),
                        settings.fields(),
                        settings.zones(),
                        settings.rules()),
                scenario.absences(),
                scenario.contacts(),
                scenario.events(),
                scenario.until());
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileThatIsAppliedAndExportedSaysTheSame(Path path) throws IOException {
        String text = Files.readString(path);
        SettingsFile.Sound given = read(text);
        empty();
        String name = given.scenario().settings().company().name().replace("'", "''");
        server.execute("update fairlead.company set name = '" + name + "' where '" + name + "' <> ''");

        apply("", text);

        String exported = export();
        assertThat(exported).doesNotContain("events:", "contacts:");
        SettingsFile.Sound read = read(exported);
        assertThat(comparable(read.scenario())).isEqualTo(comparable(given.scenario()));
        assertThat(apply("/diff", text).path("differs").asBoolean()).isFalse();
        assertThat(apply("/diff?prune=true", exported).path("rows").isEmpty()).isTrue();
        assertThat(SettingsWriter.yaml(read.sections())).isEqualTo(exported);
    }

    @Test
    void theDemoCompanyHasTheSettingsOfItsExampleAndNothingElseButATeamAHolidayAndItsHead() throws IOException {
        JsonNode diff = apply("/diff", Files.readString(Path.of("../examples/beauty-shop.yaml")));
        assertThat(diff.path("differs").asBoolean()).isFalse();
        assertThat(lines(diff))
                .hasSize(3)
                .contains("kept users head", "kept teams sales")
                .anyMatch(line -> line.startsWith("kept absences marina"));
    }

    @Test
    void anExportIsYamlOrJson() {
        apply("", SHOP);
        assertThat(client.get("/api/settings")
                        .expect(200)
                        .json()
                        .at("/users/anna/target")
                        .asInt())
                .isEqualTo(30);
        assertThat(export()).contains("""
                teams:
                  south: {name: South, members: [bruno, anna]}
                """);
    }

    @Test
    void theDryRunShowsObjectByObjectAndChangesNothing() {
        JsonNode ahead = apply("?dryRun=true", SHOP);
        assertThat(lines(ahead))
                .contains("added users anna", "added teams south", "added rules calls", "kept users marina")
                .contains("added absences anna 2026-12-01 – 2026-12-07 vacation", "kept rules calls-day");
        assertThat(export()).doesNotContain("anna");
        apply("", SHOP);
        assertThat(apply("?dryRun=true", SHOP).path("differs").asBoolean()).isFalse();
        JsonNode diff = apply("/diff", SHOP.replace("target: 30", "target: 40"));
        assertThat(diff.at("/rows/0/changes/0/key").asString()).isEqualTo("target");
        assertThat(diff.at("/rows/0/changes/0/before").asInt()).isEqualTo(30);
    }

    @Test
    void whatIsLeftOutStaysUnlessItIsPruned() {
        apply("", SHOP);
        String less = SHOP.replaceAll("(?m)^ +bruno:.*\n", "")
                .replace("members: [bruno, anna]", "members: [anna]")
                .replace(", {user: bruno}", "")
                .replaceAll("(?s)  - id: calls.*?  - id: rest", "  - id: rest")
                .replaceAll("(?s)absences:.*", "");
        JsonNode kept = apply("", less);
        assertThat(lines(kept)).contains("kept users bruno", "kept rules calls", "changed teams south");
        assertThat(export()).contains("bruno", "id: calls\n", "2026-12-01");

        JsonNode pruned = apply("?prune=true", less);
        assertThat(lines(pruned))
                .contains("deactivated users bruno", "removed rules calls", "kept users head")
                .contains("removed absences anna 2026-12-01 – 2026-12-07 vacation");
        SettingsFile.Sound now = read(export());
        assertThat(now.scenario().settings().rules()).hasSize(1);
        assertThat(now.scenario().settings().users().values())
                .filteredOn(user -> user.id().equals("bruno"))
                .noneMatch(User::active)
                .hasSize(1);
        assertThat(now.scenario().absences()).isEmpty();
    }

    @Test
    void aBrokenFileChangesNothingAndNamesItsPlaces() {
        String before = export();
        Client.Answer refused = client.post("/api/settings", SHOP.replace("{team: south}", "{team: sout}"))
                .expect(422);
        assertThat(refused.slug()).isEqualTo("broken-settings");
        assertThat(refused.json().at("/flaws/0/line").asInt()).isEqualTo(12);
        client.post("/api/settings?prune=true", "rules: [").expect(422);
        client.post("/api/settings", "").expect(422);
        assertThat(export()).isEqualTo(before);
    }

    @Test
    void aFileMadeForOlderSettingsIsRefusedIfItSaysSo() {
        String seen = client.get("/api/settings").header("etag");
        apply("", SHOP);
        Client late = server.administrator().withHeader("If-Match", seen);
        assertThat(late.post("/api/settings", SHOP).expect(409).slug()).isEqualTo("changed-meanwhile");
    }

    /** Without the version both go through, and the second undoes the first unseen. */
    @ParameterizedTest
    @CsvSource({"true, 1", "false, 2"})
    void ofTwoWhoApplyAtOnceHavingSeenTheSameOneGoesThrough(boolean withVersion, int through) {
        apply("", SHOP);
        String seen = client.get("/api/settings").header("etag");
        List<CompletableFuture<Integer>> both = Stream.of(41, 42)
                .map(target -> CompletableFuture.supplyAsync(() -> applied(withVersion ? seen : "", target)))
                .toList();
        List<Integer> answers = both.stream().map(CompletableFuture::join).toList();
        assertThat(answers).allMatch(status -> status == 200 || status == 409);
        assertThat(answers.stream().filter(status -> status == 200)).hasSize(through);
    }

    private static int applied(String seen, int target) {
        Client one = server.administrator();
        String file = SHOP.replace("target: 30", "target: " + target);
        return (seen.isEmpty() ? one : one.withHeader("If-Match", seen))
                .post("/api/settings", file)
                .status();
    }

    @Test
    void aLookSaysForWhichSettingsItHoldsAndAReadersLanguageIsNoneOfThem() {
        long seen = apply("?dryRun=true", SHOP).path("version").asLong();
        client.patch("/api/session", Map.of("locale", "it")).expect(204);
        client.patch("/api/session", Map.of("locale", "en")).expect(204);
        Client looked = server.administrator().withHeader("If-Match", "\"" + seen + "\"");
        looked.post("/api/settings", SHOP).expect(200);
        assertThat(looked.post("/api/settings", SHOP).expect(409).slug()).isEqualTo("changed-meanwhile");
    }

    @Test
    void aRuleThatSaysWhatItWasIsRenamedOnce() {
        apply("", SHOP);
        String renamed = SHOP.replace("id: calls", "id: phone\n    was: calls");
        JsonNode diff = apply("", renamed);
        assertThat(lines(diff)).contains("changed rules phone").doesNotContain("kept rules calls");
        assertThat(apply("/diff", renamed).path("differs").asBoolean()).isFalse();
        assertThat(export()).contains("id: phone").doesNotContain("was:");
    }

    @Test
    void eachChangedObjectIsAnEventWithBothValues() {
        apply("", SHOP);
        apply("", SHOP.replace("target: 30", "target: 40"));
        assertThat(server.query("select data->'before'->>'target' || ' ' || (data->'after'->>'target')"
                        + " from fairlead.event where kind = 'user-changed' order by id desc limit 1"))
                .isEqualTo("30 40");
    }

    @Test
    void anotherCompanyIsNeitherSeenNorChanged() {
        server.execute("""
                select set_config('fairlead.company', '2', false);
                insert into fairlead.company (company_id, name, timezone, id_seed)
                    overriding system value values (2, 'Other', 'Europe/Berlin', 5);
                insert into fairlead.app_user (id, key, name, role)
                    overriding system value values (1000, 'head', 'Other head', 'administrator');
                insert into fairlead.setting (kind, key, body) values ('team', 'secret', '{"members": ["head"]}');
                insert into fairlead.rule_version (version, rules, note) values (7, '[]', 'secret note');
                insert into shared.sign_in (email, company_id, user_id, password)
                    select 'other@example.com', 2, 1000, password from shared.sign_in limit 1;
                """);
        apply("?prune=true", SHOP);
        assertThat(export()).doesNotContain("secret", "Berlin");
        assertThat(client.get("/api/rules/versions").text()).doesNotContain("secret");
        client.get("/api/rules/versions/7").expect(404);
        Client other = server.client().signIn("other@example.com", server.demoPassword());
        String theirs = other.get("/api/settings?format=yaml").expect(200).text();
        assertThat(theirs).contains("secret", "Berlin").doesNotContain("anna", "calls");
        assertThat(other.get("/api/rules/draft").json().path("published").asInt())
                .isEqualTo(7);
        assertThat(Map.of("rows", 1))
                .isEqualTo(Map.of(
                        "rows",
                        other.get("/api/rules/versions").json().path("rows").size()));
    }
}
