package io.fairlead.engine.time;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Generated schedules whose special dates lie around a date. */
record Schedules(RandomGenerator random, ZoneId zone, LocalDate around) {

    Schedule schedule() {
        var cycle =
                random.nextInt(3) == 0 ? new Cycle(1 + random.nextInt(5), random.nextInt(5), near(400), hours()) : null;
        var free = new HashSet<LocalDate>();
        for (int i = random.nextInt(4); i > 0; i--) {
            free.add(near(4));
        }
        return new Schedule(zone, weekly(random.nextInt(4)), cycle, dated(false), dated(true), free::contains);
    }

    List<Weekly> weekly(int count) {
        var entries = new ArrayList<Weekly>();
        for (int i = 0; i < count; i++) {
            var hours = hours();
            if (random.nextInt(4) == 0 && hours.from() > 0) {
                var days = days();
                entries.add(new Weekly(days, new Hours(0, hours.from()), false));
                entries.add(new Weekly(days, new Hours(hours.from(), 1440), false));
            } else {
                entries.add(new Weekly(days(), hours, hours.passMidnight() && random.nextBoolean()));
            }
        }
        return entries;
    }

    private List<Dated> dated(boolean off) {
        var entries = new ArrayList<Dated>();
        for (int i = random.nextInt(4); i > 0; i--) {
            entries.add(new Dated(near(4), off && random.nextBoolean() ? null : hours()));
        }
        return entries;
    }

    /** Often whole days, night hours, or bounds within the hours in which clocks change. */
    private Hours hours() {
        return switch (random.nextInt(6)) {
            case 0 -> Hours.WHOLE_DAY;
            case 1 -> new Hours(random.nextInt(16) * 15, random.nextInt(17) * 15);
            case 2 -> new Hours(1200 + random.nextInt(16) * 15, random.nextInt(25) * 15);
            case 3 -> new Hours(random.nextInt(1440), random.nextInt(1441));
            case 4 -> new Hours(540, 1080);
            default -> new Hours(random.nextInt(24) * 60, random.nextInt(25) * 60);
        };
    }

    private Set<DayOfWeek> days() {
        var days = EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)));
        if (random.nextInt(3) == 0) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        for (int i = random.nextInt(6); i > 0; i--) {
            days.add(DayOfWeek.of(1 + random.nextInt(7)));
        }
        return days;
    }

    private LocalDate near(int days) {
        return around.plusDays(random.nextInt(2 * days + 1) - days);
    }
}
