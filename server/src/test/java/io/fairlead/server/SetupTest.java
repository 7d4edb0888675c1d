package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SetupTest {
    private static final Map<String, Object> COMPANY =
            Map.of("name", "Casa Nova", "timezone", "Europe/Rome", "region", "IT");

    @Test
    void anEmptyInstallationIsSetUpOnceByWhoHasTheLink() {
        TestServer server = TestServer.start(false);
        try {
            String link = server.said("Open       ");
            String token = link.substring(link.indexOf("/setup#") + "/setup#".length());
            Client client = server.client();
            assertThat(client.get("/api/setup")
                            .expect(200)
                            .json()
                            .path("needed")
                            .asBoolean())
                    .isTrue();

            assertThat(setUp(client, "fl_wrong", "Anna Rossi").expect(403).slug())
                    .isEqualTo("wrong-link");
            setUp(client, token, "Anna Rossi").expect(204);
            assertThat(setUp(client, token, "Mallory").expect(409).slug()).isEqualTo("already-set-up");

            assertThat(client.get("/api/setup").json().path("needed").asBoolean())
                    .isFalse();
            JsonNode session = client.signIn("anna@casanova.example", "una password lunga")
                    .get("/api/session")
                    .expect(200)
                    .json();
            assertThat(session.at("/user/name").asString()).isEqualTo("Anna Rossi");
            assertThat(session.at("/company/name").asString()).isEqualTo("Casa Nova");
            assertPhonesHaveItsCountry(client);
        } finally {
            server.stop();
        }
    }

    private static void assertPhonesHaveItsCountry(Client client) {
        String secret = client.post("/api/sources", Map.of("key", "crm", "name", "CRM", "kind", "api"))
                .expect(201)
                .json()
                .path("secret")
                .asString();
        JsonNode lead = client.withToken(secret)
                .post("/api/leads", Map.of("phone", "347 1112223"))
                .expect(201)
                .json();
        assertThat(client.get("/api/leads/" + lead.path("id").asString())
                        .json()
                        .at("/lead/phone")
                        .asString())
                .isEqualTo("+393471112223");
        assertThat(client.get("/api/company").expect(200).json().path("region").asString())
                .isEqualTo("IT");
    }

    @Test
    void everyWrongFieldIsNamedAtOnce() {
        JsonNode errors = TestServer.demo()
                .client()
                .post(
                        "/api/setup",
                        Map.of(
                                "token",
                                "x",
                                "company",
                                Map.of("name", "", "timezone", "Europe/Atlantis"),
                                "name",
                                "",
                                "email",
                                "anna",
                                "password",
                                "short"))
                .expect(422)
                .json()
                .path("errors");
        assertThat(errors.valueStream()
                        .map(error -> error.path("field").asString() + " "
                                + error.path("slug").asString()))
                .containsExactly(
                        "company.name required",
                        "company.timezone unknown-timezone",
                        "name required",
                        "email not-an-email",
                        "password too-short");
    }

    @Test
    void controlCharactersAreNoPartOfANameOrAnEmail() {
        Client.Answer refused = TestServer.demo()
                .client()
                .post(
                        "/api/setup",
                        Map.of(
                                "token", "x",
                                "company", Map.of("name", "a\u0001b", "timezone", "Europe/Rome"),
                                "name", "a\u0001b",
                                "email", "nul\u0001@example.com",
                                "password", "x".repeat(1001)))
                .expect(422);
        assertThat(refused.json()
                        .path("errors")
                        .valueStream()
                        .map(error -> error.path("field").asString() + " "
                                + error.path("slug").asString()))
                .containsExactly("company.name invalid", "name invalid", "email not-an-email", "password too-long");
    }

    private static Client.Answer setUp(Client client, String token, String name) {
        return client.post(
                "/api/setup",
                Map.of(
                        "token",
                        token,
                        "company",
                        COMPANY,
                        "name",
                        name,
                        "email",
                        "Anna@casanova.example",
                        "password",
                        "una password lunga"));
    }
}
