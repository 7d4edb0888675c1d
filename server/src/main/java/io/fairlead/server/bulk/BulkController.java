package io.fairlead.server.bulk;

import io.fairlead.server.bulk.BulkQueries.BulkLeads;
import io.fairlead.server.bulk.BulkQueries.BulkList;
import io.fairlead.server.bulk.BulkQueries.BulkSheet;
import io.fairlead.server.bulk.BulkWishes.WantedBulk;
import io.fairlead.server.bulk.BulkWishes.WantedPlan;
import io.fairlead.server.bulk.HoldingQueries.Holding;
import io.fairlead.server.bulk.HoldingQueries.Holdings;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.Permission;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class BulkController {
    private final BulkChanges bulk;
    private final BulkSteps steps;
    private final BulkQueries queries;
    private final HoldingQueries holdings;
    private final HandBacks handBacks;

    BulkController(
            BulkChanges bulk, BulkSteps steps, BulkQueries queries, HoldingQueries holdings, HandBacks handBacks) {
        this.bulk = bulk;
        this.steps = steps;
        this.queries = queries;
        this.holdings = holdings;
        this.handBacks = handBacks;
    }

    /** @param reason why, in the holder's words; required */
    record HandBack(@Nullable String reason) {}

    /** @param leads how many they are; asked for with more than 10 000 */
    record WantedRun(@Nullable Long leads) {}

    @Allow(Permission.WORK_LEADS)
    @GetMapping("/api/bulk")
    BulkList bulk(@AuthenticationPrincipal SignedIn me) {
        return queries.list(me);
    }

    @Allow(Permission.WORK_LEADS)
    @PostMapping("/api/bulk")
    @ResponseStatus(HttpStatus.CREATED)
    BulkSheet prepare(@AuthenticationPrincipal SignedIn me, @RequestBody WantedBulk wanted) {
        return queries.of(me, bulk.prepare(me, wanted));
    }

    @Allow(Permission.WORK_LEADS)
    @GetMapping("/api/bulk/{id}")
    BulkSheet sheet(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        return queries.of(me, BulkSteps.number(me, id));
    }

    /** The first leads in a state: {@code open}, {@code moved}, {@code skipped}, {@code returned} or {@code kept}. */
    @Allow(Permission.WORK_LEADS)
    @GetMapping("/api/bulk/{id}/leads")
    BulkLeads leadsOf(@AuthenticationPrincipal SignedIn me, @PathVariable String id, @RequestParam String state) {
        return queries.leads(me, BulkSteps.number(me, id), state);
    }

    @Allow(Permission.HAND_OVER)
    @PutMapping("/api/bulk/{id}/plan")
    BulkSheet planAnew(@AuthenticationPrincipal SignedIn me, @PathVariable String id, @RequestBody WantedPlan plan) {
        return queries.of(me, steps.plan(me, id, plan));
    }

    @Allow(Permission.WORK_LEADS)
    @PostMapping("/api/bulk/{id}/run")
    BulkSheet run(@AuthenticationPrincipal SignedIn me, @PathVariable String id, @RequestBody WantedRun run) {
        return queries.of(me, steps.step(me, id, BulkSteps.Step.RUN, run.leads()));
    }

    @Allow(Permission.WORK_LEADS)
    @PostMapping("/api/bulk/{id}/pause")
    BulkSheet pause(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        return queries.of(me, steps.step(me, id, BulkSteps.Step.PAUSE, null));
    }

    @Allow(Permission.WORK_LEADS)
    @PostMapping("/api/bulk/{id}/cancel")
    BulkSheet cancel(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        return queries.of(me, steps.step(me, id, BulkSteps.Step.CANCEL, null));
    }

    @Allow(Permission.WORK_LEADS)
    @PostMapping("/api/bulk/{id}/undo")
    BulkSheet undo(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        return queries.of(me, steps.step(me, id, BulkSteps.Step.UNDO, null));
    }

    /** Who holds open leads, and how many. */
    @Allow(Permission.HAND_OVER)
    @GetMapping("/api/holdings")
    Holdings holdings(@AuthenticationPrincipal SignedIn me) {
        return holdings.all(me);
    }

    /** The open leads of one person, and what the rules do with them by themselves. */
    @Allow(Permission.HAND_OVER)
    @GetMapping("/api/holdings/{key}")
    Holding holding(@AuthenticationPrincipal SignedIn me, @PathVariable String key) {
        return holdings.of(me, key);
    }

    /** Its holder gives the lead back; the rules decide anew without them. */
    @Allow(Permission.WORK_LEADS)
    @PostMapping("/api/leads/{id}/hand-back")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void handBack(@AuthenticationPrincipal SignedIn me, @PathVariable String id, @RequestBody HandBack back) {
        handBacks.handBack(me, id, back.reason());
    }
}
