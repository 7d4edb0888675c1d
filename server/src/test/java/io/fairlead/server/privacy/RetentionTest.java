package io.fairlead.server.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.server.Client;
import io.fairlead.server.TestServer;
import io.fairlead.server.company.Companies;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.seal.Verification;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What is old goes at night, as was agreed, and nothing else. */
class RetentionTest {
    private static final Instant START = Instant.parse("2024-01-10T09:00:00Z");

    private static TestServer server;
    private static Client head;
    private static Client program;
    private static int company;

    @BeforeAll
    static void start() {
        server = TestServer.rehearsal(START);
        head = server.administrator();
        head.post("/api/settings?prune=true", """
                company: {name: Shop, timezone: Europe/Rome, closed-statuses: [won]}
                users: {anna: {name: Anna}, bruno: {name: Bruno}}
                rules: [{id: all, candidates: [{user: anna}, {user: bruno}]}]
                """).expect(200);
        program = head.withToken(head.post("/api/sources", Map.of("key", "crm", "name", "CRM", "kind", "api"))
                .expect(201)
                .json()
                .path("secret")
                .asString());
        company = server.part(Companies.class).all().getFirst();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    private static void arrive(String name, String phone, String status) {
        program.call(
                        "POST",
                        "/api/leads",
                        Map.of("name", name, "phone", phone, "status", status),
                        Map.of("Idempotency-Key", name.replace(' ', '-')))
                .expect(201);
    }

    private static List<String> names() {
        return server.part(Transactions.class)
                .inCompany(
                        company,
                        () -> server.part(JdbcClient.class)
                                .sql("select name from fairlead.contact where name <> '' order by name")
                                .query(String.class)
                                .list());
    }

    private static long count(String table) {
        return server.part(Transactions.class)
                .inCompany(
                        company,
                        () -> server.part(JdbcClient.class)
                                .sql("select count(*) from fairlead." + table)
                                .query(Long.class)
                                .single());
    }

    private static void clock(String at) {
        head.put("/api/clock", Map.of("at", at)).expect(200);
    }

    @Test
    void whatIsOldGoesAtNightAndNothingByDefault() throws SQLException {
        arrive("Gone", "+39061000001", "won");
        arrive("Open", "+39061000002", "new");
        arrive("Back", "+39061000003", "won");
        program.post("/api/leads", Map.of("name", "Odd", "listing", "nowhere")).expect(422);
        clock("2025-06-01T00:30:00Z");
        arrive("Back again", "+39061000003", "won");
        server.part(Retention.class).turn(company);
        assertThat(names()).containsExactly("Back", "Gone", "Open");

        Map<String, Object> periods = Map.of("contacts", 12, "quarantine", 12, "submissions", 12, "audit", 24);
        JsonNode trial =
                head.post("/api/privacy/retention/trial", periods).expect(200).json();
        assertThat(trial.at("/rows/0/kind").asString()).isEqualTo("contacts");
        assertThat(trial.at("/rows/0/count").asInt()).isEqualTo(1);
        assertThat(trial.at("/rows/0/exact").asBoolean()).isTrue();
        assertThat(trial.at("/rows/0/oldest").asString()).startsWith("2024-01-10");
        assertThat(trial.at("/rows/2/count").asInt()).isEqualTo(3);
        assertThat(trial.at("/rows/3/oldest").isNull()).isTrue();
        assertThat(names()).containsExactly("Back", "Gone", "Open");
        assertThat(head.put("/api/privacy/retention", Map.of("audit", 0))
                        .expect(422)
                        .slug())
                .isEqualTo("invalid");
        head.put("/api/privacy/retention", periods).expect(200);
        assertThat(head.get("/api/privacy/retention").json().path("contacts").asInt())
                .isEqualTo(12);
        assertThat(head.get("/api/privacy/retention").json().path("consents").isNull())
                .isTrue();

        applied();
    }

    private static void applied() throws SQLException {
        clock("2025-06-01T12:00:00Z");
        server.part(Retention.class).turn(company);
        assertThat(names()).hasSize(3);
        clock("2025-06-02T00:30:00Z");
        server.part(Retention.class).turn(company);
        assertThat(names()).containsExactly("Back", "Open");
        assertThat(count("quarantined")).isZero();
        assertThat(count("submission")).isEqualTo(1);
        arrive("Later", "+39061000009", "new");
        Verification.Report report = Verification.of(server.database(), company);
        assertThat(report.findings()).isEmpty();
        assertThat(report.notRecomputed()).isZero();
    }
}
