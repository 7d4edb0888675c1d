package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Managers put the books right by hand, and whoever doubts them has them verified. */
class CorrectionTest {
    private final FairnessFixture books = FairnessFixture.start();
    private final TestServer server = books.server();
    private final Client head = books.head();

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void aSpamLeadIsTakenOutOfTheBooksAndPutBack() throws SQLException {
        String lead = books.arrive("web", 1).getFirst();
        String receiver = books.receiver(lead);
        server.part(Desks.class).perform(FairnessFixture.COMPANY, List.of(new Doing.StatusSet(1, "spam", null)));
        assertThat(head.get("/api/fairness/corrections").json().path("doubtful"))
                .extracting(one -> one.path("id").asString())
                .containsExactly(lead);
        JsonNode annulled = head.post("/api/fairness/annulments", Map.of("lead", lead, "reason", "A robot wrote it"))
                .expect(201)
                .json();
        assertThat(annulled.path("kind").asString()).isEqualTo("annulled");
        assertThat(annulled.path("ledger").asString()).isEqualTo("all");
        assertThat(FairnessFixture.sum(books.ledger("all", "all"), "received")).isEqualByComparingTo("0");
        assertThat(books.receiver(lead)).as("it stays with its holder").isEqualTo(receiver);
        assertThat(head.get("/api/leads/" + lead + "/journal").json().path("entries"))
                .filteredOn(event -> event.path("kind").asString().equals("entry-annulled"))
                .extracting(event -> event.path("text").asString())
                .containsExactly("A robot wrote it");
        assertThat(head.get("/api/fairness/corrections").json().path("doubtful"))
                .isEmpty();
        assertThat(head.post("/api/fairness/annulments", Map.of("lead", lead, "reason", "Again"))
                        .expect(409)
                        .slug())
                .isEqualTo("nothing-booked");
        String undo = "/api/fairness/corrections/" + annulled.path("id").asString() + "/undo";
        JsonNode undone = head.post(undo, Map.of("reason", "A person after all"))
                .expect(201)
                .json();
        assertThat(undone.path("kind").asString()).isEqualTo("reinstated");
        assertThat(FairnessFixture.sum(books.ledger("all", "all"), "received")).isEqualByComparingTo("1");
        assertThat(head.post(undo, Map.of("reason", "Twice")).expect(409).slug())
                .isEqualTo("undone-already");
        head.post("/api/fairness/annulments", Map.of("lead", lead, "reason", " "))
                .expect(422);
        verified();
    }

    @Test
    void oneOwesAnotherWhatWasBookedByHand() throws SQLException {
        books.arrive("web", 3);
        Map<String, Object> wanted = Map.of(
                "ledger", "all", "from", "ada", "to", "ben", "leads", 1.5, "reason", "Ben gave Ada his on Friday");
        JsonNode booked =
                head.post("/api/fairness/bookings", wanted).expect(201).json();
        assertThat(booked.path("leads").asString()).isEqualTo("1.50");
        assertThat(books.balance("ada")).isEqualTo("-1.50");
        assertThat(books.balance("ben")).isEqualTo("1.50");
        assertThat(books.next("all").at("/next/user").asString()).isEqualTo("ben");
        String undo = "/api/fairness/corrections/" + booked.path("id").asString() + "/undo";
        assertThat(head.post(undo, Map.of("reason", "A mistake"))
                        .expect(201)
                        .json()
                        .path("undoes")
                        .asBoolean())
                .isTrue();
        assertThat(books.balance("ada")).isEqualTo("0.00");
        assertThat(head.get("/api/fairness/corrections").json().path("rows"))
                .extracting(row -> row.path("undone").asBoolean())
                .containsExactly(false, true);
        verified();
    }

    @Test
    void whoTakesACorrectionBackAtTheSameTimeIsToldThatItIsDone() throws Exception {
        books.arrive("web", 1);
        Map<String, Object> wanted =
                Map.of("ledger", "all", "from", "ada", "to", "ben", "leads", 1, "reason", "Ben was asked to wait");
        String before = books.balance("ada");
        for (int round = 0; round < 5; round++) {
            String booked = head.post("/api/fairness/bookings", wanted)
                    .expect(201)
                    .json()
                    .path("id")
                    .asString();
            Callable<Integer> undo = () -> server.administrator()
                    .post("/api/fairness/corrections/" + booked + "/undo", Map.of("reason", "A mistake"))
                    .status();
            try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
                assertThat(people.invokeAll(List.of(undo, undo, undo)))
                        .extracting(Future::get)
                        .containsExactlyInAnyOrder(201, 409, 409);
            }
        }
        assertThat(books.balance("ada")).isEqualTo(before);
        verified();
    }

    @Test
    void aBookingThatIsWrongSaysWhere() {
        books.arrive("web", 1);
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
    void theDecisionsAreVerifiedWhileTheDeskWorks() throws Exception {
        books.arrive("web", 5);
        assertThat(head.get("/api/fairness/verifications/last")
                        .json()
                        .path("report")
                        .isNull())
                .isTrue();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> books.verify().path("unsealed").asInt() == 0);
        JsonNode report = books.verify();
        assertThat(report.path("kind").asString()).isEqualTo("report");
        assertThat(report.path("sealed").asInt()).isEqualTo(5);
        assertThat(report.path("recomputed").asInt()).isEqualTo(5);
        assertThat(report.path("findings")).isEmpty();
        server.execute("update fairlead.decision set rule = 'mine' where id = 3 and company_id = 1");
        books.verify();
        JsonNode last = head.get("/api/fairness/verifications/last").json().path("report");
        assertThat(last.path("findings"))
                .extracting(one -> one.path("kind").asString())
                .containsExactly("decision-changed", "decision-differs");
        assertThat(last.at("/findings/0/values/decision").asInt()).isEqualTo(3);
        assertThat(last.at("/findings/1/differences").toString()).contains("\"what\":\"rule\",\"was\":\"mine\"");
        head.get("/api/leads/" + last.at("/findings/1/lead").asString()).expect(200);
        assertThat(last.path("who").asString()).isNotEmpty();
    }

    @Test
    void oneVerificationRunsAtATime() throws SQLException {
        try (var other = TestServer.connect(server.database());
                var statement = other.createStatement()) {
            statement.execute("select pg_advisory_lock(hashtextextended('fairlead verify', 1))");
            assertThat(books.verify().path("slug").asString()).isEqualTo("busy-verification");
        }
    }

    private void verified() {
        JsonNode report = books.verify();
        assertThat(report.path("findings")).isEmpty();
        assertThat(report.path("recomputed").asInt()).isPositive();
    }
}
