package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SessionTest {
    private final TestServer server = TestServer.demo();

    @Test
    void whoIsNotSignedInIsToldSo() {
        assertThat(server.client().get("/api/session").expect(401).slug()).isEqualTo("signed-out");
    }

    @Test
    void theDemosAdministratorSignsInAndSeesWhoAndWhereTheyAre() {
        JsonNode session =
                server.administrator().get("/api/session").expect(200).json();
        assertThat(session.at("/user/email").asString()).isEqualTo("head@beauty-shop.example");
        assertThat(session.at("/user/role").asString()).isEqualTo("administrator");
        assertThat(session.at("/user/id").asString()).matches("[A-Za-z0-9]{8,}");
        assertThat(session.at("/company/timezone").asString()).isEqualTo("Asia/Tomsk");
        assertThat(session.at("/can/simulate").asBoolean()).isTrue();
    }

    @Test
    void theSessionCookieIsOutOfReachOfScriptsAndOtherSites() {
        Client client = server.client();
        String cookie = client
                .post("/api/session", Map.of("email", "HEAD@beauty-shop.example ", "password", server.demoPassword()))
                .expect(204)
                .headers()
                .allValues("set-cookie")
                .stream()
                .filter(set -> set.startsWith("SESSION="))
                .findFirst()
                .orElseThrow();
        assertThat(cookie).contains("HttpOnly").contains("SameSite=Lax");
    }

    @Test
    void aWrongPasswordAndAnUnknownEmailAreAnsweredAlike() {
        Client client = server.client();
        String wrong = client.post(
                        "/api/session", Map.of("email", "ursula@beauty-shop.example", "password", "not the one"))
                .expect(401)
                .text();
        String unknown = client.post("/api/session", Map.of("email", "nobody@example.com", "password", "not the one"))
                .expect(401)
                .text();
        assertThat(wrong).isEqualTo(unknown).contains("wrong-credentials");
    }

    @Test
    void whatCannotBeAnEmailOrAPasswordIsRefusedBeforeItCosts() {
        Client client = server.client();
        for (int attempt = 0; attempt < 6; attempt++) {
            for (Map<String, String> given : List.of(
                    Map.of("email", "nul\u0001@example.com", "password", "wrong"),
                    Map.of("email", "x".repeat(255), "password", "wrong"),
                    Map.of("email", "long@example.com", "password", "x".repeat(1001)))) {
                assertThat(client.post("/api/session", given).expect(401).slug())
                        .isEqualTo("wrong-credentials");
            }
        }
    }

    @Test
    void aSessionCookieThatIsNoIdOpensNothing() {
        for (String cookie : List.of("AA==", "AAAA", "%00", "x".repeat(500))) {
            Client client = server.client();
            client.plant("SESSION", cookie);
            assertThat(client.get("/api/session").expect(401).slug()).isEqualTo("signed-out");
        }
    }

    @Test
    void guessingIsSlowedDownForThatEmailOnly() {
        Client client = server.client();
        Map<String, String> guess = Map.of("email", "guessed@example.com", "password", "wrong");
        for (int attempt = 0; attempt < 5; attempt++) {
            client.post("/api/session", guess).expect(401);
        }
        Client.Answer refused = client.withHeader("X-Forwarded-For", "203.0.113.9")
                .post("/api/session", guess)
                .expect(429);
        assertThat(refused.slug()).isEqualTo("too-many-attempts");
        assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(1, 15);
        server.administrator().get("/api/session").expect(200);
    }

    @Test
    void aProxyThatIsNamedTellsWhereAnAttemptComesFrom() {
        TestServer own = TestServer.start(true, List.of("127.0.0.1"));
        try {
            Map<String, String> guess = Map.of("email", "guessed@example.com", "password", "wrong");
            Client client = own.client().withHeader("X-Forwarded-For", "203.0.113.9");
            for (int attempt = 0; attempt < 5; attempt++) {
                client.post("/api/session", guess).expect(401);
            }
            client.post("/api/session", guess).expect(429);
            client.withHeader("X-Forwarded-For", "203.0.113.10")
                    .post("/api/session", guess)
                    .expect(401);
        } finally {
            own.stop();
        }
    }

    @Test
    void aChangeWithoutTheCsrfTokenIsRefused() {
        Client client = server.administrator().withHeader("X-XSRF-TOKEN", "guessed");
        assertThat(client.patch("/api/session", Map.of("locale", "de"))
                        .expect(403)
                        .slug())
                .isEqualTo("forbidden");
    }

    @Test
    void aCsrfTokenFromBeforeSigningInIsRefusedAfter() {
        Client client = server.client();
        client.get("/api/health").expect(200);
        String before = client.cookie("XSRF-TOKEN").orElseThrow();
        client.signIn("head@beauty-shop.example", server.demoPassword());
        client.patch("/api/session", Map.of("locale", "en")).expect(204);
        client.withHeader("X-XSRF-TOKEN", before)
                .patch("/api/session", Map.of("locale", "en"))
                .expect(403);
    }

    @Test
    void aChangedRoleCountsAtOnceAndWhoIsNoLongerActiveIsSignedOut() {
        TestServer own = TestServer.start(true);
        try {
            Client client = own.administrator();
            client.get("/api/tokens").expect(200);
            own.execute("update fairlead.app_user set role = 'operator' where key = 'head'");
            assertThat(client.get("/api/tokens").expect(403).slug()).isEqualTo("forbidden");
            assertThat(client.get("/api/session").json().at("/can/tokens").asBoolean())
                    .isFalse();
            own.execute("update fairlead.app_user set role = 'administrator', active = false where key = 'head'");
            assertThat(client.get("/api/tokens").expect(401).slug()).isEqualTo("signed-out");
            own.execute("update fairlead.app_user set active = true where key = 'head'");
            client.get("/api/tokens").expect(401);
        } finally {
            own.stop();
        }
    }

    @Test
    void aSessionIdPlantedBeforeSigningInIsNotTheOneAfter() {
        Client client = server.administrator();
        String first = client.cookie("SESSION").orElseThrow();
        client.signIn("head@beauty-shop.example", server.demoPassword());
        assertThat(client.cookie("SESSION").orElseThrow()).isNotEqualTo(first);
        expectWorthless(first);
    }

    @Test
    void thatASessionIsUsedIsWrittenOnceAMinute() {
        TestServer own = TestServer.start(true);
        try {
            Client client = own.administrator();
            String used = "select last_access_time from shared.session";
            long first = Long.parseLong(own.query(used));
            assertThat(client.get("/api/session").expect(200).headers().allValues("set-cookie"))
                    .isEmpty();
            assertThat(own.query(used)).isEqualTo(Long.toString(first));
            own.execute("update shared.session set last_access_time = last_access_time - 60000");
            client.get("/api/session").expect(200);
            assertThat(Long.parseLong(own.query(used))).isGreaterThanOrEqualTo(first);
            assertThat(own.query("select expiry_time - last_access_time from shared.session"))
                    .isEqualTo("1209600000");
        } finally {
            own.stop();
        }
    }

    @Test
    void whatIsKeptOfASessionDoesNotOpenIt() {
        TestServer own = TestServer.start(true);
        try {
            Client client = own.administrator();
            String kept = own.query("select session_id from shared.session");
            assertThat(kept).isNotEqualTo(client.cookie("SESSION").orElseThrow());
            Client thief = own.client();
            thief.plant("SESSION", kept);
            thief.get("/api/session").expect(401);
            client.get("/api/session").expect(200);
            own.execute("update shared.session set expiry_time = 0");
            client.get("/api/session").expect(401);
        } finally {
            own.stop();
        }
    }

    @Test
    void afterSigningOutTheSessionIsGone() {
        Client client = server.administrator();
        String session = client.cookie("SESSION").orElseThrow();
        client.delete("/api/session").expect(204);
        client.get("/api/session").expect(401);
        expectWorthless(session);
    }

    private void expectWorthless(String session) {
        Client thief = server.client();
        thief.plant("SESSION", session);
        thief.get("/api/session").expect(401);
    }

    @Test
    void theLanguageIsTheUsersOwnAndOnlyOneWeHave() {
        Client client = server.administrator();
        client.patch("/api/session", Map.of("locale", "he")).expect(204);
        assertThat(client.get("/api/session").json().at("/user/locale").asString())
                .isEqualTo("he");
        JsonNode problem =
                client.patch("/api/session", Map.of("locale", "xx")).expect(422).json();
        assertThat(problem.at("/errors/0/field").asString()).isEqualTo("locale");
        assertThat(problem.at("/errors/0/slug").asString()).isEqualTo("unknown-locale");
        client.patch("/api/session", Map.of("locale", "en")).expect(204);
    }

    @Test
    void aNewPasswordEndsTheUsersOtherSessions() {
        TestServer own = TestServer.start(true);
        try {
            Client here = own.administrator();
            Client elsewhere = own.administrator();
            String old = own.demoPassword();
            assertThat(error(here, "not the old one", "a long new password")).isEqualTo("current wrong-password");
            assertThat(error(here, old, "short")).isEqualTo("next too-short");
            assertThat(error(here, old, "Password1234")).isEqualTo("next too-common");
            assertThat(error(here, old, "aaaaaaaaaaaaaaaa")).isEqualTo("next too-common");
            here.put("/api/session/password", Map.of("current", old, "next", "a long new password"))
                    .expect(204);

            here.get("/api/session").expect(200);
            elsewhere.get("/api/session").expect(401);
            own.client()
                    .post("/api/session", Map.of("email", "head@beauty-shop.example", "password", old))
                    .expect(401);
            own.client().signIn("head@beauty-shop.example", "a long new password");
        } finally {
            own.stop();
        }
    }

    private static String error(Client client, String current, String next) {
        JsonNode problem = client.put("/api/session/password", Map.of("current", current, "next", next))
                .expect(422)
                .json();
        return problem.at("/errors/0/field").asString() + " "
                + problem.at("/errors/0/slug").asString();
    }
}
