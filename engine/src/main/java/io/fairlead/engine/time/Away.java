package io.fairlead.engine.time;

import java.time.Instant;

/**
 * A stretch {@code [from, until)} over which someone is away without a break: absences that touch or overlap are one.
 *
 * @param absence the one that covers the instant asked for, or the first of the stretch; of several the one that starts
 *     first, then the one listed first
 */
public record Away(Absence absence, Instant from, Instant until) {}
