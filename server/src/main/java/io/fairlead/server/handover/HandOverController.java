package io.fairlead.server.handover;

import io.fairlead.server.handover.HandOverQueries.HandOverLeads;
import io.fairlead.server.handover.HandOverQueries.HandOverList;
import io.fairlead.server.handover.HandOverQueries.HandOverSheet;
import io.fairlead.server.handover.HandOvers.WantedHandOver;
import io.fairlead.server.handover.HandOvers.WantedPlan;
import io.fairlead.server.handover.HoldingQueries.Holding;
import io.fairlead.server.handover.HoldingQueries.Holdings;
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
class HandOverController {
    private final HandOvers handOvers;
    private final HandOverQueries queries;
    private final HoldingQueries holdings;
    private final HandBacks handBacks;

    HandOverController(HandOvers handOvers, HandOverQueries queries, HoldingQueries holdings, HandBacks handBacks) {
        this.handOvers = handOvers;
        this.queries = queries;
        this.holdings = holdings;
        this.handBacks = handBacks;
    }

    /** @param reason why, in the holder's words; required */
    record HandBack(@Nullable String reason) {}

    @Allow(Permission.HAND_OVER)
    @GetMapping("/api/hand-overs")
    HandOverList handOvers(@AuthenticationPrincipal SignedIn me) {
        return queries.list(me);
    }

    @Allow(Permission.HAND_OVER)
    @PostMapping("/api/hand-overs")
    @ResponseStatus(HttpStatus.CREATED)
    HandOverSheet prepare(@AuthenticationPrincipal SignedIn me, @RequestBody WantedHandOver wanted) {
        return queries.of(me, handOvers.prepare(me, wanted));
    }

    @Allow(Permission.HAND_OVER)
    @GetMapping("/api/hand-overs/{id}")
    HandOverSheet handOver(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        return queries.of(me, HandOvers.number(me, id));
    }

    /** The first leads in a state: {@code open}, {@code moved}, {@code skipped}, {@code returned} or {@code kept}. */
    @Allow(Permission.HAND_OVER)
    @GetMapping("/api/hand-overs/{id}/leads")
    HandOverLeads leadsOf(@AuthenticationPrincipal SignedIn me, @PathVariable String id, @RequestParam String state) {
        return queries.leads(me, HandOvers.number(me, id), state);
    }

    @Allow(Permission.HAND_OVER)
    @PutMapping("/api/hand-overs/{id}/plan")
    HandOverSheet planAnew(
            @AuthenticationPrincipal SignedIn me, @PathVariable String id, @RequestBody WantedPlan plan) {
        return queries.of(me, handOvers.plan(me, id, plan));
    }

    @Allow(Permission.HAND_OVER)
    @PostMapping("/api/hand-overs/{id}/run")
    HandOverSheet run(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        return queries.of(me, handOvers.step(me, id, HandOvers.Step.RUN));
    }

    @Allow(Permission.HAND_OVER)
    @PostMapping("/api/hand-overs/{id}/pause")
    HandOverSheet pause(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        return queries.of(me, handOvers.step(me, id, HandOvers.Step.PAUSE));
    }

    @Allow(Permission.HAND_OVER)
    @PostMapping("/api/hand-overs/{id}/cancel")
    HandOverSheet cancel(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        return queries.of(me, handOvers.step(me, id, HandOvers.Step.CANCEL));
    }

    @Allow(Permission.HAND_OVER)
    @PostMapping("/api/hand-overs/{id}/undo")
    HandOverSheet undo(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        return queries.of(me, handOvers.step(me, id, HandOvers.Step.UNDO));
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
