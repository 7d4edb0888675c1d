package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TokenTest {
    private final TestServer server = TestServer.demo();

    @Test
    void aTokenIsShownOnceAndThenOpensTheApiWithoutACsrfToken() {
        Client person = server.administrator();
        JsonNode made = person.post("/api/tokens", Map.of("name", "nightly export"))
                .expect(201)
                .json();
        String secret = made.path("secret").asString();
        Client program = person.withToken(secret);

        assertThat(program.get("/api/session")
                        .expect(200)
                        .json()
                        .at("/user/email")
                        .asString())
                .isEqualTo("head@beauty-shop.example");
        program.patch("/api/session", Map.of("locale", "en")).expect(204);
        Client.Answer rows = person.get("/api/tokens").expect(200);
        assertThat(rows.text()).contains("nightly export").doesNotContain(secret);
        assertThat(rows.headers().allValues("set-cookie")).noneMatch(cookie -> cookie.startsWith("SESSION=;"));
        assertThat(program.cookie("SESSION")).isEmpty();
        person.delete("/api/tokens/" + made.path("id").asString()).expect(204);
        assertThat(program.get("/api/session").expect(401).slug()).isEqualTo("signed-out");
    }

    @Test
    void anExpiredTokenOpensNothing() {
        Client person = server.administrator();
        String soon = Instant.now().plusSeconds(3).toString();
        String secret = person.post("/api/tokens", Map.of("name", "old", "expiresAt", soon))
                .expect(201)
                .json()
                .path("secret")
                .asString();
        Client program = person.withToken(secret);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> program.get("/api/session").status() == 401);
    }

    @Test
    void aTokenExpiresInTheFutureAndBeforeTheYearTenThousand() {
        Client person = server.administrator();
        for (String never : List.of("2020-01-01T00:00:00Z", "+10000-01-01T00:00:00Z", "+1000000000-12-31T00:00:00Z")) {
            assertThat(person.post("/api/tokens", Map.of("name", "never", "expiresAt", never))
                            .expect(422)
                            .json()
                            .at("/errors/0/field")
                            .asString())
                    .isEqualTo("expiresAt");
        }
    }

    @Test
    void aTokenMakesNoTokens() {
        Client person = server.administrator();
        JsonNode made =
                person.post("/api/tokens", Map.of("name", "leaked")).expect(201).json();
        Client program = person.withToken(made.path("secret").asString());
        assertThat(program.post("/api/tokens", Map.of("name", "child"))
                        .expect(403)
                        .slug())
                .isEqualTo("forbidden");
        program.get("/api/tokens").expect(403);
        program.delete("/api/tokens/" + made.path("id").asString()).expect(403);
        assertThat(program.get("/api/session").json().at("/can/tokens").asBoolean())
                .isFalse();
        person.delete("/api/tokens/" + made.path("id").asString()).expect(204);
    }

    @Test
    void aGuessedTokenOpensNothingEvenWhatNeedsNoPermission() {
        Client.Answer refused =
                server.client().withToken("fl_guessed").get("/api/health").expect(401);
        assertThat(refused.header("www-authenticate")).startsWith("Bearer");
    }

    @Test
    void aTokenNeedsANameAndAnIdThatIsOnes() {
        Client person = server.administrator();
        assertThat(person.post("/api/tokens", Map.of("name", " "))
                        .expect(422)
                        .json()
                        .at("/errors/0/slug")
                        .asString())
                .isEqualTo("required");
        assertThat(person.post("/api/tokens", Map.of("name", "a\u0000b"))
                        .expect(422)
                        .json()
                        .at("/errors/0/slug")
                        .asString())
                .isEqualTo("invalid");
        assertThat(person.delete("/api/tokens/abcdefgh").expect(404).slug()).isEqualTo("not-found");
        assertThat(person.post("/api/tokens", "{\"name\":").expect(400).slug()).isEqualTo("unreadable");
        assertThat(person.post("/api/tokens", "{\"nama\":\"x\"}").expect(400).slug())
                .isEqualTo("unreadable");
    }

    @Test
    void metricsAreForProgramsWithTheRight() {
        Client person = server.administrator();
        assertThat(server.client().get("/actuator/prometheus").expect(401).slug())
                .isEqualTo("signed-out");
        assertThat(person.get("/actuator/prometheus").expect(200).text()).contains("jvm_memory_used_bytes");
    }
}
