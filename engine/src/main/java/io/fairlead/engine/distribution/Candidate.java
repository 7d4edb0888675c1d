package io.fairlead.engine.distribution;

import org.jspecify.annotations.Nullable;

/**
 * An entry in a rule's list of candidates.
 *
 * @param id a user's id, or a team's that stands for its members in their order
 * @param weight a positive whole number; for a team it is each member's
 * @param caps replace the rule's caps for these people; null keeps the rule's
 */
public record Candidate(
        Kind kind, String id, int weight, @Nullable Caps caps) {
    public enum Kind {
        USER,
        TEAM
    }
}
