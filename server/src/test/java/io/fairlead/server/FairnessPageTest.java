package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.server.platform.sql.Transactions;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Managers see how leads are shared out; operators see their own line at most. */
class FairnessPageTest {
    private final FairnessFixture books = FairnessFixture.start();
    private final TestServer server = books.server();
    private final Client head = books.head();

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void theFiguresOfAPeriodAreThoseOfTheLedger() {
        books.arrive("web", 6);
        JsonNode month = books.ledger("all", "this-month");
        JsonNode all = books.ledger("all", "all");
        assertThat(month.path("rules")).extracting(JsonNode::asString).containsExactly("all");
        for (JsonNode ledger : List.of(month, all)) {
            assertThat(FairnessFixture.sum(ledger, "received")).isEqualByComparingTo("6");
            assertThat(FairnessFixture.sum(ledger, "entitled")).isEqualByComparingTo("6");
            assertThat(FairnessFixture.sum(ledger, "balance")).isEqualByComparingTo("0");
        }
        assertThat(books.ledger("all", "last-month").path("rows"))
                .allMatch(row -> row.path("received").asString().equals("0.00"));
        assertThat(new BigDecimal(all.path("deviation").asString()))
                .isLessThan(BigDecimal.ONE)
                .isPositive();
        head.get("/api/fairness/ledgers?period=century").expect(422);
    }

    @Test
    void theLinesOfTheChartEndAtTheBalances() {
        books.arrive("web", 4);
        yesterdayAll();
        books.arrive("web", 1);
        JsonNode lines = head.get("/api/fairness/balances?ledger=all&period=7")
                .expect(200)
                .json();
        assertThat(lines.path("days")).hasSize(7);
        JsonNode rows = books.ledger("all", "7").path("rows");
        for (JsonNode line : lines.path("people")) {
            String now = rows.valueStream()
                    .filter(row ->
                            row.path("user").asString().equals(line.path("user").asString()))
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
        assertThat(before)
                .as("four leads among three people leave somebody ahead")
                .isPositive();
        assertThat(head.get("/api/fairness/balances?ledger=all&period=all")
                        .json()
                        .path("days"))
                .hasSize(2);
    }

    @Test
    void whoIsNextIsWhoThenGetsTheLead() {
        books.arrive("web", 2);
        for (int i = 0; i < 4; i++) {
            JsonNode next = books.next("all");
            assertThat(next.path("open").asBoolean()).isTrue();
            String expected = next.at("/next/user").asString();
            assertThat(next.at("/next/candidates")).hasSize(3);
            assertThat(head.get("/api/fairness/next/lead?source=web")
                            .expect(200)
                            .json()
                            .path("user")
                            .asString())
                    .isEqualTo(expected);
            assertThat(books.receiver(books.arrive("web", 1).getFirst())).isEqualTo(expected);
        }
        assertThat(books.next("race").at("/next/how").asString()).isEqualTo("offered");
        assertThat(books.next("night").at("/next/how").asString()).isEqualTo("fallback");
        assertThat(head.get("/api/fairness/next/lead?source=load")
                        .json()
                        .path("rule")
                        .asString())
                .isEqualTo("load");
        head.get("/api/fairness/next/lead?listing=nowhere").expect(422);
    }

    @Test
    void loadAndCapsAreShownPerPerson() {
        books.arrive("load", 2);
        JsonNode load = books.next("load");
        assertThat(load.path("ledger").asString()).isEqualTo("common");
        assertThat(load.path("count").asString()).isEqualTo("month");
        assertThat(load.at("/next/candidates"))
                .extracting(one ->
                        one.path("load").asInt() + "/" + one.path("target").asInt())
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
    void theWeekShowsWhoWouldTakeACallAndWhatHappensOtherwise() {
        JsonNode week =
                head.get("/api/fairness/coverage?from=2026-11-29").expect(200).json();
        assertThat(week.path("from").asString()).isEqualTo("2026-11-29");
        JsonNode web = source(week, "");
        JsonNode night = cell(web, "sunday", 3);
        assertThat(night.path("rule").asString()).isEqualTo("night");
        assertThat(night.path("otherwise").asString()).isEqualTo("fallback");
        assertThat(night.path("people")).extracting(JsonNode::asString).containsExactly("head");
        JsonNode day = cell(web, "monday", 10);
        assertThat(day.path("rule").asString()).isEqualTo("all");
        assertThat(day.path("people")).extracting(JsonNode::asString).contains("ada", "ben");
        assertThat(day.path("otherwise").asString()).isEmpty();
        head.post("/api/absences", Map.of("user", "ada", "from", "2026-11-30", "to", "2026-11-30", "kind", "vacation"))
                .expect(201);
        JsonNode absent = head.get("/api/fairness/coverage?from=2026-11-29").json();
        assertThat(cell(source(absent, ""), "monday", 10).path("people"))
                .extracting(JsonNode::asString)
                .doesNotContain("ada");
        JsonNode findings =
                head.get("/api/fairness/findings").expect(200).json().path("findings");
        assertThat(findings)
                .anyMatch(one -> one.path("rule").asString().equals("night")
                        && one.path("kind").asString().equals("no-candidate"));
    }

    @Test
    void anOperatorSeesTheirOwnLineIfTheCompanyShowsIt() {
        books.arrive("web", 3);
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
        assertThat(ursula.get("/api/session").json().at("/can/ownBalance").asBoolean())
                .isFalse();
        server.execute("update fairlead.company set work = '{\"ownBalance\": true}'");
        assertThat(ursula.get("/api/session").json().at("/can/ownBalance").asBoolean())
                .isTrue();
        assertThat(ursula.get("/api/fairness/own?period=30").expect(200).json().path("ledgers"))
                .allSatisfy(ledger -> assertThat(ledger.path("rows"))
                        .extracting(row -> row.path("user").asString())
                        .containsExactly("ursula"));
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

    /** What happened today happened yesterday. */
    private void yesterdayAll() {
        server.part(Transactions.class)
                .inCompany(
                        FairnessFixture.COMPANY,
                        () -> List.of(
                                        "update fairlead.ledger set day = day - 1",
                                        "update fairlead.ledger_day set day = day - 1",
                                        "update fairlead.desk set seq = seq + 1")
                                .forEach(sql ->
                                        server.part(JdbcClient.class).sql(sql).update()));
    }
}
