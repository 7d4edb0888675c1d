package io.fairlead.server.wording;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneRules;

/** Writes instants as wall time of a company, to the second: {@code 2026-11-23T09:05:00}. Thread-safe. */
public final class WallTime {
    private final ZoneRules rules;

    public WallTime(ZoneId zone) {
        rules = zone.getRules();
    }

    /** An instant as text. */
    public String text(Instant at) {
        var text = new StringBuilder();
        append(text, at);
        return text.toString();
    }

    /** Writes an instant to the end of a text. */
    public void append(StringBuilder text, Instant at) {
        var time = LocalDateTime.ofEpochSecond(at.getEpochSecond(), 0, rules.getOffset(at));
        pad(text, time.getYear(), 4);
        pad(text.append('-'), time.getMonthValue(), 2);
        pad(text.append('-'), time.getDayOfMonth(), 2);
        pad(text.append('T'), time.getHour(), 2);
        pad(text.append(':'), time.getMinute(), 2);
        pad(text.append(':'), time.getSecond(), 2);
    }

    private static void pad(StringBuilder text, int number, int digits) {
        int below = 10;
        for (int i = 1; i < digits; i++) {
            if (number < below) {
                text.append('0');
            }
            below *= 10;
        }
        text.append(number);
    }
}
