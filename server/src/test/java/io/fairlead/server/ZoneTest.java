package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.seal.Verification;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The tree of zones: where leads are in it, how many, and what becomes of them when it is changed. */
class ZoneTest {
    private static final String KEPT_UP = """
            select count(*) from (
                (select zone, status, leads from fairlead.zone_count where leads <> 0)
                except
                (select zone, status, count(*) from fairlead.lead
                  cross join lateral unnest(array[zone1, nullif(zone2, 0), nullif(zone3, 0), nullif(zone4, 0)]) as zone
                  where zone is not null group by zone, status)) x
            """;
    private static final String COUNTED = """
            select count(*) from (
                (select zone, status, count(*) from fairlead.lead
                  cross join lateral unnest(array[zone1, nullif(zone2, 0), nullif(zone3, 0), nullif(zone4, 0)]) as zone
                  where zone is not null group by zone, status)
                except
                (select zone, status, leads from fairlead.zone_count)) x
            """;
    private static final String STRAY = """
            select count(*) from fairlead.lead l left join fairlead.zone z on z.key = l.custom ->> 'zone'
             where (l.zone1, l.zone2, l.zone3, l.zone4) is distinct from (coalesce(z.path[1], 0), coalesce(z.path[2], 0),
                    coalesce(z.path[3], 0), coalesce(z.path[4], 0))
            """;

    private final TestServer server = TestServer.start(true);
    private final Client head = server.administrator();

    @BeforeEach
    void open() {
        server.execute("update fairlead.app_user set body = body - 'schedule' where company_id = 1");
    }

    @AfterEach
    void everyLeadIsCountedWhereItIsAndEveryDecisionIsMadeAgain() throws SQLException {
        await().atMost(Duration.ofSeconds(20)).until(() -> number("""
                select count(*) from shared.tenant where zoning""") == 0);
        assertThat(number(KEPT_UP)).as("counts that are not so").isZero();
        assertThat(number(COUNTED)).as("leads that are not counted").isZero();
        assertThat(number(STRAY))
                .as("leads that stand elsewhere than their zone")
                .isZero();
        var report = Verification.of(server.database(), 1);
        server.stop();
        assertThat(report.findings()).isEmpty();
        assertThat(report.notRecomputed()).isZero();
    }

    private long number(String sql) {
        return server.part(Transactions.class)
                .inCompany(
                        1,
                        () -> server.part(JdbcClient.class)
                                .sql(sql)
                                .query(Long.class)
                                .single());
    }

    private String arrive(Map<String, Object> fields) {
        return head.post("/api/leads/manual", Map.of("name", "Anna", "fields", fields))
                .expect(201)
                .json()
                .at("/lead/id")
                .asString();
    }

    private JsonNode fields(String lead) {
        return head.get("/api/leads/" + lead).expect(200).json().path("fields");
    }

    private JsonNode edit(String lead, String fields) {
        return versioned(lead)
                .patch("/api/leads/" + lead + "/facts", "{\"fields\": " + fields + "}")
                .expect(200)
                .json()
                .path("fields");
    }

    private Client versioned(String lead) {
        JsonNode now = head.get("/api/leads/" + lead).expect(200).json();
        return head.withHeader("If-Match", "\"" + now.at("/lead/version").asLong() + "\"");
    }

    private void listsSayHowManyOfTheirLeadsEachZoneHas() {
        assertThat(counts("", Map.of())).isEqualTo("=1 Lazio=500 Lombardia=1 Puglia=1 true");
        assertThat(counts("", Map.of("status", List.of("called")))).isEqualTo("=1 Lombardia=1 Puglia=1 true");
        assertThat(counts("Lazio", Map.of("columns", Map.of("zone", List.of("RM")))))
                .as("kept")
                .isEqualTo("RM=500 true");
        assertThat(counts("", Map.of("columns", Map.of("zone", List.of("Lazio"), "name", List.of("!x")))))
                .as("counted")
                .isEqualTo("Lazio=500 true");
        assertThat(counts("Lombardia", Map.of("text", "ann"))).isEqualTo("MI=1 true");
        assertThat(counts("", Map.of("text", "ann"))).isEqualTo("=1 Lombardia=1 Puglia=1 true");
        assertThat(counts("nowhere", Map.of("text", "ann"))).isEqualTo("true");
    }

    private void whoseListsAreFixedSeesNoCountsOfTheCompany() {
        server.execute("""
                insert into shared.sign_in (email, company_id, user_id, password)
                    select 'ursula@beauty-shop.example', 1, u.id, s.password from fairlead.app_user u, shared.sign_in s
                     where u.company_id = 1 and u.key = 'ursula' and s.email = 'head@beauty-shop.example'
                """);
        Client operator = server.client().signIn("ursula@beauty-shop.example", server.demoPassword());
        String id = zone("Lombardia").path("id").asString();
        assertThat(operator.get("/api/zones/" + id).json().at("/leads/called").asInt())
                .as("seen before")
                .isEqualTo(1);
        String list = head.post("/api/views", """
                        {"name": "x", "reach": "people", "people": ["ursula"], "fixed": true,
                         "shape": {"filter": {"status": ["called"]}}}""").expect(201).json().path("id").asString();
        nothingIsCounted(operator, id);
        String theirs = operator.post("/api/leads/counts?by=zone", Map.of("filter", Map.of("view", list)))
                .expect(200)
                .text();
        assertThat(theirs).contains("Lombardia").doesNotContain("Lazio");
        assertThat(head.get("/api/zones").json().path("all").isNull()).isFalse();
        head.delete("/api/views/" + list).expect(204);
    }

    /** However they ask for the tree: whole, below a zone, a zone by its key or its id, a search. */
    private static void nothingIsCounted(Client operator, String id) {
        for (String asked : List.of("", "?key=Lombardia", "?search=lomb", "?below=" + id)) {
            JsonNode zones = operator.get("/api/zones" + asked).expect(200).json();
            assertThat(zones.path("rows").size()).isPositive();
            assertThat(zones.path("rows").valueStream().map(zone -> zone.path("leads")))
                    .allMatch(JsonNode::isNull);
            assertThat(List.of(zones.path("all"), zones.path("none"), zones.path("progress")))
                    .allMatch(JsonNode::isNull);
        }
        JsonNode zone = operator.get("/api/zones/" + id).expect(200).json();
        assertThat(zone.path("leads").isNull()).isTrue();
        assertThat(operator.get("/api/zones/none/leads").expect(403).slug()).isEqualTo("own-filters-not-allowed");
    }

    private String counts(String below, Map<String, Object> filter) {
        JsonNode counts = head.post("/api/leads/counts?by=zone&below=" + below, Map.of("filter", filter))
                .expect(200)
                .json();
        StringBuilder told = new StringBuilder();
        counts.path("values")
                .forEach(each -> told.append(each.path("value").asString())
                        .append('=')
                        .append(each.path("count").asLong())
                        .append(' '));
        return told.append(counts.path("exact").asBoolean()).toString();
    }

    private JsonNode zone(String key) {
        JsonNode found = head.get("/api/zones?key=" + key).expect(200).json().path("rows");
        assertThat(found).hasSize(1);
        assertThat(found.get(0).path("key").asString()).isEqualTo(key);
        return found.get(0);
    }

    private void italy() {
        assertThat(head.post("/api/zones/italy", "{}")
                        .expect(200)
                        .json()
                        .path("added")
                        .asInt())
                .isEqualTo(127);
    }

    @Test
    void aLeadsZoneIsFoundWhenItComesInAndWhenItIsCorrected() {
        italy();
        String lead = arrive(Map.of("postcode", 20121, "town", "Milano"));
        assertThat(fields(lead).path("zone").asString()).isEqualTo("MI");
        assertThat(fields(lead).path("zone_from").asString()).isEqualTo("postcode");
        assertThat(fields(lead).path("postcode").isString()).isTrue();
        assertThat(zone("Lombardia").at("/leads").toString()).isEqualTo("{\"\":1}");

        assertThat(edit(lead, "{\"postcode\": \"70121\"}").path("zone").asString())
                .isEqualTo("BA");
        assertThat(edit(lead, "{\"zone\": \"rimini\"}").path("zone").asString()).isEqualTo("RN");
        assertThat(fields(lead).has("zone_from")).isFalse();
        assertThat(edit(lead, "{\"postcode\": \"20121\"}").path("zone").asString())
                .as("what somebody set stays")
                .isEqualTo("RN");
        assertThat(edit(lead, "{\"zone\": null}").path("zone").asString())
                .as("taken away it is found again")
                .isEqualTo("MI");
        assertThat(edit(lead, "{\"postcode\": null, \"town\": null}").has("zone"))
                .isFalse();
        assertThat(head.get("/api/zones/none/leads").expect(200).json().path("rows"))
                .extracting(row -> row.path("id").asString())
                .containsExactly(lead);
        assertThat(head.get("/api/leads/" + lead + "/journal").expect(200).text())
                .contains("fields.zone", "\"RN\"", "\"BA\"");
    }

    @Test
    void leadsFollowATreeThatIsChanged() {
        String first = arrive(Map.of("postcode", "20121"));
        String given = arrive(Map.of("zone", "MI", "postcode", "70121"));
        for (int i = 0; i < 120; i++) {
            arrive(Map.of("postcode", i % 2 == 0 ? "47921" : "47121", "town", "Town " + i));
        }
        assertThat(fields(first).has("zone")).isFalse();
        italy();
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        head.get("/api/zones").json().at("/progress/endedAt").isString());
        assertThat(fields(first).path("zone").asString()).isEqualTo("MI");
        assertThat(fields(given).path("zone").asString()).isEqualTo("MI");
        assertThat(zone("RN").at("/leads/").toString()).isEqualTo("60");
        assertThat(zone("Emilia-Romagna").at("/leads/").asInt()).isEqualTo(120);
        assertThat(head.get("/api/zones").json().at("/none").size()).isZero();

        JsonNode rimini = zone("RN");
        assertThat(rimini.path("way").toString()).isEqualTo("[\"Emilia-Romagna\",\"Rimini\"]");
        JsonNode moved = head.patch(
                        "/api/zones/" + rimini.path("id").asString(),
                        Map.of("parent", "Marche", "name", "Rimini e mare"))
                .expect(200)
                .json();
        assertThat(moved.path("way").toString()).isEqualTo("[\"Marche\",\"Rimini e mare\"]");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> zone("Marche").at("/leads/").asInt() == 60);
        assertThat(zone("Emilia-Romagna").at("/leads/").asInt()).isEqualTo(60);

        head.delete("/api/zones/" + zone("FC").path("id").asString()).expect(204);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> head.get("/api/zones").json().at("/none/").asInt() == 60);
        head.post("/api/zones", Map.of("key", "FO", "name", "Forlì", "parent", "Emilia-Romagna", "postcodes", "471"))
                .expect(201);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> zone("FO").at("/leads/").asInt() == 60);
    }

    @Test
    void countsFollowWhateverHappensToLeads() {
        italy();
        List<String> leads = List.of(
                arrive(Map.of("postcode", "20121")), arrive(Map.of("postcode", "70121")), arrive(Map.of("town", "?")));
        for (String lead : leads) {
            versioned(lead)
                    .patch("/api/leads/" + lead, Map.of("status", "called"))
                    .expect(200);
        }
        assertThat(zone("MI").path("leads").toString()).isEqualTo("{\"called\":1}");
        JsonNode all = head.get("/api/zones").expect(200).json();
        assertThat(all.path("all").toString()).isEqualTo("{\"called\":3}");
        assertThat(all.path("none").toString()).isEqualTo("{\"called\":1}");
        head.post("/api/leads/" + leads.getFirst() + "/assign", Map.of("user", "ursula"))
                .expect(200);
        server.execute("""
                insert into fairlead.lead (company_id, id, created_at, state, contact_id, status, custom)
                    select 1, 1000 + n, now(), 'unassigned', 1, 'imported', jsonb_build_object('zone', 'RM')
                      from generate_series(1, 500) n
                """);
        assertThat(zone("Lazio").path("leads").toString()).isEqualTo("{\"imported\":500}");
        listsSayHowManyOfTheirLeadsEachZoneHas();
        whoseListsAreFixedSeesNoCountsOfTheCompany();
        server.execute("update fairlead.lead set status = 'won' where company_id = 1 and id between 1001 and 1200");
        server.execute("delete from fairlead.lead where company_id = 1 and id between 1101 and 1300");
        assertThat(zone("Lazio").path("leads").toString()).isEqualTo("{\"imported\":200,\"won\":100}");
        server.execute("delete from fairlead.lead where company_id = 1 and id > 1000");
        assertThat(zone("RM").path("leads").isEmpty()).isTrue();
    }

    @Test
    void aFileIsTakenInWholeOrNotAtAll() {
        italy();
        JsonNode wrong = head.post(
                        "/api/zones/import",
                        Map.of("csv", "key,parent,name,postcodes\nMI,Lombardia,Milan,20\nX,Nowhere,X,\nY,,Y,9-1\n"))
                .expect(200)
                .json();
        assertThat(wrong.path("wrong").asInt()).isEqualTo(2);
        assertThat(wrong.path("flaws").toString())
                .contains("unknown-parent", "not-postcodes", "\"row\":3", "\"row\":4");
        assertThat(zone("MI").path("name").asString()).isEqualTo("Milano");
        String towns =
                "region;province;town;cap\nLombardia;Milano;Segrate;20054\nLombardia;Monza e Brianza;Monza;20900\n";
        JsonNode checked = head.post("/api/zones/import", Map.of("csv", towns, "check", true))
                .expect(200)
                .json();
        assertThat(checked.path("added").asInt()).isEqualTo(2);
        assertThat(head.get("/api/zones").json().path("zones").asInt()).isEqualTo(127);
        head.post("/api/zones/import", Map.of("csv", towns)).expect(200);
        assertThat(zone("Segrate").path("way").toString()).isEqualTo("[\"Lombardia\",\"Milano\",\"Segrate\"]");
        String lead = arrive(Map.of("postcode", "20054"));
        assertThat(fields(lead).path("zone").asString()).isEqualTo("Segrate");
        assertThat(zone("Lombardia").at("/leads/").asInt()).isEqualTo(1);
        String file =
                head.get("/api/zones/export").expect(200).json().path("csv").asString();
        JsonNode same = head.post("/api/zones/import", Map.of("csv", file, "replace", true))
                .expect(200)
                .json();
        assertThat(same.toString()).isEqualTo("{\"added\":0,\"changed\":0,\"removed\":0,\"wrong\":0,\"flaws\":[]}");
    }

    @Test
    void rulesKnowTheTreeAndKeepItsZones() {
        italy();
        LeadFixture.publish(server, 1, """
                [{"id": "south", "when": "within(zone, \\"Puglia\\")", "candidates": [{"user": "ursula"}], "known": "off"},
                 {"id": "all", "candidates": [{"user": "marina"}], "known": "off"}]
                """);
        String lead = arrive(Map.of("postcode", "70121"));
        assertThat(head.post("/api/leads/manual/" + lead + "/undo", Map.of())
                        .expect(200)
                        .json()
                        .at("/assignee/key")
                        .asString())
                .isEqualTo("ursula");
        String puglia = zone("Puglia").path("id").asString();
        assertThat(head.delete("/api/zones/" + puglia).expect(422).slug()).isEqualTo("broken-settings");
        assertThat(zone("BA").path("way").toString()).isEqualTo("[\"Puglia\",\"Bari\"]");
        assertThat(head.patch("/api/zones/" + puglia, Map.of("parent", "BA"))
                        .expect(422)
                        .slug())
                .isEqualTo("invalid");
    }

    @Test
    void theSettingsFileHasTheTreeAndMakesItAgain() {
        String before = file();
        italy();
        String with = file();
        assertThat(with).contains("zones: |", "MI,Lombardia,Milano,20\n");
        assertThat(differs(with)).isFalse();
        head.post("/api/zones/import", Map.of("csv", "key\nNord\n", "replace", true))
                .expect(200);
        assertThat(file()).contains("zones:\n- Nord\n");
        assertThat(differs(with)).isTrue();
        head.post("/api/settings", with).expect(200);
        assertThat(file()).isEqualTo(with);
        assertThat(zone("MI").path("way").toString()).isEqualTo("[\"Lombardia\",\"Milano\"]");
        assertThat(before).doesNotContain("zones:");
    }

    private String file() {
        return head.get("/api/settings?format=yaml").expect(200).text();
    }

    private boolean differs(String settings) {
        return head.post("/api/settings/diff", settings)
                .expect(200)
                .json()
                .path("differs")
                .asBoolean();
    }
}
