package io.fairlead.engine.filter;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The written forms of texts, numbers, dates, instants and durations, shared by the text and the JSON form. */
final class Literals {
    private static final int LONGEST = 300;
    private static final int MOST_DIGITS = 100;
    private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000);
    private static final Pattern DURATION = Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]+)?(?:ms|us|µs|ns|d|h|m|s))+");
    private static final Pattern LAPSE = Pattern.compile("([0-9.]+)([a-zµ]+)");

    static final String ESCAPES = "\\\\ \\\" \\' \\` \\? \\a \\b \\f \\n \\r \\t \\v \\xHH \\uHHHH \\UHHHHHHHH \\OOO";

    private static final String LETTERS = "abfnrtv\\\"'`?";
    private static final String MEANINGS = "\u0007\b\f\n\r\t\u000b\\\"'`?";

    private Literals() {}

    /** The number, or null if it is none or has more than 100 digits on either side of its point. */
    static Value.@Nullable Decimal number(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        try {
            var decimal = new Value.Decimal(new BigDecimal(text));
            return fits(decimal.number()) ? decimal : null;
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }

    /** Whether a number has at most 100 digits on either side of its point. */
    static boolean fits(BigDecimal number) {
        return Math.abs((long) number.scale()) <= MOST_DIGITS
                && (long) number.precision() - number.scale() <= MOST_DIGITS;
    }

    /** Plain digits where they are readable, else with an exponent. */
    static String write(BigDecimal number) {
        boolean readable = number.scale() >= -20 && number.scale() <= 40;
        return readable ? number.toPlainString() : number.toString();
    }

    static @Nullable LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException noDate) {
            return null;
        }
    }

    static @Nullable Instant timestamp(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException noInstant) {
            return null;
        }
    }

    /**
     * The duration in CEL's syntax ({@code 1h30m}, {@code -1.5s}; {@code d} too, as 24 hours), or null if it is none, is
     * finer than a nanosecond or longer than 10 000 years.
     */
    static @Nullable Duration duration(String text) {
        if (text.length() > LONGEST || !DURATION.matcher(text).matches()) {
            return null;
        }
        var sum = BigDecimal.ZERO;
        var lapses = LAPSE.matcher(text);
        while (lapses.find()) {
            sum = sum.add(new BigDecimal(lapses.group(1)).multiply(nanos(lapses.group(2))));
        }
        BigDecimal farthest = new BigDecimal(Filter.Operand.Now.FARTHEST.toSeconds()).movePointRight(9);
        if (sum.stripTrailingZeros().scale() > 0 || sum.compareTo(farthest) > 0) {
            return null;
        }
        BigInteger[] parts = sum.toBigInteger().divideAndRemainder(NANOS);
        var length = Duration.ofSeconds(parts[0].longValue(), parts[1].longValue());
        return text.startsWith("-") ? length.negated() : length;
    }

    private static BigDecimal nanos(String unit) {
        return BigDecimal.valueOf(
                switch (unit) {
                    case "d" -> 86_400_000_000_000L;
                    case "h" -> 3_600_000_000_000L;
                    case "m" -> 60_000_000_000L;
                    case "s" -> 1_000_000_000L;
                    case "ms" -> 1_000_000L;
                    case "us", "µs" -> 1_000L;
                    default -> 1L;
                });
    }

    /** The shortest form in hours, minutes and seconds that {@link #duration} reads back to the same. */
    static String write(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        Duration length = duration.abs();
        var text = new StringBuilder(duration.isNegative() ? "-" : "");
        if (length.toHours() > 0) {
            text.append(length.toHours()).append('h');
        }
        if (length.toMinutesPart() > 0) {
            text.append(length.toMinutesPart()).append('m');
        }
        var seconds = BigDecimal.valueOf(length.toSecondsPart()).add(BigDecimal.valueOf(length.toNanosPart(), 9));
        if (seconds.signum() > 0) {
            text.append(seconds.stripTrailingZeros().toPlainString()).append('s');
        }
        return text.toString();
    }

    /**
     * Reads the escape whose backslash is at {@code start} and appends what it means.
     *
     * @return where it ends; negated, with nothing appended, if it is none
     */
    static int unescape(String text, int start, StringBuilder content) {
        int letter = start + 1 < text.length() ? text.charAt(start + 1) : -1;
        int meaning = LETTERS.indexOf(letter);
        if (meaning >= 0) {
            content.append(MEANINGS.charAt(meaning));
            return start + 2;
        }
        return switch (letter) {
            case 'x', 'X' -> codePoint(text, start + 2, start + 4, 16, content);
            case 'u' -> codePoint(text, start + 2, start + 6, 16, content);
            case 'U' -> codePoint(text, start + 2, start + 10, 16, content);
            case '0', '1', '2', '3' -> codePoint(text, start + 1, start + 4, 8, content);
            case -1, '\n' -> -(start + 1);
            default -> -(start + 1 + Character.charCount(text.codePointAt(start + 1)));
        };
    }

    private static int codePoint(String text, int start, int end, int radix, StringBuilder content) {
        int value = 0;
        int i = start;
        while (i < end && i < text.length() && text.charAt(i) < 0x80 && Character.digit(text.charAt(i), radix) >= 0) {
            value = value * radix + Character.digit(text.charAt(i), radix);
            i++;
        }
        boolean surrogate = value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
        if (i < end || !Character.isValidCodePoint(value) || surrogate) {
            return -i;
        }
        content.appendCodePoint(value);
        return end;
    }

    /** The text in double quotes; control characters and line separators escaped, all else as it is. */
    static void quote(String text, StringBuilder to) {
        to.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int meaning = c == '\'' || c == '`' || c == '?' ? -1 : MEANINGS.indexOf(c);
            if (meaning >= 0) {
                to.append('\\').append(LETTERS.charAt(meaning));
            } else if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                to.append("\\u").append(String.format("%04x", (int) c));
            } else {
                to.append(c);
            }
        }
        to.append('"');
    }
}
