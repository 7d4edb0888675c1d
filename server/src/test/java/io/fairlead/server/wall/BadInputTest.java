package io.fairlead.server.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.server.Client;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Everything that a request can hold, as the description of the API has it, filled with what nobody should send. */
class BadInputTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Company BENT = Company.found(Neighbours.SERVER, "bentmark", "Bentmark");
    private static final JsonNode API =
            Neighbours.SERVER.client().get("/api/openapi").expect(200).json();

    /** JSON that stands in the place of a value, by the type that is asked for there. */
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

    /** Texts in a path, a query or a header. */
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "-1",
            "0",
            "99999999999999999999",
            "1e400",
            "\u0000",
            "a\u0000",
            "%_\\*",
            "-999999999-01-01",
            "+999999999-12-31",
            "+999999999-12-31T23:59:59.999999999Z",
            "0000-00-00",
            "Nowhere/Zone",
            "../../x",
            "\uFFFF",
            "x".repeat(3000));

    /** The container refuses them before anything of ours is asked. */
    private static final Pattern REFUSED_IN_PATHS = Pattern.compile("[\0/\\\\%;]");

    private final Map<String, Set<String>> failed = new TreeMap<>();
    private int sent;

    @Test
    void badBodiesAreRefusedOrTakenAndNeverFail() {
        for (var operation : Operations.all()) {
            var content = described(operation).at("/requestBody/content");
            if (!content.isEmpty()) {
                var places = new LinkedHashMap<String, Place>();
                content.properties().forEach(form -> places(form.getValue().path("schema"), List.of(), Set.of(), places));
                bodies(operation, places.values());
            }
        }
        try { java.nio.file.Files.writeString(java.nio.file.Path.of("/tmp/eyes6-found-" + failed.hashCode() + ".txt"), "sent " + sent + "\n" + String.join("\n", failed.entrySet().stream().map(e -> (e.getKey() + "   " + e.getValue()).replace("\0", "\\0")).toList())); } catch (java.io.IOException e) { throw new java.io.UncheckedIOException(e); }
        assertThat(failed).isEmpty();
    }

    private static JsonNode described(Operation operation) {
        var words = operation.name().split(" ", 2);
        return API.path("paths").path(words[1]).path(words[0].toLowerCase(java.util.Locale.ROOT));
    }

    private void places(JsonNode schema, List<String> path, Set<String> seen, Map<String, Place> found) {
        var within = new TreeSet<>(seen);
        JsonNode shape = schema;
        if (shape.has("$ref")) {
            String name = shape.path("$ref").asString();
            shape = API.at(name.substring(1));
            if (!within.add(name)) {
                found.put(String.join("/", path), new Place(path, "object"));
                return;
            }
        }
        for (String some : List.of("oneOf", "anyOf", "allOf")) {
            shape.path(some).forEach(one -> places(one, path, within, found));
        }
        String type = shape.path("type").toString().replaceAll("[^a-z]|null", "");
        found.put(String.join("/", path), new Place(path, VALUES.containsKey(type) ? type : "object"));
        shape.path("properties").properties().forEach(member -> places(
                member.getValue(), and(path, member.getKey()), within, found));
        if (shape.has("items")) {
            places(shape.path("items"), and(path, "[]"), within, found);
        }
    }

    private static List<String> and(List<String> path, String member) {
        var longer = new ArrayList<>(path);
        longer.add(member);
        return longer;
    }

    /** A value in a body: the members that lead to it, and its type. */
    private record Place(List<String> path, String type) {}

    private void bodies(Operation operation, Iterable<Place> places) {
        Request request = null;
        for (var one : places) {
            var place = one.path();
            for (String value : VALUES.getOrDefault(one.type(), List.of())) {
                try {
                    if (request == null) {
                        request = operation.made().apply(BENT);
                    }
                    Object given = request.body();
                    String text = given instanceof String raw ? raw : JSON.writeValueAsString(given);
                    boolean json = text.startsWith("{") || text.startsWith("[");
                    String body = place.isEmpty() ? value : json ? put(JSON.readTree(text), place, 0, value) : value;
                    var bent = new Request(
                            request.method(), request.path(), body, request.headers(), request.by());
                    if (told(operation.name() + " " + String.join("/", place), value, bent) < 400) {
                        request = null;
                    }
                } catch (AssertionError | RuntimeException e) {
                    note(operation.name() + " made " + e.toString().replaceAll("\\s+", " "), value);
                    return;
                }
            }
        }
    }

    /** The JSON with this value at the place; what leads there is made where it is missing. */
    private static String put(JsonNode had, List<String> place, int depth, String value) {
        if (depth == place.size()) {
            return value;
        }
        String member = place.get(depth);
        if (member.equals("[]")) {
            JsonNode first = had.isArray() && !had.isEmpty() ? had.get(0) : JSON.createObjectNode();
            return "[" + put(first, place, depth + 1, value) + "]";
        }
        ObjectNode object = had.isObject() ? (ObjectNode) had : JSON.createObjectNode();
        var all = new ArrayList<String>();
        object.properties().forEach(one -> {
            if (!one.getKey().equals(member)) {
                all.add(JSON.writeValueAsString(one.getKey()) + ":" + JSON.writeValueAsString(one.getValue()));
            }
        });
        all.add(JSON.writeValueAsString(member) + ":" + put(object.path(member), place, depth + 1, value));
        return "{" + String.join(",", all) + "}";
    }

    @Test
    void badPathsQueriesAndVersionsAreRefusedOrTakenAndNeverFail() {
        for (var operation : Operations.all()) {
            if (operation.name().equals(Operations.STREAM)) {
                continue;
            }
            var request = operation.made().apply(BENT);
            String form = operation.name().split(" ", 2)[1];
            for (JsonNode parameter : described(operation).path("parameters")) {
                String name = parameter.path("name").asString();
                boolean path = parameter.path("in").asString().equals("path");
                for (String text : TEXTS) {
                    if (path && REFUSED_IN_PATHS.matcher(text).find()) {
                        continue;
                    }
                    String coded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
                    Request bent =
                            switch (parameter.path("in").asString()) {
                                case "query" -> at(request, request.path().split("[?]")[0] + query(request.path(), name, coded));
                                case "path" ->
                                    at(request, form.replaceFirst("\\{" + name + "}", coded.isEmpty() ? "%20" : coded)
                                            .replaceAll("\\{[^}]*}", "1"));
                                default ->
                                    text.chars().allMatch(c -> c > 31 && c < 127)
                                            ? request.with(name, text)
                                            : request;
                            };
                    try {
                        if (told(operation.name() + " " + name, text, bent) < 400) {
                            request = operation.made().apply(BENT);
                        }
                    } catch (AssertionError | RuntimeException e) {
                        note(operation.name() + " " + name + " " + e.toString().replaceAll("\\s+", " "), text);
                    }
                }
            }
            if (request.headers().containsKey("If-Match")) {
                for (String version : List.of("", "x", "\"", "\"x\"", "\"99999999999999999999\"", "\"-1\"", "*")) {
                    told(operation.name() + " If-Match", version, request.with("If-Match", version));
                }
            }
        }
        try { java.nio.file.Files.writeString(java.nio.file.Path.of("/tmp/eyes6-found-" + failed.hashCode() + ".txt"), "sent " + sent + "\n" + String.join("\n", failed.entrySet().stream().map(e -> (e.getKey() + "   " + e.getValue()).replace("\0", "\\0")).toList())); } catch (java.io.IOException e) { throw new java.io.UncheckedIOException(e); }
        assertThat(failed).isEmpty();
    }

    private static String query(String path, String name, String value) {
        var kept = new ArrayList<String>();
        if (path.contains("?")) {
            for (String one : path.substring(path.indexOf('?') + 1).split("&")) {
                if (!one.startsWith(name + "=")) {
                    kept.add(one);
                }
            }
        }
        kept.add(name + "=" + value);
        return "?" + String.join("&", kept);
    }

    private static Request at(Request request, String path) {
        return new Request(request.method(), path, request.body(), request.headers(), request.by());
    }

    private int told(String place, String value, Request request) {
        sent++;
        Client.Answer answer = request.send(request.by() == null ? BENT.head : request.by());
        if (answer.status() >= 500) {
            note(place + " " + answer.status(), value);
        } else if (answer.status() >= 400 && !answer.header("content-type").startsWith("application/problem+json")) {
            note(place + " " + answer.status() + " " + answer.header("content-type"), value);
        }
        return answer.status();
    }

    private void note(String place, String value) {
        failed.computeIfAbsent(place, p -> new TreeSet<>()).add(value.length() > 60 ? value.substring(0, 20) + "…" : value);
    }
}
