package io.fairlead.engine.time;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Hours of a day in wall time, as minutes after midnight: {@code from} 0…1439, {@code to} 0…1440 (1440 is 24:00).
 * Hours that end at or before their start pass midnight; equal bounds are 24 hours.
 */
public record Hours(int from, int to) {
    public static final Hours WHOLE_DAY = new Hours(0, 1440);

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,2}):([0-9]{2})-([0-9]{1,2}):([0-9]{2})");

    /** Reads {@code 09:00-17:30} or {@code 16:00-24:00}; empty when the text is not such hours. Never throws. */
    public static Optional<Hours> parse(String text) {
        var match = TEXT.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        int from = minutes(match.group(1), match.group(2));
        int to = minutes(match.group(3), match.group(4));
        return from < 0 || from == 1440 || to < 0 ? Optional.empty() : Optional.of(new Hours(from, to));
    }

    /** Whether these hours end on the day after the one on which they start; an end at 24:00 does not. */
    public boolean passMidnight() {
        return to <= from;
    }

    /** As {@link #parse} reads it, in two digits each: {@code 09:00-17:30}. */
    @Override
    public String toString() {
        return clock(from) + "-" + clock(to);
    }

    private static int minutes(String hour, String minute) {
        int hours = Integer.parseInt(hour);
        int minutes = Integer.parseInt(minute);
        int sum = hours * 60 + minutes;
        return minutes < 60 && sum <= 1440 ? sum : -1;
    }

    private static String clock(int minutes) {
        return String.format(Locale.ROOT, "%02d:%02d", minutes / 60, minutes % 60);
    }
}
