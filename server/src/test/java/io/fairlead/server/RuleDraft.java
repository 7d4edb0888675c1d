package io.fairlead.server;

import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The draft of the rules of a demo company, as a manager changes and publishes it. */
record RuleDraft(Client client) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<List<Map<String, Object>>> RULES = new TypeReference<>() {};

    /** The rules of the beauty shop are in force, and there is no draft. */
    void beginAnew() {
        JsonNode draft = draft();
        if (draft.path("exists").asBoolean()) {
            changing(draft.path("version").asLong()).delete("/api/rules/draft").expect(204);
        }
        if (draft.path("published").asInt() != 1) {
            client.post("/api/rules/versions/1/roll-back", Map.of()).expect(201);
        }
    }

    Client changing(long version) {
        return client.withHeader("If-Match", "\"" + version + "\"");
    }

    JsonNode draft() {
        return client.get("/api/rules/draft").expect(200).json();
    }

    static List<Map<String, Object>> rules(JsonNode draft) {
        return JSON.convertValue(draft.path("rules"), RULES);
    }

    JsonNode save(List<Map<String, Object>> rules) {
        return changing(draft().path("version").asLong())
                .put("/api/rules/draft", Map.of("rules", rules))
                .expect(200)
                .json();
    }

    JsonNode publish(String note) {
        return changing(draft().path("version").asLong())
                .post("/api/rules/versions", Map.of("note", note))
                .expect(201)
                .json();
    }
}
