package io.fairlead.bench;

import io.fairlead.engine.distribution.Lead;
import io.fairlead.engine.filter.Facts;
import org.jspecify.annotations.Nullable;

/** A lead without fields, of a contact whom nobody knows. */
record UnknownLead() implements Lead {
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
