package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class CompanyTest {
    private static final TestServer SERVER = TestServer.start(true);

    private final Client head = SERVER.administrator();
    private ObjectNode company;
    private long version;

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @BeforeEach
    void read() {
        company = (ObjectNode) head.get("/api/company").expect(200).json();
        version = company.remove("version").asLong();
    }

    private Client.Answer put(Client client) {
        return client.put("/api/company", company, version);
    }

    @Test
    void whatIsSavedIsSaidToEverybody() {
        company.put("name", "Beauty & Co")
                .put("locale", "it")
                .put("region", "IT")
                .putNull("idleMinutes");
        ((ObjectNode) company.path("work"))
                .put("noteLength", 20)
                .put("history", "group")
                .put("callbacks", "group")
                .put("severalWorkers", true)
                .put("ownBalance", true);
        Client.Answer saved = put(head).expect(200);
        assertThat(saved.header("etag"))
                .isEqualTo("\"" + saved.json().path("version").asLong() + "\"");
        Client operator = SERVER.client();
        head.post("/api/users", Map.of("key", "reader", "name", "Reader", "email", "reader@shop.example"))
                .expect(201);
        Office.accept(head, operator, "reader");
        JsonNode read = operator.get("/api/company").expect(200).json();
        assertThat(read).isEqualTo(saved.json());
        assertThat(((ObjectNode) read).remove("version").asLong()).isEqualTo(version + 1);
        assertThat(read).isEqualTo(company);
        assertThat(operator.get("/api/me/presence").json().path("idleMinutes").isNull())
                .isTrue();
        assertThat(head.get("/api/session").json().at("/company/name").asString())
                .isEqualTo("Beauty & Co");
        assertThat(head.get("/api/settings").json().at("/company/region").asString())
                .isEqualTo("IT");
        assertThat(SERVER.query("""
                        select (data->'before'->'work'->>'noteLength') || ' ' || (data->'after'->'work'->>'noteLength')
                               || ' ' || (data->'after'->>'name') || ' ' || (who is not null)
                          from fairlead.event where kind = 'company-changed' order by id desc limit 1
                        """)).isEqualTo("0 20 Beauty & Co true");
        assertThat(put(operator).expect(403).slug()).isEqualTo("forbidden");
    }

    @Test
    void whoSawAnOlderVersionChangesNothing() {
        company.put("idleMinutes", 7);
        put(head).expect(200);
        company.put("idleMinutes", 9);
        assertThat(put(head).expect(409).slug()).isEqualTo("changed-meanwhile");
        assertThat(head.put("/api/company", company).expect(428).slug()).isEqualTo("no-version");
        assertThat(head.get("/api/company").json().path("idleMinutes").asInt()).isEqualTo(7);
    }

    @Test
    void everyWrongFieldIsNamedAtOnce() {
        company.put("name", " ")
                .put("timezone", "Europe/Atlantis")
                .put("locale", "xx")
                .put("region", "XX")
                .put("idleMinutes", 0);
        ((ObjectNode) company.path("work"))
                .put("noteLength", -1)
                .put("history", "nobody")
                .put("callbacks", "all");
        assertThat(Office.errors(put(head).expect(422)))
                .containsExactly(
                        "name required",
                        "timezone unknown-timezone",
                        "locale unknown-locale",
                        "region unknown-region",
                        "idleMinutes invalid",
                        "work.noteLength invalid",
                        "work.history invalid",
                        "work.callbacks invalid");
    }

    /** The rule takes leads in the morning; what is morning is said by the company's time zone. */
    @Test
    void theDeskDecidesByTheNewTimeZoneAtOnce() {
        head.post("/api/settings", """
                        {"company": {"name": "Shop", "timezone": "%s", "otherwise": "unassigned"},
                         "users": {"early": {"name": "Early"}},
                         "rules": [{"id": "mornings", "window": [{"hours": "00:00-12:00"}],
                                    "candidates": [{"user": "early"}]}]}
                        """.formatted(zoneWhereItIs(6)).replace("\n", " "))
                .expect(200);
        Client source = head.withToken(
                head.post("/api/sources", Map.of("key", "crm", "name", "CRM", "kind", "api", "settings", Map.of()))
                        .expect(201)
                        .json()
                        .path("secret")
                        .asString());
        assertThat(ruleOf(source, "One")).isEqualTo("mornings");
        read();
        company.put("timezone", zoneWhereItIs(18).getId());
        put(head).expect(200);
        assertThat(ruleOf(source, "Two")).isNotEqualTo("mornings");
        assertThat(SERVER.query("""
                        select document->'company'->>'timezone' from fairlead.settings_version order by seq desc limit 1
                        """)).isEqualTo(zoneWhereItIs(18).getId());
    }

    private static String ruleOf(Client source, String name) {
        return source.post("/api/leads", Map.of("name", name))
                .expect(201)
                .json()
                .path("rule")
                .asString("");
    }

    private static ZoneId zoneWhereItIs(int hour) {
        int now = LocalTime.ofInstant(Instant.now(), ZoneOffset.UTC).getHour();
        int ahead = Math.floorMod(hour - now + 12, 24) - 12;
        return ZoneId.of("Etc/GMT" + (ahead > 0 ? "-" : "+") + Math.abs(ahead));
    }
}
