package io.fairlead.server.settings.holidays;

import de.focus_shift.jollyday.core.HolidayCalendar;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import io.fairlead.engine.time.Holidays;
import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The full public holidays of countries and their regions by code ({@code IT}, {@code DE-BY}, {@code IL}). A calendar
 * is loaded when it is first asked for, and computed a year at a time. Thread-safe.
 */
public final class HolidayCalendars {
    private static final String ISRAEL = "IL";
    private static final Set<String> COUNTRIES = countries();
    private static final Map<String, Holidays> LOADED = new ConcurrentHashMap<>();

    private HolidayCalendars() {}

    /** The holidays of a code as ISO 3166 writes it, in capitals; empty when the code is not known. */
    public static Optional<Holidays> of(String code) {
        var loaded = LOADED.get(code);
        return loaded != null ? Optional.of(loaded) : calendar(code).map(calendar -> keep(code, calendar));
    }

    /**
     * Known codes to name when a code is not: the regions of its country ({@code DE-BB}, {@code DE-BE}, …), or all
     * countries. Sorted.
     */
    public static List<String> known(String code) {
        int dash = code.indexOf('-');
        if (dash < 0 || !COUNTRIES.contains(code.substring(0, dash))) {
            return Stream.concat(COUNTRIES.stream(), Stream.of(ISRAEL)).sorted().toList();
        }
        var country = code.substring(0, dash);
        return manager(country).getCalendarHierarchy().getChildren().keySet().stream()
                .map(region -> country + "-" + region.toUpperCase(Locale.ROOT))
                .sorted()
                .toList();
    }

    private static Holidays keep(String code, Holidays calendar) {
        var earlier = LOADED.putIfAbsent(code, calendar);
        return earlier != null ? earlier : calendar;
    }

    private static Optional<Holidays> calendar(String code) {
        if (code.equals(ISRAEL)) {
            return Optional.of(new Yearly(IsraeliHolidays::of));
        }
        var parts = code.split("-", -1);
        if (!COUNTRIES.contains(parts[0])) {
            return Optional.empty();
        }
        return regions(parts).map(regions -> new Yearly(year -> daysOff(parts[0], regions, year)));
    }

    /** The library's names of the regions in a code, largest first; empty when it does not know one of them. */
    private static Optional<String[]> regions(String[] parts) {
        var regions = new String[parts.length - 1];
        var place = manager(parts[0]).getCalendarHierarchy();
        for (int i = 1; i < parts.length; i++) {
            var part = parts[i];
            var found = place.getChildren().values().stream()
                    .filter(child -> child.getId().toUpperCase(Locale.ROOT).equals(part))
                    .findFirst();
            if (found.isEmpty()) {
                return Optional.empty();
            }
            place = found.get();
            regions[i - 1] = place.getId();
        }
        return Optional.of(regions);
    }

    /** A holiday that falls on a weekend can give a day off in its place, even in the year before or after. */
    private static Set<LocalDate> daysOff(String country, String[] regions, int year) {
        var manager = manager(country);
        var days = IntStream.rangeClosed(year - 1, year + 1)
                .mapToObj(Year::of)
                .flatMap(each -> manager.getHolidays(each, HolidayType.PUBLIC_HOLIDAY, regions).stream())
                .flatMap(holiday ->
                        Stream.concat(Stream.of(holiday.getActualDate()), holiday.getObservedDate().stream()))
                .filter(date -> date.getYear() == year);
        return (country.equals("RU") ? russian(days, year) : days).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Russia's New Year holidays are 1 to 8 January; their weekends are moved by a decree of each year, not to the next
     * Monday (Labour Code, article 112). The library has two days more and moves them.
     */
    private static Stream<LocalDate> russian(Stream<LocalDate> days, int year) {
        return Stream.concat(
                days.filter(date -> date.getMonth() != Month.JANUARY),
                IntStream.rangeClosed(1, 8).mapToObj(day -> LocalDate.of(year, Month.JANUARY, day)));
    }

    private static HolidayManager manager(String country) {
        return HolidayManager.getInstance(ManagerParameters.create(country.toLowerCase(Locale.ROOT)));
    }

    /** Countries alone: the library knows stock exchanges, too. */
    private static Set<String> countries() {
        return Arrays.stream(HolidayCalendar.values())
                .map(HolidayCalendar::getId)
                .filter(id -> id.length() == 2)
                .map(id -> id.toUpperCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Holidays that are computed a year at a time and kept. */
    private record Yearly(IntFunction<Set<LocalDate>> compute, Map<Integer, Set<LocalDate>> years) implements Holidays {
        Yearly(IntFunction<Set<LocalDate>> compute) {
            this(compute, new ConcurrentHashMap<>());
        }

        @Override
        public boolean isHoliday(LocalDate date) {
            return years.computeIfAbsent(date.getYear(), compute::apply).contains(date);
        }
    }
}
