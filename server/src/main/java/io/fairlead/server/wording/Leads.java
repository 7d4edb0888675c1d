package io.fairlead.server.wording;

import io.fairlead.engine.distribution.Ledger;

/** Amounts of a ledger in leads with two decimals, halves rounded away from zero: {@code -0.67}. */
public final class Leads {
    private Leads() {}

    /** An amount in units of {@link Ledger#LEAD} as text. */
    public static String text(long units) {
        long magnitude = Math.abs(units);
        long whole = magnitude / Ledger.LEAD;
        long hundredths = (magnitude % Ledger.LEAD * 100 + Ledger.LEAD / 2) / Ledger.LEAD;
        long all = whole * 100 + hundredths;
        var sign = units < 0 && all > 0 ? "-" : "";
        return sign + all / 100 + "." + all / 10 % 10 + all % 10;
    }
}
