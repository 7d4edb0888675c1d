package io.fairlead.engine.distribution;

import java.util.Locale;

/** How a rule picks one of the eligible. */
public enum Strategy {
    TURNS,
    UTILISATION,
    LEAST_OPEN,
    PRIORITY,
    CLAIM;

    /** The name in the settings file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
