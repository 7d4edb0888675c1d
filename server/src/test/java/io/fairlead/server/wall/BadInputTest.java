package io.fairlead.server.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.server.Client;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything that a request can hold, as the description of the API has it, is filled with what nobody should send: it is
 * refused, or taken where that does no harm, and never makes the server fail.
 */
class BadInputTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Company BENT = Company.found(Neighbours.SERVER, "bentmark", "Bentmark");
    private static final JsonNode API =
            Neighbours.SERVER.client().get("/api/openapi").expect(200).json();

    /** JSON in the place of a value, by the type that is asked for there. */
    private static final Map<String, List<String>> VALUES = Map.of(
            "string",
            List.of(
                    "null",
                    "\"a\\u0000b\"",
                    "\"\\ud800\"",
                    "\"+999999999-12-31\"",
                    "\"-999999999-01-01T00:00:00Z\"",
                    "\"" + "x".repeat(30_000) + "\""),
            "integer",
            List.of("null", "-1", "0", "9223372036854775807", "99999999999999999999", "1e400"),
            "number",
            List.of("null", "-1", "1e400", "1e-400", "1e999999999"),
            "boolean",
            List.of("null", "\"yes\""),
            "array",
            List.of("null", "[null]", "[[]]", "{}", "[\"\\u0000\"]"),
            "object",
            List.of("null", "[]", "{\"\\u0000\": null}", "{\"x\": [null]}", "[".repeat(3000) + "]".repeat(3000)));

    /** Texts in a path or a query. */
    private static final List<String> TEXTS = List.of(
            "", "-1", "99999999999999999999", "a\0", "+999999999-12-31", "0000-00-00", "\uFFFF", "x".repeat(3000));

    /** The container refuses these before anything of ours is asked. */
    private static final Pattern NO_PATH = Pattern.compile("[\\x00/\\\\%;]");

    private static final List<String> VERSIONS = List.of("", "x", "\"", "\"99999999999999999999\"", "\"-1\"", "*");

    private final Map<String, Set<String>> failed = new TreeMap<>();

    /** A value in a body: the members that lead to it, and its type. */
    private record Place(List<String> path, String type) {
        Place {
            path = List.copyOf(path);
        }
    }

    @Test
    void bodiesAreRefusedOrTaken() {
        for (var operation : Operations.all()) {
            var places = new LinkedHashMap<String, Place>();
            described(operation)
                    .at("/requestBody/content")
                    .forEach(form -> find(form.path("schema"), List.of(), Set.of(), places));
            bodies(operation, List.copyOf(places.values()));
        }
        assertThat(failed).isEmpty();
    }

    private static JsonNode described(Operation operation) {
        String[] words = operation.name().split(" ", 2);
        return API.path("paths").path(words[1]).path(words[0].toLowerCase(Locale.ROOT));
    }

    private static void find(JsonNode schema, List<String> path, Set<String> seen, Map<String, Place> found) {
        var within = new TreeSet<>(seen);
        JsonNode shape = schema;
        String key = String.join("/", path);
        if (shape.has("$ref")) {
            String name = shape.path("$ref").asString();
            shape = API.at(name.substring(1));
            if (!within.add(name)) {
                found.put(key, new Place(path, "object"));
                return;
            }
        }
        for (String some : List.of("oneOf", "anyOf", "allOf")) {
            shape.path(some).forEach(one -> find(one, path, within, found));
        }
        String type = shape.path("type").toString().replaceAll("[^a-z]|null", "");
        found.put(key, new Place(path, VALUES.containsKey(type) ? type : "object"));
        shape.path("properties")
                .properties()
                .forEach(member -> find(member.getValue(), and(path, member.getKey()), within, found));
        if (shape.has("items")) {
            find(shape.path("items"), and(path, "[]"), within, found);
        }
    }

    private static List<String> and(List<String> path, String member) {
        var longer = new ArrayList<>(path);
        longer.add(member);
        return longer;
    }

    /** A request that was taken has changed something: the next one is made anew. */
    private void bodies(Operation operation, List<Place> places) {
        Request request = null;
        for (var place : places) {
            for (String value : VALUES.getOrDefault(place.type(), List.of())) {
                Request good = request == null ? operation.made().apply(BENT) : request;
                Object given = good.body();
                String text = given instanceof String raw ? raw : JSON.writeValueAsString(given);
                boolean json = text.startsWith("{") || text.startsWith("[");
                String body = json ? put(JSON.readTree(text), place.path(), value) : value;
                var bent = new Request(good.method(), good.path(), body, good.headers(), good.by());
                int status = told(operation.name() + " " + String.join("/", place.path()), value, bent);
                request = status < 400 ? null : good;
            }
        }
    }

    /** The JSON with this value at the place; what leads there is made where it is missing. */
    private static String put(JsonNode had, List<String> path, String value) {
        if (path.isEmpty()) {
            return value;
        }
        String member = path.getFirst();
        List<String> further = path.subList(1, path.size());
        if (member.equals("[]")) {
            return "[" + put(had.path(0), further, value) + "]";
        }
        var all = new ArrayList<String>();
        had.properties().forEach(one -> {
            if (!one.getKey().equals(member)) {
                all.add(JSON.writeValueAsString(one.getKey()) + ":" + JSON.writeValueAsString(one.getValue()));
            }
        });
        all.add(JSON.writeValueAsString(member) + ":" + put(had.path(member), further, value));
        return "{" + String.join(",", all) + "}";
    }

    @Test
    void pathsQueriesAndVersionsAreRefusedOrTaken() {
        for (var operation : Operations.all()) {
            if (!operation.name().equals(Operations.STREAM)) {
                addresses(operation);
            }
        }
        assertThat(failed).isEmpty();
    }

    private void addresses(Operation operation) {
        Request request = operation.made().apply(BENT);
        for (JsonNode parameter : described(operation).path("parameters")) {
            String name = parameter.path("name").asString();
            boolean query = parameter.path("in").asString().equals("query");
            for (String text : TEXTS) {
                if (query || !NO_PATH.matcher(text).find()) {
                    String coded =
                            URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
                    String path = query
                            ? withQuery(request.path(), name, coded)
                            : operation
                                    .name()
                                    .split(" ", 2)[1]
                                    .replace("{" + name + "}", coded.isEmpty() ? "%20" : coded)
                                    .replaceAll("\\{[^}]*}", "1");
                    var bent = new Request(request.method(), path, request.body(), request.headers(), request.by());
                    if (told(operation.name() + " " + name, text, bent) < 400) {
                        request = operation.made().apply(BENT);
                    }
                }
            }
        }
        if (request.headers().containsKey("If-Match")) {
            for (String version : VERSIONS) {
                told(operation.name() + " If-Match", version, request.with("If-Match", version));
            }
        }
    }

    private static String withQuery(String path, String name, String value) {
        String[] parts = path.split("[?]", 2);
        var kept = new ArrayList<String>();
        for (String one : parts.length < 2 ? new String[0] : parts[1].split("&")) {
            if (!one.startsWith(name + "=")) {
                kept.add(one);
            }
        }
        kept.add(name + "=" + value);
        return parts[0] + "?" + String.join("&", kept);
    }

    private int told(String place, String value, Request request) {
        Client.Answer answer = request.send(request.by() == null ? BENT.head : request.by());
        if (answer.status() >= 500) {
            String shown = value.length() > 60 ? value.substring(0, 20) + "…" : value.replace("\0", "(zero)");
            failed.computeIfAbsent(place + " " + answer.status(), key -> new TreeSet<>())
                    .add(shown);
        }
        return answer.status();
    }

    /** Who sent it is told where to look. */
    @Test
    void whatNoRequestMayHoldIsRefusedWithItsPlace() {
        var zero = BENT.head.post("/api/leads/query", "{\"filter\": {\"status\": [\"new\", \"a\\u0000\"]}}");
        assertThat(zero.expect(422).json().path("errors").toString())
                .isEqualTo("[{\"field\":\"filter.status[1]\",\"slug\":\"invalid\"}]");
        var hole = BENT.head.post("/api/bulk", "{\"leads\": [null]}");
        assertThat(hole.expect(422).json().path("errors").toString())
                .isEqualTo("[{\"field\":\"leads[0]\",\"slug\":\"invalid\"}]");
        var year = BENT.head.post("/api/audit/query", Map.of("from", "+12026-01-01"));
        assertThat(year.expect(422).json().at("/errors/0/field").asString()).isEqualTo("from");
        var query = BENT.head.get("/api/zones?search=a%00");
        assertThat(query.expect(422).json().at("/errors/0/field").asString()).isEqualTo("search");
        var type = BENT.head.post("/api/leads/query", "{\"filter\": {\"open\": [1]}}");
        assertThat(type.expect(400).json().path("detail").asString()).contains(" at filter.open, line 1, column ");
        var parameter = BENT.head.get("/api/fairness/coverage?from=tomorrow");
        assertThat(parameter.expect(400).json().path("detail").asString()).contains("from");
    }
}
