package io.fairlead.server.cli;

import static io.fairlead.engine.distribution.Ledger.LEAD;

/** Amounts of a ledger in leads with two decimals, halves rounded away from zero: {@code -0.67}. */
final class Leads {
    private Leads() {}

    static String text(long units) {
        long magnitude = Math.abs(units);
        long whole = magnitude / LEAD;
        long hundredths = (magnitude % LEAD * 100 + LEAD / 2) / LEAD;
        long all = whole * 100 + hundredths;
        var sign = units < 0 && all > 0 ? "-" : "";
        return sign + all / 100 + "." + all / 10 % 10 + all % 10;
    }
}
