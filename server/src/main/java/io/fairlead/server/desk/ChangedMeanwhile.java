package io.fairlead.server.desk;

import java.io.Serial;

/** A lead has another version than the one that was to be changed. */
public final class ChangedMeanwhile extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    ChangedMeanwhile(long lead) {
        super("lead " + lead + " has another version");
    }
}
