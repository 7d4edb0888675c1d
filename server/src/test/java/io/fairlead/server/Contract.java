package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds answers against the committed description of the API: status, media type, members and their types. */
final class Contract {
    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNode API = read();

    private Contract() {}

    /** Fails if the API is not described to answer so. */
    static void check(String method, String path, Client.Answer answer) {
        JsonNode operation = operation(path).path(method.toLowerCase(Locale.ROOT));
        if (operation.isMissingNode() || answer.text().isEmpty()) {
            return;
        }
        JsonNode response = operation.path("responses").path(Integer.toString(answer.status()));
        if (response.isMissingNode()) {
            response = operation.path("responses").path("default");
        }
        String type = answer.header("content-type").replaceFirst(";.*", "");
        JsonNode schema = response.path("content").path(type).path("schema");
        String where = method + " " + path + " " + answer.status() + " " + type;
        assertThat(schema.isMissingNode()).as(where + " is not described").isFalse();
        List<String> flaws = new ArrayList<>();
        if (type.startsWith("text/")
                || List.of("application/octet-stream", "application/zip").contains(type)) {
            return;
        }
        for (String document : type.endsWith("ndjson") ? answer.text().lines().toList() : List.of(answer.text())) {
            compare("$", schema, JSON.readTree(document), flaws);
        }
        assertThat(flaws).as(where).isEmpty();
    }

    private static JsonNode operation(String path) {
        for (Map.Entry<String, JsonNode> described : API.path("paths").properties()) {
            if (path.matches(described.getKey().replaceAll("\\{[^}]*}", "[^/]*"))) {
                return described.getValue();
            }
        }
        return JSON.missingNode();
    }

    private static void compare(String place, JsonNode schema, JsonNode value, List<String> flaws) {
        if (schema.has("$ref")) {
            String name = schema.path("$ref").asString().replaceFirst(".*/", "");
            compare(place, API.path("components").path("schemas").path(name), value, flaws);
            return;
        }
        if (schema.has("oneOf")) {
            boolean fits = schema.path("oneOf").valueStream().anyMatch(one -> {
                List<String> found = new ArrayList<>();
                compare(place, one, value, found);
                return found.isEmpty();
            });
            if (!fits) {
                flaws.add(place + " fits no alternative: " + value);
            }
            return;
        }
        if (!schema.has("type")) {
            return;
        }
        if (!hasType(schema, value) || !isAllowed(schema, value)) {
            flaws.add(place + " is " + value + ", not " + schema);
        } else if (value.isArray()) {
            value.valueStream().forEach(item -> compare(place + "[]", schema.path("items"), item, flaws));
        } else if (value.isObject()) {
            members(place, schema, value, flaws);
        }
    }

    private static void members(String place, JsonNode schema, JsonNode value, List<String> flaws) {
        schema.path("required")
                .valueStream()
                .filter(name -> !value.has(name.asString()))
                .forEach(name -> flaws.add(place + " lacks " + name.asString()));
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            JsonNode described = schema.path("properties").path(member.getKey());
            JsonNode open = schema.path("additionalProperties");
            if (!described.isMissingNode()) {
                compare(place + "." + member.getKey(), described, member.getValue(), flaws);
            } else if (open.isMissingNode()) {
                flaws.add(place + "." + member.getKey() + " is not described");
            }
        }
    }

    private static boolean hasType(JsonNode schema, JsonNode value) {
        JsonNode types = schema.path("type");
        return types.isArray()
                ? types.valueStream().anyMatch(type -> is(type.asString(), value))
                : is(types.asString(""), value);
    }

    private static boolean is(String type, JsonNode value) {
        return switch (type) {
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            case "null" -> value.isNull();
            default -> false;
        };
    }

    private static boolean isAllowed(JsonNode schema, JsonNode value) {
        return !schema.has("enum") || schema.path("enum").valueStream().anyMatch(value::equals);
    }

    private static JsonNode read() {
        try {
            return JSON.readTree(Files.readString(Path.of("..", "api", "openapi.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
