package io.fairlead.server.desk;

import io.fairlead.engine.distribution.Explanation;
import org.jspecify.annotations.Nullable;

/**
 * Where a lead is after what was done.
 *
 * @param lead its number; 0 if there is no such lead
 * @param how the last decision's: a way of assignment ({@code turns}, {@code known-owner}, …), {@code offered},
 *     {@code waiting} or {@code unassigned}
 * @param rule that decided; empty for none
 * @param user who holds it; null for nobody
 * @param decision the last decision's number
 * @param holder the user as the company knows them; null for nobody, and where only what is stored is known
 * @param explanation of the last decision; null where no rule decided, and where only what is stored is known
 */
public record Outcome(
        long lead,
        String how,
        String rule,
        @Nullable Long user,
        long decision,
        @Nullable Holder holder,
        @Nullable Explanation explanation) {

    /** Who holds a lead. */
    public record Holder(String key, String name, @Nullable String email) {}

    /** As it was stored. */
    public Outcome(
            long lead, String how, String rule, @Nullable Long user, long decision) {
        this(lead, how, rule, user, decision, null, null);
    }
}
