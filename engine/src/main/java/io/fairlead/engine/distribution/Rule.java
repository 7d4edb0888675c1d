package io.fairlead.engine.distribution;

import io.fairlead.engine.filter.Filter;
import io.fairlead.engine.time.Window;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rule of distribution: which leads, when, to whom, chosen how.
 *
 * @param was the id before it was renamed, so that a ledger under its own name goes on; null for never renamed
 * @param when null takes every lead
 * @param window null takes leads at any time
 * @param ledger the shared ledger's name; null keeps one of the rule's own
 */
public record Rule(
        String id,
        @Nullable String was,
        @Nullable Filter when,
        @Nullable Window window,
        Group group,
        Availability availability,
        Choice choice,
        Measure measure,
        Limits limits,
        Owners owners,
        Moves moves,
        @Nullable String ledger,
        Otherwise otherwise) {

    /** Who may receive: listed candidates, then the listing's responsible people; all need all of the skills. */
    public record Group(List<Candidate> candidates, boolean listingResponsibles, Set<String> skills) {}

    /** How presence and absences count; {@code lookahead} is in days after today. */
    public record Availability(
            boolean presenceRequired, boolean absencesRespected, int lookahead, AfterAbsence afterAbsence) {}

    public enum AfterAbsence {
        LEVEL,
        CATCH_UP
    }

    /**
     * How one of the eligible is picked.
     *
     * @param within how long a claim stays open; null without limit
     * @param then the strategy after a claim that nobody accepted; never {@link Strategy#CLAIM}
     * @param acceptWithin how long the chosen one has to accept; null when no acceptance is asked for
     */
    public record Choice(
            Strategy strategy,
            @Nullable Duration within,
            Strategy then,
            @Nullable Duration acceptWithin) {}

    /**
     * What is counted of a person's work.
     *
     * @param target the same for all; null reads each user's own
     * @param activity the kind of activity an assignment by this rule creates and counts
     * @param compensate credit absent people with what a colleague of the same target received
     */
    public record Measure(@Nullable Integer target, Count count, Scope scope, String activity, boolean compensate) {}

    public enum Count {
        DAY,
        WEEK,
        MONTH,
        ALL
    }

    public enum Scope {
        ALL,
        LISTING
    }

    public record Limits(Caps caps, boolean overflow) {}

    public record Owners(Known known, SetOwner setOwner) {}

    public enum Known {
        OWNER_THEN_FORMER,
        OWNER,
        OFF
    }

    public enum SetOwner {
        ALWAYS,
        IF_NONE,
        NEVER
    }

    /** When an assigned lead is decided anew. */
    public record Moves(
            @Nullable Redistribute redistribute, boolean atShiftEnd, boolean onAbsence, boolean onInactive) {
        /** How many of the last people from whom a lead was taken or moved are excluded. */
        public int lastHolders() {
            return redistribute == null ? 1 : redistribute.times();
        }
    }

    /**
     * Taking back a lead its holder did not touch.
     *
     * @param times moves after which it stays
     * @param shiftClock count the time while the holder is on shift and not absent, else on the wall
     */
    public record Redistribute(Duration after, int times, boolean shiftClock) {}
}
