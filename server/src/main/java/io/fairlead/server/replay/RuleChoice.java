package io.fairlead.server.replay;

import io.fairlead.server.distribution.Checks;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.rules.Rules;
import io.fairlead.server.settings.SettingsFile;
import io.fairlead.server.settings.SettingsReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules that somebody wants to try: the draft, a version, or a file's. Thread-safe. */
@Component
class RuleChoice {
    private static final int MOST_BYTES = 8_000_000;
    private static final TypeReference<List<Map<String, Object>>> RULES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    RuleChoice(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * In the company's transaction under way.
     *
     * @param which {@code draft}, {@code published} (those in force at each time), or a version's number
     * @param text of a settings file, or of one that has {@code rules:} alone; null to go by {@code which}
     * @throws Refusal {@code not-found}, {@code too-large}, {@code broken-settings} with the places in the text
     */
    WhatIf.TryRules rules(@Nullable String which, @Nullable String text) {
        if (text != null) {
            return of(json.valueToTree(inText(text)));
        }
        return switch (which == null ? "draft" : which) {
            case "published" -> new WhatIf.TryRules(null, inForce -> Map.of());
            case "draft" -> of(stored("""
                        select coalesce((select rules from fairlead.rule_draft),
                                        (select rules from fairlead.rule_version order by version desc limit 1), '[]')
                        """));
            case String version
            when version.matches("[1-9][0-9]{0,8}") ->
                of(stored("select rules from fairlead.rule_version where version = " + version));
            default -> throw Refusal.invalid(List.of(new FieldError("rules", "invalid")));
        };
    }

    private ArrayNode stored(String sql) {
        String rules = jdbc.sql(sql).query(String.class).optional().orElseThrow(Refusal::notFound);
        return (ArrayNode) json.readTree(rules);
    }

    private List<?> inText(String text) {
        if (text.length() > MOST_BYTES) {
            throw Refusal.of(HttpStatus.CONTENT_TOO_LARGE, "too-large", "A file may have 8 MB.");
        }
        return switch (SettingsReader.readCompany("rules", text, MOST_BYTES)) {
            case SettingsFile.Sound sound -> sound.sections().get("rules") instanceof List<?> rules ? rules : List.of();
            case SettingsFile.Broken broken -> {
                var alone = alone(text);
                if (alone == null) {
                    throw Checks.refusal(broken);
                }
                yield alone;
            }
        };
    }

    /** The rules of a text that has nothing else; null for any other. */
    private static @Nullable List<?> alone(String text) {
        try {
            var settings = LoadSettings.builder().setCodePointLimit(MOST_BYTES).build();
            return new Load(settings).loadFromString(text) instanceof Map<?, ?> top
                            && top.size() == 1
                            && top.get("rules") instanceof List<?> rules
                    ? rules
                    : null;
        } catch (YamlEngineException unreadable) {
            return null;
        }
    }

    private WhatIf.TryRules of(JsonNode chosen) {
        List<Map<String, Object>> all = json.convertValue(chosen, RULES);
        var own = json.createArrayNode();
        for (var rule : chosen) {
            var copy = rule.deepCopy();
            if (copy instanceof ObjectNode object) {
                object.remove("was");
            }
            own.add(copy);
        }
        return new WhatIf.TryRules(own, inForce -> Rules.renamed(list(inForce), all));
    }

    private static List<Map<String, Object>> list(JsonNode rules) {
        var list = new ArrayList<Map<String, Object>>();
        for (var rule : rules) {
            var one = new LinkedHashMap<String, Object>();
            one.put("id", rule.path("id").asString(""));
            list.add(one);
        }
        return list;
    }
}
