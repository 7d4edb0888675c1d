package io.fairlead.engine.desk;

import io.fairlead.engine.distribution.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/** The person behind leads: their owner and former advisors (most recent first) as user numbers. Not thread-safe. */
public final class Contact {
    public static final int NOBODY = -1;
    private static final int[] NONE = {};

    final int number;
    int owner;
    int[] former;
    /** How many of its leads should have left their holder but found nobody. */
    int stuck;

    /** Its leads that wait for somebody; a list that can be changed once there was one. */
    List<LeadState> waiting = List.of();
    /** Whether those that wait are known to have advisors. */
    boolean advised;

    /** How many leads of a run are of this contact, where it is counted. */
    int leads;

    /** As they were when they were last kept. */
    Booking.Advisors kept;

    /** A contact of whom nobody is known. */
    public Contact(int number) {
        this(number, NOBODY, NONE);
    }

    /**
     * A contact who has advisors.
     *
     * @param owner −1 for none
     */
    public Contact(int number, int owner, int... former) {
        this.number = number;
        this.owner = owner;
        this.former = former;
        this.kept = new Booking.Advisors(this);
    }

    /** Its number: the older of two contacts has the lower one. */
    public int number() {
        return number;
    }

    boolean hasAdvisors() {
        return owner != NOBODY || former.length > 0;
    }

    /**
     * Somebody received a lead of theirs: becomes their owner, or else a former advisor, as the owner before does.
     *
     * @param technical users who are machines: as owners they count as none, and they never become former advisors
     */
    void received(int receiver, Rule.SetOwner setOwner, IntPredicate technical) {
        int before = owner;
        boolean becomes = switch (setOwner) {
            case ALWAYS -> true;
            case IF_NONE -> before == NOBODY || technical.test(before);
            case NEVER -> false;
        };
        if (becomes) {
            owner = receiver;
        }
        int leaves = becomes ? before : receiver;
        if (before != receiver && leaves != NOBODY && !technical.test(leaves)) {
            remember(leaves);
        }
    }

    /** Makes a user the most recent former advisor. The old list is not changed. */
    void remember(int user) {
        var list = new int[former.length + 1];
        list[0] = user;
        int n = 1;
        for (int other : former) {
            if (other != user) {
                list[n++] = other;
            }
        }
        former = n == list.length ? list : Arrays.copyOf(list, n);
    }
}
