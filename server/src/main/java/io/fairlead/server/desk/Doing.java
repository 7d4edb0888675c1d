package io.fairlead.server.desk;

import io.fairlead.engine.distribution.Ledger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Something that happens to leads and people of one company. Leads and users are their numbers in the database. */
public sealed interface Doing {
    /** The lead with which something is done; 0 for none, and for one that arrives. */
    default long about() {
        return switch (this) {
            case Arrival d -> 0;
            case StatusSet d -> d.lead();
            case Edited d -> d.lead();
            case Touched d -> d.lead();
            case Accepted d -> d.lead();
            case Declined d -> d.lead();
            case AssignedByHand d -> d.lead();
            case EntryUndone d -> d.lead();
            case HandedBack d -> d.lead();
            case HandedOver d -> d.lead();
            case HandOverUndone d -> d.lead();
            case Annulled d -> d.lead();
            case Reinstated d -> d.lead();
            case BalanceMoved d -> 0;
            case PresenceSet d -> 0;
            case ContactKnown d -> 0;
        };
    }

    /** What follows in the same transaction; its failure undoes everything. */
    default Sequel then() {
        return switch (this) {
            case Arrival d -> (outcome, took) -> d.also().accept(outcome);
            case EntryUndone d ->
                (outcome, took) -> {
                    if (took) {
                        d.also().accept(outcome);
                    }
                };
            case HandedOver d -> d.sequel();
            case HandOverUndone d -> d.sequel();
            case Annulled d -> ifTaken(d.also());
            case Reinstated d -> ifTaken(d.also());
            case BalanceMoved d -> ifTaken(d.also());
            case PresenceSet d -> (outcome, took) -> d.also().run();
            case ContactKnown d -> (outcome, took) -> d.also().run();
            case StatusSet d -> d.sequel();
            case Edited d -> d.sequel();
            case Touched d -> Sequel.NOTHING;
            case Accepted d -> Sequel.NOTHING;
            case Declined d -> Sequel.NOTHING;
            case AssignedByHand d -> Sequel.NOTHING;
            case HandedBack d -> Sequel.NOTHING;
        };
    }

    private static Sequel ifTaken(Runnable also) {
        return (outcome, took) -> {
            if (took) {
                also.run();
            }
        };
    }

    /**
     * A lead arrives.
     *
     * @param beside what is written together with the lead once it is decided; its failure undoes the lead
     * @param also runs in the lead's transaction once it is written; its failure undoes the lead
     */
    record Arrival(NewLead lead, Function<Outcome, List<Row>> beside, Consumer<Outcome> also) implements Doing {
        public Arrival(NewLead lead, Consumer<Outcome> also) {
            this(lead, outcome -> List.of(), also);
        }
    }

    /**
     * A row of a table that is not the desk's, written by the desk's own statement: it costs no way to the database.
     *
     * @param statement inserts from its one parameter, a JSON array; the same text for all rows of a table
     * @param columns the members are those of the array's objects, in snake case
     */
    record Row(String statement, Object columns) {}

    /**
     * The lead gets a status.
     *
     * @param version which the lead must have, or everything done together with this fails with {@link ChangedMeanwhile};
     *     null for any
     * @param note why, told in the journal together with the status; empty for nothing
     * @param move in which many leads get one; null for a lead alone
     * @param sequel as of {@link HandedOver}
     */
    record StatusSet(
            long lead,
            String status,
            @Nullable Long who,
            @Nullable Long version,
            String note,
            @Nullable Move move,
            Sequel sequel)
            implements Doing {
        public StatusSet(long lead, String status, @Nullable Long who) {
            this(lead, status, who, null, "");
        }

        public StatusSet(long lead, String status, @Nullable Long who, @Nullable Long version, String note) {
            this(lead, status, who, version, note, null, Sequel.NOTHING);
        }
    }

    /**
     * Somebody corrected what is known of the lead. One that waits is decided anew; its contact stays the same, and
     * learns the phone and e-mail.
     *
     * @param created when it arrived
     * @param facts all that is known of it from now on; its status counts for nothing
     * @param before what was changed, by its name: {@code name}, or {@code fields.} and the id of a further field
     * @param after the same as it is from now on; null for none
     * @param who null for the program itself
     * @param version which the lead must have, as with {@link StatusSet}
     * @param move as of {@link StatusSet}
     * @param sequel as of {@link HandedOver}
     */
    record Edited(
            long lead,
            Instant created,
            NewLead facts,
            Map<String, ? extends @Nullable Object> before,
            Map<String, ? extends @Nullable Object> after,
            @Nullable Long who,
            long version,
            @Nullable Move move,
            Sequel sequel)
            implements Doing {
        public Edited(
                long lead,
                Instant created,
                NewLead facts,
                Map<String, ? extends @Nullable Object> before,
                Map<String, ? extends @Nullable Object> after,
                @Nullable Long who,
                long version) {
            this(lead, created, facts, before, after, who, version, null, Sequel.NOTHING);
        }

        /** The same, with what runs in the same transaction, whether it changed anything or not. */
        public Edited and(Runnable then) {
            return new Edited(lead, created, facts, before, after, who, version, move, (outcome, took) -> then.run());
        }
    }

    /**
     * The user worked on the lead, which is told in its journal; it counts only for its holder.
     *
     * @param kind of the event
     * @param text what they wrote; empty for nothing
     */
    record Touched(long lead, long user, String kind, String text) implements Doing {
        public Touched(long lead, long user) {
            this(lead, user, "lead-touched", "");
        }
    }

    record Accepted(long lead, long user) implements Doing {}

    record Declined(long lead, long user) implements Doing {}

    /** Somebody hands the lead to an active user, or with null to nobody. */
    record AssignedByHand(
            long lead, @Nullable Long user, @Nullable Long who) implements Doing {}

    /**
     * Whoever typed the lead in, and still has it, gives it to the rules.
     *
     * @param also runs in the same transaction if it took effect; its failure undoes everything
     */
    record EntryUndone(long lead, long user, Consumer<Outcome> also) implements Doing {}

    /** Its holder gives the lead back, saying why; the rules decide anew without them. */
    record HandedBack(long lead, long user, String reason) implements Doing {}

    /**
     * A lead is handed over together with others, unless it is no longer with whom it is taken from, or closed.
     *
     * @param from its holder; null for nobody
     * @param to who gets it; null lets the rules decide, without its holder
     * @param sequel runs in the same transaction, also if nothing came of it; its failure undoes everything
     */
    record HandedOver(
            long lead, @Nullable Long from, @Nullable Long to, Move move, Sequel sequel) implements Doing {}

    /**
     * A lead goes back to how it was before a move, unless somebody worked on it since.
     *
     * @param sequel as of {@link HandedOver}
     */
    record HandOverUndone(long lead, Move move, Sequel sequel) implements Doing {}

    /**
     * What leads with which something is done together have in common.
     *
     * @param who does it
     * @param reason in their words; empty for none
     */
    record Move(long id, @Nullable Long who, String reason) {}

    /** What follows from a doing, in its transaction. */
    @FunctionalInterface
    interface Sequel {
        Sequel NOTHING = (outcome, took) -> {};

        /**
         * Runs once the doing is done.
         *
         * @param outcome where the lead is now
         * @param took whether the doing took effect
         */
        void after(Outcome outcome, boolean took);
    }

    /**
     * The last entry that was booked for the lead shall not count; the lead stays with whom it is.
     *
     * @param also runs in the same transaction if it took effect; its failure undoes everything
     */
    record Annulled(long lead, long who, String reason, Runnable also) implements Doing {}

    /**
     * The annulled entry of the lead counts again.
     *
     * @param also runs in the same transaction if it took effect; its failure undoes everything
     */
    record Reinstated(long lead, long who, String reason, Runnable also) implements Doing {}

    /**
     * Somebody in a ledger is to be entitled to less, and somebody else to as much more.
     *
     * @param units of {@link Ledger#LEAD}, above 0
     * @param also runs in the same transaction if it took effect; its failure undoes everything
     */
    record BalanceMoved(Ledger ledger, long from, long to, long units, Runnable also) implements Doing {}

    /**
     * Somebody comes online or goes offline; kept in the table {@code presence} too.
     *
     * @param also runs in the same transaction; its failure undoes everything
     */
    record PresenceSet(long user, boolean online, Runnable also) implements Doing {
        public PresenceSet(long user, boolean online) {
            this(user, online, () -> {});
        }
    }

    /**
     * It becomes known who a contact is: a new one is made, an older one learns what it lacks.
     *
     * @param number of the contact; 0 for one that is new. If phone or e-mail lead to another one by now, everything done
     *     together with this fails with {@link ChangedMeanwhile}
     * @param phone E.164 where it parses; empty for none
     * @param email lower case; empty for none
     * @param owner null for nobody
     * @param former most recent first
     * @param also runs in the same transaction; its failure undoes everything
     */
    record ContactKnown(
            int number,
            String name,
            String phone,
            String email,
            @Nullable Long owner,
            List<Long> former,
            Runnable also) implements Doing, Reached {}

    /** By what a contact is found; empty for nothing. */
    interface Reached {
        String phone();

        String email();
    }

    /**
     * A lead as it comes in, already checked and normalised.
     *
     * @param status empty for none
     * @param phone E.164 where it parses; empty for none
     * @param email lower case; empty for none
     * @param listing the key of a known listing; empty for none
     * @param custom further fields by their ids: texts, numbers, booleans as JSON has them
     * @param trusted whether a matched contact learns the lead's phone and e-mail (an open form only proposes them)
     * @param creator who typed it in and so holds it at once; null lets the rules decide
     */
    record NewLead(
            String source,
            String status,
            String name,
            String phone,
            String email,
            String listing,
            Map<String, Object> custom,
            boolean trusted,
            @Nullable Long creator)
            implements Reached {
        private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

        /** What the table of leads knows of one, with its columns by their names. */
        public static NewLead stored(ResultSet row, JsonMapper json) throws SQLException {
            return new NewLead(
                    row.getString("source"),
                    row.getString("status"),
                    row.getString("name"),
                    row.getString("phone"),
                    row.getString("email"),
                    row.getString("listing"),
                    json.readValue(row.getString("custom"), FIELDS),
                    true,
                    null);
        }

        /** A stored lead about another listing, or with other own fields. */
        public NewLead with(String otherListing, Map<String, Object> otherCustom) {
            return new NewLead(source, status, name, phone, email, otherListing, otherCustom, true, null);
        }
    }
}
