package io.fairlead.server.desk;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fairlead.engine.distribution.Explanation;
import io.fairlead.engine.distribution.Ledger;
import io.fairlead.engine.distribution.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An explanation as it is stored with its decision: by ids, in whole units, so that it can be worded in any language and
 * compared with a decision made again.
 *
 * @param strategy what compared the candidates; null when no rule decided
 * @param skipped the rules tried before, and why they did not take the lead: {@code when}, {@code window}, {@code nobody}
 */
public record StoredExplanation(@Nullable String strategy, List<Skipped> skipped, List<Candidate> candidates) {

    public record Skipped(String rule, String why) {}

    /**
     * A candidate; balances and compensation in units of {@link Ledger#LEAD}.
     *
     * @param reason why they were left out; null, which is not written, if they were not
     * @param compensation not written if it is 0, as for most
     * @param credited whether they took part in the booking
     */
    public record Candidate(
            String user,
            int weight,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            LeftOut reason,

            boolean credited,
            long before,
            long after,
            long load,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) long compensation,
            int target,
            long open,
            @Nullable Instant lastTurn) {}

    /** Why a candidate was left out; only the members of its kind are there. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record LeftOut(
            String kind,
            @Nullable List<String> skills,
            @Nullable Instant until,
            @Nullable Instant from,
            @Nullable String absenceKind,
            @Nullable String cap,
            @Nullable Integer limit,
            @Nullable Long held) {

        private LeftOut(String kind) {
            this(kind, null, null, null, null, null, null, null);
        }
    }

    /** Null for what people did by hand. */
    public static @Nullable StoredExplanation of(@Nullable Explanation explanation) {
        if (explanation == null) {
            return null;
        }
        var strategy = explanation.strategy();
        return new StoredExplanation(
                strategy == null ? null : strategy.word(),
                explanation.skipped().stream()
                        .map(one -> new Skipped(one.rule(), one.why().name().toLowerCase(Locale.ROOT)))
                        .toList(),
                explanation.candidates().stream()
                        .map(StoredExplanation::candidate)
                        .toList());
    }

    private static Candidate candidate(Explanation.Assessed one) {
        var figures = one.figures();
        var reason = one.reason();
        return new Candidate(
                one.user(),
                one.weight(),
                reason == null ? null : leftOut(reason),
                one.credited(),
                figures.before(),
                figures.after(),
                figures.load(),
                figures.compensation(),
                figures.target(),
                figures.open(),
                figures.lastTurn());
    }

    private static LeftOut leftOut(Reason reason) {
        var kind = reason.word();
        return switch (reason) {
            case Reason.MissingSkill missing -> new LeftOut(kind, missing.skills(), null, null, null, null, null, null);
            case Reason.OffShift off -> new LeftOut(kind, null, off.until(), null, null, null, null, null);
            case Reason.Absent absent ->
                new LeftOut(kind, null, known(absent.until()), null, absent.kind(), null, null, null);
            case Reason.AbsentSoon soon ->
                new LeftOut(kind, null, null, known(soon.from()), soon.kind(), null, null, null);
            case Reason.Full full -> new LeftOut(kind, null, null, null, null, full.cap(), full.limit(), full.held());
            case Reason.Inactive plain -> new LeftOut(kind);
            case Reason.Offline plain -> new LeftOut(kind);
            case Reason.Excluded plain -> new LeftOut(kind);
            case Reason.NoTarget plain -> new LeftOut(kind);
        };
    }

    private static @Nullable Instant known(Instant at) {
        return at.equals(Instant.MAX) ? null : at;
    }
}
