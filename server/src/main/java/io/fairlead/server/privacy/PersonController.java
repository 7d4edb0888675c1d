package io.fairlead.server.privacy;

import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.Permission;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/privacy/contacts")
class PersonController {
    private final PersonQueries queries;
    private final PersonalFile file;
    private final Erasures erasures;

    PersonController(PersonQueries queries, PersonalFile file, Erasures erasures) {
        this.queries = queries;
        this.file = file;
        this.erasures = erasures;
    }

    /** @param text a phone, an e-mail, or how a name begins */
    record PersonSearch(@Nullable String text) {}

    /**
     * @param confirmation the contact's name, or their id if they have none
     * @param openLeads whether they are erased though they have open leads
     */
    record WantedErasure(
            @Nullable String confirmation, @Nullable Boolean openLeads) {}

    @Allow(Permission.PERSONAL_DATA)
    @PostMapping("/query")
    PersonQueries.FoundPeople findPeople(@AuthenticationPrincipal SignedIn me, @RequestBody PersonSearch search) {
        return queries.find(me, Objects.requireNonNullElse(search.text(), ""));
    }

    /** By which the erased are found again in an older backup, as CSV: {@code fairlead restore --erased} reads it. */
    @Allow(Permission.PERSONAL_DATA)
    @GetMapping("/erased")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class)))
    ResponseEntity<byte[]> erased(@AuthenticationPrincipal SignedIn me) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"erased.csv\"")
                .cacheControl(CacheControl.noStore())
                .body(queries.erased(me).getBytes(StandardCharsets.UTF_8));
    }

    @Allow(Permission.PERSONAL_DATA)
    @GetMapping("/{id}")
    PersonQueries.PersonTraces traces(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        return queries.traces(me, id);
    }

    /** A ZIP with everything about the contact; that it was taken stands in the journal. */
    @Allow(Permission.PERSONAL_DATA)
    @PostMapping("/{id}/export")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = "application/zip", schema = @Schema(type = "string", format = "binary")))
    void exportPerson(@AuthenticationPrincipal SignedIn me, @PathVariable String id, HttpServletResponse response) {
        file.write(me, id, () -> {
            response.setContentType("application/zip");
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"contact-" + id + ".zip\"");
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            return response.getOutputStream();
        });
    }

    @Allow(Permission.PERSONAL_DATA)
    @PostMapping("/{id}/erasure")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void erasePerson(@AuthenticationPrincipal SignedIn me, @PathVariable String id, @RequestBody WantedErasure wanted) {
        erasures.erase(
                me, id, Objects.requireNonNullElse(wanted.confirmation(), ""), Boolean.TRUE.equals(wanted.openLeads()));
    }
}
