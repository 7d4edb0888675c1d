package io.fairlead.engine.time;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/** A schedule read the slow way: every interval of a range of dates, and membership by looking at each of them. */
final class NaiveSchedule {
    private record Interval(Instant from, Instant to) {}

    private final Schedule schedule;
    private final List<Interval> intervals = new ArrayList<>();

    NaiveSchedule(Schedule schedule, LocalDate first, LocalDate last) {
        this.schedule = schedule;
        for (var date = first; !date.isAfter(last); date = date.plusDays(1)) {
            start(date);
        }
    }

    boolean on(Instant at) {
        for (var interval : intervals) {
            if (!at.isBefore(interval.from) && at.isBefore(interval.to)) {
                return true;
            }
        }
        return false;
    }

    private void start(LocalDate date) {
        var replacing = schedule.except().stream()
                .filter(dated -> dated.date().equals(date))
                .toList();
        if (!replacing.isEmpty()) {
            replacing.forEach(this::start);
            return;
        }
        schedule.dates().stream().filter(dated -> dated.date().equals(date)).forEach(this::start);
        if (schedule.holidays().isHoliday(date)) {
            return;
        }
        for (var entry : schedule.weekly()) {
            if (entry.days().contains(date.getDayOfWeek())) {
                add(date, entry.hours(), entry.untilNextListedDay() ? nextListed(entry, date) : date.plusDays(1));
            }
        }
        var cycle = schedule.cycle();
        if (cycle != null && works(cycle, date)) {
            add(date, cycle.hours(), date.plusDays(1));
        }
    }

    private static boolean works(Cycle cycle, LocalDate date) {
        long day = date.toEpochDay() - cycle.from().toEpochDay();
        while (day < 0) {
            day += cycle.on() + cycle.off();
        }
        return day % (cycle.on() + cycle.off()) < cycle.on();
    }

    private static LocalDate nextListed(Weekly entry, LocalDate date) {
        var next = date.plusDays(1);
        while (!entry.days().contains(next.getDayOfWeek())) {
            next = next.plusDays(1);
        }
        return next;
    }

    private void start(Dated dated) {
        var hours = dated.hours();
        if (hours != null) {
            add(dated.date(), hours, dated.date().plusDays(1));
        }
    }

    private void add(LocalDate date, Hours hours, LocalDate endWhenPastMidnight) {
        var from = instant(date, hours.from());
        var to = hours.to() == 1440
                ? instant(date.plusDays(1), 0)
                : instant(hours.to() <= hours.from() ? endWhenPastMidnight : date, hours.to());
        intervals.add(new Interval(from, to));
    }

    private Instant instant(LocalDate date, int minute) {
        return ZonedDateTime.of(date, LocalTime.of(minute / 60, minute % 60), schedule.zone())
                .toInstant();
    }
}
