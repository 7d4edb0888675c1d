package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What keeps a browser from being turned against who uses it. */
class SecurityTest {
    private final TestServer server = TestServer.demo();
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void everyAnswerTellsTheBrowserWhatItMayNotDo() throws Exception {
        var requests = List.of(
                request("/").GET(),
                request("/leads").GET(),
                request("/api/health").GET(),
                request("/api/session").GET(),
                request("/api/none").GET(),
                request("/none.js").GET(),
                request("/actuator/health").GET(),
                request("/actuator/prometheus").GET(),
                request("/api/session").PUT(HttpRequest.BodyPublishers.noBody()),
                request("/api/session").POST(HttpRequest.BodyPublishers.ofString("{")),
                request("/api/session").header("Authorization", "Bearer none").GET());
        for (var request : requests) {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            var headers = answer.headers();
            String what =
                    answer.request().method() + " " + answer.request().uri().getPath() + " " + answer.statusCode();
            assertThat(headers.allValues("content-security-policy"))
                    .as(what)
                    .singleElement()
                    .satisfies(policy -> assertThat(policy)
                            .contains("script-src 'self'", "object-src 'none'", "base-uri 'none'")
                            .contains("frame-ancestors 'none'", "form-action 'self'")
                            .doesNotContain("unsafe-eval")
                            .doesNotContainPattern("script-src[^;]*unsafe-inline"));
            assertThat(headers.firstValue("x-content-type-options")).as(what).contains("nosniff");
            assertThat(headers.firstValue("x-frame-options")).as(what).contains("DENY");
            assertThat(headers.firstValue("referrer-policy")).as(what).contains("same-origin");
            assertThat(headers.firstValue("cross-origin-opener-policy"))
                    .as(what)
                    .contains("same-origin");
            assertThat(headers.firstValue("permissions-policy")).as(what).isPresent();
            assertThat(headers.firstValue("server")).as(what).isEmpty();
        }
    }

    @Test
    void answersOfTheInterfaceAreKeptNowhere() throws Exception {
        var answer = http.send(request("/api/session").GET().build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.headers().firstValue("cache-control").orElse("")).contains("no-store");
    }

    @Test
    void behindTlsCookiesAreSentOverTlsOnlyAndTheBrowserIsToldToStayThere() {
        TestServer own = TestServer.start(true, List.of("127.0.0.1"));
        try {
            Client client = own.client();
            client.get("/api/health").expect(200);
            var answer = client.withHeader("X-Forwarded-Proto", "https")
                    .post("/api/session", Map.of("email", "head@beauty-shop.example", "password", own.demoPassword()))
                    .expect(204);
            assertThat(answer.headers().allValues("set-cookie"))
                    .isNotEmpty()
                    .allMatch(cookie -> cookie.contains("; Secure"));
            assertThat(answer.header("strict-transport-security")).contains("max-age=31536000");
        } finally {
            own.stop();
        }
    }

    @Test
    void aHeaderThatNoProxyOfOursSentIsNotBelieved() throws Exception {
        var answer = http.send(
                request("/api/health")
                        .header("X-Forwarded-Proto", "https")
                        .GET()
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.headers().firstValue("strict-transport-security")).isEmpty();
    }

    @Test
    void anotherSiteMayNotReadOrChangeAnything() throws Exception {
        var preflight = http.send(
                request("/api/session")
                        .header("Origin", "https://evil.example")
                        .header("Access-Control-Request-Method", "PATCH")
                        .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(preflight.headers().firstValue("access-control-allow-origin"))
                .isEmpty();

        Client head = server.administrator();
        String session = head.cookie("SESSION").orElseThrow();
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "application/json")) {
            var forged = http.send(
                    request("/api/session/password")
                            .header("Origin", "https://evil.example")
                            .header("Cookie", "SESSION=" + session)
                            .header("Content-Type", type)
                            .POST(HttpRequest.BodyPublishers.ofString("{\"a\": \"b\"}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(forged.statusCode()).as(type).isEqualTo(403);
        }
    }

    @Test
    void anAnswerNeverTellsWhatTheServerIsMadeOf() throws Exception {
        for (String path : List.of("/api/none", "/api/leads/%00", "/actuator/env")) {
            var answer = http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(path).isBetween(400, 499);
            assertThat(answer.body()).as(path).doesNotContain("Exception", "org.springframework", "Tomcat", "at io.");
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.address() + path));
    }
}
