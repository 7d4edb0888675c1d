package io.fairlead.engine.desk;

import java.util.Arrays;
import java.util.List;

/** The person behind leads: their owner and former advisors (most recent first) as user numbers. Not thread-safe. */
public final class Contact {
    static final int NOBODY = -1;
    private static final int[] NONE = {};

    final int number;
    int owner = NOBODY;
    int[] former = NONE;
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
        this.number = number;
        this.kept = new Booking.Advisors(this);
    }

    /** Its number: the older of two contacts has the lower one. */
    public int number() {
        return number;
    }

    boolean hasAdvisors() {
        return owner != NOBODY || former.length > 0;
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
