package io.fairlead.server.exchange;

import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.IfMatch;
import io.fairlead.server.platform.http.LargeBody;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.settings.writing.SettingsWriter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping("/api/settings")
class SettingsController {
    private static final MediaType YAML = MediaType.parseMediaType("text/plain;charset=UTF-8");

    private final SettingsFiles files;
    private final JsonMapper json;

    /** The sections of a settings file. */
    @Schema(additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
    record SettingsSections() {}

    SettingsController(SettingsFiles files, JsonMapper json) {
        this.files = files;
        this.json = json;
    }

    /** JSON; YAML for who accepts {@code text/plain} or {@code application/yaml}, or asks for {@code format=yaml}. */
    @Allow(Permission.SETTINGS_FILE)
    @GetMapping
    @ApiResponse(
            responseCode = "200",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = SettingsSections.class)),
                @Content(mediaType = MediaType.TEXT_PLAIN_VALUE, schema = @Schema(implementation = String.class))
            })
    ResponseEntity<byte[]> settings(
            @AuthenticationPrincipal SignedIn me,
            @RequestParam(required = false) @Nullable String format,
            @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "*/*") String accept) {
        SettingsFiles.Exported exported = files.export(me);
        boolean yaml = "yaml".equals(format)
                || (format == null && (accept.startsWith("text/plain") || accept.startsWith("application/yaml")));
        String text = yaml ? SettingsWriter.yaml(exported.sections()) : json.writeValueAsString(exported.sections());
        return ResponseEntity.ok()
                .eTag(IfMatch.tag(exported.version()))
                .cacheControl(CacheControl.noStore())
                .contentType(yaml ? YAML : MediaType.APPLICATION_JSON)
                .body(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What applying the file in the body would change. */
    @Allow(Permission.SETTINGS_FILE)
    @LargeBody
    @PostMapping(path = "/diff", consumes = MediaType.ALL_VALUE)
    SettingsDiff diff(
            @AuthenticationPrincipal SignedIn me,
            Authentication caller,
            @RequestParam(defaultValue = "false") boolean prune,
            @RequestBody(required = false) byte @Nullable [] file) {
        return files.apply(editor(me, caller), text(file), new SettingsFiles.Way(true, prune, null));
    }

    /** Applies the file in the body, all or nothing. */
    @Allow(Permission.SETTINGS_FILE)
    @LargeBody
    @PostMapping(consumes = MediaType.ALL_VALUE)
    SettingsDiff apply(
            @AuthenticationPrincipal SignedIn me,
            Authentication caller,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestParam(defaultValue = "false") boolean prune,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match,
            @RequestBody(required = false) byte @Nullable [] file) {
        Long seen = match == null ? null : Long.valueOf(IfMatch.version(match));
        return files.apply(editor(me, caller), text(file), new SettingsFiles.Way(dryRun, prune, seen));
    }

    private static SettingsFiles.Editor editor(SignedIn me, Authentication caller) {
        return new SettingsFiles.Editor(
                me,
                AuthorityUtils.authorityListToSet(caller.getAuthorities()).contains(Permission.MANAGE_ROLES.word()));
    }

    private static String text(byte @Nullable [] file) {
        return file == null ? "" : new String(file, StandardCharsets.UTF_8);
    }
}
