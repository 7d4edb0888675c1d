package io.fairlead.server.intake;

import io.fairlead.server.intake.Intake.Taken;
import io.fairlead.server.intake.LeadAnswers.LeadAnswer;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.LargeBody;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping("/api/leads")
class IntakeController {
    static final String KEY_HEADER = "Idempotency-Key";

    private static final int MOST_ROWS = 1_000;
    private static final int LONGEST_SOURCE = 60;
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");

    private final Intake intake;
    private final LeadAnswers answers;
    private final ManualEntries manual;
    private final SourceLimits limits;

    IntakeController(Intake intake, LeadAnswers answers, ManualEntries manual, SourceLimits limits) {
        this.intake = intake;
        this.answers = answers;
        this.manual = manual;
        this.limits = limits;
    }

    /**
     * A lead as it is sent. Wrong types are not refused as unreadable: they are told with everything else that is wrong.
     *
     * @param source the key of its source; not needed with the key of a source
     * @param fields the company's own fields by their ids: texts, numbers, booleans; dates as ISO 8601
     */
    record WantedLead(
            @Nullable String source,
            @Nullable String name,
            @Nullable String phone,
            @Nullable String email,
            @Nullable String listing,
            @Nullable String status,
            @Nullable Map<String, Object> fields) {}

    /** @param leads at most 1000; each may have an {@code idempotencyKey} of its own */
    record WantedLeads(@Nullable List<@Nullable ObjectNode> leads) {}

    record BulkAnswer(List<BulkRow> rows) {}

    /**
     * What came of one lead.
     *
     * @param status as it would have been if the lead had been sent alone
     * @param problem the slug of what is wrong; null for nothing
     * @param quarantined under which id it is kept in quarantine
     */
    record BulkRow(
            int status,
            @Nullable LeadAnswer lead,
            @Nullable String problem,
            @Nullable List<FieldError> errors,
            @Nullable String quarantined) {}

    private record Caller(
            int companyId, long idSeed, @Nullable SourceCaller source) {}

    @Allow(Permission.INTAKE)
    @PostMapping
    @ApiResponse(responseCode = "200", description = "Sent before: the first answer again")
    @ApiResponse(responseCode = "201", description = "A new lead, decided")
    ResponseEntity<LeadAnswer> sendLead(
            Authentication who,
            @RequestHeader(name = KEY_HEADER, required = false) @Nullable String key,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(implementation = WantedLead.class)))
                    @RequestBody
                    JsonNode body) {
        Caller caller = caller(who);
        Submission submission = submission(caller, object(body), key == null ? null : checked(key));
        pass(caller, submission.source(), 1);
        Taken taken = intake.take(caller.companyId(), List.of(submission)).getFirst();
        return switch (taken) {
            case Taken.Decided decided ->
                ResponseEntity.status(decided.again() ? HttpStatus.OK : HttpStatus.CREATED)
                        .body(answers.of(caller.companyId(), caller.idSeed(), decided));
            case Taken.Quarantined kept -> throw unusable(caller, kept);
            case Taken.Conflict conflict -> throw conflict();
        };
    }

    @Allow(Permission.INTAKE)
    @LargeBody
    @PostMapping("/bulk")
    BulkAnswer sendLeads(
            Authentication who,
            @RequestHeader(name = KEY_HEADER, required = false) @Nullable String key,
            @RequestBody WantedLeads wanted) {
        Caller caller = caller(who);
        List<@Nullable ObjectNode> leads = wanted.leads() == null ? List.of() : wanted.leads();
        if (leads.isEmpty() || leads.size() > MOST_ROWS) {
            throw Refusal.invalid(List.of(new FieldError("leads", leads.isEmpty() ? "required" : "too-many")));
        }
        // Rows without a key get one for this request alone, so that a second try within it doubles nothing.
        String prefix = key == null ? UUID.randomUUID().toString() : checked(key);
        List<Submission> submissions = new ArrayList<>();
        for (int i = 0; i < leads.size(); i++) {
            ObjectNode lead = leads.get(i);
            if (lead == null) {
                throw Refusal.invalid(List.of(new FieldError("leads[" + i + "]", "required")));
            }
            JsonNode own = lead.remove("idempotencyKey");
            String rowKey = own != null && own.isString() ? own.asString() : prefix + "/" + i;
            if (own != null && !(own.isString() && KEY.matcher(rowKey).matches())) {
                throw Refusal.invalid(List.of(new FieldError("leads[" + i + "].idempotencyKey", "invalid")));
            }
            submissions.add(submission(caller, lead, rowKey));
        }
        submissions.stream()
                .collect(java.util.stream.Collectors.groupingBy(
                        Submission::source, java.util.stream.Collectors.counting()))
                .forEach((source, count) -> pass(caller, source, count.intValue()));
        return new BulkAnswer(rows(caller, intake.take(caller.companyId(), submissions)));
    }

    /** Typed in by hand: whoever does so has the lead at once. */
    @Allow(Permission.WORK_LEADS)
    @PostMapping("/manual")
    @ApiResponse(responseCode = "200", description = "Sent before: the first answer again")
    @ApiResponse(responseCode = "201", description = "A new lead, of who typed it in")
    ResponseEntity<ManualEntries.ManualLead> enterLead(
            @AuthenticationPrincipal SignedIn me,
            @RequestHeader(name = KEY_HEADER, required = false) @Nullable String key,
            @RequestBody WantedLead wanted) {
        Taken taken = manual.enter(me, wanted, key == null ? null : checked(key));
        return switch (taken) {
            case Taken.Decided decided ->
                ResponseEntity.status(decided.again() ? HttpStatus.OK : HttpStatus.CREATED)
                        .body(manual.shown(me, answers.of(me.companyId(), me.idSeed(), decided), decided.outcome()));
            case Taken.Quarantined wrong -> throw Refusal.invalid(wrong.reasons());
            case Taken.Conflict conflict -> throw conflict();
        };
    }

    /** Takes the lead from its creator and gives it to the rules, as if it arrived now. */
    @Allow(Permission.WORK_LEADS)
    @PostMapping("/manual/{id}/undo")
    LeadAnswer undoEntry(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        return manual.undo(me, Ids.of(me.idSeed()).read(Ids.Kind.LEAD, id).orElseThrow(Refusal::notFound));
    }

    static Refusal conflict() {
        return Refusal.of(
                HttpStatus.CONFLICT,
                "idempotency-conflict",
                "This Idempotency-Key was used for another lead of the source.");
    }

    /** The key of a source as it can be stored and looked for; empty for what is none. */
    static String source(@Nullable String given) {
        String source = given == null ? "" : given.strip();
        return source.length() <= LONGEST_SOURCE && LeadText.isStorable(source) && !LeadText.hasControls(source)
                ? source
                : "";
    }

    private void pass(Caller caller, String source, int count) {
        if (caller.source() == null) {
            limits.pass(caller.companyId(), source, count);
        } else {
            limits.pass(caller.source(), count);
        }
    }

    private List<BulkRow> rows(Caller caller, List<Taken> all) {
        List<Taken.Decided> decided = all.stream()
                .filter(Taken.Decided.class::isInstance)
                .map(Taken.Decided.class::cast)
                .toList();
        List<LeadAnswer> leads = answers.of(caller.companyId(), caller.idSeed(), decided);
        List<BulkRow> rows = new ArrayList<>();
        int next = 0;
        for (Taken taken : all) {
            rows.add(
                    switch (taken) {
                        case Taken.Decided one ->
                            new BulkRow(one.again() ? 200 : 201, leads.get(next++), null, null, null);
                        case Taken.Quarantined kept ->
                            new BulkRow(422, null, "unusable-lead", kept.reasons(), shown(caller, kept.id()));
                        case Taken.Conflict conflict -> new BulkRow(409, null, "idempotency-conflict", null, null);
                    });
        }
        return rows;
    }

    private static Refusal unusable(Caller caller, Taken.Quarantined kept) {
        return Refusal.invalid(
                "unusable-lead",
                "The lead cannot be used as it is. It is kept in quarantine, where it can be corrected.",
                kept.reasons(),
                Map.of("quarantined", shown(caller, kept.id())));
    }

    private static String shown(Caller caller, long quarantined) {
        return Ids.of(caller.idSeed()).show(Ids.Kind.QUARANTINED, quarantined);
    }

    private static Submission submission(Caller caller, ObjectNode lead, @Nullable String key) {
        JsonNode named = lead.remove("source");
        String own = caller.source() == null ? null : caller.source().source();
        List<FieldError> suspicions =
                own != null && named != null && !named.asString("").equals(own)
                        ? List.of(new FieldError("source", "another-source"))
                        : List.of();
        String source = own != null ? own : source(named == null ? null : named.asString(""));
        return new Submission(source, key, lead, true, null, suspicions, null);
    }

    private static ObjectNode object(JsonNode body) {
        if (body instanceof ObjectNode object) {
            return object;
        }
        throw Refusal.of(HttpStatus.BAD_REQUEST, "unreadable", "The body is not a JSON object.");
    }

    private static String checked(String key) {
        if (!KEY.matcher(key).matches()) {
            throw Refusal.of(
                    HttpStatus.BAD_REQUEST,
                    "bad-idempotency-key",
                    "An Idempotency-Key has 1 to 200 visible ASCII characters.");
        }
        return key;
    }

    private static Caller caller(Authentication who) {
        return switch (who.getPrincipal()) {
            case SourceCaller source -> new Caller(source.companyId(), source.idSeed(), source);
            case SignedIn me -> new Caller(me.companyId(), me.idSeed(), null);
            case null, default -> throw Refusal.forbidden();
        };
    }
}
