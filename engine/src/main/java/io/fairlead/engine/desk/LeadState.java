package io.fairlead.engine.desk;

import io.fairlead.engine.distribution.Explanation;
import io.fairlead.engine.distribution.Lead;
import io.fairlead.engine.distribution.RuleBook;
import io.fairlead.engine.distribution.Shares;
import io.fairlead.engine.filter.Facts;
import io.fairlead.engine.filter.Value;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A lead in a run: with whom it is or where it waits, and what happened to it. Not thread-safe. */
final class LeadState implements Lead, Facts {
    static final int NOBODY = Contact.NOBODY;
    /** The place of a lead that does not wait; −1 is the company, else a rule's number. */
    static final int NOWHERE = -2;

    static final int COMPANY = -1;
    static final Set<Cause> NO_CAUSE = Set.of();
    private static final int[] NONE = {};

    /** As it arrived, with what was corrected since. */
    Event.Arrival arrival;

    final long number;
    final Contact contact;
    private final RuleBook book;

    private @Nullable Value status;
    boolean closed;

    int holder = NOBODY;
    /** The rule that gave it to its holder; −1 for by hand, by fallback and nobody: no timers run. */
    int rule = COMPANY;
    /** The sequence number of its assignment or offer. */
    long turn;

    boolean touched;
    boolean accepting;

    /** What was booked last, while the rules may still reverse it. */
    @Nullable
    Booking booking;

    /** What was booked last and stands, so that only people reverse it; null while {@link #booking} says it. */
    @Nullable
    Booking standing;

    /** Whether people have reversed {@link #standing}. */
    boolean annulled;

    /** Of a lead whose holder has typed it in; null once anybody else had it. */
    @Nullable
    Entered entered;

    /** How it was before it was last handed over, as long as nobody worked on it since. */
    @Nullable
    HandedOver handedOver;

    /** Whether it was given to the rules at this instant, and they are still to decide. */
    boolean anew;

    /** Whether it waited when it was edited at this instant, and the rules are still to decide. */
    boolean edited;

    int waitsIn = NOWHERE;

    WaitingLeads.@Nullable Group waitsAmong;

    @Nullable
    Offer offer;
    /** Why it has nobody, where the observer asked for it. */
    @Nullable
    Explanation whyNobody;

    /** The rule that left it to nobody; −1 for none. */
    int leftBy = COMPANY;

    /** The timer started last; it may be void. */
    Timers.@Nullable Timer timers;

    int moves;

    /** Why it should have left its holder; empty when it may stay. */
    Set<Cause> pending = NO_CAUSE;

    StuckLeads.@Nullable People stuckAmong;

    private int[] declined = NONE;
    private int[] holders = NONE;

    /**
     * A claim that is open: several people may take the lead.
     *
     * @param held whether the lead was waiting when it was offered
     */
    record Offer(
            int rule,
            List<Integer> users,
            Shares shares,
            boolean held,
            @Nullable Explanation explanation) {
        boolean isTo(int user) {
            return users.contains(user);
        }
    }

    /** Whether the entry made its holder the contact's owner, and who was that before. */
    record Entered(boolean tookContact, int owner) {}

    /**
     * How a lead was before it was handed over.
     *
     * @param move that handed it over
     * @param booking what was booked last; null for nothing
     * @param annulled whether people had reversed that
     * @param took what that did to the contact; null if nothing
     */
    record HandedOver(
            long move,
            int holder,
            int rule,
            boolean touched,
            int waitsIn,
            @Nullable Booking booking,
            boolean annulled,
            @Nullable Entered took) {}

    LeadState(Event.Arrival arrival, long number, Contact contact, RuleBook book) {
        this.arrival = arrival;
        this.number = number;
        this.contact = contact;
        this.book = book;
        setStatus(arrival.fields().get("status"));
    }

    @Nullable
    String statusText() {
        return status instanceof Value.Text(var text) ? text : null;
    }

    void setStatus(@Nullable Value to) {
        status = to;
        closed = to instanceof Value.Text(var text)
                && book.settings().company().closedStatuses().contains(text);
    }

    void edit(Event.Edited to) {
        arrival = new Event.Arrival(arrival.at(), arrival.lead(), to.fields(), to.phone(), to.email(), to.listing());
    }

    @Override
    public Facts facts() {
        return this;
    }

    @Override
    public @Nullable Value get(String field) {
        return field.equals("status") ? status : arrival.fields().get(field);
    }

    @Override
    public @Nullable String listing() {
        return arrival.listing();
    }

    @Override
    public int owner() {
        return contact.owner;
    }

    @Override
    public int[] former() {
        return contact.former;
    }

    @Override
    public boolean excluded(int user, int lastHolders) {
        return contains(declined, 0, user) || contains(holders, Math.max(0, holders.length - lastHolders), user);
    }

    /** Takes the users to whom {@link #excluded(int, int)} applies out of a set. */
    void takeExcluded(BitSet from, int lastHolders) {
        for (int user : declined) {
            from.clear(user);
        }
        for (int i = Math.max(0, holders.length - lastHolders); i < holders.length; i++) {
            from.clear(holders[i]);
        }
    }

    private static boolean contains(int[] users, int from, int user) {
        for (int i = from; i < users.length; i++) {
            if (users[i] == user) {
                return true;
            }
        }
        return false;
    }

    int[] declined() {
        return declined;
    }

    int[] holders() {
        return holders;
    }

    /** Sets who declined it, and from whom it was taken. */
    void pastOf(int[] decliners, int[] formerHolders) {
        declined = decliners;
        holders = formerHolders;
    }

    boolean hasDeclined(int user) {
        return contains(declined, 0, user);
    }

    /** Whoever declines the lead or lets it time out never gets it back. */
    void exclude(int user) {
        declined = with(declined, user);
    }

    /** Notes that the lead is taken or moved from a holder. */
    void leaves(int user) {
        holders = with(holders, user);
    }

    /** Forgets the last time that the lead was moved from a user. */
    void comesBackTo(int user) {
        int last = holders.length - 1;
        while (last >= 0 && holders[last] != user) {
            last--;
        }
        if (last >= 0) {
            var fewer = Arrays.copyOf(holders, holders.length - 1);
            System.arraycopy(holders, last + 1, fewer, last, fewer.length - last);
            holders = fewer;
        }
    }

    /** Undoes {@link #leaves}. */
    void stays() {
        holders = Arrays.copyOf(holders, holders.length - 1);
    }

    private static int[] with(int[] users, int user) {
        var more = Arrays.copyOf(users, users.length + 1);
        more[users.length] = user;
        return more;
    }
}
