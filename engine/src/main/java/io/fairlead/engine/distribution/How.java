package io.fairlead.engine.distribution;

import java.util.Locale;

/** By what way a lead came to its person; {@link #word()} is the text of the column {@code how}. */
public enum How {
    TURNS,
    UTILISATION,
    LEAST_OPEN,
    PRIORITY,
    CLAIM,
    KNOWN_OWNER,
    KNOWN_FORMER,
    OVERFLOW,
    HELD,
    FALLBACK,
    MANUAL;

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    public String word() {
        return word;
    }

    static How of(Strategy strategy) {
        return switch (strategy) {
            case TURNS -> TURNS;
            case UTILISATION -> UTILISATION;
            case LEAST_OPEN -> LEAST_OPEN;
            case PRIORITY -> PRIORITY;
            case CLAIM -> CLAIM;
        };
    }
}
