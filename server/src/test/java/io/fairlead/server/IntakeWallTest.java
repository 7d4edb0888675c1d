package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Two companies with everything alike, and people who may do less. */
class IntakeWallTest {
    private static final TestServer SERVER = TestServer.demo();
    private static final String OTHERS_KEY = "fls_the-key-of-the-other-company";

    private final Client manager = SERVER.administrator();

    /** A second company with a source of the same key; Ursula of the first gets the administrator's password. */
    @BeforeAll
    static void others() {
        SERVER.execute("""
                select set_config('fairlead.company', '900', false);
                insert into fairlead.company (company_id, name, timezone, id_seed)
                    overriding system value values (900, 'Other', 'Europe/Rome', 900);
                insert into fairlead.source (key, name, kind, settings, seal, created_at)
                    values ('twin', 'Twin', 'api', '{"listing": "", "perMinute": 600}', '', now());
                insert into shared.source_key (hash, company_id, source_id, open)
                    select sha256('%s'), 900, id, false from fairlead.source where company_id = 900;
                insert into shared.sign_in (email, company_id, user_id, password)
                    select u.email, u.company_id, u.id, s.password
                      from fairlead.app_user u, shared.sign_in s
                     where u.email = 'ursula@beauty-shop.example' and s.email = 'head@beauty-shop.example'
                    on conflict do nothing;
                """.formatted(OTHERS_KEY));
    }

    private Client own() {
        String key = "twin";
        Client.Answer made = manager.post("/api/sources", Map.of("key", key, "name", "Twin", "kind", "api"));
        if (made.status() == 201) {
            return manager.withToken(made.json().path("secret").asString());
        }
        String id = manager.get("/api/sources")
                .json()
                .path("rows")
                .valueStream()
                .filter(row -> row.path("key").asString().equals(key))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
        return manager.withToken(manager.post("/api/sources/" + id + "/key", Map.of())
                .expect(200)
                .json()
                .path("secret")
                .asString());
    }

    @Test
    void theSameSourceAndIdempotencyKeyInTwoCompaniesAreTwoLeads() {
        Map<String, Object> lead = Map.of("name", "Anna", "phone", "+390299887766");
        JsonNode one = own().withHeader("Idempotency-Key", "wall-1")
                .post("/api/leads", lead)
                .expect(201)
                .json();
        JsonNode two = manager.withToken(OTHERS_KEY)
                .withHeader("Idempotency-Key", "wall-1")
                .post("/api/leads", lead)
                .expect(201)
                .json();
        assertThat(two.path("id")).isNotEqualTo(one.path("id"));
        assertThat(two.path("assignee").isNull()).isTrue();
    }

    @Test
    void whatIsInQuarantineOfOneCompanyIsNotInTheOther() {
        String id = manager.withToken(OTHERS_KEY)
                .post("/api/leads", Map.of("name", "Theirs", "listing", "nowhere"))
                .expect(422)
                .json()
                .path("quarantined")
                .asString();
        assertThat(manager.get("/api/quarantine").expect(200).text())
                .doesNotContain("Theirs")
                .doesNotContain(id);
        manager.post("/api/quarantine/" + id + "/discard", Map.of("note", "mine?"))
                .expect(404);
        manager.post("/api/quarantine/" + id + "/retry", Map.of("source", "twin", "lead", Map.of("name", "x")))
                .expect(404);
    }

    @Test
    void anOperatorTypesLeadsInAndSetsNothingUp() {
        Client operator = SERVER.client().signIn("ursula@beauty-shop.example", SERVER.demoPassword());
        for (String path : List.of("/api/sources", "/api/quarantine", "/api/relays")) {
            operator.get(path).expect(403);
        }
        operator.post("/api/sources", Map.of("key", "x", "name", "x", "kind", "api"))
                .expect(403);
        operator.post("/api/form-previews", Map.of()).expect(403);
        operator.post("/api/leads", Map.of("name", "x", "source", "twin")).expect(403);
        operator.post("/api/leads/bulk", Map.of("leads", List.of())).expect(403);
        JsonNode entered = operator.post("/api/leads/manual", Map.of("name", "Walk-in"))
                .expect(201)
                .json();
        assertThat(entered.at("/lead/assignee/key").asString()).isEqualTo("ursula");
        String path = "/api/leads/manual/" + entered.at("/lead/id").asString() + "/undo";
        manager.post(path, Map.of()).expect(404);
        operator.post(path, Map.of()).expect(200);
    }
}
