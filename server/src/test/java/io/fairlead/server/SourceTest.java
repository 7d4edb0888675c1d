package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SourceTest {
    private final TestServer server = TestServer.demo();
    private final Client manager = server.administrator();

    private static String fresh(String key) {
        return key + "-" + Long.toString(System.nanoTime(), 36);
    }

    private JsonNode made(String key, String kind) {
        return manager.post("/api/sources", Map.of("key", key, "name", "Source " + key, "kind", kind))
                .expect(201)
                .json();
    }

    @Test
    void aSourceForProgramsShowsItsKeyOnce() {
        String key = fresh("crm");
        JsonNode made = made(key, "api");
        String secret = made.path("secret").asString();
        assertThat(secret).startsWith("fls_");
        assertThat(made.at("/source/publicKey").isNull()).isTrue();
        assertThat(manager.get("/api/sources").expect(200).text()).contains(key).doesNotContain(secret);
    }

    @Test
    void aRenewedKeyEndsTheOldOne() {
        JsonNode made = made(fresh("crm"), "api");
        Client before = manager.withToken(made.path("secret").asString());
        before.post("/api/leads", Map.of("phone", 5)).expect(422);
        String path = "/api/sources/" + made.at("/source/id").asString();
        String renewed = manager.post(path + "/key", Map.of())
                .expect(200)
                .json()
                .path("secret")
                .asString();
        assertThat(before.post("/api/leads", Map.of("phone", 5)).expect(401).slug())
                .isEqualTo("signed-out");
        manager.withToken(renewed).post("/api/leads", Map.of("phone", 5)).expect(422);
    }

    @Test
    void theKeyOfASourceOpensNothingButTheIntake() {
        Client source =
                manager.withToken(made(fresh("crm"), "api").path("secret").asString());
        for (String path : List.of("/api/session", "/api/sources", "/api/quarantine", "/api/relays", "/api/tokens")) {
            assertThat(source.get(path).expect(403).slug()).as(path).isEqualTo("forbidden");
        }
        source.post("/api/leads/manual", Map.of("name", "Anna")).expect(403);
        source.get("/actuator/prometheus").expect(403);
    }

    @Test
    void everythingWrongWithASourceIsToldAtOnce() {
        JsonNode problem = manager.post(
                        "/api/sources",
                        Map.of(
                                "key",
                                "Not A Key",
                                "name",
                                "",
                                "kind",
                                "form",
                                "settings",
                                Map.of(
                                        "country",
                                        "XX",
                                        "listing",
                                        "nowhere",
                                        "perMinute",
                                        0,
                                        "form",
                                        Map.of(
                                                "origins",
                                                List.of("https://ok.example", "https://not.example/path"),
                                                "fields",
                                                List.of(Map.of("id", "source"))))))
                .expect(422)
                .json();
        assertThat(problem.path("errors")
                        .valueStream()
                        .map(error -> error.path("field").asString() + " "
                                + error.path("slug").asString()))
                .containsExactlyInAnyOrder(
                        "key invalid",
                        "name required",
                        "country invalid",
                        "listing unknown-listing",
                        "perMinute out-of-range",
                        "origins not-an-origin",
                        "fields invalid",
                        "fields no-contact");
    }

    @Test
    void aKeyIsGivenOnce() {
        String key = fresh("crm");
        made(key, "api");
        assertThat(manager.post("/api/sources", Map.of("key", key, "name", "Again", "kind", "api"))
                        .expect(422)
                        .json()
                        .at("/errors/0/slug")
                        .asString())
                .isEqualTo("taken");
        manager.post("/api/sources", Map.of("key", "manual", "name", "By hand", "kind", "api"))
                .expect(422);
    }

    @Test
    void whoChangesWhatSomebodyElseChangedMeanwhileIsShownIt() {
        JsonNode made = made(fresh("crm"), "api");
        String path = "/api/sources/" + made.at("/source/id").asString();
        manager.withHeader("If-Match", "\"1\"");
        Client.Answer changed =
                manager.put(path, Map.of("name", "Portal", "active", false)).expect(200);
        assertThat(changed.header("etag")).isEqualTo("\"2\"");
        assertThat(changed.json().path("active").asBoolean()).isFalse();
        Client.Answer late = manager.put(path, Map.of("name", "Other")).expect(409);
        assertThat(late.slug()).isEqualTo("changed-meanwhile");
        assertThat(late.json().at("/current/name").asString()).isEqualTo("Portal");
        assertThat(manager.withToken(made.path("secret").asString())
                        .post("/api/leads", Map.of("phone", "1"))
                        .expect(401)
                        .slug())
                .isEqualTo("signed-out");
    }

    @Test
    void relaysAreKeptAsTheyAreCompared() {
        JsonNode relays = manager.put(
                        "/api/relays", Map.of("values", List.of(" @Reply.Portal.example ", "+39 02 1234 5678")))
                .expect(200)
                .json();
        assertThat(relays.path("values").valueStream().map(JsonNode::asString))
                .containsExactly("+390212345678", "@reply.portal.example");
        manager.put("/api/relays", Map.of("values", List.of("what?"))).expect(422);
        manager.put("/api/relays", Map.of("values", List.of())).expect(200);
    }

    @Test
    void aFormIsPreviewedWithoutBeingSaved() {
        String html = manager.post(
                        "/api/form-previews",
                        Map.of(
                                "locale",
                                "he",
                                "form",
                                Map.of("texts", Map.of("he", Map.of("title", "<script>alert(1)</script>")))))
                .expect(200)
                .json()
                .path("html")
                .asString();
        assertThat(html)
                .contains("dir=\"rtl\"")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script");
    }
}
