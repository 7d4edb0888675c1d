package io.fairlead.engine.desk;

import io.fairlead.engine.distribution.Ledger;
import io.fairlead.engine.filter.Facts;
import io.fairlead.engine.filter.Value;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that happens to leads and people. Immutable. */
public sealed interface Event {
    Instant at();

    /**
     * A lead arrives.
     *
     * @param phone normalised (E.164 where it parses, else without spaces and punctuation), null for none
     * @param email lower case, null for none
     * @param listing the id of a known listing, null for none
     */
    record Arrival(
            Instant at,
            String lead,
            Fields fields,
            @Nullable String phone,
            @Nullable String email,
            @Nullable String listing)
            implements Event {}

    /** A lead that a user typed in: theirs at once. */
    record Entered(Arrival arrival, String user) implements Event {
        @Override
        public Instant at() {
            return arrival.at();
        }
    }

    /** Whoever typed the lead in, and still has it, gives it to the rules; decided like one that arrives. */
    record EntryUndone(Instant at, String lead, String user) implements Event {}

    /** Its holder gives the lead back; decided anew without them. */
    record HandedBack(Instant at, String lead, String user) implements Event {}

    /**
     * A lead is handed over together with others, unless it is no longer with whom it is taken from.
     *
     * @param from its holder; null for nobody
     * @param to who gets it; null lets the rules decide as if it arrived, without its holder
     * @param move which all those leads have in common
     */
    record HandedOver(
            Instant at,
            String lead,
            @Nullable String from,
            @Nullable String to,
            long move) implements Event {}

    /** The lead goes back to how it was before that move, unless somebody worked on it since. */
    record HandOverUndone(Instant at, String lead, long move) implements Event {}

    record StatusSet(Instant at, String lead, String status) implements Event {}

    /** Assigned by hand; a null user takes the lead from its holder. */
    record AssignedByHand(Instant at, String lead, @Nullable String user) implements Event {}

    /** Somebody corrected what is known of the lead: all of it as it is from now on. */
    record Edited(
            Instant at,
            String lead,
            Fields fields,
            @Nullable String phone,
            @Nullable String email,
            @Nullable String listing)
            implements Event {}

    record Touched(Instant at, String lead, String user) implements Event {}

    record Accepted(Instant at, String lead, String user) implements Event {}

    record Declined(Instant at, String lead, String user) implements Event {}

    record PresenceSet(Instant at, String user, boolean online) implements Event {}

    /** The last entry booked for a lead shall not count; with whom the lead is stays as it is. */
    record Annulled(Instant at, String lead) implements Event {}

    /** The annulled entry of a lead counts again. */
    record Reinstated(Instant at, String lead) implements Event {}

    /**
     * Somebody in a ledger is to be entitled to less, and somebody else to as much more.
     *
     * @param units of {@link Ledger#LEAD}, above 0
     */
    record BalanceMoved(Instant at, Ledger ledger, String from, String to, long units) implements Event {}

    /**
     * It becomes known who advises a contact, of whom that is not known yet: whoever is their owner stays.
     *
     * @param contact its number
     * @param owner null for nobody
     * @param former most recent first
     */
    record Advised(Instant at, int contact, @Nullable String owner, List<String> former) implements Event {}

    /** The fields of a lead; {@code names} is shared between leads of one shape. Null values are missing. */
    record Fields(List<String> names, List<@Nullable Value> values) implements Facts {
        @Override
        public @Nullable Value get(String field) {
            int i = names.indexOf(field);
            return i < 0 ? null : values.get(i);
        }
    }
}
