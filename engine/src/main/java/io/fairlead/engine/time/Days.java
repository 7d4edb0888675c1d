package io.fairlead.engine.time;

import java.time.DayOfWeek;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The written form of days of the week: {@code mon} … {@code sun} and ranges of them. */
public final class Days {
    /** The seven names, Monday first. */
    public static final List<String> NAMES = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    /** Every day of the week, Monday first. */
    public static final Set<DayOfWeek> ALL = Collections.unmodifiableSet(EnumSet.allOf(DayOfWeek.class));

    private Days() {}

    /**
     * Reads one day ({@code sat}) or a range ({@code mon-fri}; {@code fri-mon} wraps); empty when the text is neither.
     * The set is immutable and iterates from Monday. Never throws.
     */
    public static Optional<Set<DayOfWeek>> parse(String text) {
        var ends = text.split("-", -1);
        int first = NAMES.indexOf(ends[0]);
        int last = NAMES.indexOf(ends[ends.length - 1]);
        if (first < 0 || last < 0 || ends.length > 2) {
            return Optional.empty();
        }
        var days = EnumSet.noneOf(DayOfWeek.class);
        for (int day = first; day != last; day = (day + 1) % 7) {
            days.add(DayOfWeek.of(day + 1));
        }
        days.add(DayOfWeek.of(last + 1));
        return Optional.of(Collections.unmodifiableSet(days));
    }
}
