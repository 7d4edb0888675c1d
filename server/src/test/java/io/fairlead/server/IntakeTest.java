package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class IntakeTest {
    private final TestServer server = TestServer.demo();
    private final Client manager = server.administrator();

    private static String fresh(String key) {
        return key + "-" + Long.toString(System.nanoTime(), 36);
    }

    private Client source() {
        return manager.withToken(secret(fresh("crm")));
    }

    private String secret(String key) {
        return manager.post("/api/sources", Map.of("key", key, "name", "CRM", "kind", "api"))
                .expect(201)
                .json()
                .path("secret")
                .asString();
    }

    private static Set<String> errors(Client.Answer answer) {
        Set<String> errors = new HashSet<>();
        answer.json()
                .path("errors")
                .forEach(error -> errors.add(error.path("field").asString() + " "
                        + error.path("slug").asString()));
        return errors;
    }

    @Test
    void aLeadIsDecidedAndTheDecisionIsTheAnswer() {
        JsonNode lead = source().post("/api/leads", Map.of("name", "Anna Rossi", "phone", "+39 02 1234567"))
                .expect(201)
                .json();
        assertThat(lead.path("id").asString()).hasSizeGreaterThanOrEqualTo(8);
        assertThat(lead.path("decision").asString()).hasSizeGreaterThanOrEqualTo(8);
        assertThat(lead.path("how").asString()).isNotEmpty();
        assertThat(lead.path("reason").asString()).endsWith(".");
        assertThat(lead.path("warnings")).isEmpty();
    }

    @Test
    void theSameKeyGetsTheFirstAnswerAgain() {
        Client source = source().withHeader("Idempotency-Key", "order-17");
        Map<String, Object> lead = Map.of("name", "Anna", "email", "Anna@Example.com");
        JsonNode first = source.post("/api/leads", lead).expect(201).json();
        assertThat(source.post("/api/leads", lead).expect(200).json()).isEqualTo(first);
        assertThat(source.post("/api/leads", Map.of("name", "Other", "email", "anna@example.com"))
                        .expect(409)
                        .slug())
                .isEqualTo("idempotency-conflict");
    }

    @Test
    void aKeyCountsWithinItsSourceAlone() {
        Map<String, Object> lead = Map.of("name", "Anna");
        String one = source().withHeader("Idempotency-Key", "1")
                .post("/api/leads", lead)
                .expect(201)
                .json()
                .path("id")
                .asString();
        String two = source().withHeader("Idempotency-Key", "1")
                .post("/api/leads", lead)
                .expect(201)
                .json()
                .path("id")
                .asString();
        assertThat(one).isNotEqualTo(two);
    }

    @Test
    void twoOfOneKeyAtOnceAreOneLead() throws Exception {
        String secret = secret(fresh("crm"));
        for (int round = 0; round < 5; round++) {
            String key = "round-" + round;
            List<Callable<Client.Answer>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Client source = manager.withToken(secret).withHeader("Idempotency-Key", key);
                calls.add(() -> source.post("/api/leads", Map.of("name", "Anna", "phone", "+391234567890")));
            }
            try (var pool = Executors.newFixedThreadPool(8)) {
                Set<String> ids = new HashSet<>();
                int created = 0;
                for (Future<Client.Answer> call : pool.invokeAll(calls)) {
                    Client.Answer answer = call.get();
                    assertThat(answer.status()).as(answer.text()).isIn(200, 201);
                    created += answer.status() == 201 ? 1 : 0;
                    ids.add(answer.json().path("id").asString());
                }
                assertThat(ids).hasSize(1);
                assertThat(created).isEqualTo(1);
            }
        }
    }

    @Test
    void aKeyIsVisibleAsciiOfBoundedLength() {
        for (String key : List.of("x".repeat(201), "a b")) {
            assertThat(source().withHeader("Idempotency-Key", key)
                            .post("/api/leads", Map.of("name", "Anna"))
                            .expect(400)
                            .slug())
                    .isEqualTo("bad-idempotency-key");
        }
    }

    @Test
    void whatCannotBeUsedIsToldAtOnceAndKept() {
        Client source = source().withHeader("Idempotency-Key", "broken");
        Map<String, Object> lead = Map.of(
                "name",
                5,
                "phone",
                "what",
                "listing",
                "nowhere",
                "surname",
                "x",
                "fields",
                Map.of("At", 1, "a", List.of()));
        Client.Answer refused = source.post("/api/leads", lead).expect(422);
        assertThat(refused.slug()).isEqualTo("unusable-lead");
        assertThat(errors(refused))
                .containsExactlyInAnyOrder(
                        "name not-a-text",
                        "phone not-a-phone",
                        "listing unknown-listing",
                        "surname unknown-field",
                        "fields.At unknown-field",
                        "fields.a not-a-value");
        String id = refused.json().path("quarantined").asString();
        assertThat(source.post("/api/leads", lead)
                        .expect(422)
                        .json()
                        .path("quarantined")
                        .asString())
                .as("sent again, kept once")
                .isEqualTo(id);
        assertThat(manager.get("/api/quarantine").expect(200).text()).contains(id);
    }

    @Test
    void aLeadThatNobodyCanBeReachedByIsUnusable() {
        assertThat(errors(source().post("/api/leads", Map.of("fields", Map.of("message", "hello")))
                        .expect(422)))
                .containsExactly("phone nobody");
        assertThat(errors(source().post("/api/leads", "{}").expect(422))).containsExactly("phone nobody");
        source().post("/api/leads", "[]").expect(400);
        source().post("/api/leads", "{\"name\":").expect(400);
        source().post("/api/leads", Map.of("name", "x".repeat(70_000))).expect(413);
    }

    @Test
    void whatIsNoPhoneIsLeftOutWhenThereIsAnEmail() {
        JsonNode lead = source().post("/api/leads", Map.of("email", "anna@example.com", "phone", "ask me"))
                .expect(201)
                .json();
        assertThat(lead.at("/warnings/0/field").asString()).isEqualTo("phone");
        assertThat(lead.at("/warnings/0/slug").asString()).isEqualTo("not-a-phone");
    }

    @Test
    void aQuarantinedLeadIsCorrectedAndKeepsItsKey() {
        Client source = source().withHeader("Idempotency-Key", "later");
        Map<String, Object> lead = Map.of("name", "Anna", "listing", "nowhere");
        String id = source.post("/api/leads", lead)
                .expect(422)
                .json()
                .path("quarantined")
                .asString();
        JsonNode row = manager.get("/api/quarantine").json().path("rows").get(0);
        String key = row.path("source").asString();
        String path = "/api/quarantine/" + id;
        assertThat(errors(manager.post(path + "/retry", Map.of("source", key, "lead", lead))
                        .expect(422)))
                .containsExactly("listing unknown-listing");
        JsonNode taken = manager.post(path + "/retry", Map.of("source", key, "lead", Map.of("name", "Anna")))
                .expect(201)
                .json();
        String journal = manager.get("/api/leads/" + taken.path("id").asString() + "/journal")
                .expect(200)
                .text();
        assertThat(journal).contains("quarantine-taken");
        assertThat(source.post("/api/leads", lead).expect(200).json().path("id"))
                .isEqualTo(taken.path("id"));
        manager.post(path + "/retry", Map.of("source", key, "lead", Map.of("name", "Anna")))
                .expect(404);
        manager.post(path + "/discard", Map.of("note", "twice")).expect(404);
        JsonNode done = manager.get("/api/quarantine?state=taken")
                .expect(200)
                .json()
                .path("rows")
                .get(0);
        assertThat(done.path("taken")).isEqualTo(taken.path("id"));
        assertThat(done.path("doneBy").asString()).isNotEmpty();
    }

    @Test
    void twoWhoCorrectOneAtOnceMakeOneLead() throws Exception {
        Client source = source();
        String id = source.post("/api/leads", Map.of("name", "Anna", "listing", "nowhere"))
                .expect(422)
                .json()
                .path("quarantined")
                .asString();
        String key = manager.get("/api/quarantine")
                .json()
                .path("rows")
                .get(0)
                .path("source")
                .asString();
        Map<String, Object> corrected = Map.of("source", key, "lead", Map.of("name", "Anna"));
        Client other = server.administrator();
        try (var pool = Executors.newFixedThreadPool(2)) {
            List<Future<Client.Answer>> answers = pool.invokeAll(List.of(
                    () -> manager.post("/api/quarantine/" + id + "/retry", corrected),
                    () -> other.post("/api/quarantine/" + id + "/retry", corrected)));
            List<Integer> statuses = new ArrayList<>();
            for (Future<Client.Answer> answer : answers) {
                statuses.add(answer.get().status());
            }
            assertThat(statuses).containsExactlyInAnyOrder(201, 404);
        }
    }

    @Test
    void whatIsDiscardedNeedsANote() {
        String id = source().post("/api/leads", "{}")
                .expect(422)
                .json()
                .path("quarantined")
                .asString();
        manager.post("/api/quarantine/" + id + "/discard", Map.of("note", " ")).expect(422);
        manager.post("/api/quarantine/" + id + "/discard", Map.of("note", "spam <b>"))
                .expect(204);
        assertThat(manager.get("/api/quarantine?state=discarded")
                        .json()
                        .path("rows")
                        .get(0)
                        .path("note")
                        .asString())
                .isEqualTo("spam <b>");
    }

    @Test
    void manyLeadsAreTakenInOrderWithAnAnswerForEach() {
        Client source = source().withHeader("Idempotency-Key", "batch");
        List<Map<String, Object>> leads = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            leads.add(i == 60 ? Map.of("phone", 7) : Map.of("name", "Lead " + i));
        }
        leads.set(119, Map.of("name", "Own key", "idempotencyKey", "own"));
        JsonNode rows = source.post("/api/leads/bulk", Map.of("leads", leads))
                .expect(200)
                .json()
                .path("rows");
        assertThat(rows).hasSize(120);
        assertThat(rows.get(60).path("status").asInt()).isEqualTo(422);
        assertThat(rows.get(60).path("quarantined").asString()).isNotEmpty();
        assertThat(rows.get(61).path("status").asInt()).isEqualTo(201);
        JsonNode again = source.post("/api/leads/bulk", Map.of("leads", leads))
                .expect(200)
                .json()
                .path("rows");
        for (int i = 0; i < 120; i++) {
            assertThat(again.get(i).path("status").asInt()).as("row %s", i).isEqualTo(i == 60 ? 422 : 200);
            assertThat(again.get(i).at("/lead/id")).isEqualTo(rows.get(i).at("/lead/id"));
        }
    }

    @Test
    void aKeyThatComesTwiceInOneBatchIsOneLead() {
        List<Map<String, Object>> leads = List.of(
                Map.of("name", "Anna", "idempotencyKey", "a"),
                Map.of("name", "Anna", "idempotencyKey", "a"),
                Map.of("name", "Other", "idempotencyKey", "a"));
        JsonNode rows = source().post("/api/leads/bulk", Map.of("leads", leads))
                .expect(200)
                .json()
                .path("rows");
        assertThat(rows.valueStream().map(row -> row.path("status").asInt())).containsExactly(201, 200, 409);
    }

    @Test
    void aBatchHasItsBounds() {
        source().post("/api/leads/bulk", Map.of("leads", List.of())).expect(422);
        List<Map<String, Object>> many = new ArrayList<>();
        for (int i = 0; i < 1001; i++) {
            many.add(Map.of("name", "x"));
        }
        source().post("/api/leads/bulk", Map.of("leads", many)).expect(422);
        source().post("/api/leads/bulk", "{\"leads\":[null]}").expect(422);
    }

    @Test
    void aSourceThatSendsTooMuchHasToWait() {
        String secret = manager.post(
                        "/api/sources",
                        Map.of("key", fresh("slow"), "name", "Slow", "kind", "api", "settings", Map.of("perMinute", 2)))
                .expect(201)
                .json()
                .path("secret")
                .asString();
        Client source = manager.withToken(secret);
        source.post("/api/leads", Map.of("name", "1")).expect(201);
        source.post("/api/leads", Map.of("name", "2")).expect(201);
        Client.Answer refused = source.post("/api/leads", Map.of("name", "3")).expect(429);
        assertThat(refused.slug()).isEqualTo("too-many-leads");
        assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(1, 60);
    }

    @Test
    void aTokenNamesTheSource() {
        String key = fresh("crm");
        secret(key);
        String token = manager.post("/api/tokens", Map.of("name", "sender"))
                .expect(201)
                .json()
                .path("secret")
                .asString();
        Client program = manager.withToken(token);
        program.post("/api/leads", Map.of("name", "Anna", "source", key)).expect(201);
        assertThat(errors(program.post("/api/leads", Map.of("name", "Anna", "source", "no\u0000where"))
                        .expect(422)))
                .containsExactly("source required");
        assertThat(errors(program.post("/api/leads", Map.of("name", "Anna", "source", "nowhere"))
                        .expect(422)))
                .containsExactly("source unknown-source");
        assertThat(errors(manager.withToken(secret(fresh("other")))
                        .post("/api/leads", Map.of("name", "Anna", "source", key))
                        .expect(422)))
                .containsExactly("source another-source");
    }

    @Test
    void anythingCanBeANameAndNothingOfItIsRun() {
        for (String name : List.of(
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "{{constructor.constructor('alert(1)')()}}",
                "'; drop table fairlead.lead; --",
                "אֲנִי 👩‍👩‍👧 Ω̈ \u202eevil",
                "Zoë".repeat(60))) {
            source().post("/api/leads", Map.of("name", name, "fields", Map.of("message", name)))
                    .expect(201);
        }
        for (String broken : List.of("{\"name\":\"a\\u0000b\"}", "{\"name\":\"\\ud800\"}", "{\"name\":\"a\\nb\"}")) {
            Client.Answer refused = source().post("/api/leads", broken).expect(422);
            assertThat(errors(refused)).containsExactly("name invalid");
        }
        manager.get("/api/quarantine").expect(200);
    }

    @Test
    void whoTypesALeadInHasItAndCanUndoThat() {
        JsonNode entered = manager.post("/api/leads/manual", Map.of("name", "Walk-in", "phone", "+39 347 1234567"))
                .expect(201)
                .json();
        assertThat(entered.at("/lead/how").asString()).isEqualTo("manual");
        assertThat(entered.at("/lead/assignee/key").asString()).isEqualTo("head");
        assertThat(entered.path("undoUntil").asString()).isNotEmpty();
        String path = "/api/leads/manual/" + entered.at("/lead/id").asString() + "/undo";
        manager.post(path, Map.of()).expect(200);
        manager.post(path, Map.of()).expect(200);
    }

    @Test
    void whatIsWrongInALeadTypedInIsToldAndNotKept() {
        assertThat(errors(manager.post("/api/leads/manual", Map.of("name", "", "phone", "12"))
                        .expect(422)))
                .containsExactly("phone not-a-phone");
        manager.post("/api/leads/manual/abcdefgh/undo", Map.of()).expect(404);
    }

    @Test
    void whoIsNotSignedInSendsNothing() {
        Client nobody = server.client();
        List.of("/api/leads", "/api/leads/bulk", "/api/leads/manual", "/api/sources")
                .forEach(path -> nobody.post(path, Map.of("name", "x")).expect(401));
        nobody.get("/api/quarantine").expect(401);
        Client guessing = server.client().withToken("fls_guessed");
        guessing.post("/api/leads", Map.of("name", "x")).expect(401);
    }
}
