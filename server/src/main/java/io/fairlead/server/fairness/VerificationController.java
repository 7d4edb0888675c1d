package io.fairlead.server.fairness;

import io.fairlead.server.distribution.Gate;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.Permission;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/fairness/verifications")
class VerificationController {
    /** One that was cancelled ends when its next line cannot be written; the next one waits that long. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Verifications verifications;
    private final Gate runs = new Gate("busy-verification", 1, PATIENCE, Duration.ofMinutes(60));

    VerificationController(Verifications verifications) {
        this.verifications = verifications;
    }

    @Allow(Permission.MANAGE_RULES)
    @GetMapping("/last")
    Verifications.LastVerification last(@AuthenticationPrincipal SignedIn me) {
        return verifications.last(me);
    }

    /** Verifies all decisions of the company; one JSON object a line. */
    @Allow(Permission.MANAGE_RULES)
    @PostMapping
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                            schema = @Schema(implementation = VerificationLine.class)))
    void verify(@AuthenticationPrincipal SignedIn me, HttpServletResponse response) throws IOException {
        OutputStream out = response.getOutputStream();
        runs.compute(me.companyId(), deadline -> {
            response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            // Proxies would hold the lines back to send larger pieces.
            response.setHeader("X-Accel-Buffering", "no");
            verifications.run(me, out, deadline::lasts);
            return me;
        });
    }
}
