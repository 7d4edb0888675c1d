package io.fairlead.engine.time;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a schedule starts on each date. Immutable, thread-safe. */
final class Starts {
    private static final int WEEK = 7 * 1440;

    private final ZoneRules rules;
    private final List<List<Shift>> weekly = new ArrayList<>();
    private final int cycleOn;
    private final int cycleLength;
    private final long cycleStart;
    private final List<Shift> cycle;
    private final Map<LocalDate, List<Shift>> dates;
    private final Map<LocalDate, List<Shift>> except;
    private final Holidays holidays;

    private Starts(Schedule schedule) {
        rules = schedule.zone().getRules();
        for (var day : DayOfWeek.values()) {
            weekly.add(schedule.weekly().stream()
                    .filter(entry -> entry.days().contains(day))
                    .map(entry -> Shift.of(entry, day))
                    .toList());
        }
        var rotation = schedule.cycle();
        cycleOn = rotation == null ? 0 : rotation.on();
        cycleLength = rotation == null ? 1 : rotation.on() + rotation.off();
        cycleStart = rotation == null ? 0 : rotation.from().toEpochDay();
        cycle = rotation == null ? List.of() : List.of(Shift.of(rotation.hours()));
        dates = byDate(schedule.dates());
        except = byDate(schedule.except());
        holidays = schedule.holidays();
    }

    static Timeline timeline(Schedule schedule) {
        var starts = new Starts(schedule);
        if (!starts.recurs()) {
            return starts.fixed();
        }
        boolean neverStopped =
                schedule.except().isEmpty() && schedule.holidays().equals(Holidays.NONE);
        return neverStopped && starts.weeklyNeverEnds() ? Timeline.ALWAYS : new RecurringTimeline(starts);
    }

    /** The largest number of days between the date on which something starts and the date on which it ends. */
    int reach() {
        int reach = 1;
        for (var day : weekly) {
            for (var shift : day) {
                reach = Math.max(reach, shift.days());
            }
        }
        return reach;
    }

    /** Adds what starts on a date. */
    void addTo(Stretches stretches, LocalDate date) {
        var replaced = except.get(date);
        if (replaced != null) {
            replaced.forEach(shift -> add(stretches, date, shift));
            return;
        }
        dates.getOrDefault(date, List.of()).forEach(shift -> add(stretches, date, shift));
        if (!holidays.isHoliday(date)) {
            weekly.get(date.getDayOfWeek().getValue() - 1).forEach(shift -> add(stretches, date, shift));
            if (Math.floorMod(date.toEpochDay() - cycleStart, cycleLength) < cycleOn) {
                cycle.forEach(shift -> add(stretches, date, shift));
            }
        }
    }

    /** The instant of a wall time as {@code ZonedDateTime.of} finds it: gaps move forward, overlaps come early. */
    long second(LocalDate date, int minute) {
        var wall = LocalDateTime.of(date, LocalTime.MIDNIGHT).plusMinutes(minute);
        return wall.toEpochSecond(rules.getOffset(wall));
    }

    private void add(Stretches stretches, LocalDate date, Shift shift) {
        stretches.add(second(date, shift.from()), second(date.plusDays(shift.days()), shift.to()));
    }

    private boolean recurs() {
        return cycleOn > 0 || weekly.stream().anyMatch(day -> !day.isEmpty());
    }

    private Timeline fixed() {
        var stretches = new Stretches();
        dates.keySet().stream().sorted().forEach(date -> addTo(stretches, date));
        except.keySet().stream().sorted().forEach(date -> addTo(stretches, date));
        return new FixedTimeline(stretches);
    }

    /**
     * Whether the weekly hours hand over to each other without end: from the start of some hours one gets back to it by
     * going again and again from an end to hours that start at that very minute. Both are then the same instant even
     * across a clock change. Hours that only overlap are left to the search.
     */
    private boolean weeklyNeverEnds() {
        var next = new HashMap<Integer, List<Integer>>();
        for (int day = 0; day < 7; day++) {
            for (var shift : weekly.get(day)) {
                int from = day * 1440 + shift.from();
                int to = ((day + shift.days()) * 1440 + shift.to()) % WEEK;
                next.computeIfAbsent(from, start -> new ArrayList<>()).add(to);
            }
        }
        // Without a way around, taking away what leads nowhere takes away everything.
        while (next.values().removeIf(ends -> ends.stream().noneMatch(next::containsKey))) {}
        return !next.isEmpty();
    }

    private static Map<LocalDate, List<Shift>> byDate(List<Dated> entries) {
        var map = new HashMap<LocalDate, List<Shift>>();
        for (var entry : entries) {
            var shifts = map.computeIfAbsent(entry.date(), date -> new ArrayList<>());
            var hours = entry.hours();
            if (hours != null) {
                shifts.add(Shift.of(hours));
            }
        }
        return map;
    }
}
