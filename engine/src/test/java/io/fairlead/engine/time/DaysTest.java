package io.fairlead.engine.time;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DaysTest {
    @Test
    void aDayOrARangeIsRead() {
        assertThat(Days.parse("sat")).contains(Set.of(SATURDAY));
        assertThat(Days.parse("mon-fri")).contains(Set.of(MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY));
        assertThat(Days.parse("tue-tue")).contains(Set.of(TUESDAY));
        assertThat(Days.parse("mon-sun")).contains(Days.ALL);
    }

    @Test
    void aRangeWrapsAroundTheWeek() {
        assertThat(Days.parse("fri-mon")).contains(Set.of(FRIDAY, SATURDAY, SUNDAY, MONDAY));
    }

    @Test
    void whatIsNotADayIsEmpty() {
        for (var text : List.of("", "-", "mon-", "-mon", "Mon", "monday", "mon fri", "mon-fri-sat", "mon,tue")) {
            assertThat(Days.parse(text)).as(text).isEmpty();
        }
    }
}
