package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is required of leads, what they have by themselves, and how values look: by hand, by a program, by a form. */
class OwnLeadFieldsTest {
    private static TestServer server;
    private static Client head;
    private static Client program;

    @BeforeAll
    static void start() {
        server = TestServer.start(true);
        head = server.administrator();
        program = head.withToken(source(Map.of("key", "crm", "name", "CRM", "kind", "api"))
                .path("secret")
                .asString());
        field("stage", Map.of("type", "choice", "choices", List.of("cold", "warm"), "default", "cold"));
        field("pieces", Map.of("type", "number", "default", 1));
        field("second", Map.of("type", "text", "show", "phone", "help", "In the evening"));
        field("mail", Map.of("type", "text", "show", "email"));
        field("site", Map.of("type", "text", "show", "link"));
        field("agent", Map.of("type", "text", "show", "user"));
        field("budget", Map.of("type", "number", "show", "money", "required", true, "group", "Deal"));
        field("old", Map.of("type", "text", "default", "x", "required", true, "active", false));
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    private static void field(String id, Map<String, Object> body) {
        head.put("/api/fields/" + id, body).expect(200);
    }

    private static JsonNode source(Map<String, Object> wanted) {
        return head.post("/api/sources", wanted).expect(201).json();
    }

    private static JsonNode sheet(JsonNode lead) {
        return head.get("/api/leads/" + lead.path("id").asString()).expect(200).json();
    }

    private static List<String> warnings(JsonNode lead) {
        return lead.path("warnings")
                .valueStream()
                .map(warning -> warning.path("field").asString() + " "
                        + warning.path("slug").asString())
                .toList();
    }

    private static Map<String, Object> lead(Map<String, Object> fields) {
        return Map.of("name", "Anna", "phone", "+390212345678", "fields", fields);
    }

    @Test
    void aProgramsLeadIsTakenWithoutWhatIsRequiredAndSaysSo() {
        JsonNode lead = program.post("/api/leads", lead(Map.of())).expect(201).json();
        assertThat(warnings(lead)).containsExactly("fields.budget required");
        JsonNode fields = sheet(lead).path("fields");
        assertThat(fields.path("stage").asString()).isEqualTo("cold");
        assertThat(fields.path("pieces").asInt()).isEqualTo(1);
        assertThat(fields.has("old")).isFalse();
    }

    @Test
    void whatLooksWrongIsTakenFromProgramsAsItIs() {
        JsonNode odd = program.post(
                        "/api/leads",
                        lead(Map.of(
                                "budget",
                                5,
                                "second",
                                "call me",
                                "mail",
                                "no",
                                "site",
                                "javascript:alert(1)",
                                "agent",
                                "nobody")))
                .expect(201)
                .json();
        assertThat(warnings(odd))
                .containsExactlyInAnyOrder(
                        "fields.second not-a-phone",
                        "fields.mail not-an-email",
                        "fields.site not-a-link",
                        "fields.agent unknown-user");
        assertThat(sheet(odd).at("/fields/second").asString()).isEqualTo("call me");
    }

    @Test
    void valuesAreBroughtIntoTheFormOfTheirField() {
        JsonNode right = program.post(
                        "/api/leads",
                        lead(Map.of(
                                "budget",
                                "12.50",
                                "second",
                                "+39 02 1234567",
                                "mail",
                                "Anna@Example.com",
                                "site",
                                "example.com/a?b",
                                "agent",
                                "ursula")))
                .expect(201)
                .json();
        assertThat(warnings(right)).isEmpty();
        JsonNode fields = sheet(right).path("fields");
        assertThat(fields.path("second").asString()).isEqualTo("+39021234567");
        assertThat(fields.path("mail").asString()).isEqualTo("anna@example.com");
        assertThat(fields.path("site").asString()).isEqualTo("https://example.com/a?b");
    }

    @Test
    void whoTypesALeadInMustFillInWhatIsRequiredAndSeesWhatLooksWrong() {
        Client.Answer refused = head.post("/api/leads/manual", lead(Map.of("second", "x", "agent", "nobody")))
                .expect(422);
        assertThat(Office.errors(refused))
                .containsExactlyInAnyOrder(
                        "fields.second not-a-phone", "fields.agent unknown-user", "fields.budget required");
        JsonNode entered = head.post("/api/leads/manual", lead(Map.of("budget", 7, "stage", "warm")))
                .expect(201)
                .json();
        JsonNode fields = sheet(entered.path("lead")).path("fields");
        assertThat(fields.path("stage").asString()).isEqualTo("warm");
        assertThat(fields.path("pieces").asInt()).isEqualTo(1);
    }

    @Test
    void whatIsRequiredIsNotTakenAwayAndWhatStandsEmptyStaysSoWhenAnotherFactIsCorrected() {
        JsonNode lead = program.post("/api/leads", lead(Map.of("budget", 5, "stage", "warm")))
                .expect(201)
                .json();
        String path = "/api/leads/" + lead.path("id").asString();
        Map<String, Object> none = new HashMap<>();
        none.put("budget", null);
        long version = sheet(lead).at("/lead/version").asLong();
        assertThat(Office.errors(edit(path, version, none).expect(422))).containsExactly("fields.budget required");
        Map<String, Object> away = new HashMap<>();
        away.put("stage", null);
        edit(path, version, away).expect(200);
        assertThat(sheet(lead).path("fields").has("stage")).isFalse();
    }

    private static Client.Answer edit(String path, long version, Map<String, Object> fields) {
        return head.call("PATCH", path + "/facts", Map.of("fields", fields), Map.of("If-Match", "\"" + version + "\""));
    }

    @Test
    void aFormAsksForWhatIsRequiredAndSaysWhatLooksWrong() throws Exception {
        JsonNode made = source(Map.of(
                "key",
                "site",
                "name",
                "Site",
                "kind",
                "form",
                "settings",
                Map.of(
                        "form",
                        Map.of("fields", List.of(Map.of("id", "phone"), Map.of("id", "second")), "minSeconds", 0))));
        String address = server.address() + "/f/" + made.at("/source/publicKey").asString();
        String page = get(address);
        assertThat(page)
                .contains("name=\"budget\" required")
                .contains("In the evening")
                .doesNotContain("name=\"old\"")
                .containsPattern("type=\"tel\"[^>]*name=\"second\"");
        String again = post(address, page, Map.of("phone", "+390212345678", "second", "x"), 422);
        assertThat(again).contains("id=\"e-budget\"", "id=\"e-second\"");
        post(address, again, Map.of("phone", "+390212345678", "budget", "9", "consent", "yes"), 200);
    }

    private static String get(String address) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(address)).GET(), 200);
    }

    private static String post(String address, String page, Map<String, String> values, int status) throws Exception {
        Map<String, String> all = new LinkedHashMap<>(values);
        Matcher hidden = Pattern.compile("type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")
                .matcher(page);
        while (hidden.find()) {
            all.put(hidden.group(1), hidden.group(2).replace("&amp;", "&"));
        }
        String body = all.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(
                HttpRequest.newBuilder(URI.create(address))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Origin", server.address())
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                status);
    }

    private static String send(HttpRequest.Builder request, int status) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
            return answer.body();
        }
    }

    @Test
    void fieldsComeBackFromTheSettingsFileAsTheyWentIn() {
        String before = head.get("/api/settings?format=yaml").expect(200).text();
        assertThat(before)
                .contains("budget:")
                .contains("{type: number, show: money, group: Deal, required: true}")
                .containsPattern("pieces: \\{type: number, default: 1}");
        assertThat(rows(before)).isEmpty();
        String budget = before.lines()
                .filter(line -> line.strip().startsWith("budget:"))
                .findFirst()
                .orElseThrow();
        String moved = before.replace(budget + "\n", "").replace("fields:\n", "fields:\n" + budget + "\n");
        assertThat(rows(moved)).containsExactly("moved budget");
        head.post("/api/settings", moved).expect(200);
        assertThat(head.get("/api/fields").json().at("/rows/0/key").asString()).isEqualTo("budget");
        assertThat(head.get("/api/settings?format=yaml").expect(200).text()).isEqualTo(moved);
    }

    private static List<String> rows(String file) {
        return head.post("/api/settings?dryRun=true", file)
                .expect(200)
                .json()
                .path("rows")
                .valueStream()
                .map(row -> row.path("kind").asString() + " " + row.path("key").asString()
                        + (row.path("changes").isEmpty() ? "" : " " + row.path("changes")))
                .toList();
    }

    @Test
    void aWrongDeclarationIsRefusedWithItsPlace() {
        assertThat(misfit(Map.of("type", "number", "show", "phone"))).isEqualTo("not-allowed");
        assertThat(misfit(Map.of("type", "number", "default", "many"))).isEqualTo("wrong-type");
        assertThat(misfit(Map.of("type", "text", "show", "long-text", "searchable", true)))
                .isEqualTo("not-allowed");
        assertThat(misfit(Map.of("type", "choice", "choices", List.of("a"), "default", "b")))
                .isEqualTo("not-allowed");
    }

    private static String misfit(Map<String, Object> body) {
        JsonNode refused = head.put("/api/fields/wrong", body).expect(422).json();
        assertThat(refused.at("/misfits/0/section").asString()).isEqualTo("fields");
        assertThat(refused.at("/misfits/0/key").asString()).isEqualTo("wrong");
        return refused.at("/misfits/0/kind").asString();
    }
}
