package io.fairlead.engine.time;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The absences of one person, found by instant. Absences that end at or before their start are none. Immutable. */
public final class Absences {
    public static final Absences NONE = new Absences(List.of());

    private final List<Absence> absences;
    private final List<Away> stretches = new ArrayList<>();

    private Absences(List<Absence> ofOne) {
        absences = ofOne.stream()
                .filter(absence -> absence.from().isBefore(absence.to()))
                .sorted(Comparator.comparing(Absence::from))
                .toList();
        for (var absence : absences) {
            var last = stretches.isEmpty() ? null : stretches.getLast();
            if (last == null || absence.from().isAfter(last.until())) {
                stretches.add(new Away(absence, absence.from(), absence.to()));
            } else if (absence.to().isAfter(last.until())) {
                stretches.set(stretches.size() - 1, new Away(last.absence(), last.from(), absence.to()));
            }
        }
    }

    /** The absences of one person, whatever user they name. */
    public static Absences of(List<Absence> ofOne) {
        return ofOne.isEmpty() ? NONE : new Absences(ofOne);
    }

    /** Everybody's absences by user; who has none is not in the map. */
    public static Map<String, Absences> byUser(List<Absence> absences) {
        var lists = new LinkedHashMap<String, List<Absence>>();
        for (var absence : absences) {
            lists.computeIfAbsent(absence.user(), user -> new ArrayList<>()).add(absence);
        }
        var map = new LinkedHashMap<String, Absences>();
        lists.forEach((user, list) -> map.put(user, of(list)));
        return map;
    }

    /** The stretch that contains the instant; null when the person is there. */
    public @Nullable Away at(Instant at) {
        int i = startedBy(at);
        if (i < 0 || !at.isBefore(stretches.get(i).until())) {
            return null;
        }
        var stretch = stretches.get(i);
        var covering = absences.stream()
                .filter(absence -> !absence.from().isAfter(at) && at.isBefore(absence.to()))
                .findFirst()
                .orElseThrow();
        return new Away(covering, stretch.from(), stretch.until());
    }

    /**
     * The first stretch with an instant from now to the end of the local day that is {@code days} after today's; null
     * when the person is there all the time.
     *
     * @param days 0 looks to the end of today
     */
    public @Nullable Away within(Instant now, int days, ZoneId zone) {
        var current = at(now);
        if (current != null) {
            return current;
        }
        int next = startedBy(now) + 1;
        if (next == stretches.size()) {
            return null;
        }
        var end = startOf(LocalDate.ofInstant(now, zone).plusDays(days + 1L), zone);
        return stretches.get(next).from().isBefore(end) ? stretches.get(next) : null;
    }

    /** The first start or end of a stretch after the instant; null when there is none. */
    public @Nullable Instant nextBoundary(Instant after) {
        int i = startedBy(after);
        return i >= 0 && after.isBefore(stretches.get(i).until())
                ? stretches.get(i).until()
                : nextStart(after);
    }

    /** The first start of a stretch after the instant; null when there is none. */
    public @Nullable Instant nextStart(Instant after) {
        int next = startedBy(after) + 1;
        return next < stretches.size() ? stretches.get(next).from() : null;
    }

    /** The last stretch that starts at or before the instant; −1 when there is none. */
    private int startedBy(Instant at) {
        int low = 0;
        int high = stretches.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (stretches.get(middle).from().isAfter(at)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low - 1;
    }

    private static Instant startOf(LocalDate date, ZoneId zone) {
        return ZonedDateTime.of(date.atStartOfDay(), zone).toInstant();
    }
}
