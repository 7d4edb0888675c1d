package io.fairlead.server.distribution;

import io.fairlead.engine.simulation.Scenario;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.LargeBody;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Tries settings; nothing is stored. */
@RestController
class SimulatorController {
    private static final Duration LONGEST_RUN = Duration.ofSeconds(30);

    private final Checks checks;
    private final JsonMapper json;
    private final Gate runs = new Gate("busy", 2, Duration.ZERO, LONGEST_RUN);
    private final Gate looks = new Gate("busy-checks", 4, Duration.ofSeconds(10), LONGEST_RUN);

    SimulatorController(Checks checks, JsonMapper json) {
        this.checks = checks;
        this.json = json;
    }

    /** A settings file's text. */
    record SettingsText(@Nullable String settings) {}

    /** A settings file's text, and the lead asked about. */
    record LeadQuestion(@Nullable String settings, @Nullable String lead) {}

    @Allow(Permission.SIMULATE)
    @LargeBody
    @PostMapping("/api/checks")
    Checks.Checked check(@AuthenticationPrincipal SignedIn me, @RequestBody SettingsText text) {
        return looks.compute(me.companyId(), deadline -> checks.check(text.settings(), deadline));
    }

    @Allow(Permission.SIMULATE)
    @LargeBody
    @PostMapping("/api/coverage")
    Checks.WeekCoverage coverage(@AuthenticationPrincipal SignedIn me, @RequestBody SettingsText text) {
        return looks.compute(me.companyId(), deadline -> checks.coverage(text.settings(), deadline));
    }

    @Allow(Permission.SIMULATE)
    @LargeBody
    @PostMapping("/api/explanations")
    Explanations.ExplainedRows explain(@AuthenticationPrincipal SignedIn me, @RequestBody LeadQuestion question) {
        String lead = question.lead();
        if (lead == null) {
            throw Refusal.invalid(List.of(new FieldError("lead", "required")));
        }
        return looks.compute(me.companyId(), deadline -> {
            Scenario scenario = DraftReader.sound(question.settings()).scenario();
            return Explanations.of(scenario, lead, deadline);
        });
    }

    /** One JSON object a line. */
    @Allow(Permission.SIMULATE)
    @LargeBody
    @PostMapping("/api/simulations")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                            schema = @Schema(implementation = RunLine.class)))
    void simulate(@AuthenticationPrincipal SignedIn me, @RequestBody SettingsText text, HttpServletResponse response)
            throws IOException {
        OutputStream out = response.getOutputStream();
        runs.compute(me.companyId(), deadline -> {
            Scenario scenario = DraftReader.sound(text.settings()).scenario();
            response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            // Proxies would hold the lines back to send larger pieces.
            response.setHeader("X-Accel-Buffering", "no");
            new SimulationStream(scenario, deadline, json.writer(), out).run();
            return scenario;
        });
    }
}
