package io.fairlead.server.rules;

import io.fairlead.server.settings.PlainTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Rules as JSON: lists of maps in the form of the settings file, their keys in its order. Thread-safe. */
@Component
class RuleLists {
    private static final TypeReference<List<Map<String, Object>>> TYPE = new TypeReference<>() {};

    private final JsonMapper json;

    RuleLists(JsonMapper json) {
        this.json = json;
    }

    List<Map<String, Object>> read(String text) {
        return ordered(json.readValue(text, TYPE));
    }

    String write(List<Map<String, Object>> rules) {
        return json.writeValueAsString(rules);
    }

    /** The same with the keys of each rule in the order of the settings file. */
    List<Map<String, Object>> ordered(List<Map<String, Object>> rules) {
        return json.convertValue(PlainTree.ordered(Map.of("rules", rules)).getOrDefault("rules", List.of()), TYPE);
    }

    /** A rule as it stands in a list of anything. */
    static Map<String, Object> rule(Object value) {
        Map<String, Object> rule = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> rule.put(String.valueOf(key), inner));
        }
        return rule;
    }

    /** A rule's id; empty if it has none. */
    static String id(Map<String, Object> rule) {
        return rule.get("id") instanceof String id ? id : "";
    }
}
