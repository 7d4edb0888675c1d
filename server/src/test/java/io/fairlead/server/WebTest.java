package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WebTest {
    private final Client client = TestServer.demo().client();

    @Test
    void everyPageOfTheWebAppIsItsOneDocument() {
        for (String page : new String[] {"/", "/index.html", "/simulator", "/leads/new/deep"}) {
            Client.Answer answer = client.get(page).expect(200);
            assertThat(answer.header("content-type")).startsWith("text/html");
            assertThat(answer.text()).contains("<title>Fairlead</title>");
            assertThat(answer.header("cache-control")).contains("no-cache");
        }
        client.withHeader("If-Modified-Since", "Thu, 01 Jan 2026 00:00:00 GMT")
                .get("/")
                .expect(200);
    }

    @Test
    void whatIsNotAPageIsNotFound() {
        assertThat(client.get("/api/nothing").expect(404).slug()).isEqualTo("not-found");
        client.get("/assets/missing-123.js").expect(404);
        client.get("/favicon.png").expect(404);
        client.get("/actuator/env").expect(401);
        TestServer.demo().administrator().get("/actuator/env").expect(404);
    }

    @Test
    void aWrongMethodIsAProblemToo() {
        Client.Answer answer =
                TestServer.demo().administrator().put("/api/tokens", "{}").expect(405);
        assertThat(answer.slug()).isEqualTo("method-not-allowed");
        assertThat(answer.json().path("detail").asString()).isEqualTo("Method Not Allowed.");
    }

    @Test
    void filesNamedByTheirContentAreKeptForEverAndSentSmall() {
        Client.Answer answer = client.withHeader("Accept-Encoding", "gzip")
                .get("/assets/app-4f2a91.js")
                .expect(200);
        assertThat(answer.header("cache-control")).contains("max-age=31536000").contains("immutable");
        assertThat(answer.header("content-encoding")).isEqualTo("gzip");
    }

    @Test
    void everyAnswerForbidsForeignScriptsAndFrames() {
        Client.Answer answer = client.get("/").expect(200);
        assertThat(answer.header("content-security-policy"))
                .contains("script-src 'self'")
                .contains("frame-ancestors 'none'");
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.header("referrer-policy")).isEqualTo("same-origin");
    }

    @Test
    void healthIsForEverybody() {
        assertThat(client.get("/api/health").expect(200).json().path("status").asString())
                .isEqualTo("up");
        assertThat(client.get("/actuator/health").expect(200).text())
                .contains("UP")
                .doesNotContain("components");
    }

    @Test
    void onlySettingsMayBeLargerThanAFormNeeds() {
        String text = "x".repeat(70_000);
        assertThat(client.post("/api/session", Map.of("email", text))
                        .expect(413)
                        .slug())
                .isEqualTo("too-large");
        TestServer.demo()
                .administrator()
                .post("/api/checks", Map.of("settings", "# " + text))
                .expect(200);
    }

    @Test
    void aBodyBeyondEveryNeedIsRefused() {
        assertThat(client.post("/api/session", "\"" + "x".repeat(25_000_000) + "\"")
                        .expect(413)
                        .slug())
                .isEqualTo("too-large");
    }
}
