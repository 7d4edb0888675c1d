package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Managers see how leads are shared out, and put it right; operators see their own line at most. */
class FairnessPageTest {
    private static final int COMPANY = 1;
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

    private final TestServer server = TestServer.start(true);
    private final Client head = server.administrator();

    @BeforeEach
    void twoWhoAreAlwaysThere() {
        for (String key : List.of("ada", "ben", "gone")) {
            head.post("/api/users", Map.of("key", key, "name", "The " + key)).expect(201);
        }
        server.execute("update fairlead.app_user set active = false where key = 'gone'");
        LeadFixture.publish(server, COMPANY, RULES);
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void theFiguresOfAPeriodAreThoseOfTheLedger() {
        arrive("web", 6);
        JsonNode month = ledger("all", "this-month");
        JsonNode all = ledger("all", "all");
        assertThat(month.path("rules")).extracting(JsonNode::asString).containsExactly("all");
        for (JsonNode ledger : List.of(month, all)) {
            assertThat(sum(ledger, "received")).isEqualByComparingTo("6");
            assertThat(sum(ledger, "entitled")).isEqualByComparingTo("6");
            assertThat(sum(ledger, "balance")).isEqualByComparingTo("0");
        }
        assertThat(ledger("all", "last-month").path("rows")).allMatch(row -> row.path("received")
                .asString()
                .equals("0.00"));
        assertThat(new BigDecimal(all.path("deviation").asString())).isLessThan(BigDecimal.ONE).isPositive();
        head.get("/api/fairness/ledgers?period=century").expect(422);
    }

    @Test
    void theLinesOfTheChartEndAtTheBalances() {
        arrive("web", 4);
        yesterdayAll();
        arrive("web", 1);
        JsonNode lines = head.get("/api/fairness/balances?ledger=all&period=7").expect(200).json();
        assertThat(lines.path("days")).hasSize(7);
        JsonNode rows = ledger("all", "7").path("rows");
        for (JsonNode line : lines.path("people")) {
            String now = rows.valueStream()
                    .filter(row -> row.path("user").asString().equals(line.path("user").asString()))
                    .findFirst()
                    .orElseThrow()
                    .path("balance")
                    .asString();
            assertThat(line.path("balances")).hasSize(7);
            assertThat(line.path("balances").get(6).asString()).isEqualTo(now);
            assertThat(line.path("balances").get(0).asString()).isEqualTo("0.00");
        }
        BigDecimal before = lines.path("people")
                .valueStream()
                .map(line -> new BigDecimal(line.path("balances").get(5).asString()))
                .map(BigDecimal::abs)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(before).as("four leads among three people leave somebody ahead").isPositive();
        assertThat(head.get("/api/fairness/balances?ledger=all&period=all").json().path("days"))
                .hasSize(2);
    }

    @Test
    void whoIsNextIsWhoThenGetsTheLead() {
        arrive("web", 2);
        for (int i = 0; i < 4; i++) {
            JsonNode next = next("all");
            assertThat(next.path("open").asBoolean()).isTrue();
            String expected = next.at("/next/user").asString();
            assertThat(next.at("/next/candidates")).hasSize(3);
            assertThat(head.get("/api/fairness/next/lead?source=web").expect(200).json().path("user").asString())
                    .isEqualTo(expected);
            assertThat(receiver(arrive("web", 1).getFirst())).isEqualTo(expected);
        }
        assertThat(next("race").at("/next/how").asString()).isEqualTo("offered");
        assertThat(next("night").at("/next/how").asString()).isEqualTo("fallback");
        assertThat(head.get("/api/fairness/next/lead?source=load").json().path("rule").asString())
                .isEqualTo("load");
        head.get("/api/fairness/next/lead?listing=nowhere").expect(422);
    }

    @Test
    void loadAndCapsAreShownPerPerson() {
        arrive("load", 2);
        JsonNode load = next("load");
        assertThat(load.path("ledger").asString()).isEqualTo("common");
        assertThat(load.path("count").asString()).isEqualTo("month");
        assertThat(load.at("/next/candidates"))
                .extracting(one -> one.path("load").asInt() + "/" + one.path("target").asInt())
                .containsExactly("1/10", "1/10");
        assertThat(load.path("caps"))
                .extracting(cap -> "%s %s %d of %d"
                        .formatted(
                                cap.path("user").asString(),
                                cap.path("cap").asString(),
                                cap.path("held").asInt(),
                                cap.path("limit").asInt()))
                .containsExactly("ada day 1 of 3", "ada open 1 of 50");
    }

    @Test
    void aSpamLeadIsTakenOutOfTheBooksAndPutBack() throws SQLException {
        String lead = arrive("web", 1).getFirst();
        String receiver = receiver(lead);
        server.part(Desks.class).perform(COMPANY, List.of(new Doing.StatusSet(1, "spam", null)));
        assertThat(head.get("/api/fairness/corrections").json().path("doubtful"))
                .extracting(one -> one.path("id").asString())
                .containsExactly(lead);
        JsonNode annulled = head.post("/api/fairness/annulments", Map.of("lead", lead, "reason", "A robot wrote it"))
                .expect(201)
                .json();
        assertThat(annulled.path("kind").asString()).isEqualTo("annulled");
        assertThat(annulled.path("ledger").asString()).isEqualTo("all");
        assertThat(sum(ledger("all", "all"), "received")).isEqualByComparingTo("0");
        assertThat(receiver(lead)).as("it stays with its holder").isEqualTo(receiver);
        assertThat(head.get("/api/leads/" + lead + "/journal").json().path("entries"))
                .filteredOn(event -> event.path("kind").asString().equals("entry-annulled"))
                .extracting(event -> event.path("text").asString())
                .containsExactly("A robot wrote it");
        assertThat(head.get("/api/fairness/corrections").json().path("doubtful")).isEmpty();
        assertThat(head.post("/api/fairness/annulments", Map.of("lead", lead, "reason", "Again"))
                        .expect(409)
                        .slug())
                .isEqualTo("nothing-booked");
        String undo = "/api/fairness/corrections/" + annulled.path("id").asString() + "/undo";
        JsonNode undone = head.post(undo, Map.of("reason", "A person after all")).expect(201).json();
        assertThat(undone.path("kind").asString()).isEqualTo("reinstated");
        assertThat(sum(ledger("all", "all"), "received")).isEqualByComparingTo("1");
        assertThat(head.post(undo, Map.of("reason", "Twice")).expect(409).slug()).isEqualTo("undone-already");
        head.post("/api/fairness/annulments", Map.of("lead", lead, "reason", " ")).expect(422);
        verified();
    }

    @Test
    void oneOwesAnotherWhatWasBookedByHand() throws SQLException {
        arrive("web", 3);
        Map<String, Object> wanted = Map.of(
                "ledger", "all", "from", "ada", "to", "ben", "leads", 1.5, "reason", "Ben gave Ada his on Friday");
        JsonNode booked = head.post("/api/fairness/bookings", wanted).expect(201).json();
        assertThat(booked.path("leads").asString()).isEqualTo("1.50");
        assertThat(balance("ada")).isEqualTo("-1.50");
        assertThat(balance("ben")).isEqualTo("1.50");
        assertThat(next("all").at("/next/user").asString()).isEqualTo("ben");
        String undo = "/api/fairness/corrections/" + booked.path("id").asString() + "/undo";
        assertThat(head.post(undo, Map.of("reason", "A mistake")).expect(201).json().path("undoes").asBoolean())
                .isTrue();
        assertThat(balance("ada")).isEqualTo("0.00");
        assertThat(head.get("/api/fairness/corrections").json().path("rows"))
                .extracting(row -> row.path("undone").asBoolean())
                .containsExactly(false, true);
        verified();
    }

    @Test
    void aBookingThatIsWrongSaysWhere() {
        arrive("web", 1);
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("ledger", "all", "from", "ada", "to", "ada", "leads", 1, "reason", "x"),
                Map.of("ledger", "all", "from", "ada", "to", "nobody", "leads", 1, "reason", "x"),
                Map.of("ledger", "all", "from", "ada", "to", "ben", "leads", -1, "reason", "x"),
                Map.of("ledger", "all", "from", "ada", "to", "ben", "leads", 0.001, "reason", "x"),
                Map.of("ledger", "all", "from", "ada", "to", "ben", "leads", 1, "reason", ""),
                Map.of("from", "ada", "to", "ben", "leads", 1, "reason", "x"))) {
            head.post("/api/fairness/bookings", wrong).expect(422);
        }
        head.post(
                        "/api/fairness/bookings",
                        Map.of("ledger", "none", "from", "ada", "to", "ben", "leads", 1, "reason", "x"))
                .expect(409);
    }

    @Test
    void theWeekShowsWhoWouldTakeACallAndWhatHappensOtherwise() {
        JsonNode week = head.get("/api/fairness/coverage?week=2026-12-02").expect(200).json();
        assertThat(week.path("monday").asString()).isEqualTo("2026-11-30");
        JsonNode web = source(week, "");
        JsonNode night = cell(web, "sunday", 3);
        assertThat(night.path("rule").asString()).isEqualTo("night");
        assertThat(night.path("otherwise").asString()).isEqualTo("fallback");
        assertThat(night.path("people")).extracting(JsonNode::asString).containsExactly("head");
        JsonNode day = cell(web, "monday", 10);
        assertThat(day.path("rule").asString()).isEqualTo("all");
        assertThat(day.path("people")).extracting(JsonNode::asString).contains("ada", "ben");
        assertThat(day.path("otherwise").asString()).isEmpty();
        head.post(
                        "/api/absences",
                        Map.of("user", "ada", "from", "2026-11-30", "to", "2026-11-30", "kind", "vacation"))
                .expect(201);
        JsonNode absent = head.get("/api/fairness/coverage?week=2026-12-02").json();
        assertThat(cell(source(absent, ""), "monday", 10).path("people"))
                .extracting(JsonNode::asString)
                .doesNotContain("ada");
        JsonNode findings = head.get("/api/fairness/findings").expect(200).json().path("findings");
        assertThat(findings)
                .anyMatch(one -> one.path("rule").asString().equals("night")
                        && one.path("kind").asString().equals("no-candidate"));
    }

    @Test
    void theDecisionsAreVerifiedWhileTheDeskWorks() throws Exception {
        arrive("web", 5);
        assertThat(head.get("/api/fairness/verifications/last").json().path("report").isNull()).isTrue();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> verify().path("unsealed").asInt() == 0);
        JsonNode report = verify();
        assertThat(report.path("kind").asString()).isEqualTo("report");
        assertThat(report.path("sealed").asInt()).isEqualTo(5);
        assertThat(report.path("recomputed").asInt()).isEqualTo(5);
        assertThat(report.path("findings")).isEmpty();
        server.execute("update fairlead.decision set rule = 'mine' where id = 3 and company_id = 1");
        assertThat(verify().path("findings"))
                .extracting(JsonNode::asString)
                .contains("decision 3: changed since it was sealed");
        JsonNode last = head.get("/api/fairness/verifications/last").json().path("report");
        assertThat(last.path("findings")).hasSize(2);
        assertThat(last.path("who").asString()).isNotEmpty();
    }

    @Test
    void oneVerificationRunsAtATime() throws SQLException {
        try (var other = TestServer.connect(server.database());
                var statement = other.createStatement()) {
            statement.execute("select pg_advisory_lock(hashtextextended('fairlead verify', 1))");
            assertThat(verify().path("slug").asString()).isEqualTo("busy-verification");
        }
    }

    @Test
    void anOperatorSeesTheirOwnLineIfTheCompanyShowsIt() {
        arrive("web", 3);
        server.execute("""
                insert into shared.sign_in (email, company_id, user_id, password)
                    select 'ursula@beauty-shop.example', 1, u.id, s.password from fairlead.app_user u, shared.sign_in s
                     where u.company_id = 1 and u.key = 'ursula' and s.email = 'head@beauty-shop.example'
                """);
        Client ursula = server.client().signIn("ursula@beauty-shop.example", server.demoPassword());
        for (String path : List.of(
                "ledgers",
                "next",
                "next/lead",
                "balances?ledger=all",
                "corrections",
                "coverage",
                "findings",
                "verifications/last")) {
            ursula.get("/api/fairness/" + path).expect(403);
        }
        ursula.post("/api/fairness/bookings", Map.of()).expect(403);
        ursula.post("/api/fairness/annulments", Map.of()).expect(403);
        ursula.post("/api/fairness/verifications", "").expect(403);
        ursula.get("/api/fairness/own").expect(403);
        assertThat(ursula.get("/api/session").json().at("/can/ownBalance").asBoolean()).isFalse();
        server.execute("update fairlead.company set work = '{\"ownBalance\": true}'");
        assertThat(ursula.get("/api/session").json().at("/can/ownBalance").asBoolean()).isTrue();
        assertThat(ursula.get("/api/fairness/own?period=30").expect(200).json().path("ledgers"))
                .allSatisfy(ledger -> assertThat(ledger.path("rows"))
                        .extracting(row -> row.path("user").asString())
                        .containsExactly("ursula"));
    }

    private List<String> arrive(String source, int leads) {
        var ids = Ids.of(Long.parseLong(server.query("select id_seed from fairlead.company where company_id = 1")));
        var lead = new Doing.NewLead(source, "", "Ada", "", "", "", Map.of(), true, null);
        return Stream.generate(() -> server.part(Desks.class)
                        .perform(COMPANY, List.of(new Doing.Arrival(lead, outcome -> {})))
                        .getFirst())
                .limit(leads)
                .map(outcome -> ids.show(Ids.Kind.LEAD, outcome.lead()))
                .toList();
    }

    private String receiver(String lead) {
        return head.get("/api/leads/" + lead).expect(200).json().at("/lead/assignee/key").asString();
    }

    private JsonNode ledger(String name, String period) {
        return head.get("/api/fairness/ledgers?period=" + period)
                .expect(200)
                .json()
                .path("ledgers")
                .valueStream()
                .filter(ledger -> ledger.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static BigDecimal sum(JsonNode ledger, String column) {
        return ledger.path("rows")
                .valueStream()
                .map(row -> new BigDecimal(row.path(column).asString()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private String balance(String user) {
        return ledger("all", "30")
                .path("rows")
                .valueStream()
                .filter(row -> row.path("user").asString().equals(user))
                .findFirst()
                .orElseThrow()
                .path("balance")
                .asString();
    }

    private JsonNode next(String rule) {
        return head.get("/api/fairness/next")
                .expect(200)
                .json()
                .path("rules")
                .valueStream()
                .filter(one -> one.path("rule").asString().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode source(JsonNode week, String source) {
        return week.at("/coverage/sources")
                .valueStream()
                .filter(one -> one.path("source").asString().equals(source))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode cell(JsonNode source, String day, int hour) {
        return source.path("cells")
                .valueStream()
                .filter(cell -> cell.path("day").asString().equals(day)
                        && cell.path("hour").asInt() == hour)
                .findFirst()
                .orElseThrow();
    }

    /** The last line of a verification. */
    private JsonNode verify() {
        try (var stream = head.stream("/api/fairness/verifications", "")) {
            return JSON.readTree(new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .reduce("", (one, other) -> other));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void verified() {
        JsonNode report = verify();
        assertThat(report.path("findings")).isEmpty();
        assertThat(report.path("recomputed").asInt()).isPositive();
    }

    /** What happened today happened yesterday. */
    private void yesterdayAll() {
        server.part(Transactions.class).inCompany(COMPANY, () -> server.part(JdbcClient.class)
                .sql("update fairlead.ledger_day set day = day - 1")
                .update());
    }
}
