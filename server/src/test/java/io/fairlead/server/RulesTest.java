package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RulesTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static TestServer server;
    private static Client client;
    private static RuleDraft ruleDraft;

    @BeforeAll
    static void start() {
        server = TestServer.start(true);
        client = server.administrator();
        ruleDraft = new RuleDraft(client);
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @BeforeEach
    void beginAnew() {
        ruleDraft.beginAnew();
    }

    @Test
    void theDemoCompanyHasTheRulesOfTheBeautyShop() {
        JsonNode draft = ruleDraft.draft();
        assertThat(draft.path("exists").asBoolean()).isFalse();
        assertThat(draft.path("rules").valueStream().map(rule -> rule.path("id").asString()))
                .containsExactly("written-weekdays", "security-saturday", "calls-day", "calls-saturday", "calls-night");
        assertThat(draft.at("/rules/1/candidates/1/weight").asInt()).isEqualTo(2);
        assertThat(client.get("/api/rules/draft").header("etag"))
                .isEqualTo("\"" + draft.path("version").asLong() + "\"");
    }

    @Test
    void aDraftIsKeptUntilItIsPublishedAndThenAVersionWithItsNote() {
        List<Map<String, Object>> rules = RuleDraft.rules(ruleDraft.draft());
        rules.getFirst().put("strategy", "priority");
        JsonNode saved = ruleDraft.save(rules);
        assertThat(saved.path("exists").asBoolean()).isTrue();
        assertThat(saved.path("changedBy").asString()).isNotEmpty();
        int before = saved.path("published").asInt();

        JsonNode diff = client.get("/api/rules/diff").expect(200).json();
        assertThat(diff.at("/rows/0/rule").asString()).isEqualTo("written-weekdays");
        assertThat(diff.at("/rows/0/changes/0/key").asString()).isEqualTo("strategy");
        assertThat(diff.at("/rows/0/changes/0/after").asString()).isEqualTo("priority");

        JsonNode version = ruleDraft.publish("Ursula first");
        assertThat(version.path("version").asInt()).isEqualTo(before + 1);
        assertThat(ruleDraft.draft().path("exists").asBoolean()).isFalse();
        JsonNode rows = client.get("/api/rules/versions?limit=1").expect(200).json();
        assertThat(rows.at("/rows/0/note").asString()).isEqualTo("Ursula first");
        assertThat(rows.path("next").asString()).isEqualTo(Integer.toString(before + 1));
        assertThat(client.get("/api/rules/versions?next=" + (before + 1))
                        .expect(200)
                        .json()
                        .at("/rows/0/version")
                        .asInt())
                .isEqualTo(before);
        assertThat(client.get("/api/rules/versions/" + (before + 1))
                        .json()
                        .at("/rules/0/strategy")
                        .asString())
                .isEqualTo("priority");
    }

    @Test
    void whoSavesAnOlderDraftIsToldWhatTheOtherWrote() {
        long seen = ruleDraft.draft().path("version").asLong();
        List<Map<String, Object>> theirs = RuleDraft.rules(ruleDraft.draft());
        theirs.getFirst().put("strategy", "least-open");
        ruleDraft
                .changing(seen)
                .put("/api/rules/draft", Map.of("rules", theirs))
                .expect(200);

        List<Map<String, Object>> mine = RuleDraft.rules(ruleDraft.draft());
        mine.getFirst().put("strategy", "claim");
        Client.Answer refused = ruleDraft
                .changing(seen)
                .put("/api/rules/draft", Map.of("rules", mine))
                .expect(409);

        assertThat(refused.slug()).isEqualTo("changed-meanwhile");
        assertThat(refused.json().at("/current/rules/0/strategy").asString()).isEqualTo("least-open");
        assertThat(refused.json().at("/yours/0/strategy").asString()).isEqualTo("claim");
        assertThat(refused.json().at("/current/changedBy").asString()).isNotEmpty();
        assertThat(refused.json().at("/current/changedAt").asString()).isNotEmpty();
        assertThat(ruleDraft
                        .changing(seen)
                        .post("/api/rules/versions", Map.of())
                        .expect(409)
                        .slug())
                .isEqualTo("changed-meanwhile");
        ruleDraft.changing(seen).delete("/api/rules/draft").expect(409);
    }

    @Test
    void ofManyWhoSaveTheSameDraftAtOnceOneDoes() throws Exception {
        String secret = client.post("/api/tokens", Map.of("name", "race"))
                .expect(201)
                .json()
                .path("secret")
                .asString();
        long seen = ruleDraft.draft().path("version").asLong();
        List<Integer> statuses = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Integer>> saves = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Client program = client.withToken(secret).withHeader("If-Match", "\"" + seen + "\"");
                Map<String, Object> rule = Map.of("id", "rule-" + i, "candidates", List.of());
                saves.add(() -> program.put("/api/rules/draft", Map.of("rules", List.of(rule)))
                        .status());
            }
            for (Future<Integer> status : threads.invokeAll(saves)) {
                statuses.add(status.get());
            }
        }
        assertThat(statuses).containsOnlyOnce(200).contains(409).containsOnly(200, 409);
    }

    @Test
    void aDraftThatWasDiscardedAndBegunAnewIsAnotherOne() {
        long seen = ruleDraft
                .save(RuleDraft.rules(ruleDraft.draft()))
                .path("version")
                .asLong();
        ruleDraft.changing(seen).delete("/api/rules/draft").expect(204);
        ruleDraft.save(RuleDraft.rules(ruleDraft.draft()));
        ruleDraft
                .changing(seen)
                .put("/api/rules/draft", Map.of("rules", List.of()))
                .expect(409);
    }

    @Test
    void aBrokenDraftIsKeptButNotPublishedAndItsMisfitsNameTheRule() {
        List<Map<String, Object>> rules = RuleDraft.rules(ruleDraft.draft());
        rules.get(2).put("candidates", List.of(Map.of("user", "ursulla")));
        rules.get(3).put("when", "source == ");
        long version = ruleDraft.save(rules).path("version").asLong();

        JsonNode found = client.get("/api/rules/draft/findings").expect(200).json();
        assertThat(found.path("misfits")
                        .valueStream()
                        .map(misfit -> misfit.path("rule").asString()))
                .contains("calls-day", "calls-saturday");
        assertThat(found.path("misfits").toString()).contains("ursula");
        Client.Answer refused = ruleDraft
                .changing(version)
                .post("/api/rules/versions", Map.of("note", "x"))
                .expect(422);
        assertThat(refused.slug()).isEqualTo("broken-settings");
        assertThat(refused.json().at("/misfits/0/section").asString()).isEqualTo("rules");
        assertThat(ruleDraft.draft().path("version").asLong()).isEqualTo(version);
    }

    @Test
    void findingsNameTheRuleTheyAreAbout() {
        List<Map<String, Object>> rules = RuleDraft.rules(ruleDraft.draft());
        rules.add(new LinkedHashMap<>(Map.of(
                "id",
                "never",
                "when",
                "source == \"call\"",
                "candidates",
                List.of(Map.of("user", "marina")),
                "window",
                List.of(Map.of("days", "sat", "hours", "10:00-11:00")))));
        ruleDraft.save(rules);
        JsonNode found = client.get("/api/rules/draft/findings").expect(200).json();
        assertThat(found.path("misfits").isEmpty()).isTrue();
        assertThat(found.path("findings")
                        .valueStream()
                        .filter(finding -> finding.path("rule").asString().equals("never"))
                        .map(finding -> finding.path("kind").asString()))
                .contains("shadowed");
    }

    @Test
    void rulesMoveAppearAndGo() {
        List<Map<String, Object>> rules = RuleDraft.rules(ruleDraft.draft());
        rules.add(rules.removeFirst());
        rules.remove(1);
        rules.addFirst(new LinkedHashMap<>(Map.of("id", "all", "candidates", List.of(Map.of("team", "sales")))));
        ruleDraft.save(rules);
        List<String> kinds = new ArrayList<>();
        client.get("/api/rules/diff")
                .json()
                .path("rows")
                .forEach(row -> kinds.add(
                        row.path("rule").asString() + " " + row.path("kind").asString()));
        assertThat(kinds).containsExactlyInAnyOrder("all added", "written-weekdays moved", "calls-day removed");
    }

    @Test
    void aRollBackIsANewVersion() {
        List<Map<String, Object>> rules = RuleDraft.rules(ruleDraft.draft());
        rules.removeLast();
        ruleDraft.save(rules);
        int second = ruleDraft.publish("without nights").path("version").asInt();
        JsonNode third = client.post("/api/rules/versions/" + (second - 1) + "/roll-back", Map.of("note", "back"))
                .expect(201)
                .json();
        assertThat(third.path("version").asInt()).isEqualTo(second + 1);
        assertThat(third.path("rules").size()).isEqualTo(5);
        assertThat(client.get("/api/rules/diff?from=" + (second - 1) + "&to=" + (second + 1))
                        .json()
                        .path("rows")
                        .isEmpty())
                .isTrue();
        client.post("/api/rules/versions/999/roll-back", Map.of()).expect(404);
        client.get("/api/rules/versions/999").expect(404);
    }

    @Test
    void aDraftCanBeTriedOnAWeekOfLeads() {
        JsonNode week =
                client.post("/api/rules/draft/scenario", Map.of()).expect(200).json();
        assertThat(week.path("leads").asInt()).isEqualTo(140);
        Client.Answer run = client.post(
                        "/api/simulations",
                        Map.of("settings", week.path("settings").asString()))
                .expect(200);
        assertThat(run.text()).contains("\"calls-night\"", "\"security-saturday\"", "marina");
        assertThat(client.post("/api/rules/draft/scenario", Map.of()).json().path("settings"))
                .isEqualTo(week.path("settings"));
        assertThat(client.post("/api/rules/draft/scenario", Map.of("week", "2020-01-01"))
                        .expect(422)
                        .slug())
                .isEqualTo("no-leads");
    }

    @Test
    void aDraftCanBeTriedOnThePastWeek() {
        server.execute("""
                insert into fairlead.contact (company_id, id, created_at)
                select company_id, 1, '2026-03-04T05:00Z' from fairlead.company;
                insert into fairlead.lead (company_id, id, created_at, source, state, contact_id, custom)
                select company_id, n, timestamptz '2026-03-01T05:00Z' + n * interval '1 day', 'call', 'unassigned', 1,
                       '{"topic": "order"}' from fairlead.company, generate_series(1, 12) n
                """);
        JsonNode week = client.post("/api/rules/draft/scenario", Map.of("week", "2026-03-04"))
                .expect(200)
                .json();
        assertThat(week.path("monday").asString()).isEqualTo("2026-03-02");
        assertThat(week.path("leads").asInt()).isEqualTo(7);
        assertThat(client.post(
                                "/api/simulations",
                                Map.of("settings", week.path("settings").asString()))
                        .expect(200)
                        .text())
                .contains("\"L1\"", "\"L7\"");
        server.execute("delete from fairlead.lead; delete from fairlead.contact");
    }

    @Test
    void aConditionIsConvertedBothWays() {
        JsonNode forms = client.post(
                        "/api/filters/parse", Map.of("text", "source == \"call\" && topic in [\"a\", \"b\"]"))
                .expect(200)
                .json();
        assertThat(forms.path("flaws").isEmpty()).isTrue();
        assertThat(forms.at("/tree/op").asString()).isEqualTo("all");
        Map<String, Object> tree = JSON.convertValue(forms.path("tree"), new TypeReference<>() {});
        assertThat(client.post("/api/filters/format", Map.of("tree", tree))
                        .expect(200)
                        .json()
                        .path("text")
                        .asString())
                .isEqualTo("source == \"call\" && topic in [\"a\", \"b\"]");
        JsonNode broken = client.post("/api/filters/parse", Map.of("text", "sourc == \"call\""))
                .json();
        assertThat(broken.at("/flaws/0/kind").asString()).isEqualTo("unknown-field");
        assertThat(broken.at("/flaws/0/offset").asInt()).isZero();
        assertThat(client.get("/api/filters/fields")
                        .expect(200)
                        .json()
                        .path("rows")
                        .valueStream()
                        .filter(row -> row.path("id").asString().equals("source"))
                        .findFirst()
                        .orElseThrow()
                        .path("values")
                        .toString())
                .contains("written", "call");
    }

    @Test
    void whatBecomesOfLeadsNoRuleTakesIsChangedAtOnce() {
        JsonNode company =
                client.get("/api/rules/surroundings").expect(200).json().path("company");
        JsonNode changed = ruleDraft
                .changing(company.path("version").asLong())
                .patch("/api/rules/company", Map.of("otherwise", "user:marina", "fallbackEmail", "head@shop.example"))
                .expect(200)
                .json();
        assertThat(changed.path("otherwise").asString()).isEqualTo("user:marina");
        assertThat(ruleDraft
                        .changing(company.path("version").asLong())
                        .patch("/api/rules/company", Map.of("otherwise", "hold"))
                        .expect(409)
                        .slug())
                .isEqualTo("changed-meanwhile");
        assertThat(ruleDraft
                        .changing(changed.path("version").asLong())
                        .patch("/api/rules/company", Map.of("fallbackEmail", "nobody"))
                        .expect(422)
                        .slug())
                .isEqualTo("broken-settings");
    }

    @Test
    void whoMayNotWriteRulesSeesNone() {
        server.execute("update fairlead.app_user set role = 'operator' where key = 'head'");
        try {
            client.get("/api/rules/draft").expect(403);
            client.get("/api/rules/versions").expect(403);
            client.post("/api/rules/versions", Map.of()).expect(403);
            client.get("/api/settings").expect(403);
            client.post("/api/settings", Map.of()).expect(403);
        } finally {
            server.execute("update fairlead.app_user set role = 'administrator' where key = 'head'");
        }
    }

    @Test
    void noConditionIsOfferedThatNoLeadCanMeet() {
        assertThat(client.get("/api/filters/fields")
                        .expect(200)
                        .json()
                        .path("rows")
                        .valueStream()
                        .map(field -> field.path("id").asString()))
                .contains("source", "created")
                .doesNotContain("owner");
    }
}
