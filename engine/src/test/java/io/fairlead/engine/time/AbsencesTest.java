package io.fairlead.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class AbsencesTest {
    private static final ZoneId ROME = ZoneId.of("Europe/Rome");
    private static final Absence DENTIST = absence("2026-11-24T15:00", "2026-11-24T17:00", "dentist");
    private static final Absence LEAVE = absence("2026-12-01T00:00", "2026-12-08T00:00", "vacation");
    private static final Absence SICK = absence("2026-12-05T00:00", "2026-12-10T00:00", "sick");
    private static final Absence COURSE = absence("2026-12-10T00:00", "2026-12-11T00:00", "course");
    private static final Absences ABSENCES = Absences.of(List.of(SICK, LEAVE, COURSE, DENTIST));

    @Test
    void absencesThatTouchOrOverlapAreOneStretch() {
        assertThat(ABSENCES.at(rome("2026-12-01T00:00")))
                .isEqualTo(new Away(LEAVE, rome("2026-12-01T00:00"), rome("2026-12-11T00:00")));
        assertThat(ABSENCES.at(rome("2026-12-06T00:00")))
                .isEqualTo(new Away(LEAVE, rome("2026-12-01T00:00"), rome("2026-12-11T00:00")));
        assertThat(ABSENCES.at(rome("2026-12-09T00:00")))
                .isEqualTo(new Away(SICK, rome("2026-12-01T00:00"), rome("2026-12-11T00:00")));
        assertThat(ABSENCES.at(rome("2026-12-10T12:00")))
                .isEqualTo(new Away(COURSE, rome("2026-12-01T00:00"), rome("2026-12-11T00:00")));
    }

    @Test
    void anAbsenceEndsBeforeItsLastInstant() {
        assertThat(ABSENCES.at(rome("2026-11-24T14:59"))).isNull();
        assertThat(ABSENCES.at(rome("2026-11-24T15:00"))).isNotNull();
        assertThat(ABSENCES.at(rome("2026-11-24T17:00"))).isNull();
        assertThat(ABSENCES.at(rome("2026-12-11T00:00"))).isNull();
    }

    @Test
    void lookingAheadGoesToTheEndOfTheLastDay() {
        assertThat(ABSENCES.within(rome("2026-11-24T08:00"), 0, ROME))
                .isEqualTo(new Away(DENTIST, DENTIST.from(), DENTIST.to()));
        assertThat(ABSENCES.within(rome("2026-11-23T23:59"), 0, ROME)).isNull();
        assertThat(ABSENCES.within(rome("2026-11-24T17:00"), 0, ROME)).isNull();
        assertThat(ABSENCES.within(rome("2026-11-28T12:00"), 2, ROME)).isNull();
        assertThat(ABSENCES.within(rome("2026-11-28T12:00"), 3, ROME)).isNotNull();
        assertThat(ABSENCES.within(rome("2026-12-20T12:00"), 300, ROME)).isNull();
    }

    @Test
    void lookingAheadFindsTheAbsenceOfNowFirst() {
        assertThat(ABSENCES.within(rome("2026-12-09T00:00"), 0, ROME)).isEqualTo(ABSENCES.at(rome("2026-12-09T00:00")));
    }

    @Test
    void boundariesAreThoseOfTheStretches() {
        assertThat(ABSENCES.nextBoundary(rome("2026-11-24T15:00"))).isEqualTo(rome("2026-11-24T17:00"));
        assertThat(ABSENCES.nextBoundary(rome("2026-11-24T17:00"))).isEqualTo(rome("2026-12-01T00:00"));
        assertThat(ABSENCES.nextBoundary(rome("2026-12-01T00:00"))).isEqualTo(rome("2026-12-11T00:00"));
        assertThat(ABSENCES.nextBoundary(rome("2026-12-11T00:00"))).isNull();
        assertThat(ABSENCES.nextStart(rome("2026-11-24T15:00"))).isEqualTo(rome("2026-12-01T00:00"));
    }

    @Test
    void everyChangeOfTheAnswerIsAtABoundary() {
        var at = rome("2026-11-18T00:00");
        while (at.isBefore(rome("2026-12-14T00:00"))) {
            var next = at.plusSeconds(1800);
            if ((ABSENCES.at(at) == null) != (ABSENCES.at(next) == null)) {
                assertThat(ABSENCES.nextBoundary(at)).isEqualTo(next);
            }
            at = next;
        }
    }

    @Test
    void anAbsenceThatEndsAtItsStartIsNone() {
        var empty = Absences.of(List.of(absence("2026-11-24T15:00", "2026-11-24T15:00", "")));
        assertThat(empty.at(rome("2026-11-24T15:00"))).isNull();
        assertThat(empty.nextBoundary(rome("2026-11-20T15:00"))).isNull();
    }

    @Test
    void absencesAreSortedByUser() {
        var other = new Absence("bruno", DENTIST.from(), DENTIST.to(), "");
        var map = Absences.byUser(List.of(LEAVE, other, DENTIST));
        assertThat(map).containsOnlyKeys("anna", "bruno");
        assertThat(map.get("anna"))
                .satisfies(anna ->
                        assertThat(anna.nextBoundary(rome("2026-11-24T17:00"))).isEqualTo(LEAVE.from()));
    }

    private static Absence absence(String from, String to, String kind) {
        return new Absence("anna", rome(from), rome(to), kind);
    }

    private static Instant rome(String wall) {
        return LocalDateTime.parse(wall).atZone(ROME).toInstant();
    }
}
