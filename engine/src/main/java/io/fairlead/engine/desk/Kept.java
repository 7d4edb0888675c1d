package io.fairlead.engine.desk;

import io.fairlead.engine.distribution.Ledger;
import io.fairlead.engine.distribution.Rule;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a run, all of it or what changed, by ids, so that it can be taken up again under other settings.
 * Values are absolute, but for what was added to the counts of listings.
 *
 * @param turns the last turn given
 * @param leadsEver how many leads there were, which is the next one's number
 * @param hopes who is to be tried again at the next step
 * @param onListings what was added to the counts of listings; empty where a run is taken up, which asks for those that it
 *     needs ({@link Journal#onListing})
 */
public record Kept(
        long turns,
        long leadsEver,
        Hopes hopes,
        List<KeptContact> contacts,
        List<SavedLead> leads,
        List<Line> lines,
        List<Amount> amounts,
        List<Turn> lastTurns,
        List<OnListing> onListings) {

    /**
     * What the last step left to the next one.
     *
     * @param freed whether something was given back or closed after waiting leads were looked at
     * @param company whether leads that wait for the company may find somebody once waiting leads are looked at
     */
    public record Hopes(boolean freed, boolean company) {
        public static final Hopes NONE = new Hopes(false, false);
    }

    /** The advisors of a contact. */
    public record KeptContact(int number, @Nullable String owner, List<String> former) {}

    /** A person in a ledger, in units of {@link Ledger#LEAD}; {@code peak} is the largest |balance| ever. */
    public record Line(Ledger ledger, String user, long entitled, long received, long peak) {}

    public enum What {
        /** Activities, by kind. */
        ACTIVITY,
        /** Compensation in units of {@link Ledger#LEAD}, by rule. */
        COMPENSATION,
        /** Open leads held; always over {@link Rule.Count#ALL}. */
        OPEN
    }

    /**
     * An amount of a person.
     *
     * @param of the kind of activity or the rule's id; empty for open leads
     * @param period the number of the day, week or month; 0 for all
     */
    public record Amount(What what, String of, String user, Rule.Count span, long period, long amount) {}

    /**
     * What counts for a person on one listing, by the day on which it was booked: so it can be asked for any period,
     * whether or not a rule asked then.
     *
     * @param what activities or compensation
     * @param of the kind of activity or the rule's id
     * @param day days since 1970-01-01, in the company's zone
     */
    public record OnListing(What what, String of, String listing, String user, long day, long amount) {}

    /** The last turn a rule gave a person. */
    public record Turn(String rule, String user, long turn, Instant at) {}

    /** Who works at an instant; what changed since then is made up for by {@link Run#takeOver}. */
    public record Attendance(List<String> onShift, List<String> absent, List<String> active) {}
}
