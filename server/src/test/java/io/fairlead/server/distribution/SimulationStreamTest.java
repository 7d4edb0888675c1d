package io.fairlead.server.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.simulation.Scenario;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SimulationStreamTest {
    private final JsonMapper json = new JsonMapper();

    @ParameterizedTest
    @ValueSource(strings = {"beauty-shop-week", "claim", "desk-24-7", "estate-utilisation"})
    void theLinesHoldTheSameRowsAsTheCommandLine(String name) {
        List<JsonNode> lines = run(Scenarios.text(name + ".yaml"), Duration.ofSeconds(60));
        StringBuilder csv = new StringBuilder("at,lead,rule,user,how\n");
        long number = 0;
        for (JsonNode line : lines) {
            for (JsonNode row :
                    line.path("kind").asString().equals("assignments") ? line.path("rows") : json.createArrayNode()) {
                assertThat(row.path("number").asLong()).isEqualTo(++number);
                csv.append(row.path("at").asString()).append(',');
                csv.append(row.path("lead").asString()).append(',');
                csv.append(row.path("rule").asString()).append(',');
                csv.append(row.path("user").asString()).append(',');
                csv.append(row.path("how").asString()).append('\n');
            }
        }
        assertThat(csv.toString()).isEqualTo(Scenarios.text(name + ".csv"));
        assertThat(lines.getFirst().path("kind").asString()).isEqualTo("people");
        assertThat(lines.stream().map(line -> line.path("kind").asString()).distinct())
                .containsExactly("people", "progress", "assignments", "summary", "done");
    }

    @Test
    void theSummaryIsTheCommandLinesInDecimals() {
        JsonNode summary = run(Scenarios.text("desk-24-7.yaml"), Duration.ofSeconds(60)).stream()
                .filter(line -> line.path("kind").asString().equals("summary"))
                .findFirst()
                .orElseThrow();
        StringBuilder csv = new StringBuilder("ledger,user,entitled,received,balance,max_deviation\n");
        for (JsonNode ledger : summary.path("ledgers")) {
            for (JsonNode row : ledger.path("rows")) {
                csv.append(ledger.path("ledger").asString());
                for (String column : List.of("user", "entitled", "received", "balance", "maxDeviation")) {
                    csv.append(',').append(row.path(column).asString());
                }
                csv.append('\n');
            }
        }
        csv.append("largest deviation: ")
                .append(summary.path("largestDeviation").asString())
                .append('\n');
        assertThat(csv.toString()).isEqualTo(Scenarios.text("desk-24-7.summary.csv"));
    }

    @Test
    void aRunThatTakesTooLongEndsWithAWordForIt() {
        List<JsonNode> lines = run(Scenarios.endless(), Duration.ofMillis(400));
        assertThat(lines.getLast().path("kind").asString()).isEqualTo("problem");
        assertThat(lines.getLast().path("slug").asString()).isEqualTo("too-slow");
    }

    @Test
    void aRunWhoseReaderWentAwayEnds() {
        OutputStream closed = new OutputStream() {
            private int left = 100;

            @Override
            public void write(int b) throws IOException {
                if (--left < 0) {
                    throw new IOException("gone");
                }
            }
        };
        Deadline far = new Deadline(Duration.ofMinutes(10));
        new SimulationStream(scenario(Scenarios.endless()), far, json.writer(), closed).run();
        assertThat(far.passed()).isFalse();
    }

    private List<JsonNode> run(String settings, Duration time) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new SimulationStream(scenario(settings), new Deadline(time), json.writer(), out).run();
        List<JsonNode> lines = new ArrayList<>();
        out.toString(StandardCharsets.UTF_8).lines().map(json::readTree).forEach(lines::add);
        return lines;
    }

    private static Scenario scenario(String settings) {
        return DraftReader.sound(settings).scenario();
    }
}
