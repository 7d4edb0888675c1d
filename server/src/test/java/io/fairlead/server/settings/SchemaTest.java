package io.fairlead.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.fairlead.server.settings.Node.Mapping;
import io.fairlead.server.settings.Node.Scalar;
import io.fairlead.server.settings.Node.Sequence;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class SchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TEXT = text();

    private static String text() {
        try (var in = SchemaTest.class.getResourceAsStream("/settings.schema.json")) {
            return new String(in == null ? new byte[0] : in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Schema schema() {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(TEXT, InputFormat.JSON);
    }

    @Test
    void theSchemaHasEveryKeyTheReaderKnowsAndNoOther() {
        var schema = JSON.readTree(TEXT);
        Keys.ALL.forEach((place, keys) -> {
            var at = place.equals("settings") ? schema : schema.path("$defs").path(place);
            assertThat(at.path("properties").propertyNames()).as(place).containsExactlyInAnyOrderElementsOf(keys);
        });
    }

    @Test
    void everyKeyIsDescribed() {
        assertThat(undescribed(JSON.readTree(TEXT), "")).isEmpty();
    }

    private static List<String> undescribed(JsonNode node, String path) {
        return node.propertyStream()
                .flatMap(entry -> {
                    var here = path + "/" + entry.getKey();
                    var inner = undescribed(entry.getValue(), here).stream();
                    if (!entry.getKey().equals("properties")) {
                        return inner;
                    }
                    var missing = entry.getValue()
                            .propertyStream()
                            .filter(key -> !key.getValue().has("description")
                                    && !key.getValue().has("$ref"))
                            .map(key -> here + "/" + key.getKey());
                    return Stream.concat(missing, inner);
                })
                .toList();
    }

    @ParameterizedTest
    @MethodSource("soundFiles")
    void soundFilesAreValid(Path file) throws IOException {
        assertThat(schema().validate(json(Files.readString(file)), InputFormat.JSON))
                .isEmpty();
    }

    static Stream<Path> soundFiles() throws IOException {
        try (var cases = Files.list(Path.of("src/test/resources/cases"));
                var examples = Files.list(Path.of("../examples"))) {
            return Stream.concat(cases, examples)
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("brokenTexts")
    void brokenFilesAreNot(String text) {
        assertThat(schema().validate(json(Readings.START + text), InputFormat.JSON))
                .isNotEmpty();
    }

    static Stream<String> brokenTexts() {
        return Stream.of(
                "rulez: []",
                "rules: [{id: r, strategy: turn}]",
                "rules: [{id: r, candidates: [{user: anna, weight: 0}]}]",
                "schedules: {s: {weekly: [{hours: 25:00-26:00}]}}",
                "events: [{at: monday, lead: L}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"at", "lead", "true", "false", "null", "in", "now", "Budget", "1st", "budget", "a_1"})
    void aFieldIdIsValidWhereTheReaderTakesIt(String id) {
        var text = Readings.START + "fields: {" + id + ": text}";
        var sound = Readings.read(text) instanceof SettingsFile.Sound;

        assertThat(schema().validate(json(text), InputFormat.JSON).isEmpty()).isEqualTo(sound);
        assertThat(sound).isEqualTo(id.matches("budget|a_1"));
    }

    /** The settings as JSON, scalars typed by the core schema of YAML 1.2. */
    private static String json(String yaml) {
        var flaws = new Flaws("s");
        var in = new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
        var top = new YamlComposer(new SourceText(in, flaws, Long.MAX_VALUE), flaws).compose("", node -> {});
        return json(top);
    }

    private static String json(Node node) {
        return switch (node) {
            case Mapping map ->
                map.entries().stream()
                        .map(entry -> JSON.writeValueAsString(entry.key().text()) + ":" + json(entry.value()))
                        .collect(Collectors.joining(",", "{", "}"));
            case Sequence list ->
                list.items().stream().map(SchemaTest::json).collect(Collectors.joining(",", "[", "]"));
            case Scalar scalar when scalar.isNull() -> "null";
            case Scalar scalar
            when scalar.plain() && scalar.text().matches("true|false|-?(0|[1-9][0-9]*)([.][0-9]+)?") -> scalar.text();
            case Scalar scalar -> JSON.writeValueAsString(scalar.text());
        };
    }
}
