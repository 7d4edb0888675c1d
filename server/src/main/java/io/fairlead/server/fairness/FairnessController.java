package io.fairlead.server.fairness;

import io.fairlead.engine.distribution.Ledger;
import io.fairlead.server.distribution.Explained;
import io.fairlead.server.fairness.CorrectionQueries.CorrectionList;
import io.fairlead.server.fairness.CorrectionQueries.CorrectionRow;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
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

/** Balances, who is next, and corrections. */
@RestController
@RequestMapping("/api/fairness")
class FairnessController {
    private final LedgerQueries ledgers;
    private final OutlookQueries outlooks;
    private final Corrections corrections;
    private final CorrectionQueries corrected;

    FairnessController(
            LedgerQueries ledgers, OutlookQueries outlooks, Corrections corrections, CorrectionQueries corrected) {
        this.ledgers = ledgers;
        this.outlooks = outlooks;
        this.corrections = corrections;
        this.corrected = corrected;
    }

    record Annulment(@Nullable String lead, @Nullable String reason) {}

    /**
     * A booking between two people of a ledger.
     *
     * @param from who is to be entitled to less
     * @param leads above 0, with two decimals at most
     */
    record ManualBooking(
            @Nullable Boolean shared,
            @Nullable String ledger,
            @Nullable String from,
            @Nullable String to,
            @Nullable BigDecimal leads,
            @Nullable String reason) {}

    record Undoing(@Nullable String reason) {}

    /** @param period {@code this-month}, {@code last-month}, {@code 7}, {@code 30}, {@code 90} or {@code all} */
    @Allow(Permission.MANAGE_RULES)
    @GetMapping("/ledgers")
    LedgerQueries.LedgerList ledgers(
            @AuthenticationPrincipal SignedIn me, @RequestParam(defaultValue = "30") String period) {
        return ledgers.list(me, period, false);
    }

    /** One's own lines, where the company shows them. */
    @Allow(Permission.WORK_LEADS)
    @GetMapping("/own")
    LedgerQueries.LedgerList own(
            @AuthenticationPrincipal SignedIn me, @RequestParam(defaultValue = "30") String period) {
        return ledgers.list(me, period, true);
    }

    @Allow(Permission.MANAGE_RULES)
    @GetMapping("/balances")
    LedgerQueries.BalanceLines balances(
            @AuthenticationPrincipal SignedIn me,
            @RequestParam(defaultValue = "false") boolean shared,
            @RequestParam String ledger,
            @RequestParam(defaultValue = "30") String period) {
        return ledgers.lines(me, shared, ledger, period);
    }

    @Allow(Permission.MANAGE_RULES)
    @GetMapping("/next")
    OutlookQueries.NextSheet next(@AuthenticationPrincipal SignedIn me) {
        return outlooks.all(me);
    }

    /** What would become of a lead of this source about this listing, the rules tried in order. */
    @Allow(Permission.MANAGE_RULES)
    @GetMapping("/next/lead")
    Explained nextLead(
            @AuthenticationPrincipal SignedIn me,
            @RequestParam(defaultValue = "") String source,
            @RequestParam(defaultValue = "") String listing) {
        return outlooks.one(me, source, listing);
    }

    @Allow(Permission.MANAGE_RULES)
    @GetMapping("/corrections")
    CorrectionList corrections(
            @AuthenticationPrincipal SignedIn me, @RequestParam(required = false) @Nullable String next) {
        return corrected.page(me, next);
    }

    /** A lead no longer counts, such as one that was spam. It stays with whom it is. */
    @Allow(Permission.MANAGE_RULES)
    @PostMapping("/annulments")
    @ResponseStatus(HttpStatus.CREATED)
    CorrectionRow annul(@AuthenticationPrincipal SignedIn me, @RequestBody Annulment wanted) {
        return corrections.annul(
                me, Objects.requireNonNullElse(wanted.lead(), ""), Objects.requireNonNullElse(wanted.reason(), ""));
    }

    @Allow(Permission.MANAGE_RULES)
    @PostMapping("/bookings")
    @ResponseStatus(HttpStatus.CREATED)
    CorrectionRow book(@AuthenticationPrincipal SignedIn me, @RequestBody ManualBooking wanted) {
        String ledger = wanted.ledger();
        if (ledger == null) {
            throw Refusal.invalid(List.of(new FieldError("ledger", "required")));
        }
        return corrections.move(
                me,
                new Ledger(Boolean.TRUE.equals(wanted.shared()), ledger),
                wanted.from(),
                wanted.to(),
                Objects.requireNonNullElse(wanted.leads(), BigDecimal.ZERO),
                Objects.requireNonNullElse(wanted.reason(), ""));
    }

    @Allow(Permission.MANAGE_RULES)
    @PostMapping("/corrections/{id}/undo")
    @ResponseStatus(HttpStatus.CREATED)
    CorrectionRow undo(@AuthenticationPrincipal SignedIn me, @PathVariable String id, @RequestBody Undoing wanted) {
        return corrections.undo(me, id, Objects.requireNonNullElse(wanted.reason(), ""));
    }
}
