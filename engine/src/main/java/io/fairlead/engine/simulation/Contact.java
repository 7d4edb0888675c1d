package io.fairlead.engine.simulation;

import java.util.Arrays;
import java.util.List;

/** The person behind leads: their owner and former advisors (most recent first) as user numbers. Not thread-safe. */
final class Contact {
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

    Contact(int number) {
        this.number = number;
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
