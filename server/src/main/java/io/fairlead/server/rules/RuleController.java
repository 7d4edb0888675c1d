package io.fairlead.server.rules;

import io.fairlead.server.distribution.Gate;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.IfMatch;
import io.fairlead.server.platform.http.LargeBody;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.rules.RuleQueries.RuleChanges;
import io.fairlead.server.rules.RuleQueries.RuleDraft;
import io.fairlead.server.rules.RuleQueries.RuleVersion;
import io.fairlead.server.rules.RuleQueries.RuleVersions;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/rules")
class RuleController {
    private static final int LONGEST_NOTE = 2000;
    private static final int LONGEST_PAGE = 200;

    private final Rules rules;
    private final RuleQueries queries;
    private final DraftFindings findings;
    private final ExampleWeeks weeks;
    private final Gate looks = new Gate("busy-checks", 2, Duration.ofSeconds(10), Duration.ofSeconds(30));

    RuleController(Rules rules, RuleQueries queries, DraftFindings findings, ExampleWeeks weeks) {
        this.rules = rules;
        this.queries = queries;
        this.findings = findings;
        this.weeks = weeks;
    }

    record WantedRules(@Nullable List<Map<String, Object>> rules) {}

    record VersionNote(@Nullable String note) {}

    /**
     * What leads to try the draft on.
     *
     * @param week a day of the past week whose leads are taken; null makes leads up for the next week
     */
    record WantedWeek(@Nullable LocalDate week) {}

    @Allow(Permission.MANAGE_RULES)
    @GetMapping("/draft")
    ResponseEntity<RuleDraft> draft(@AuthenticationPrincipal SignedIn me) {
        return tagged(queries.draft(me));
    }

    @Allow(Permission.MANAGE_RULES)
    @LargeBody
    @PutMapping("/draft")
    ResponseEntity<RuleDraft> saveDraft(
            @AuthenticationPrincipal SignedIn me,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match,
            @RequestBody WantedRules wanted) {
        if (wanted.rules() == null) {
            throw Refusal.invalid(List.of(new FieldError("rules", "required")));
        }
        return tagged(rules.save(me, IfMatch.version(match), wanted.rules()));
    }

    @Allow(Permission.MANAGE_RULES)
    @DeleteMapping("/draft")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void discardDraft(
            @AuthenticationPrincipal SignedIn me,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match) {
        rules.discard(me, IfMatch.version(match));
    }

    @Allow(Permission.MANAGE_RULES)
    @GetMapping("/draft/findings")
    DraftFindings.Found findings(@AuthenticationPrincipal SignedIn me) {
        DraftFindings.Asked asked = findings.asked(me);
        return looks.compute(me.companyId(), deadline -> findings.of(asked, deadline));
    }

    @Allow(Permission.MANAGE_RULES)
    @PostMapping("/draft/scenario")
    ExampleWeeks.WeekScenario scenario(@AuthenticationPrincipal SignedIn me, @RequestBody WantedWeek wanted) {
        return wanted.week() == null ? weeks.madeUp(me) : weeks.past(me, wanted.week());
    }

    @Allow(Permission.MANAGE_RULES)
    @PostMapping("/versions")
    @ResponseStatus(HttpStatus.CREATED)
    RuleVersion publish(
            @AuthenticationPrincipal SignedIn me,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match,
            @RequestBody VersionNote note) {
        return rules.publish(me, IfMatch.version(match), text(note));
    }

    @Allow(Permission.MANAGE_RULES)
    @GetMapping("/versions")
    RuleVersions versions(
            @AuthenticationPrincipal SignedIn me,
            @RequestParam(required = false) @Nullable String next,
            @RequestParam(defaultValue = "50") int limit) {
        boolean number = next != null && next.matches("[0-9]{1,9}");
        int before = number ? Integer.parseInt(next) : Integer.MAX_VALUE;
        return queries.versions(me, before, Math.clamp(limit, 1, LONGEST_PAGE));
    }

    @Allow(Permission.MANAGE_RULES)
    @GetMapping("/versions/{version}")
    RuleVersion version(@AuthenticationPrincipal SignedIn me, @PathVariable int version) {
        return queries.version(me, version);
    }

    @Allow(Permission.MANAGE_RULES)
    @PostMapping("/versions/{version}/roll-back")
    @ResponseStatus(HttpStatus.CREATED)
    RuleVersion rollBack(
            @AuthenticationPrincipal SignedIn me, @PathVariable int version, @RequestBody VersionNote note) {
        return rules.rollBack(me, version, text(note));
    }

    /** {@code from} and {@code to} are version numbers, {@code published} or {@code draft}. */
    @Allow(Permission.MANAGE_RULES)
    @GetMapping("/diff")
    RuleChanges diff(
            @AuthenticationPrincipal SignedIn me,
            @RequestParam(defaultValue = RuleQueries.PUBLISHED) String from,
            @RequestParam(defaultValue = RuleQueries.DRAFT) String to) {
        return queries.changes(me, from, to);
    }

    private static ResponseEntity<RuleDraft> tagged(RuleDraft draft) {
        return ResponseEntity.ok().eTag(IfMatch.tag(draft.version())).body(draft);
    }

    private static String text(VersionNote note) {
        String text = note.note() == null ? "" : note.note().strip();
        if (text.length() > LONGEST_NOTE || text.indexOf('\0') >= 0) {
            throw Refusal.invalid(List.of(new FieldError("note", "too-long")));
        }
        return text;
    }
}
