package io.fairlead.engine.distribution;

import io.fairlead.engine.filter.Facts;
import org.jspecify.annotations.Nullable;

/** A lead as a decision sees it. Users are numbers of the {@link RuleBook}, −1 for none. */
public interface Lead {
    Facts facts();

    /** The id of the listing the lead is about. */
    @Nullable
    String listing();

    /** The owner of the lead's contact. */
    int owner();

    /** The former advisors of the lead's contact, most recent first. */
    int[] former();

    /**
     * Whether the lead must not go back to this user: they declined it or let it time out, or are among the last
     * {@code holders} people it was taken or moved from.
     */
    boolean excluded(int user, int holders);

    /** A lead without fields, on no listing, of a contact whom nobody knows; nobody is excluded from it. */
    record Unknown() implements Lead {
        private static final int[] NOBODY = {};

        @Override
        public Facts facts() {
            return field -> null;
        }

        @Override
        public @Nullable String listing() {
            return null;
        }

        @Override
        public int owner() {
            return -1;
        }

        @Override
        public int[] former() {
            return NOBODY;
        }

        @Override
        public boolean excluded(int user, int holders) {
            return false;
        }
    }
}
