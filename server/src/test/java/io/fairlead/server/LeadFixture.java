package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.seal.Verification;
import java.sql.SQLException;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A server with two companies that have the same users, the same leads and the same ids, told apart by a word alone. */
final class LeadFixture {
    static final String OTHER_EMAIL = "head@other.example";

    private static final String NOBODY_ON_SHIFT = """
            {"strategy": "turns",
             "skipped": [{"rule": "written", "why": "when"}],
             "candidates": [
               {"user": "ursula", "weight": 1, "reason": {"kind": "off-shift", "until": "2026-11-23T02:00:00Z"},
                "before": 0, "after": 0, "load": 3, "compensation": 0, "target": 20, "open": 2},
               {"user": "marina", "weight": 2, "reason": {"kind": "off-shift", "until": "2026-11-23T03:00:00Z"},
                "before": 0, "after": 0, "load": 3, "compensation": 0, "target": 20, "open": 2},
               {"user": "nadezhda", "weight": 1, "reason": {"kind": "offline"},
                "before": 0, "after": 0, "load": 3, "compensation": 0, "target": 20, "open": 2}]}
            """;
    private static final String TURN = """
            {"strategy": "turns", "skipped": [],
             "candidates": [
               {"user": "ursula", "weight": 1, "reason": {"kind": "absent", "until": "2026-12-01T00:00:00Z",
                "absenceKind": "vacation"}, "before": 0, "after": 0},
               {"user": "marina", "weight": 2, "credited": true,
                "before": 0, "after": 232792560, "load": 3, "open": 2, "lastTurn": "2026-11-20T10:00:00Z"}]}
            """;

    private final TestServer server;

    private LeadFixture(TestServer server) {
        this.server = server;
    }

    /** Puts rules in force, as they stand in a settings file but in JSON. */
    static void publish(TestServer server, int company, String rules) {
        server.part(SettingsStore.class)
                .change(
                        company,
                        null,
                        () -> server.part(JdbcClient.class)
                                .sql("insert into fairlead.rule_version (version, rules) values (1000, ?::jsonb)")
                                .param(rules)
                                .update());
    }

    /** Every decision of a company comes out again as it was made. */
    static void verify(TestServer server, int company) throws SQLException {
        var report = Verification.of(server.database(), company);
        assertThat(report.findings()).isEmpty();
        assertThat(report.recomputed()).isPositive();
        assertThat(report.notRecomputed()).isZero();
    }

    /** Starts it. Leads 1 to 60 are assigned in turn, 61 waits, 62 was left, 63 is offered, in both companies. */
    static LeadFixture start() {
        LeadFixture fixture = new LeadFixture(TestServer.start(true));
        fixture.server.execute("""
                insert into fairlead.company (company_id, name, timezone, id_seed)
                    overriding system value select 2, 'Other', timezone, id_seed from fairlead.company where company_id = 1;
                insert into fairlead.app_user (company_id, key, name, email, role)
                    select 2, key, name, null, role from fairlead.app_user where company_id = 1 order by id;
                insert into shared.sign_in (email, company_id, user_id, password)
                    select '%s', 2, u.id, s.password from fairlead.app_user u, shared.sign_in s
                     where u.company_id = 2 and u.key = 'head';
                """.formatted(OTHER_EMAIL));
        fixture.fill(1, "Own");
        fixture.fill(2, "Secret");
        return fixture;
    }

    TestServer server() {
        return server;
    }

    Client own() {
        return server.administrator();
    }

    Client other() {
        return server.client().signIn(OTHER_EMAIL, server.demoPassword());
    }

    /** A page of leads of the list. */
    static Client.Answer list(Client client, Map<String, ?> search) {
        return client.post("/api/leads/query", search).expect(200);
    }

    /** A lead's page with its journal: {@code entries}, and the {@code decisions} among them; newest first. */
    static JsonNode told(Client client, String path) {
        ObjectNode sheet = (ObjectNode) client.get(path).expect(200).json();
        JsonNode entries =
                client.get(path + "/journal?limit=100").expect(200).json().path("entries");
        ArrayNode decisions = sheet.putArray("decisions");
        entries.forEach(entry -> {
            if (!entry.path("decision").isNull()) {
                decisions.add(entry.path("decision"));
            }
        });
        return sheet.set("entries", entries);
    }

    void execute(String sql) {
        server.execute(sql);
    }

    private void fill(int company, String word) {
        server.execute("""
                select set_config('fairlead.company', '%1$d', false);
                insert into fairlead.setting (kind, key, body) values ('listing', 'flat', '{"name": "%2$s flat"}');
                insert into fairlead.contact (id, name, owner_id, former, created_at)
                    select n, '%2$s ' || n, m.id, array[u.id], now() from generate_series(1, 63) n,
                           fairlead.app_user m, fairlead.app_user u
                     where m.company_id = %1$d and m.key = 'marina' and u.company_id = %1$d and u.key = 'ursula';
                insert into fairlead.contact_key (kind, value, contact_id)
                    select 'phone', '+7913' || lpad(n::text, 7, '0'), n from generate_series(1, 63) n;
                insert into fairlead.lead (id, created_at, source, status, closed, state, rule, owner_id, contact_id, listing,
                                           name, phone, email, custom)
                    select n, timestamptz '2026-11-20 10:00Z' + n * interval '1 minute',
                           (array['web', 'phone', 'fair'])[1 + n %% 3], (array['new', 'called', 'won', ''])[1 + n %% 4],
                           n %% 4 = 2, 'assigned', 'calls',
                           (select id from fairlead.app_user where company_id = %1$d
                               and key = (array['marina', 'ursula', 'nadezhda'])[1 + n %% 3]),
                           n, case when n = 5 then 'flat' else '' end, '%2$s ' || n, '+7913' || lpad(n::text, 7, '0'),
                           'person' || n || '@example.com', '{"topic": "%2$s topic", "rooms": 3}'
                      from generate_series(1, 60) n;
                insert into fairlead.lead (id, created_at, source, status, state, rule, contact_id, name)
                    values (61, '2026-11-21 10:00Z', 'web', 'new', 'waiting', 'calls', 61, '%2$s waits'),
                           (62, '2026-11-21 11:00Z', 'web', 'new', 'unassigned', '', 62, '%2$s left'),
                           (63, '2026-11-21 12:00Z', 'web', 'new', 'offered', 'calls', 63, '%2$s offered');
                """.formatted(company, word));
        history(company, word);
    }

    /** How the desk came to what its leads are. */
    private void history(int company, String word) {
        server.execute("""
                select set_config('fairlead.company', '%1$d', false);
                insert into fairlead.desk_lead (lead_id, turn, hot, state) values (61, 61, true, '{}'), (63, 63, true, '{}');
                insert into fairlead.decision (id, lead_id, at, how, rule, user_id, settings_seq, explanation)
                    select n, n, timestamptz '2026-11-20 10:00Z' + n * interval '1 minute', 'turns', 'calls',
                           (select id from fairlead.app_user where company_id = %1$d and key = 'marina'), 1, '%4$s'
                      from generate_series(1, 60) n;
                insert into fairlead.decision (id, lead_id, at, how, rule, settings_seq, explanation)
                    values (61, 61, '2026-11-21 10:00Z', 'waiting', 'calls', 1, '%3$s'),
                           (62, 62, '2026-11-21 11:00Z', 'unassigned', '', 1, '{"skipped": [], "candidates": []}'),
                           (63, 63, '2026-11-21 12:00Z', 'offered', 'calls', 1, '%4$s');
                insert into fairlead.event (lead, contact, kind, data)
                    select n, n, 'lead-assigned', jsonb_build_object('decision', n, 'user', 'marina')
                      from generate_series(1, 60) n;
                insert into fairlead.event (lead, contact, listing, kind, who, data)
                    select 5, 5, 'flat', 'note-written', id, '{"text": "%2$s note"}' from fairlead.app_user
                     where company_id = %1$d and key = 'marina';
                """.formatted(company, word, NOBODY_ON_SHIFT, TURN));
    }
}
