package io.fairlead.server.distribution;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fairlead.engine.distribution.Explanation;
import io.fairlead.engine.distribution.Reason;
import io.fairlead.engine.distribution.Strategy;
import io.fairlead.server.wording.Leads;
import io.fairlead.server.wording.WallTime;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A decision about a lead as the API tells it.
 *
 * @param at company wall time
 * @param rule empty for none
 * @param user empty for nobody
 * @param how a way of assignment, or {@code offered}, {@code waiting}, {@code unassigned}
 * @param strategy what compared the candidates; null when no rule decided
 * @param skipped the rules tried before, and why they did not take it
 */
public record Explained(
        String at,
        String rule,
        String user,
        String how,
        @Nullable String strategy,
        List<SkippedRule> skipped,
        List<ExplainedCandidate> candidates) {

    /**
     * A rule that did not take the lead.
     *
     * @param why {@code when}, {@code window}, or {@code nobody} for a rule that passed it on
     */
    public record SkippedRule(String rule, String why) {}

    /**
     * A candidate and what was compared; balances and compensation are decimal numbers of leads.
     *
     * @param target null for who may not know it
     */
    public record ExplainedCandidate(
            String user,
            int weight,
            @Nullable ExplainedReason reason,
            String balanceBefore,
            String balanceAfter,
            long load,
            String compensation,
            @Nullable Integer target,
            long open,
            @Nullable String lastTurn,
            boolean chosen) {}

    /** Without what is for managers and each user alone: targets, and the kinds of absences. */
    public Explained toldTo(String user) {
        return new Explained(
                at,
                rule,
                this.user,
                how,
                strategy,
                skipped,
                candidates.stream()
                        .map(one -> one.user().equals(user) ? one : colleague(one))
                        .toList());
    }

    private static ExplainedCandidate colleague(ExplainedCandidate one) {
        ExplainedReason why = one.reason();
        return new ExplainedCandidate(
                one.user(),
                one.weight(),
                why == null
                        ? null
                        : new ExplainedReason(
                                why.kind(),
                                why.skills(),
                                why.until(),
                                why.from(),
                                null,
                                why.cap(),
                                why.limit(),
                                why.held()),
                one.balanceBefore(),
                one.balanceAfter(),
                one.load(),
                one.compensation(),
                null,
                one.open(),
                one.lastTurn(),
                one.chosen());
    }

    /** Why a candidate was left out; only the members of its kind are there. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ExplainedReason(
            String kind,
            @Nullable List<String> skills,
            @Nullable String until,
            @Nullable String from,
            @Nullable String absenceKind,
            @Nullable String cap,
            @Nullable Integer limit,
            @Nullable Long held) {

        ExplainedReason(String kind) {
            this(kind, null, null, null, null, null, null, null);
        }
    }

    /**
     * A decision in the words of the API.
     *
     * @param explanation null for what people did by hand
     * @param zone the company's
     */
    public static Explained of(
            Instant at, String rule, String user, String how, @Nullable Explanation explanation, ZoneId zone) {
        WallTime wallTime = new WallTime(zone);
        if (explanation == null) {
            return new Explained(wallTime.text(at), rule, user, how, null, List.of(), List.of());
        }
        Strategy strategy = explanation.strategy();
        return new Explained(
                wallTime.text(at),
                rule,
                user,
                how,
                strategy == null ? null : strategy.word(),
                explanation.skipped().stream()
                        .map(skipped -> new SkippedRule(
                                skipped.rule(), skipped.why().name().toLowerCase(Locale.ROOT)))
                        .toList(),
                explanation.candidates().stream()
                        .map(candidate -> candidate(candidate, user, wallTime))
                        .toList());
    }

    private static ExplainedCandidate candidate(Explanation.Assessed candidate, String receiver, WallTime wallTime) {
        Explanation.Figures figures = candidate.figures();
        Reason reason = candidate.reason();
        return new ExplainedCandidate(
                candidate.user(),
                candidate.weight(),
                reason == null ? null : reason(reason, wallTime),
                Leads.text(figures.before()),
                Leads.text(figures.after()),
                figures.load(),
                Leads.text(figures.compensation()),
                figures.target(),
                figures.open(),
                textOrNull(wallTime, figures.lastTurn()),
                candidate.user().equals(receiver));
    }

    /** An instant that is not known, or beyond all time, is none. */
    private static @Nullable String textOrNull(WallTime wallTime, @Nullable Instant at) {
        return at == null || at.equals(Instant.MAX) ? null : wallTime.text(at);
    }

    private static ExplainedReason reason(Reason reason, WallTime wallTime) {
        String kind = reason.word();
        return switch (reason) {
            case Reason.MissingSkill missing ->
                new ExplainedReason(kind, missing.skills(), null, null, null, null, null, null);
            case Reason.OffShift off ->
                new ExplainedReason(kind, null, textOrNull(wallTime, off.until()), null, null, null, null, null);
            case Reason.Absent absent ->
                new ExplainedReason(
                        kind, null, textOrNull(wallTime, absent.until()), null, absent.kind(), null, null, null);
            case Reason.AbsentSoon soon ->
                new ExplainedReason(kind, null, null, textOrNull(wallTime, soon.from()), soon.kind(), null, null, null);
            case Reason.Full full ->
                new ExplainedReason(kind, null, null, null, null, full.cap(), full.limit(), full.held());
            case Reason.Inactive plain -> new ExplainedReason(kind);
            case Reason.Offline plain -> new ExplainedReason(kind);
            case Reason.Excluded plain -> new ExplainedReason(kind);
            case Reason.NoTarget plain -> new ExplainedReason(kind);
        };
    }
}
