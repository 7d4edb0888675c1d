package io.fairlead.server.settings.values;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The written forms of dates, times and durations. Nothing here throws on bad text: the answer is null. */
public final class Times {
    public static final String DATE = "a date such as 2026-11-23";
    public static final String DATE_TIME =
            "a date and time such as 2026-11-23T09:05, or with an offset 2026-11-23T09:05+01:00";
    public static final String DURATION = "a duration such as 90s, 15m, 2h or 3d";

    private static final int MINUTES_END = 16;
    private static final int LONGEST_DURATION_DIGITS = 9;
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 9999;

    private static final Pattern DATED = Pattern.compile("[+-]?[0-9]{1,10}-[0-9]{2}-[0-9]{2}.*", Pattern.DOTALL);
    private static final String YEARS = ", in a year from " + FIRST_YEAR + " to " + LAST_YEAR;

    private Times() {}

    /** What would do instead of a text that is no date; names the years when the year is what is wrong. */
    public static String expectedDate(String text) {
        return DATE + years(text);
    }

    /** What would do instead of a text that is no date and time. */
    public static String expectedDateTime(String text) {
        return DATE_TIME + years(text);
    }

    /** Names the years that can be read when a text has another; else empty. */
    public static String years(String text) {
        if (!DATED.matcher(text).matches()) {
            return "";
        }
        long year = Long.parseLong(text.substring(0, text.indexOf('-', 1)));
        return year < FIRST_YEAR || year > LAST_YEAR ? YEARS : "";
    }

    /** How to write the second of two same wall times, as an addition to a message; empty where there is one. */
    public static String repeated(String text, ZoneId zone) {
        int end = clockEnd(text);
        @Nullable LocalDateTime local = end == text.length() ? dateTime(text, end) : null;
        if (local == null || zone.getRules().getValidOffsets(local).size() < 2) {
            return "";
        }
        var second = ZonedDateTime.of(local, zone).withLaterOffsetAtOverlap().getOffset();
        return "; the clock shows this time twice: write the second time as " + text + second;
    }

    /** {@code yyyy-MM-dd}, a day that exists. */
    public static @Nullable LocalDate date(String text) {
        return text.length() == 10 ? datePart(text) : null;
    }

    /**
     * {@code yyyy-MM-ddTHH:mm[:ss[.fraction]]} in wall time of the zone (gaps move forward, overlaps take the earlier
     * offset), or with {@code Z}, {@code +02:00} or {@code +0200}. A space may stand for the T.
     */
    public static @Nullable Instant instant(String text, ZoneId zone) {
        int end = clockEnd(text);
        @Nullable LocalDateTime local = end < 0 ? null : dateTime(text, end);
        if (local == null) {
            return null;
        }
        if (end == text.length()) {
            return ZonedDateTime.of(local, zone).toInstant();
        }
        @Nullable ZoneOffset offset = offset(text.substring(end));
        return offset == null ? null : local.toInstant(offset);
    }

    /** A positive whole number and one of {@code s m h d}. */
    public static @Nullable Duration duration(String text) {
        int digits = text.length() - 1;
        if (digits < 1 || digits > LONGEST_DURATION_DIGITS) {
            return null;
        }
        int amount = digits(text, 0, digits);
        if (amount <= 0) {
            return null;
        }
        return switch (text.charAt(digits)) {
            case 's' -> Duration.ofSeconds(amount);
            case 'm' -> Duration.ofMinutes(amount);
            case 'h' -> Duration.ofHours(amount);
            case 'd' -> Duration.ofDays(amount);
            default -> null;
        };
    }

    private static @Nullable LocalDate datePart(String text) {
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        boolean written = text.charAt(4) == '-' && text.charAt(7) == '-' && year >= FIRST_YEAR && year <= LAST_YEAR;
        if (!written || month < 1 || month > 12 || day < 1) {
            return null;
        }
        try {
            return LocalDate.of(year, month, day);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Where the offset starts, or the text ends; −1 when this cannot be a date and time. */
    private static int clockEnd(String text) {
        if (text.length() < MINUTES_END || (text.charAt(10) != 'T' && text.charAt(10) != ' ')) {
            return -1;
        }
        int end = MINUTES_END;
        while (end < text.length()) {
            char c = text.charAt(end);
            if (c != ':' && c != '.' && (c < '0' || c > '9')) {
                break;
            }
            end++;
        }
        return end;
    }

    private static @Nullable LocalDateTime dateTime(String text, int end) {
        @Nullable LocalDate date = datePart(text);
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, MINUTES_END);
        boolean seconds = end > MINUTES_END;
        int second = seconds && text.charAt(MINUTES_END) == ':' && end >= 19 ? digits(text, 17, 19) : seconds ? -1 : 0;
        int nano = end <= 19 ? 0 : nanos(text, end);
        boolean clock = text.charAt(13) == ':' && hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59;
        if (date == null || !clock || second < 0 || second > 59 || nano < 0) {
            return null;
        }
        return date.atTime(hour, minute, second, nano);
    }

    private static int nanos(String text, int end) {
        int count = end - 20;
        if (text.charAt(19) != '.' || count < 1 || count > 9) {
            return -1;
        }
        int value = digits(text, 20, end);
        for (int i = count; value > 0 && i < 9; i++) {
            value *= 10;
        }
        return value;
    }

    private static @Nullable ZoneOffset offset(String text) {
        if (text.equals("Z")) {
            return ZoneOffset.UTC;
        }
        boolean colon = text.length() == 6 && text.charAt(3) == ':';
        if ((!colon && text.length() != 5) || (text.charAt(0) != '+' && text.charAt(0) != '-')) {
            return null;
        }
        int hours = digits(text, 1, 3);
        int minutes = digits(text, colon ? 4 : 3, text.length());
        if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59 || (hours == 18 && minutes > 0)) {
            return null;
        }
        int sign = text.charAt(0) == '-' ? -1 : 1;
        return ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
    }

    /** The number written in ASCII digits from one index to another, or −1. */
    private static int digits(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
