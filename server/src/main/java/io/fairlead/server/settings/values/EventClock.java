package io.fairlead.server.settings.values;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Reads instants as {@link Times#instant} does, but quickly where a text is of the same day as the one before and that
 * day's clock does not change. Not thread-safe.
 */
public final class EventClock {
    private static final int DATE_END = 10;
    private static final int MINUTES_END = 16;
    private static final int SECONDS_END = 19;
    private static final long DAY_SECONDS = 86_400;

    private final ZoneId zone;
    /** A day all of whose wall times have one offset, as it is written; empty for none. */
    private String day = "";
    /** The epoch second at which that day starts. */
    private long start;

    public EventClock(ZoneId zone) {
        this.zone = zone;
    }

    /** Null for bad text. */
    public @Nullable Instant instant(String text) {
        int second = day.isEmpty() || !text.startsWith(day) ? -1 : secondOfDay(text);
        if (second >= 0) {
            return Instant.ofEpochSecond(start + second);
        }
        @Nullable Instant at = Times.instant(text, zone);
        if (at != null) {
            remember(text.substring(0, DATE_END));
        }
        return at;
    }

    private void remember(String date) {
        @Nullable LocalDate read = date.equals(day) ? null : Times.date(date);
        if (read == null) {
            return;
        }
        var rules = zone.getRules();
        var midnight = read.atStartOfDay();
        var from = midnight.toInstant(rules.getOffset(midnight));
        var change = rules.nextTransition(from);
        boolean even = rules.getValidOffsets(midnight).size() == 1
                && (change == null || change.getInstant().getEpochSecond() >= from.getEpochSecond() + DAY_SECONDS);
        day = even ? date : "";
        start = from.getEpochSecond();
    }

    /** Of {@code ...THH:mm} or {@code ...THH:mm:ss}; −1 for any other text. */
    private static int secondOfDay(String text) {
        int length = text.length();
        boolean seconds = length == SECONDS_END && text.charAt(MINUTES_END) == ':';
        if ((length != MINUTES_END && !seconds) || text.charAt(13) != ':') {
            return -1;
        }
        char separator = text.charAt(DATE_END);
        int hour = two(text, 11, 23);
        int minute = two(text, 14, 59);
        int second = seconds ? two(text, 17, 59) : 0;
        boolean clock = (separator == 'T' || separator == ' ') && hour >= 0 && minute >= 0 && second >= 0;
        return clock ? hour * 3600 + minute * 60 + second : -1;
    }

    /** Two digits as a number up to a limit, or −1. */
    private static int two(String text, int at, int most) {
        int tens = text.charAt(at) - '0';
        int ones = text.charAt(at + 1) - '0';
        boolean digits = tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9;
        return digits && tens * 10 + ones <= most ? tens * 10 + ones : -1;
    }
}
