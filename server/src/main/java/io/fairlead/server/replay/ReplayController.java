package io.fairlead.server.replay;

import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.LargeBody;
import io.fairlead.server.platform.http.Permission;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Past leads against other rules; nothing is stored. */
@RestController
class ReplayController {
    private final Replays replays;

    ReplayController(Replays replays) {
        this.replays = replays;
    }

    /**
     * What is asked.
     *
     * @param from the first day, in company time
     * @param to the last day, in company time
     * @param rules {@code draft} (if missing), {@code published} for those in force at each time, or a version's number
     * @param text a settings file whose rules are tried instead; it may have {@code rules} alone
     */
    record ReplayQuestion(
            @Nullable String from,
            @Nullable String to,
            @Nullable String rules,
            @Nullable String text) {}

    /** One JSON object a line. */
    @Allow(Permission.MANAGE_RULES)
    @LargeBody
    @PostMapping("/api/replays")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                            schema = @Schema(implementation = ReplayLine.class)))
    void replay(
            @AuthenticationPrincipal SignedIn me, @RequestBody ReplayQuestion question, HttpServletResponse response)
            throws IOException {
        var out = response.getOutputStream();
        replays.run(me, question, () -> {
            response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            // Proxies would hold the lines back to send larger pieces.
            response.setHeader("X-Accel-Buffering", "no");
            return out;
        });
    }
}
