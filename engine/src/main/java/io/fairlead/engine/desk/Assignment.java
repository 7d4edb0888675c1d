package io.fairlead.engine.desk;

import io.fairlead.engine.distribution.Explanation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of a run: a lead goes to a person, or at the end has nobody.
 *
 * @param at when; for a lead with nobody, its arrival
 * @param rule empty when no rule did it
 * @param user empty for nobody
 * @param how a {@link io.fairlead.engine.distribution.How} as a word, or {@code waiting} or {@code unassigned}
 * @param explanation only where the observer asked for it
 */
public record Assignment(
        Instant at,
        String lead,
        String rule,
        String user,
        String how,
        @Nullable Explanation explanation) {}
