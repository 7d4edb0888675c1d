package io.fairlead.engine.desk;

import io.fairlead.engine.distribution.Ledger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a run knows of a lead.
 *
 * @param number in order of arrival
 * @param contact the number of its contact
 * @param holder null for nobody
 * @param rule the rule that gave it to its holder; null for by hand, by fallback and nobody
 * @param turn the number of its assignment or offer
 * @param waitsIn the rule in which it waits; empty for the company; null if it does not wait
 * @param leftBy the rule that left it to nobody; null for none
 * @param declined who never gets it back
 * @param holders from whom it was taken or moved, the last one last
 * @param pending why it should have left its holder
 * @param standing what was booked last, if the rules can no longer reverse it
 * @param entered of a lead whose holder has typed it in; null for all others
 * @param handedOver how it was before it was handed over, as long as nobody worked on it since; else null
 */
public record SavedLead(
        Event.Arrival arrival,
        long number,
        int contact,
        @Nullable String status,
        @Nullable String holder,
        @Nullable String rule,
        long turn,
        boolean touched,
        boolean accepting,
        int moves,
        @Nullable String waitsIn,
        @Nullable String leftBy,
        List<String> declined,
        List<String> holders,
        List<Cause> pending,
        List<Deadline> deadlines,
        @Nullable Offered offer,
        @Nullable Booked booking,
        @Nullable Standing standing,
        @Nullable Entered entered,
        @Nullable HandedOver handedOver) {

    /** Whether it may change without anybody working on it. */
    public boolean hot() {
        return waitsIn != null || offer != null || !pending.isEmpty() || !deadlines.isEmpty();
    }

    /** A deadline to come that is not void. */
    public record Deadline(Instant at, Cause cause) {}

    /** An offer that is open. */
    public record Offered(String rule, List<String> users, Credits credits, boolean held) {}

    /**
     * A booking that may be reversed.
     *
     * @param listing on which it counts; empty for none, null where that was not kept: it is the lead's
     */
    public record Booked(
            String rule,
            String receiver,
            Credits credits,
            LocalDate on,
            @Nullable String listing,
            Advisors before,
            Advisors after) {
        Standing standing(boolean annulled) {
            return new Standing(rule, receiver, credits, on, listing, before, after, annulled);
        }
    }

    /**
     * A booking that only people may reverse.
     *
     * @param listing as of {@link Booked}
     * @param annulled whether they have
     */
    public record Standing(
            String rule,
            String receiver,
            Credits credits,
            LocalDate on,
            @Nullable String listing,
            Advisors before,
            Advisors after,
            boolean annulled) {
        Booked booked() {
            return new Booked(rule, receiver, credits, on, listing, before, after);
        }
    }

    /** Whether an entry by hand made its creator the contact's owner, and who was that before. */
    public record Entered(boolean tookContact, @Nullable String owner) {}

    /** How a lead was before it was handed over: the members are named as those of a lead. */
    public record HandedOver(
            long move,
            @Nullable String holder,
            @Nullable String rule,
            boolean touched,
            @Nullable String waitsIn,
            @Nullable Standing booking,
            @Nullable Entered took) {}

    /** A contact's advisors. */
    public record Advisors(@Nullable String owner, List<String> former) {}

    /** Who is credited or compensated with what, in units of {@link Ledger#LEAD}. */
    public record Credits(Ledger ledger, List<Share> credited, List<Share> compensated) {}

    public record Share(String user, long units) {}
}
