package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Rules get other ids and keep their books. */
class RuleRenamesTest {
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
    void aRenamedRuleKeepsItsBooks() {
        server.execute("""
                insert into fairlead.ledger (company_id, shared, name, user_id, entitled, received)
                select company_id, false, 'calls-day', id, 5, 3 from fairlead.app_user where key = 'ursula';
                insert into fairlead.rule_turn (company_id, rule, user_id, turn, at)
                select company_id, 'calls-day', id, 7, now() from fairlead.app_user where key = 'ursula';
                insert into fairlead.tally (company_id, what, of, user_id, span, period, amount)
                select company_id, 'compensation', 'calls-day', id, 'month', 1, 9 from fairlead.app_user where key = 'ursula';
                insert into fairlead.listing_tally (company_id, listing, what, of, user_id, day, amount)
                select company_id, 'flat', 'compensation', 'calls-day', id, 1, 9 from fairlead.app_user where key = 'ursula';
                insert into fairlead.desk_lead (company_id, lead_id, turn, hot, state)
                select company_id, 77, 1, false, '{"rule": "calls-day", "waitsIn": "calls-night", "booking": {"rule": "calls-day",
                    "credits": {"ledger": {"shared": false, "name": "calls-day"}}}}' from fairlead.company
                """);
        List<Map<String, Object>> rules = RuleDraft.rules(ruleDraft.draft());
        rules.get(2).put("id", "calls-by-day");
        rules.get(2).put("was", "calls-day");
        ruleDraft.save(rules);
        assertThat(client.get("/api/rules/diff").json().at("/rows/0/was").asString())
                .isEqualTo("calls-day");
        JsonNode version = ruleDraft.publish("renamed");

        assertThat(version.at("/rules/2/id").asString()).isEqualTo("calls-by-day");
        assertThat(version.at("/rules/2").has("was")).isFalse();
        assertThat(server.query("select name || entitled || received from fairlead.ledger where not shared"))
                .isEqualTo("calls-by-day53");
        assertThat(server.query("select rule || turn from fairlead.rule_turn")).isEqualTo("calls-by-day7");
        assertThat(server.query("select of || amount from fairlead.tally where what = 'compensation'"))
                .isEqualTo("calls-by-day9");
        assertThat(server.query("select of || amount from fairlead.listing_tally"))
                .isEqualTo("calls-by-day9");
        assertThat(server.query("select state::text from fairlead.desk_lead where lead_id = 77"))
                .doesNotContain("calls-day")
                .contains("calls-night");
        server.execute(
                "delete from fairlead.desk_lead; delete from fairlead.ledger; delete from fairlead.rule_turn; delete from fairlead.tally; delete from fairlead.listing_tally");
    }

    private void assertSwapRefused(long version) {
        assertThat(client.get("/api/rules/draft/findings")
                        .expect(200)
                        .json()
                        .path("misfits")
                        .valueStream()
                        .map(misfit -> misfit.path("rule").asString()))
                .containsExactlyInAnyOrder("calls-saturday", "calls-night");
        Client.Answer refused = ruleDraft
                .changing(version)
                .post("/api/rules/versions", Map.of("note", "x"))
                .expect(422);
        assertThat(refused.slug()).isEqualTo("broken-settings");
        assertThat(refused.json()
                        .path("misfits")
                        .valueStream()
                        .map(misfit -> misfit.path("key").asString() + ": "
                                + misfit.path("message").asString()))
                .contains(
                        "calls-saturday: was: found calls-night in the rule calls-saturday, but the rule calls-night is still there,"
                                + " expected the id of a rule that is no longer there; rules swap ids by way of a third id");
        assertThat(refused.json().path("misfits")).hasSize(2);
    }

    @Test
    void rulesThatSwapTheirIdsAtOnceAreRefusedAndByWayOfAThirdIdKeepTheirBooks() {
        server.execute("""
                insert into fairlead.ledger (company_id, shared, name, user_id, entitled, received)
                select company_id, false, rule, id, received, received from fairlead.app_user,
                       (values ('calls-night', 3), ('calls-saturday', 4)) as books (rule, received) where key = 'ursula'
                """);
        String before = books();
        List<Map<String, Object>> rules = RuleDraft.rules(ruleDraft.draft());
        int night = place(rules, "calls-night");
        int saturday = place(rules, "calls-saturday");
        rename(rules.get(night), "calls-saturday");
        rename(rules.get(saturday), "calls-night");
        long version = ruleDraft.save(rules).path("version").asLong();
        assertSwapRefused(version);
        assertThat(books()).isEqualTo(before);

        rules.get(night).put("id", "third");
        rules.get(saturday).put("id", "calls-saturday");
        rules.get(saturday).remove("was");
        ruleDraft.save(rules);
        ruleDraft.publish("aside");
        renamed(saturday, "calls-night");
        renamed(night, "calls-saturday");
        assertThat(books()).isEqualTo("calls-night 4, calls-saturday 3");
        server.execute("delete from fairlead.ledger");
    }

    @Test
    void aRuleDoesNotTakeTheIdOfOneThatGoesInTheSamePublication() {
        List<Map<String, Object>> rules = RuleDraft.rules(ruleDraft.draft());
        rules.remove(place(rules, "calls-saturday"));
        rename(rules.get(place(rules, "calls-night")), "calls-saturday");
        long version = ruleDraft.save(rules).path("version").asLong();
        Client.Answer refused = ruleDraft
                .changing(version)
                .post("/api/rules/versions", Map.of("note", "x"))
                .expect(422);
        assertThat(refused.json().at("/misfits/0/message").asString())
                .contains("another rule has been called calls-saturday so far");
    }

    private void renamed(int place, String id) {
        List<Map<String, Object>> rules = RuleDraft.rules(ruleDraft.draft());
        rename(rules.get(place), id);
        ruleDraft.save(rules);
        ruleDraft.publish("to " + id);
    }

    private static void rename(Map<String, Object> rule, String id) {
        rule.put("was", rule.put("id", id));
    }

    private static int place(List<Map<String, Object>> rules, String id) {
        return rules.stream().map(rule -> rule.get("id")).toList().indexOf(id);
    }

    private static String books() {
        return server.query("""
                select string_agg(name || ' ' || received, ', ' order by name) from fairlead.ledger where not shared
                """);
    }
}
