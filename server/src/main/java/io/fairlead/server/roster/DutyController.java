package io.fairlead.server.roster;

import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/duty")
class DutyController {
    private static final int MOST_DAYS = 62;

    private final DutyQueries queries;

    DutyController(DutyQueries queries) {
        this.queries = queries;
    }

    /** A schedule to look at before it is kept. */
    record DutyDraft(
            @Nullable Map<String, Object> schedule,
            @Nullable LocalDate from,
            @Nullable LocalDate to) {}

    /** Who is on from the first day to before the second, in company time. */
    @Allow(Permission.SIGNED_IN)
    @GetMapping
    DutyQueries.Duty duty(
            @AuthenticationPrincipal SignedIn me,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate to) {
        check(from, to);
        return queries.duty(me, from, to);
    }

    /** When somebody with this schedule would be on; refused as {@code broken-settings} if it has flaws. */
    @Allow(Permission.MANAGE_PEOPLE)
    @PostMapping("/preview")
    DutyQueries.DutyRow previewDuty(@AuthenticationPrincipal SignedIn me, @RequestBody DutyDraft draft) {
        LocalDate from = draft.from();
        LocalDate to = draft.to();
        Map<String, Object> schedule = draft.schedule();
        if (from == null || to == null || schedule == null) {
            throw Refusal.invalid(
                    List.of(new FieldError(from == null ? "from" : to == null ? "to" : "schedule", "required")));
        }
        check(from, to);
        return queries.preview(me, schedule, from, to);
    }

    private static void check(LocalDate from, LocalDate to) {
        long days = ChronoUnit.DAYS.between(from, to);
        if (days < 1 || days > MOST_DAYS || from.getYear() < 1970 || to.getYear() > 2999) {
            throw Refusal.invalid(List.of(new FieldError("to", "invalid")));
        }
    }
}
