package io.fairlead.engine.distribution;

import org.jspecify.annotations.Nullable;

/** Upper limits of one person's leads per calendar day, week (from Monday) and month, and of open leads at a time. */
public record Caps(
        @Nullable Integer day,
        @Nullable Integer week,
        @Nullable Integer month,
        @Nullable Integer open) {
    public static final Caps NONE = new Caps(null, null, null, null);

    public boolean limitNothing() {
        return day == null && week == null && month == null && open == null;
    }
}
