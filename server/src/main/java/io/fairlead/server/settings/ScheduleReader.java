package io.fairlead.server.settings;

import io.fairlead.engine.time.Cycle;
import io.fairlead.engine.time.Dated;
import io.fairlead.engine.time.Days;
import io.fairlead.engine.time.Holidays;
import io.fairlead.engine.time.Hours;
import io.fairlead.engine.time.Schedule;
import io.fairlead.engine.time.Weekly;
import io.fairlead.engine.time.Window;
import io.fairlead.server.settings.Node.Scalar;
import io.fairlead.server.settings.Node.Sequence;
import io.fairlead.server.settings.holidays.HolidayCalendars;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code schedules} and the windows of rules. */
final class ScheduleReader {
    private static final String HOURS = "hours such as 09:00-17:00 (24:00 only as an end)";
    private static final String DAYS = "days such as mon, mon-fri or [mon, wed-thu]";

    private final ZoneId company;
    private final Flaws flaws;

    ScheduleReader(ZoneId company, Flaws flaws) {
        this.company = company;
        this.flaws = flaws;
    }

    Map<String, Schedule> schedules(Map<String, Node> nodes) {
        return Section.mapped(nodes, (id, node) -> schedule(node));
    }

    /** The window of a rule that has one. */
    Window window(Section rule) {
        if (rule.node("window") instanceof Sequence list && list.items().isEmpty()) {
            flaws.mismatch(list.place(), "wrong-type", "window", "an empty list", "at least one entry");
        }
        return new Window(weekly(rule.items("window"), "a window"));
    }

    private Schedule schedule(Node node) {
        var section = Section.of(node, "a schedule", Keys.SCHEDULE, flaws);
        @Nullable ZoneId zone = section.zone("timezone");
        @Nullable Node cycle = section.node("cycle");
        return new Schedule(
                zone == null ? company : zone,
                weekly(section.items("weekly"), "weekly hours"),
                cycle == null ? null : cycle(cycle),
                dated(section.items("dates"), "dates", false),
                dated(section.items("except"), "except", true),
                holidays(section));
    }

    private List<Weekly> weekly(List<Node> nodes, String what) {
        var entries = new ArrayList<Weekly>();
        for (var node : nodes) {
            var section = Section.of(node, what, Keys.WEEKLY, flaws);
            var days = days(section);
            @Nullable Hours hours = section.has("hours") ? hours(section) : Hours.WHOLE_DAY;
            boolean untilNext = untilNextListedDay(section, hours);
            if (hours != null && !days.isEmpty()) {
                entries.add(new Weekly(days, hours, untilNext));
            }
        }
        return List.copyOf(entries);
    }

    private boolean untilNextListedDay(Section section, @Nullable Hours hours) {
        @Nullable Scalar until = section.scalar("until");
        if (until == null) {
            return false;
        }
        if (!until.text().equals("next-listed-day")) {
            section.mismatch(until, "not-allowed", "until", "next-listed-day");
        } else if (hours != null && !hours.passMidnight()) {
            flaws.add(
                    until.place(),
                    "bad-hours",
                    hours.toString(),
                    "hours that pass midnight",
                    "until: next-listed-day needs hours that pass midnight such as 16:00-09:00, found "
                            + (section.has("hours") ? hours.toString() : "no hours"));
        }
        return true;
    }

    private Set<DayOfWeek> days(Section section) {
        @Nullable Node node = section.node("days");
        if (node == null) {
            return Days.ALL;
        }
        var days = EnumSet.noneOf(DayOfWeek.class);
        for (var item : node instanceof Sequence list ? list.items() : List.of(node)) {
            var part = item instanceof Scalar scalar ? Days.parse(scalar.text()) : Optional.<Set<DayOfWeek>>empty();
            part.ifPresentOrElse(
                    days::addAll, () -> flaws.mismatch(item.place(), "bad-days", "days", item.kind(), DAYS));
        }
        if (node instanceof Sequence list && list.items().isEmpty()) {
            flaws.mismatch(node.place(), "bad-days", "days", "an empty list", DAYS);
        }
        return Collections.unmodifiableSet(days);
    }

    private @Nullable Hours hours(Section section) {
        @Nullable Scalar scalar = section.scalar("hours", HOURS);
        @Nullable
        Hours hours = scalar == null ? null : Hours.parse(scalar.text()).orElse(null);
        if (scalar != null && hours == null) {
            section.mismatch(scalar, "bad-hours", "hours", HOURS);
        }
        return hours;
    }

    private @Nullable Cycle cycle(Node node) {
        var section = Section.of(node, "a cycle", Keys.CYCLE, flaws);
        @Nullable Integer on = section.whole("on", 1);
        @Nullable Integer off = section.whole("off", 0);
        @Nullable LocalDate from = section.date("from");
        @Nullable Hours hours = hours(section);
        for (var key : Keys.CYCLE) {
            if (!section.has(key)) {
                section.missing(key, "a cycle");
            }
        }
        return on == null || off == null || from == null || hours == null ? null : new Cycle(on, off, from, hours);
    }

    private List<Dated> dated(List<Node> nodes, String what, boolean offAllowed) {
        var entries = new ArrayList<Dated>();
        for (var node : nodes) {
            var section = Section.of(node, what, Keys.DATED, flaws);
            for (var key : Keys.DATED) {
                if (!section.has(key)) {
                    section.missing(key, what);
                }
            }
            @Nullable LocalDate date = section.date("date");
            boolean off = offAllowed
                    && section.node("hours") instanceof Scalar hours
                    && hours.text().equals("off");
            @Nullable Hours hours = off ? null : hours(section);
            if (date != null && (off || hours != null)) {
                entries.add(new Dated(date, hours));
            }
        }
        return List.copyOf(entries);
    }

    private Holidays holidays(Section section) {
        @Nullable Scalar code = section.scalar("holidays");
        if (code == null) {
            return Holidays.NONE;
        }
        @Nullable Holidays holidays = HolidayCalendars.of(code.text()).orElse(null);
        if (holidays == null) {
            section.mismatch(code, "unknown-holidays", "holidays", "a country or region such as IT or DE-BY");
            return Holidays.NONE;
        }
        return holidays;
    }
}
