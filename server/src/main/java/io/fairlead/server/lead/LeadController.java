package io.fairlead.server.lead;

import io.fairlead.server.lead.DecisionQueries.DecisionSheet;
import io.fairlead.server.lead.LeadSheetQueries.LeadSheet;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.IfMatch;
import io.fairlead.server.platform.http.Permission;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@RestController
class LeadController {
    private final LeadSheetQueries sheets;
    private final DecisionQueries decisions;
    private final Leads leads;
    private final LeadEdits edits;
    private final LeadFeed feed;

    LeadController(LeadSheetQueries sheets, DecisionQueries decisions, Leads leads, LeadEdits edits, LeadFeed feed) {
        this.sheets = sheets;
        this.decisions = decisions;
        this.leads = leads;
        this.edits = edits;
        this.feed = feed;
    }

    /** @param note why; the company may ask for one with every change of a status */
    record LeadChange(@Nullable String status, @Nullable String note) {}

    /** @param kind {@code call} or {@code note}; a note if missing */
    record LeadTouch(@Nullable String kind, @Nullable String text) {}

    /** @param user the key of an active colleague; null for nobody */
    record LeadAssignment(@Nullable String user) {}

    /**
     * Server-sent events: {@code changed} with the ids of leads, as they change, and whether one's own notices did. Goes on
     * after the event named by {@code Last-Event-ID}, or by {@code after} where a page cannot send that header.
     */
    @Allow(Permission.WORK_LEADS)
    @GetMapping(path = "/api/leads/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(implementation = LeadFeed.Changes.class)))
    SseEmitter changes(
            @AuthenticationPrincipal SignedIn me,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last,
            @RequestParam(required = false) @Nullable String after,
            HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // Proxies would hold the lines back to send larger pieces.
        response.setHeader("X-Accel-Buffering", "no");
        return feed.listen(me, last == null ? after : last);
    }

    @Allow(Permission.WORK_LEADS)
    @GetMapping("/api/leads/{id}")
    ResponseEntity<LeadSheet> lead(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        return tagged(sheets.of(me, id));
    }

    @Allow(Permission.WORK_LEADS)
    @PatchMapping("/api/leads/{id}")
    ResponseEntity<LeadSheet> changeLead(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String version,
            @RequestBody LeadChange change) {
        String status = change.status();
        String note = change.note();
        return tagged(leads.setStatus(
                me, id, IfMatch.version(version), status == null ? "" : status, note == null ? "" : note));
    }

    /** Corrects what is known of a lead. */
    @Allow(Permission.WORK_LEADS)
    @PatchMapping("/api/leads/{id}/facts")
    ResponseEntity<LeadSheet> editLead(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String version,
            @RequestBody LeadEdits.LeadFacts facts) {
        return tagged(edits.edit(me, id, IfMatch.version(version), facts));
    }

    @Allow(Permission.WORK_LEADS)
    @PostMapping("/api/leads/{id}/touch")
    ResponseEntity<LeadSheet> touchLead(
            @AuthenticationPrincipal SignedIn me, @PathVariable String id, @RequestBody LeadTouch touch) {
        String kind = touch.kind();
        String text = touch.text();
        return tagged(leads.touch(me, id, kind == null ? "note" : kind, text == null ? "" : text));
    }

    @Allow(Permission.WORK_LEADS)
    @PostMapping("/api/leads/{id}/accept")
    ResponseEntity<LeadSheet> acceptLead(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        return tagged(leads.accept(me, id));
    }

    @Allow(Permission.WORK_LEADS)
    @PostMapping("/api/leads/{id}/decline")
    ResponseEntity<LeadSheet> declineLead(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        return tagged(leads.decline(me, id));
    }

    @Allow(Permission.WORK_LEADS)
    @PostMapping("/api/leads/{id}/assign")
    ResponseEntity<LeadSheet> assignLead(
            @AuthenticationPrincipal SignedIn me, @PathVariable String id, @RequestBody LeadAssignment assignment) {
        return tagged(leads.assign(me, id, assignment.user()));
    }

    @Allow(Permission.WORK_LEADS)
    @GetMapping("/api/decisions/{id}")
    DecisionSheet decision(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        return decisions.of(me, id);
    }

    private static ResponseEntity<LeadSheet> tagged(LeadSheet sheet) {
        return ResponseEntity.ok().eTag("\"" + sheet.lead().version() + "\"").body(sheet);
    }
}
