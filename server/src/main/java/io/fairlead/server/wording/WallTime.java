package io.fairlead.server.wording;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneRules;

/** Writes instants as wall time of a company, to the second: {@code 2026-11-23T09:05:00}. Not thread-safe. */
public final class WallTime {
    private final ZoneRules rules;
    /** A stretch of one day with one offset. */
    private Instant from = Instant.MAX;

    private Instant to = Instant.MIN;
    /** As that day is written. */
    private String date = "";
    /** The epoch second of that day's 00:00 by that offset. */
    private long midnight;

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
        if (at.isBefore(from) || !at.isBefore(to)) {
            turnTo(at);
        }
        int second = (int) (at.getEpochSecond() - midnight);
        text.append(date);
        pad(text.append('T'), second / 3600, 2);
        pad(text.append(':'), second / 60 % 60, 2);
        pad(text.append(':'), second % 60, 2);
    }

    /** Looks at the day of an instant: most rows are of the day of the row before. */
    private void turnTo(Instant at) {
        var offset = rules.getOffset(at);
        var day = LocalDate.ofInstant(at, offset);
        var start = day.atStartOfDay().toInstant(offset);
        midnight = start.getEpochSecond();
        var before = rules.previousTransition(Instant.ofEpochSecond(at.getEpochSecond() + 1));
        var after = rules.nextTransition(at);
        var end = start.plus(Duration.ofDays(1));
        from = before == null || before.getInstant().isBefore(start) ? start : before.getInstant();
        to = after == null || after.getInstant().isAfter(end) ? end : after.getInstant();
        var text = new StringBuilder();
        pad(text, day.getYear(), 4);
        pad(text.append('-'), day.getMonthValue(), 2);
        pad(text.append('-'), day.getDayOfMonth(), 2);
        date = text.toString();
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
