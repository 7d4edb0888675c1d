package io.fairlead.server.settings.holidays;

import static com.ibm.icu.util.HebrewCalendar.IYAR;
import static com.ibm.icu.util.HebrewCalendar.NISAN;
import static com.ibm.icu.util.HebrewCalendar.SIVAN;
import static com.ibm.icu.util.HebrewCalendar.TISHRI;

import com.ibm.icu.util.HebrewCalendar;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The days of rest of Israel and its Independence Day. */
final class IsraeliHolidays {
    private static final int YEARS_BEFORE_OURS = 3760;

    private IsraeliHolidays() {}

    /** The holidays of a year of our calendar: spring belongs to one Hebrew year, autumn to the next. */
    static Set<LocalDate> of(int year) {
        return Stream.of(year + YEARS_BEFORE_OURS, year + YEARS_BEFORE_OURS + 1)
                .flatMap(IsraeliHolidays::ofHebrew)
                .filter(date -> date.getYear() == year)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<LocalDate> ofHebrew(int year) {
        return Stream.of(
                date(year, TISHRI, 1), // Rosh Hashanah
                date(year, TISHRI, 2),
                date(year, TISHRI, 10), // Yom Kippur
                date(year, TISHRI, 15), // Sukkot
                date(year, TISHRI, 22), // Shemini Atzeret and Simchat Torah
                date(year, NISAN, 15), // Passover, first and seventh day
                date(year, NISAN, 21),
                independence(year),
                date(year, SIVAN, 6)); // Shavuot
    }

    /**
     * 5 Iyar, moved so that neither it nor the day before (Remembrance Day) touches the Sabbath: from Friday and
     * Saturday back to Thursday; since 2004 from Monday on to Tuesday.
     */
    private static LocalDate independence(int year) {
        var date = date(year, IYAR, 5);
        return switch (date.getDayOfWeek()) {
            case FRIDAY -> date.minusDays(1);
            case SATURDAY -> date.minusDays(2);
            case MONDAY -> date.getYear() < 2004 ? date : date.plusDays(1);
            case TUESDAY, WEDNESDAY, THURSDAY, SUNDAY -> date;
        };
    }

    private static LocalDate date(int year, int month, int day) {
        var calendar = new HebrewCalendar(TimeZone.GMT_ZONE, ULocale.ROOT);
        calendar.clear();
        calendar.set(year, month, day);
        return LocalDate.ofEpochDay(
                Math.floorDiv(calendar.getTimeInMillis(), Duration.ofDays(1).toMillis()));
    }
}
