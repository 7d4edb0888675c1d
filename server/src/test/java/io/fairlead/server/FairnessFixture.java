package io.fairlead.server;

import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing;
import io.fairlead.server.platform.sql.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The demo company with two more people who are always there, and what the fairness page says of its books. */
final class FairnessFixture {
    static final int COMPANY = 1;

    private static final String RULES = """
            [{"id": "race", "when": "source == \\"race\\"", "strategy": "claim",
              "candidates": [{"user": "ada"}, {"user": "ben"}]},
             {"id": "load", "when": "source == \\"load\\"", "strategy": "utilisation", "target": 10, "ledger": "common",
              "candidates": [{"user": "ada", "caps": {"day": 3, "open": 50}}, {"user": "ben"}]},
             {"id": "night", "window": [{"days": "sun", "hours": "03:00-04:00"}], "otherwise": {"user": "head"},
              "candidates": [{"user": "gone"}]},
             {"id": "all", "candidates": [{"user": "ada"}, {"user": "ben"}, {"user": "ursula"}], "presence": "ignored"}]
            """;
    private static final JsonMapper JSON = new JsonMapper();

    private final TestServer server;
    private final Client head;

    private FairnessFixture(TestServer server) {
        this.server = server;
        this.head = server.administrator();
    }

    /** Starts its server. */
    static FairnessFixture start() {
        var fixture = new FairnessFixture(TestServer.start(true));
        for (String key : List.of("ada", "ben", "gone")) {
            fixture.head
                    .post("/api/users", Map.of("key", key, "name", "The " + key))
                    .expect(201);
        }
        fixture.server.execute("update fairlead.app_user set active = false where key = 'gone'");
        LeadFixture.publish(fixture.server, COMPANY, RULES);
        return fixture;
    }

    TestServer server() {
        return server;
    }

    Client head() {
        return head;
    }

    /** Leads of this source, one after the other; their ids. */
    List<String> arrive(String source, int leads) {
        var ids = Ids.of(Long.parseLong(server.query("select id_seed from fairlead.company where company_id = 1")));
        var lead = new Doing.NewLead(source, "", "Ada", "", "", "", Map.of(), true, null);
        return Stream.generate(() -> server.part(Desks.class)
                        .perform(COMPANY, List.of(new Doing.Arrival(lead, outcome -> {})))
                        .getFirst())
                .limit(leads)
                .map(outcome -> ids.show(Ids.Kind.LEAD, outcome.lead()))
                .toList();
    }

    String receiver(String lead) {
        return head.get("/api/leads/" + lead)
                .expect(200)
                .json()
                .at("/lead/assignee/key")
                .asString();
    }

    JsonNode ledger(String name, String period) {
        return head.get("/api/fairness/ledgers?period=" + period)
                .expect(200)
                .json()
                .path("ledgers")
                .valueStream()
                .filter(ledger -> ledger.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static BigDecimal sum(JsonNode ledger, String column) {
        return ledger.path("rows")
                .valueStream()
                .map(row -> new BigDecimal(row.path(column).asString()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    String balance(String user) {
        return ledger("all", "30")
                .path("rows")
                .valueStream()
                .filter(row -> row.path("user").asString().equals(user))
                .findFirst()
                .orElseThrow()
                .path("balance")
                .asString();
    }

    JsonNode next(String rule) {
        return head.get("/api/fairness/next")
                .expect(200)
                .json()
                .path("rules")
                .valueStream()
                .filter(one -> one.path("rule").asString().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    /** The last line of a verification. */
    JsonNode verify() {
        try (var stream = head.stream("/api/fairness/verifications", "")) {
            return JSON.readTree(new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .reduce("", (one, other) -> other));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
