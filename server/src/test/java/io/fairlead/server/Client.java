package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A browser that keeps cookies and sends the CSRF token, or a program that shows an API token. Every answer is held
 * against the description of the API.
 */
public final class Client {
    private static final JsonMapper JSON = new JsonMapper();

    private final String server;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
    private final Map<String, String> headers = new HashMap<>();

    public Client(String server) {
        this.server = server;
    }

    /** An answer; the body is missing where the server sent none. */
    public record Answer(int status, HttpHeaders headers, String text) {
        public JsonNode json() {
            return JSON.readTree(text);
        }

        /** The problem's name. */
        public String slug() {
            assertThat(header("content-type")).startsWith("application/problem+json");
            JsonNode problem = json();
            assertThat(problem.path("status").asInt()).isEqualTo(status);
            assertThat(problem.path("title").asString("")).isNotBlank();
            String slug = problem.path("slug").asString("");
            assertThat(problem.path("type").asString("")).isEqualTo("urn:fairlead:problem:" + slug);
            return slug;
        }

        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        public Answer expect(int expected) {
            assertThat(status).as("status of %s", text).isEqualTo(expected);
            return this;
        }
    }

    public Client signIn(String email, String password) {
        post("/api/session", Map.of("email", email, "password", password)).expect(204);
        return this;
    }

    /** A program on the same server that shows this token and keeps no cookies. */
    public Client withToken(String secret) {
        Client program = new Client(server);
        program.headers.put("Authorization", "Bearer " + secret);
        return program;
    }

    /** The same browser, sending a header with every request. */
    public Client withHeader(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** The same browser, no longer sending it. */
    public Client withoutHeader(String name) {
        headers.remove(name);
        return this;
    }

    /** Sends these headers with this request alone. */
    public Answer call(String method, String path, @Nullable Object body, Map<String, String> own) {
        Map<String, String> before = Map.copyOf(headers);
        headers.putAll(own);
        try {
            return method.equals("GET") ? get(path) : change(method, path, body);
        } finally {
            headers.clear();
            headers.putAll(before);
        }
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer post(String path, Object body) {
        return change("POST", path, body);
    }

    public Answer put(String path, Object body) {
        return change("PUT", path, body);
    }

    public Answer patch(String path, Object body) {
        return change("PATCH", path, body);
    }

    public Answer delete(String path) {
        return change("DELETE", path, null);
    }

    /** Changes this version of what is there. */
    public Answer put(String path, Object body, long version) {
        return matching(version, () -> put(path, body));
    }

    /** Deletes this version of what is there. */
    public Answer delete(String path, long version) {
        return matching(version, () -> delete(path));
    }

    private Answer matching(long version, Supplier<Answer> request) {
        headers.put("If-Match", "\"" + version + "\"");
        try {
            return request.get();
        } finally {
            headers.remove("If-Match");
        }
    }

    public Optional<String> cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst();
    }

    /** Plants a cookie in the browser. */
    public void plant(String name, String value) {
        HttpCookie cookie = new HttpCookie(name, value);
        cookie.setPath("/");
        cookie.setVersion(0);
        cookies.getCookieStore().add(URI.create(server), cookie);
    }

    private Answer change(String method, String path, @Nullable Object body) {
        if (!headers.containsKey("Authorization") && cookie("XSRF-TOKEN").isEmpty()) {
            get("/api/health");
        }
        return send(method, path, body);
    }

    /** Sends bytes of a number that is not said beforehand. */
    public Answer upload(String path, java.io.InputStream content) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> content));
        if (cookie("XSRF-TOKEN").isEmpty()) {
            get("/api/health");
        }
        cookie("XSRF-TOKEN").ifPresent(token -> request.header("X-XSRF-TOKEN", token));
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Posts and reads the answer as it comes; closing it drops the connection. */
    public InputStream stream(String path, Object body) {
        return exchange("POST", path, body, HttpResponse.BodyHandlers.ofInputStream())
                .body();
    }

    /** Listens to what the server sends as it comes; closing it drops the connection. */
    public InputStream listen(String path) {
        return exchange("GET", path, null, HttpResponse.BodyHandlers.ofInputStream())
                .body();
    }

    private Answer send(String method, String path, @Nullable Object body) {
        HttpResponse<String> response = exchange(method, path, body, HttpResponse.BodyHandlers.ofString());
        Answer answer = new Answer(response.statusCode(), response.headers(), response.body());
        Contract.check(method, path, answer);
        return answer;
    }

    private <T> HttpResponse<T> exchange(
            String method, String path, @Nullable Object body, HttpResponse.BodyHandler<T> handler) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path))
                .timeout(Duration.ofSeconds(60))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(
                                        body instanceof String text ? text : JSON.writeValueAsString(body)));
        if (body != null && !headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        if (!method.equals("GET") && !headers.containsKey("X-XSRF-TOKEN")) {
            cookie("XSRF-TOKEN").ifPresent(token -> request.header("X-XSRF-TOKEN", token));
        }
        headers.forEach(request::header);
        try {
            return http.send(request.build(), handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
