package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.server.distribution.Scenarios;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SimulatorTest {
    private final TestServer server = TestServer.demo();
    private final Client client = server.administrator();
    private final String shop = Scenarios.text("beauty-shop-week.yaml");

    @Test
    void soundSettingsAreCheckedForWhatAManagerWouldRegret() {
        JsonNode checked =
                client.post("/api/checks", Map.of("settings", shop)).expect(200).json();
        assertThat(checked.path("flaws").isEmpty()).isTrue();
        assertThat(checked.path("findings")
                        .valueStream()
                        .map(finding -> finding.path("kind").asString()))
                .contains("uncaught");
        JsonNode finding = checked.path("findings").get(0);
        assertThat(finding.path("id").asString()).isNotEmpty();
        assertThat(finding.path("message").asString()).isNotEmpty();
        assertThat(finding.path("args").isObject()).isTrue();
    }

    @Test
    void brokenSettingsAreAnsweredWithTheirFlawsAndPlaces() {
        String broken =
                "company: {name: Shop, timezone: Asia/Tomks}\nusers: {}\nrules:\n  - {id: a, candidates: [{user: b}]}\n";
        JsonNode checked = client.post("/api/checks", Map.of("settings", broken))
                .expect(200)
                .json();
        assertThat(checked.path("flaws")
                        .valueStream()
                        .map(flaw -> flaw.path("line").asInt()))
                .contains(1, 4);
        Client.Answer refused =
                client.post("/api/simulations", Map.of("settings", broken)).expect(422);
        assertThat(refused.slug()).isEqualTo("broken-settings");
        assertThat(refused.json().path("flaws")).isEqualTo(checked.path("flaws"));
        assertThat(refused.json().path("moreFlaws").asInt()).isZero();
    }

    @Test
    void aSimulationIsStreamedLineByLine() {
        Client.Answer answer =
                client.post("/api/simulations", Map.of("settings", shop)).expect(200);
        assertThat(answer.header("content-type")).startsWith("application/x-ndjson");
        List<JsonNode> lines =
                answer.text().lines().map(new JsonMapper()::readTree).toList();
        assertThat(lines.getLast().path("kind").asString()).isEqualTo("done");
    }

    @Test
    void anAssignmentIsExplainedWithItsCandidates() {
        JsonNode rows = client.post("/api/explanations", Map.of("settings", shop, "lead", "L13"))
                .expect(200)
                .json()
                .path("rows");
        assertThat(rows.isEmpty()).isFalse();
        JsonNode candidates = rows.get(0).path("candidates");
        assertThat(candidates
                        .valueStream()
                        .filter(candidate -> candidate.path("chosen").asBoolean()))
                .hasSize(1);
        assertThat(candidates.get(0).path("balanceBefore").asString()).matches("-?\\d+\\.\\d\\d");
        client.post("/api/explanations", Map.of("settings", shop, "lead", "none"))
                .expect(404);
    }

    @Test
    void theWeeksCoverageHasAnHourForEveryCell() {
        JsonNode coverage = client.post("/api/coverage", Map.of("settings", shop))
                .expect(200)
                .json();
        assertThat(coverage.path("timezone").asString()).isEqualTo("Asia/Tomsk");
        assertThat(coverage.path("sources")
                        .valueStream()
                        .map(source -> source.path("source").asString()))
                .contains("written", "call", "");
        for (JsonNode source : coverage.path("sources")) {
            assertThat(source.path("cells").size()).isEqualTo(168);
            assertThat(source.path("cells").get(0).path("day").asString()).isEqualTo("monday");
        }
    }

    @Test
    void whatIsTooLargeForABrowserIsRefused() {
        String comment = "# " + "x".repeat(8_000_000) + "\n";
        assertThat(client.post("/api/simulations", Map.of("settings", comment + shop))
                        .expect(413)
                        .slug())
                .isEqualTo("too-large");
        StringBuilder many =
                new StringBuilder("company: {name: Many, timezone: UTC}\nusers: {a: {}}\nrules: []\nevents:\n");
        for (int lead = 0; lead <= 100_000; lead++) {
            many.append("- {at: 2026-11-23T09:00, lead: ").append(lead).append("}\n");
        }
        assertThat(client.post("/api/checks", Map.of("settings", many.toString()))
                        .expect(413)
                        .slug())
                .isEqualTo("too-large");
    }

    @Test
    void settingsAreNeededAndARightToTryThem() {
        assertThat(client.post("/api/checks", Map.of())
                        .expect(422)
                        .json()
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("settings");
        server.client().post("/api/simulations", Map.of("settings", shop)).expect(401);
        server.client().get("/api/examples").expect(401);
    }

    @Test
    void aThirdRunAtOnceIsRefusedUntilAReaderOfTheOthersGoesAway() throws IOException {
        Map<String, String> endless = Map.of("settings", Scenarios.endless());
        try (BufferedReader first = reader(endless);
                BufferedReader second = reader(endless)) {
            assertThat(first.readLine()).contains("people");
            assertThat(second.readLine()).contains("people");
            Client.Answer third =
                    client.post("/api/simulations", Map.of("settings", shop)).expect(429);
            assertThat(third.slug()).isEqualTo("busy");
            assertThat(third.header("retry-after")).isNotEmpty();
        }
        await().atMost(Duration.ofSeconds(15))
                .until(() -> client.post("/api/simulations", Map.of("settings", shop))
                                .status()
                        == 200);
    }

    @Test
    void examplesAreOfferedAndSimulate() {
        JsonNode rows = client.get("/api/examples").expect(200).json().path("rows");
        assertThat(rows.valueStream().map(row -> row.path("id").asString()))
                .containsExactly("beauty-shop", "estate-agency", "call-centre");
        for (JsonNode row : rows) {
            String id = row.path("id").asString();
            String text = client.get("/api/examples/" + id)
                    .expect(200)
                    .json()
                    .path("text")
                    .asString();
            assertThat(client.post("/api/simulations", Map.of("settings", text))
                            .expect(200)
                            .text())
                    .as(id)
                    .contains("\"kind\":\"done\"");
        }
        client.get("/api/examples/none").expect(404);
    }

    private BufferedReader reader(Object body) {
        return new BufferedReader(
                new InputStreamReader(client.stream("/api/simulations", body), StandardCharsets.UTF_8));
    }
}
