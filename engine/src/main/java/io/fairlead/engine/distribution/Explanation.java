package io.fairlead.engine.distribution;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a lead went where it went: typed values that can be worded in any language and recomputed from the stored
 * inputs. Users and rules are ids.
 *
 * @param skipped the rules tried before, in order, and why they did not take the lead
 * @param rule the rule that decided; null when no rule took the lead
 * @param strategy the strategy that compared the candidates; null without a rule
 * @param candidates every candidate in listed order
 * @param chosen who received it; null for nobody (or nobody yet)
 * @param how null while nobody received it
 */
public record Explanation(
        List<Skipped> skipped,
        @Nullable String rule,
        @Nullable Strategy strategy,
        List<Assessed> candidates,
        @Nullable String chosen,
        @Nullable How how) {

    public record Skipped(String rule, Why why) {}

    public enum Why {
        /** The rule's condition did not hold. */
        WHEN,
        /** The instant was outside the rule's window. */
        WINDOW,
        /** Nobody of it was eligible and the rule passes such leads on. */
        NOBODY
    }

    /**
     * A candidate with the figures that were compared.
     *
     * @param reason why they were left out; null for those who could receive
     * @param credited whether they took part in the booking
     */
    public record Assessed(
            String user, int weight, @Nullable Reason reason, boolean credited, Figures figures) {}

    /**
     * What is compared.
     *
     * @param before balance before crediting, in units of {@link Ledger#LEAD}
     * @param after balance after crediting and before the receiver's debit
     * @param load activities counted by the rule
     * @param compensation units of {@link Ledger#LEAD}
     * @param target leads a period, 0 for none
     * @param open leads held that are not closed
     * @param lastTurn when the rule last assigned to them; null for never
     */
    public record Figures(
            long before,
            long after,
            long load,
            long compensation,
            int target,
            long open,
            @Nullable Instant lastTurn) {}

    /** The same explanation for another outcome. */
    public Explanation with(@Nullable String receiver, @Nullable How way) {
        return new Explanation(skipped, rule, strategy, candidates, receiver, way);
    }
}
