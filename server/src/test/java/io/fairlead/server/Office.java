package io.fairlead.server;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** One server for the tests of people and rosters: the demo company, and a neighbour with everything alike. */
final class Office {
    static final TestServer SERVER = TestServer.start(true).shared();
    static final String PASSWORD = "a long password for tests";

    /** Founds the neighbour. */
    static final String NEIGHBOUR = """
                insert into fairlead.company (company_id, name, timezone, id_seed)
                    overriding system value values (99, 'Neighbour', 'Europe/Rome', 7);
                insert into fairlead.app_user (company_id, id, key, name, email, role)
                    overriding system value values (99, 9900, 'boss', 'Boss', 'boss@neighbour.example', 'administrator'),
                                                   (99, 9901, 'ursula', 'Ursula', 'ursula@neighbour.example', 'operator');
                insert into fairlead.setting (company_id, kind, key, body)
                    values (99, 'schedule', 'secret-shift', '{"weekly": [{"days": "mon", "hours": "09:00-10:00"}]}');
                insert into fairlead.absence (company_id, user_id, "from", "to", kind)
                    values (99, 9901, '2026-12-01', '2026-12-02', 'neighbours-secret');
                insert into shared.sign_in (email, company_id, user_id, password)
                    select 'boss@neighbour.example', 99, 9900, password from shared.sign_in where email = 'head@beauty-shop.example';
                """;

    static {
        SERVER.execute(NEIGHBOUR);
    }

    private Office() {}

    static Client head() {
        return SERVER.client().signIn("head@beauty-shop.example", SERVER.demoPassword());
    }

    static Client neighbour() {
        return SERVER.client().signIn("boss@neighbour.example", SERVER.demoPassword());
    }

    /** Adds a user with this role, who accepts the invitation at once; their browser. */
    static Client joined(String key, String role) {
        Client head = head();
        head.post("/api/users", Map.of("key", key, "name", key, "email", key + "@shop.example", "role", role))
                .expect(201);
        return accept(head, key);
    }

    /** Invites the user anew and accepts as they would; their browser. */
    static Client accept(Client inviter, String key) {
        return accept(inviter, SERVER.client(), key);
    }

    /** The same on another server, where they use this browser. */
    static Client accept(Client inviter, Client browser, String key) {
        String secret = inviter.post("/api/users/" + key + "/invitation", "{}")
                .expect(201)
                .json()
                .path("secret")
                .asString();
        browser.post(
                        "/api/invitations/accept",
                        Map.of("secret", secret, "name", key, "locale", "en", "password", PASSWORD))
                .expect(204);
        return browser;
    }

    static JsonNode user(Client client, String key) {
        return client.get("/api/users/" + key).expect(200).json();
    }

    /** The slugs of a problem's fields, as {@code field slug}. */
    static java.util.List<String> errors(Client.Answer answer) {
        return answer.json()
                .path("errors")
                .valueStream()
                .map(error -> error.path("field").asString() + " "
                        + error.path("slug").asString())
                .toList();
    }
}
