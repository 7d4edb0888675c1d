package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FormTest {
    private static final String SITE = "https://shop.example";

    private final TestServer server = TestServer.demo();
    private final Client manager = server.administrator();
    private final HttpClient browser = HttpClient.newHttpClient();

    private record Made(String key, String publicKey) {
        String path() {
            return "/f/" + publicKey;
        }
    }

    private Made form(Map<String, Object> form) {
        String key = "form-" + Long.toString(System.nanoTime(), 36);
        Map<String, Object> wanted =
                new HashMap<>(Map.of("origins", List.of(SITE), "minSeconds", 0, "perAddress", 1000));
        wanted.putAll(form);
        JsonNode made = manager.post(
                        "/api/sources",
                        Map.of("key", key, "name", "Site", "kind", "form", "settings", Map.of("form", wanted)))
                .expect(201)
                .json();
        assertThat(made.path("secret").isNull()).isTrue();
        return new Made(key, made.at("/source/publicKey").asString());
    }

    private HttpResponse<String> get(String path) {
        return exchange(HttpRequest.newBuilder(URI.create(server.address() + path)));
    }

    private HttpResponse<String> post(Made form, Map<String, String> values, String... headers) {
        String body = values.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.address() + form.path()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return exchange(request);
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a visitor with this page open would send. */
    private static Map<String, String> filled(HttpResponse<String> page, Map<String, String> typed) {
        Map<String, String> values = new LinkedHashMap<>();
        Matcher hidden = Pattern.compile("type=\"hidden\" name=\"(\\w+)\" value=\"([^\"]*)\"")
                .matcher(page.body());
        while (hidden.find()) {
            values.put(hidden.group(1), hidden.group(2));
        }
        values.put("website", "");
        values.putAll(typed);
        return values;
    }

    private JsonNode quarantined(Made form) {
        return manager.get("/api/quarantine")
                .expect(200)
                .json()
                .path("rows")
                .valueStream()
                .filter(row -> row.path("source").asString().equals(form.key()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing of " + form.key() + " is in quarantine"));
    }

    @Test
    void aVisitorWithoutScriptsGetsAReceiptThatSaysNothing() {
        Made form = form(Map.of());
        HttpResponse<String> page = get(form.path() + "?lang=it");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("<html lang=\"it\" dir=\"ltr\">")
                .contains("Scrivici")
                .doesNotContain("<script");
        Map<String, String> values = filled(
                page,
                Map.of("name", "Anna Rossi", "phone", "+39 02 1234567", "message", "Buongiorno", "consent", "yes"));
        HttpResponse<String> sent = post(form, values, "Origin", server.address());
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
        assertThat(sent.body()).contains("Grazie").doesNotContain("<form").doesNotContain("Anna");
        HttpResponse<String> again = post(form, values, "Origin", server.address());
        assertThat(again.body()).isEqualTo(sent.body());
        String lead = LeadFixture.list(manager, Map.of("filter", Map.of("source", List.of(form.key()))))
                .json()
                .at("/rows/0/id")
                .asString();
        JsonNode consent = manager.get("/api/leads/" + lead).expect(200).json().path("consent");
        assertThat(consent.path("text").asString()).as("what was agreed to").isNotBlank();
        assertThat(consent.path("locale").asString()).isNotBlank();
        assertThat(consent.path("at").asString()).isNotBlank();
    }

    @Test
    void theEmbeddedFormIsAnsweredForItsSiteAlone() {
        Made form = form(Map.of());
        Map<String, String> values =
                filled(get(form.path()), Map.of("name", "Anna", "phone", "+390212345678", "consent", "yes"));
        HttpResponse<String> sent = post(form, values, "Origin", SITE, "Accept", "application/json");
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
        assertThat(sent.headers().firstValue("access-control-allow-origin")).contains(SITE);
        assertThat(sent.headers().firstValue("vary").orElse("")).containsIgnoringCase("origin");
        assertThat(sent.headers().firstValue("access-control-allow-credentials"))
                .isEmpty();
        assertThat(sent.body()).startsWith("{\"received\":true,\"html\":");
        for (String other :
                List.of("https://evil.example", "http://shop.example", "https://shop.example.evil.example", "null")) {
            HttpResponse<String> refused = post(form, values, "Origin", other, "Accept", "application/json");
            assertThat(refused.statusCode()).as(other).isEqualTo(403);
            assertThat(refused.headers().firstValue("access-control-allow-origin"))
                    .isEmpty();
        }
        assertThat(post(form, values).statusCode()).isEqualTo(403);
    }

    @Test
    void whatAVisitorCanPutRightIsToldAndWhatTheyTypedStays() {
        Made form = form(Map.of());
        HttpResponse<String> page = get(form.path());
        HttpResponse<String> sent = post(
                form,
                filled(
                        page,
                        Map.of(
                                "name",
                                "<script>alert(1)</script>",
                                "phone",
                                "12",
                                "email",
                                "no",
                                "message",
                                "</textarea><b>")),
                "Origin",
                server.address());
        assertThat(sent.statusCode()).isEqualTo(422);
        assertThat(sent.body())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .contains("&lt;/textarea&gt;&lt;b&gt;")
                .contains("This is not a phone number")
                .contains("This is not an e-mail address")
                .contains("Please agree")
                .doesNotContain("<script");
    }

    @Test
    void programsAreGivenAReceiptAndGoToQuarantine() {
        Made form = form(Map.of("minSeconds", 60));
        Map<String, String> values = filled(
                get(form.path()),
                Map.of("name", "Bot", "phone", "+390212345678", "consent", "yes", "website", "http://spam.example"));
        HttpResponse<String> sent = post(form, values, "Origin", server.address());
        assertThat(sent.statusCode()).isEqualTo(200);
        assertThat(sent.body()).contains("Thank you");
        JsonNode kept = quarantined(form);
        assertThat(kept.path("reasons")
                        .valueStream()
                        .map(one -> one.path("slug").asString()))
                .containsExactly("honeypot", "too-fast");
    }

    @Test
    void aListingThatIsUnknownIsNotTheVisitorsFault() {
        Made form = form(Map.of());
        Map<String, String> values = filled(
                get(form.path() + "?listing=flat%22%3E-9"),
                Map.of("name", "Anna", "phone", "+390212345678", "consent", "yes"));
        values.put("listing", "flat-9");
        assertThat(post(form, values, "Origin", server.address()).statusCode()).isEqualTo(200);
        assertThat(quarantined(form).at("/reasons/0/slug").asString()).isEqualTo("unknown-listing");
        assertThat(get(form.path() + "?listing=flat%22%3E-9").body()).contains("value=\"flat&quot;&gt;-9\"");
    }

    @Test
    void aConsentTextThatChangedIsReadAgain() {
        Made form = form(Map.of());
        HttpResponse<String> page = get(form.path());
        Map<String, String> values = filled(page, Map.of("name", "Anna", "phone", "+390212345678", "consent", "yes"));
        JsonNode source = manager.get("/api/sources")
                .json()
                .path("rows")
                .valueStream()
                .filter(row -> row.path("key").asString().equals(form.key()))
                .findFirst()
                .orElseThrow();
        server.administrator()
                .withHeader("If-Match", "\"1\"")
                .put(
                        "/api/sources/" + source.path("id").asString(),
                        Map.of(
                                "settings",
                                Map.of(
                                        "form",
                                        Map.of(
                                                "minSeconds",
                                                0,
                                                "texts",
                                                Map.of("en", Map.of("consent", "Another <promise>"))))))
                .expect(200);
        HttpResponse<String> stale = post(form, values, "Origin", server.address());
        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(stale.body()).contains("Another &lt;promise&gt;").contains("value=\"Anna\"");
        Map<String, String> fresh = filled(stale, Map.of("name", "Anna", "phone", "+390212345678", "consent", "yes"));
        assertThat(post(form, fresh, "Origin", server.address()).statusCode()).isEqualTo(200);
        for (String forged : List.of("", "x", "1.2.en.3", "1.2.3.4.5")) {
            fresh.put("ticket", forged);
            assertThat(post(form, fresh, "Origin", server.address()).statusCode())
                    .as(forged)
                    .isEqualTo(409);
        }
    }

    @Test
    void oneAddressCannotSendForEver() {
        Made form = form(Map.of("perAddress", 2));
        Map<String, String> values = filled(get(form.path()), Map.of("name", "Anna", "phone", "1", "consent", "yes"));
        assertThat(post(form, values, "Origin", server.address()).statusCode()).isEqualTo(422);
        assertThat(post(form, values, "Origin", server.address()).statusCode()).isEqualTo(422);
        HttpResponse<String> refused = post(form, values, "Origin", server.address());
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("Too many messages").contains("value=\"Anna\"");
    }

    @Test
    void aPageIsFramedAndSentOnlyWhereItMayBe() {
        Made form = form(Map.of());
        HttpResponse<String> page = get(form.path());
        String policy = page.headers().firstValue("content-security-policy").orElse("");
        assertThat(policy)
                .contains("default-src 'none'")
                .contains("style-src 'sha256-")
                .contains("form-action 'self'")
                .contains("frame-ancestors 'self' " + SITE);
        assertThat(page.headers().allValues("content-security-policy")).hasSize(1);
        assertThat(page.headers().firstValue("x-frame-options")).isEmpty();
        assertThat(page.headers().allValues("set-cookie")).isEmpty();
        assertThat(page.headers().firstValue("x-content-type-options")).contains("nosniff");
    }

    @Test
    void theScriptCarriesTheFormInEveryLanguage() {
        Made form = form(Map.of("texts", Map.of("he", Map.of("title", "</script><b>שלום"))));
        HttpResponse<String> script = get(form.path() + ".js");
        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(script.headers().firstValue("content-type").orElse("")).startsWith("text/javascript");
        assertThat(script.body())
                .contains("attachShadow")
                .contains("Scrivici")
                .contains("Напишите нам")
                .contains("dir=\\\"rtl\\\"")
                .doesNotContain("</script>")
                .doesNotContain("/*form*/null");
    }

    @Test
    void aFormThatIsNotThereIsNotFound() {
        assertThat(get("/f/f_nothing").statusCode()).isEqualTo(404);
        assertThat(get("/f/f_nothing.js").statusCode()).isEqualTo(404);
        assertThat(post(new Made("", "f_nothing"), Map.of(), "Origin", SITE).statusCode())
                .isEqualTo(404);
        String secret = manager.post(
                        "/api/sources",
                        Map.of("key", "k" + Long.toString(System.nanoTime(), 36), "name", "CRM", "kind", "api"))
                .json()
                .path("secret")
                .asString();
        assertThat(get("/f/" + secret).statusCode()).isEqualTo(404);
    }

    @Test
    void thePublicKeyOpensNothingElse() {
        Made form = form(Map.of());
        Client program = manager.withToken(form.publicKey());
        program.post("/api/leads", Map.of("name", "Anna")).expect(401);
    }

    @Test
    void oversizedFormsAreRefused() {
        Made form = form(Map.of());
        Map<String, String> values = filled(get(form.path()), Map.of("name", "Anna", "message", "x".repeat(100_000)));
        assertThat(post(form, values, "Origin", server.address()).statusCode()).isBetween(400, 413);
    }

    @Test
    void aFieldWithChoicesIsAskedForByItsNameWithAList() {
        manager.put(
                        "/api/fields/skin",
                        Map.of("type", "choice", "name", "Your skin", "choices", List.of("Dry", "Oily & fine")))
                .expect(200);
        Made form = form(Map.of("fields", List.of(Map.of("id", "skin"), Map.of("id", "phone"))));
        String page = get(form.path()).body();
        assertThat(page)
                .contains("Your skin")
                .contains("<select name=\"skin\">")
                .contains("<option>Oily &amp; fine</option>");
        HttpResponse<String> again =
                post(form, filled(get(form.path()), Map.of("skin", "Dry", "phone", "x")), "Origin", SITE);
        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(again.body()).contains("<option selected>Dry</option>");
        manager.delete("/api/fields/skin", 1).expect(204);
    }
}
