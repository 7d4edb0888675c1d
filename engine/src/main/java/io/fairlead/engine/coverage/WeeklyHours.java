package io.fairlead.engine.coverage;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Instants of a year in words: the hours that come back every week, and the dates on which there are more.
 *
 * @param weekly such as {@code Mon-Fri 00:00-09:00, 19:00-24:00; Sun 00:00-24:00}; empty for none
 * @param dates such as {@code 2026-12-25 09:00-19:00}, the first few and how many more there are; empty for none
 */
record WeeklyHours(String weekly, String dates) {
    private static final int DATES = 3;
    private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

    static WeeklyHours of(Times times, Year year) {
        var common = everyWeek(times, year);
        var rest = times.minus(onInstants(common, year));
        return new WeeklyHours(weekly(common), dates(rest, year));
    }

    /** Both as arguments of a finding, to which more can be added. */
    Map<String, String> args() {
        var args = new LinkedHashMap<String, String>();
        args.put("weekly", weekly);
        args.put("dates", dates);
        return args;
    }

    /** The English sentence part. */
    String words() {
        if (weekly.isEmpty()) {
            return "on " + dates;
        }
        return dates.isEmpty() ? weekly + " every week" : weekly + " every week; also on " + dates;
    }

    /**
     * The seconds of the week that are among the times in every week. Weeks in which clocks change have other lengths:
     * there a day's hours are looked up by wall time, and left out when they are not all among the times.
     */
    private static Times everyWeek(Times times, Year year) {
        var common = Times.between(0, 7L * Year.DAY);
        for (var monday : year.mondays()) {
            if (!year.clocksChange(monday)) {
                common = common.and(shifted(times, year.second(monday, 0)));
            }
        }
        for (var monday : year.mondays()) {
            if (year.clocksChange(monday)) {
                common = stillThere(common, times, year, monday);
            }
        }
        return common;
    }

    private static Times shifted(Times times, long start) {
        var builder = new Times.Builder();
        var week = times.and(Times.between(start, start + 7L * Year.DAY));
        for (int i = 0; i < week.size(); i += 2) {
            builder.add(week.bound(i) - start, week.bound(i + 1) - start);
        }
        return builder.build();
    }

    private static Times stillThere(Times common, Times times, Year year, LocalDate monday) {
        var builder = new Times.Builder();
        var days = byDay(common);
        for (int day = 0; day < 7; day++) {
            var date = monday.plusDays(day);
            var hours = days.get(day);
            for (int i = 0; i < hours.size(); i += 2) {
                long from = hours.bound(i);
                long to = hours.bound(i + 1);
                if (times.containsAll(Times.between(year.second(date, from), year.second(date, to)))) {
                    builder.add((long) day * Year.DAY + from, (long) day * Year.DAY + to);
                }
            }
        }
        return builder.build();
    }

    /** The instants of weekly hours in each week of the year. */
    private static Times onInstants(Times weekly, Year year) {
        var builder = new Times.Builder();

        for (var monday : year.mondays()) {
            for (int i = 0; i < weekly.size(); i += 2) {
                builder.add(year.second(monday, weekly.bound(i)), year.second(monday, weekly.bound(i + 1)));
            }
        }
        return builder.build();
    }

    /** The seconds of each day of the week. */
    private static List<Times> byDay(Times week) {
        return LongStream.range(0, 7)
                .mapToObj(day -> shifted(week, day * Year.DAY).and(Times.between(0, Year.DAY)))
                .toList();
    }

    private static String weekly(Times common) {
        var days = byDay(common).stream().map(WeeklyHours::hours).toList();
        var parts = new ArrayList<String>();
        for (int day = 0; day < 7; ) {
            int last = day;
            while (last < 6 && days.get(last + 1).equals(days.get(day))) {
                last++;
            }
            if (!days.get(day).isEmpty()) {
                parts.add((last == day ? DAYS[day] : DAYS[day] + "-" + DAYS[last]) + " " + days.get(day));
            }
            day = last + 1;
        }
        return String.join("; ", parts);
    }

    private static String hours(Times ofDay) {

        var hours = new ArrayList<String>();
        for (int i = 0; i < ofDay.size(); i += 2) {
            hours.add(clock(ofDay.bound(i)) + "-" + clock(ofDay.bound(i + 1)));
        }
        return String.join(", ", hours);
    }

    private static String clock(long second) {
        return String.format(Locale.ROOT, "%02d:%02d", second / 3600, second / 60 % 60);
    }

    private static String dates(Times rest, Year year) {
        var byDate = new TreeMap<LocalDate, List<String>>();

        for (int i = 0; i < rest.size(); i += 2) {
            addByDate(byDate, wall(rest.bound(i), year), wall(rest.bound(i + 1), year));
        }
        var parts = byDate.entrySet().stream()
                .limit(DATES)
                .map(WeeklyHours::dateWithHours)
                .toList();
        int more = byDate.size() - parts.size();
        var named = String.join("; ", parts);
        return more <= 0 ? named : named + " and " + more + " more dates until " + byDate.lastKey();
    }

    private static String dateWithHours(Map.Entry<LocalDate, List<String>> entry) {
        return entry.getKey() + " " + String.join(", ", entry.getValue());
    }

    private static ZonedDateTime wall(long second, Year year) {
        return Instant.ofEpochSecond(second).atZone(year.zone());
    }

    private static void addByDate(Map<LocalDate, List<String>> byDate, ZonedDateTime from, ZonedDateTime to) {
        for (var date = from.toLocalDate(); !date.isAfter(to.toLocalDate()); date = date.plusDays(1)) {
            long start = date.equals(from.toLocalDate()) ? from.toLocalTime().toSecondOfDay() : 0;
            long end = date.equals(to.toLocalDate()) ? to.toLocalTime().toSecondOfDay() : Year.DAY;
            if (end > 0) {
                byDate.computeIfAbsent(date, day -> new ArrayList<>()).add(clock(start) + "-" + clock(end));
            }
        }
    }
}
