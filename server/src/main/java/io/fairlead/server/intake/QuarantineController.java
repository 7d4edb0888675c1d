package io.fairlead.server.intake;

import io.fairlead.server.intake.Intake.Taken;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping("/api/quarantine")
class QuarantineController {
    private static final int LONGEST_NOTE = 1_000;
    private static final Set<String> STATES = Set.of("open", "taken", "discarded");

    private final Quarantine quarantine;
    private final QuarantineQueries queries;
    private final Intake intake;
    private final LeadAnswers answers;
    private final JsonMapper json;

    QuarantineController(
            Quarantine quarantine, QuarantineQueries queries, Intake intake, LeadAnswers answers, JsonMapper json) {
        this.quarantine = quarantine;
        this.queries = queries;
        this.intake = intake;
        this.answers = answers;
        this.json = json;
    }

    /** @param lead the lead as it should have been sent, whole */
    record CorrectedLead(@Nullable String source, @Nullable Map<String, Object> lead) {}

    record DiscardNote(@Nullable String note) {}

    @Allow(Permission.MANAGE_INTAKE)
    @GetMapping
    QuarantineQueries.QuarantinedRows quarantined(
            @AuthenticationPrincipal SignedIn me,
            @RequestParam(defaultValue = "open") String state,
            @RequestParam(defaultValue = "") String after) {
        if (!STATES.contains(state)) {
            throw Refusal.invalid(List.of(new FieldError("state", "invalid")));
        }
        return queries.of(me, state, after);
    }

    /** How much of it waits for somebody to look at it. */
    @Allow(Permission.MANAGE_INTAKE)
    @GetMapping("/count")
    SourceQueries.IntakeTotal openQuarantined(@AuthenticationPrincipal SignedIn me) {
        return queries.open(me);
    }

    /** Takes the lead in as it is corrected; its idempotency key stands for it from now on. */
    @Allow(Permission.MANAGE_INTAKE)
    @PostMapping("/{id}/retry")
    @ResponseStatus(HttpStatus.CREATED)
    LeadAnswers.LeadAnswer retryQuarantined(
            @AuthenticationPrincipal SignedIn me, @PathVariable String id, @RequestBody CorrectedLead corrected) {
        long number = number(me, id);
        ObjectNode lead = json.valueToTree(corrected.lead() == null ? Map.of() : corrected.lead());
        Submission submission = quarantine.corrected(me, number, IntakeController.source(corrected.source()), lead);
        Taken taken = intake.again(
                me.companyId(),
                number,
                submission,
                outcome -> quarantine.taken(me, number, submission, outcome.lead()));
        return switch (taken) {
            case Taken.Decided decided -> answers.of(me.companyId(), me.idSeed(), decided);
            case Taken.Quarantined still -> throw Refusal.invalid(still.reasons());
            case Taken.Conflict conflict -> throw IntakeController.conflict();
        };
    }

    @Allow(Permission.MANAGE_INTAKE)
    @PostMapping("/{id}/discard")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void discardQuarantined(
            @AuthenticationPrincipal SignedIn me, @PathVariable String id, @RequestBody DiscardNote given) {
        String note = given.note() == null ? "" : given.note().strip();
        if (note.isEmpty()) {
            throw Refusal.invalid(List.of(new FieldError("note", "required")));
        }
        if (note.length() > LONGEST_NOTE || !LeadText.isStorable(note)) {
            throw Refusal.invalid(List.of(new FieldError("note", "too-long")));
        }
        quarantine.discard(me, number(me, id), note);
    }

    private static long number(SignedIn me, String id) {
        return Ids.of(me.idSeed()).read(Ids.Kind.QUARANTINED, id).orElseThrow(Refusal::notFound);
    }
}
