package io.fairlead.server.desk;

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
 */
public record Outcome(
        long lead, String how, String rule, @Nullable Long user, long decision) {}
