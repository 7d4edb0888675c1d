package io.fairlead.bench.engine;

import java.util.Locale;

/** A kind of company whose leads are distributed, one whole run each. */
enum Workload {
    TURNS("turns, weights 1 to 3"),
    UTILISATION("utilisation against own targets, absences compensated"),
    LEAST_OPEN("least-open, nearly every lead closed after some days"),
    PRIORITY("priority with a cap a day and overflow"),
    CLAIM("claim, nine of ten accepted within minutes, else turns"),
    MIX("all five strategies, shifts, absences, caps, listings, redistribution, shift change"),
    WAITING("a tenth as many leads wait in one rule, each closed lead lets one through");

    private final String description;

    Workload(String description) {
        this.description = description;
    }

    String description() {
        return description;
    }

    /** The name in reports and of files. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
