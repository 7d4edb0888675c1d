package io.fairlead.engine.distribution;

/** How a rule picks one of the eligible. */
public enum Strategy {
    TURNS,
    UTILISATION,
    LEAST_OPEN,
    PRIORITY,
    CLAIM;

    /** The name in the settings file and in the column {@code how}. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
