package io.fairlead.engine.desk;

import io.fairlead.engine.desk.Daytime.Periods;
import io.fairlead.engine.distribution.Entry;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** All that an assignment by rule changed beside the lead, kept while it may still be reversed. */
record Booking(
        int rule,
        Entry entry,
        Periods periods,
        @Nullable String listing,
        Contact contact,
        Advisors before,
        Advisors after) {

    /** A contact's advisors at one time. */
    static final class Advisors {
        private final int owner;
        private final int[] former;

        Advisors(Contact contact) {
            owner = contact.owner;
            former = contact.former;
        }

        Advisors(int owner, int[] former) {
            this.owner = owner;
            this.former = former;
        }

        int owner() {
            return owner;
        }

        int[] former() {
            return former;
        }

        /** Whether the contact still has these. */
        boolean areOf(Contact contact) {
            return contact.owner == owner && Arrays.equals(contact.former, former);
        }

        void giveTo(Contact contact) {
            contact.owner = owner;
            contact.former = former;
        }
    }

    /** Puts the owner and the former advisors back, each if they are still as the assignment left them. */
    void restoreAdvisors() {
        if (contact.owner == after.owner) {
            contact.owner = before.owner;
        }
        if (Arrays.equals(contact.former, after.former)) {
            contact.former = before.former;
        }
    }
}
