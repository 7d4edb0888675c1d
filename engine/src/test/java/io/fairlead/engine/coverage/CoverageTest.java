package io.fairlead.engine.coverage;

import static io.fairlead.engine.coverage.Shop.pair;
import static io.fairlead.engine.coverage.Shop.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.distribution.Otherwise;
import io.fairlead.engine.distribution.Rule.AfterAbsence;
import io.fairlead.engine.distribution.Rule.Count;
import io.fairlead.engine.distribution.Rule.Scope;
import io.fairlead.engine.distribution.Strategy;
import io.fairlead.engine.distribution.User;
import io.fairlead.engine.filter.FieldType;
import io.fairlead.engine.simulation.RuleBuilder;
import io.fairlead.engine.time.Cycle;
import io.fairlead.engine.time.Dated;
import io.fairlead.engine.time.Days;
import io.fairlead.engine.time.Holidays;
import io.fairlead.engine.time.Hours;
import io.fairlead.engine.time.Schedule;
import io.fairlead.engine.time.Timeline;
import io.fairlead.engine.time.Window;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CoverageTest {
    private static final RuleBuilder PAIR = new RuleBuilder("pair").user("anna").user("bruno");

    @Test
    void theBeautyShopHasUncoveredHours() {
        var shop = new Shop()
                .user("ursula", "mon-fri 00:00-24:00")
                .user("nadezhda", "mon-fri 09:00-19:00", "sat 09:00-17:00")
                .user("marina", "mon-fri 16:00-09:00", "sat 09:00-17:00")
                .rule(rule("written-weekdays", "ursula", "nadezhda"), "source == 'written'", "mon-fri 09:00-19:00")
                .rule(
                        rule("security-saturday", "marina", "nadezhda"),
                        "source == 'written' && topic == 'security'",
                        "sat 09:00-17:00")
                .rule(rule("calls-day", "ursula", "nadezhda"), "source == 'call'", "mon-fri 09:00-16:00")
                .rule(rule("calls-night", "ursula", "marina"), "source == 'call'", "mon-fri 16:00-09:00")
                .rule(rule("calls-saturday", "marina", "nadezhda"), "source == 'call'", "sat 09:00-17:00");
        assertThat(shop.check())
                .containsExactly(
                        "written: no rule takes leads of this source, and they reach nobody: Mon-Fri 00:00-09:00,"
                                + " 19:00-24:00; Sat 00:00-09:00, 17:00-24:00; Sun 00:00-24:00 every week",
                        "written: leads of this source that do not meet the other conditions of security-saturday reach"
                                + " nobody: Sat 09:00-17:00 every week",
                        "call: no rule takes leads of this source, and they reach nobody: Mon 00:00-09:00; Sat"
                                + " 17:00-24:00; Sun 00:00-24:00 every week",
                        "calls-night: one person alone is there (marina): Sat 00:00-09:00 every week");
    }

    @Test
    void aSetUpThatCoversEverythingHasNoFindings() {
        var shop = new Shop()
                .schedule("day", "mon-sun 06:00-18:00")
                .schedule("night", "mon-sun 18:00-06:00")
                .worker("anna", "day")
                .worker("bruno", "day")
                .worker("carla", "night")
                .worker("dario", "night")
                .team("nights", "carla", "dario")
                .rule(rule("days", "anna", "bruno"), "source == 'call'", "mon-sun 06:00-18:00")
                .rule(new RuleBuilder("nights").team("nights", 1), "source in ['call']");
        assertThat(shop.check()).isEmpty();
    }

    @Test
    void aSourceThatRulesOnlyShutOutReachesNobody() {
        assertThat(pair().rule(PAIR, "source != 'call'").check())
                .containsExactly("call: no rule takes leads of this source, and they reach nobody:"
                        + " Mon-Sun 00:00-24:00 every week");
    }

    @Test
    void whatBecomesOfUncaughtLeadsIsSaid() {
        var shop = pair().rule(PAIR, "source == 'call'", "mon-sat 00:00-24:00").otherwise(new Otherwise.Hold());
        assertThat(shop.check())
                .containsExactly("call: no rule takes leads of this source, and they wait: Sun 00:00-24:00 every week");
        assertThat(shop.otherwise(new Otherwise.ToUser("anna")).check())
                .containsExactly(
                        "call: no rule takes leads of this source, and they go to anna: Sun 00:00-24:00 every week");
    }

    @Test
    void aRuleBelowOneThatAlwaysTakesItsLeadsIsShadowed() {
        for (var above :
                List.of("", "source == 'call'", "source in ['web', 'call']", "source != 'web'", "has(topic)")) {
            var shop = pair().rule(rule("above", "anna", "bruno"), above)
                    .rule(PAIR, "source == 'call' && has(topic)", "mon-fri 09:00-17:00");
            assertThat(shop.findings())
                    .as(above)
                    .filteredOn(finding -> finding.id().equals("pair"))
                    .extracting(Finding::toString)
                    .containsExactly("pair: it never matches: above above always takes its leads");
        }
    }

    @Test
    void aRuleIsShadowedByTheWindowsOfSeveral() {
        var shop = pair().rule(rule("week", "anna", "bruno"), "", "mon-fri 00:00-24:00")
                .rule(rule("weekend", "anna", "bruno"), "", "sat-sun 00:00-24:00")
                .rule(PAIR, "");
        assertThat(shop.check()).containsExactly("pair: it never matches: week, weekend above always take its leads");
    }

    @Test
    void aRuleThatCanStillMatchIsNotShadowed() {
        var narrower =
                pair().rule(rule("above", "anna", "bruno"), "topic == 'a'").rule(PAIR, "");
        assertThat(narrower.check()).isEmpty();
        var shorter = pair().rule(rule("above", "anna", "bruno"), "", "mon-sun 00:00-23:59")
                .rule(PAIR, "");
        assertThat(shorter.check()).isEmpty();
        var passing = rule("above", "anna", "bruno").otherwise(new Otherwise.NextRule());
        assertThat(pair().rule(passing, "").rule(PAIR, "").check()).isEmpty();
    }

    @Test
    void aWindowWithoutHoursIsNeverOpen() {
        var shop = pair().rule(PAIR.build(), "", new Window(List.of()));
        assertThat(shop.check()).containsExactly("pair: it never matches: its window is never open");
        assertThat(pair().rule(PAIR, "", "sun 02:30-02:31").check()).isEmpty();
    }

    @Test
    void aCandidateWhoNeverWorksInTheWindowIsFound() {
        var shop = new Shop()
                .user("anna", "mon-fri 09:00-17:00")
                .user("bruno", "mon-fri 09:00-17:00")
                .user("carla", "mon-fri 18:00-22:00")
                .rule(rule("day", "anna", "bruno", "carla"), "", "mon-fri 09:00-17:00");
        assertThat(shop.check()).containsExactly("day: carla is never on shift while its window is open");
        assertThat(shop.user("carla", "fri 16:00-22:00").check()).isEmpty();
    }

    @Test
    void hoursInWhichNobodyIsThereAreFound() {
        var shop = new Shop()
                .user("anna", "mon-fri 09:00-17:00")
                .user("bruno", "mon-fri 09:00-17:00")
                .rule(PAIR, "", "mon-fri 08:00-18:00");
        assertThat(shop.check())
                .containsExactly(
                        "pair: its leads wait while nobody is there: Mon-Fri 08:00-09:00, 17:00-18:00 every week");
        var lost = new Shop()
                .user("anna", "mon-fri 09:00-17:00")
                .user("bruno", "mon-fri 09:00-17:00")
                .rule(rule("pair", "anna", "bruno").otherwise(new Otherwise.Unassigned()), "", "mon 08:00-17:00");
        assertThat(lost.check())
                .containsExactly("pair: its leads reach nobody while nobody is there: Mon 08:00-09:00 every week");
    }

    @Test
    void aRuleThatNamesWhoTakesOverIsNotMissingAnybody() {
        for (var otherwise : List.of(new Otherwise.NextRule(), new Otherwise.ToUser("anna"))) {
            var shop = new Shop()
                    .user("anna", "mon-fri 09:00-17:00")
                    .user("bruno", "mon-fri 12:00-17:00")
                    .rule(rule("pair", "anna", "bruno").otherwise(otherwise), "");
            assertThat(shop.check()).isEmpty();
        }
    }

    @Test
    void holidaysAndCyclesAreCountedByDate() {
        Holidays christmas = date -> MonthDay.from(date).equals(MonthDay.of(12, 25));
        var shop = new Shop()
                .schedule(
                        "shop",
                        new Schedule(
                                Shop.ROME, Shop.weekly("mon-fri 09:00-17:00"), null, List.of(), List.of(), christmas))
                .worker("anna", "shop")
                .worker("bruno", "shop")
                .rule(PAIR, "", "mon-fri 09:00-17:00");
        assertThat(shop.check())
                .containsExactly("pair: its leads wait while nobody is there: on 2026-12-25 09:00-17:00");
        var cycle = new Cycle(2, 2, LocalDate.parse("2026-11-16"), new Hours(540, 1020));
        shop.schedule("turns", new Schedule(Shop.ROME, List.of(), cycle, List.of(), List.of(), Holidays.NONE))
                .worker("bruno", "turns");
        assertThat(shop.check())
                .containsExactly(
                        "pair: its leads wait while nobody is there: on 2026-12-25 09:00-17:00",
                        "pair: one person alone is there (anna): on 2026-11-18 09:00-17:00; 2026-11-19"
                                + " 09:00-17:00; 2026-11-23 09:00-17:00 and 128 more dates until 2027-11-18");
    }

    @Test
    void absencesLeaveARuleWithNobody() {
        var shop = pair().rule(PAIR, "", "mon-fri 09:00-17:00")
                .absence("anna", "2026-12-07T00:00", "2026-12-09T00:00")
                .absence("bruno", "2026-12-08T10:00", "2026-12-08T12:00");
        assertThat(shop.check())
                .containsExactly(
                        "pair: its leads wait while nobody is there: on 2026-12-08 09:00-12:00",
                        "pair: one person alone is there (bruno): on 2026-12-07 09:00-17:00; 2026-12-08 12:00-17:00");
        var ignoring = rule("pair", "anna", "bruno").availability(false, 0, AfterAbsence.LEVEL);
        var control = pair().rule(ignoring, "", "mon-fri 09:00-17:00")
                .absence("anna", "2026-12-07T00:00", "2026-12-09T00:00");
        assertThat(control.check()).isEmpty();
    }

    @Test
    void lookingAheadToAnAbsenceShutsOutFromTheMidnightBefore() {
        var ahead = rule("pair", "anna", "bruno").availability(true, 1, AfterAbsence.LEVEL);
        var shop =
                pair().rule(ahead, "", "mon-fri 09:00-17:00").absence("anna", "2026-12-08T12:00", "2026-12-08T13:00");
        assertThat(shop.check())
                .containsExactly("pair: one person alone is there (bruno): on 2026-12-07 09:00-17:00; 2026-12-08"
                        + " 09:00-13:00");
    }

    @Test
    void onePersonAloneIsFound() {
        var shop = new Shop()
                .user("anna", "mon-fri 09:00-17:00")
                .user("bruno", "mon-fri 13:00-17:00")
                .rule(PAIR, "", "mon-fri 09:00-17:00");
        assertThat(shop.check())
                .containsExactly("pair: one person alone is there (anna): Mon-Fri 09:00-13:00 every week");
        assertThat(shop.user("bruno", "mon-fri 09:00-18:00").check()).isEmpty();
    }

    @Test
    void ofManyPeopleWhoAreAloneTheFirstFiveAreNamed() {
        assertThat(aloneByDay(Days.NAMES))
                .containsExactly("days: one person alone is there (umon, utue, uwed, uthu, ufri and 2 more): Mon-Sun"
                        + " 00:00-24:00 every week");
        assertThat(aloneByDay(Days.NAMES.subList(0, 5)))
                .containsExactly("days: one person alone is there (umon, utue, uwed, uthu, ufri): Mon-Fri"
                        + " 00:00-24:00 every week");
    }

    private static List<String> aloneByDay(List<String> names) {
        var shop = new Shop();
        var days = new RuleBuilder("days");
        for (var day : names) {
            shop.user("u" + day, day + " 00:00-24:00");
            days.user("u" + day);
        }
        return shop.rule(days, "", names.getFirst() + "-" + names.getLast() + " 00:00-24:00")
                .check();
    }

    @Test
    void hoursThatAnEarlierRuleAlwaysTakesAreNotCounted() {
        var shop = new Shop()
                .user("anna", "mon-fri 09:00-17:00")
                .user("bruno", "mon-fri 09:00-17:00")
                .users("carla", "dario")
                .rule(
                        rule("nights", "carla", "dario"),
                        "",
                        "mon-fri 17:00-09:00",
                        "sat-sun 00:00-24:00",
                        "mon 00:00-09:00")
                .rule(PAIR, "");
        assertThat(shop.check()).isEmpty();
    }

    @Test
    void peopleResponsibleForListingsMayBeThere() {
        var shop = new Shop()
                .users("anna", "bruno")
                .listing("flat", "anna", "bruno")
                .rule(new RuleBuilder("flats").listingResponsibles(), "");
        assertThat(shop.check()).isEmpty();
    }

    @Test
    void aRuleWithoutCandidatesIsFound() {
        assertThat(pair().rule(new RuleBuilder("empty"), "topic == 'a'")
                        .rule(PAIR, "")
                        .check())
                .containsExactly("empty: it has no candidate");
        assertThat(pair().rule(rule("skilled", "anna", "bruno").skills("english"), "topic == 'a'")
                        .rule(PAIR, "")
                        .check())
                .containsExactly(
                        "skilled: none of its candidates can receive: each is inactive or lacks a skill or a target");
    }

    @Test
    void whoHasNoTargetIsNoCandidateForUtilisation() {
        var own =
                rule("own", "anna", "bruno").strategy(Strategy.UTILISATION).measure(null, Count.MONTH, Scope.ALL, true);
        var without = "own: none of its candidates can receive: each is inactive or lacks a skill or a target";
        assertThat(pair().rule(own, "").check()).containsExactly(without);
        assertThat(pair().user(aiming("anna", 0))
                        .user(aiming("bruno", 0))
                        .rule(own, "")
                        .check())
                .containsExactly(without);
        assertThat(pair().user(aiming("anna", 1))
                        .user(aiming("bruno", 9))
                        .rule(own, "")
                        .check())
                .isEmpty();
        var same =
                rule("same", "anna", "bruno").strategy(Strategy.UTILISATION).measure(20, Count.MONTH, Scope.ALL, true);
        assertThat(pair().rule(same, "").check()).isEmpty();
    }

    private static User aiming(String id, int target) {
        return new User(id, id, null, true, null, Timeline.ALWAYS, Set.of(), target, false, null);
    }

    @Test
    void somebodyInactiveOrWithoutTheSkillsIsNotThere() {
        var bruno = new User("bruno", "Bruno", null, false, null, Timeline.ALWAYS, Set.of(), null, false, null);
        assertThat(pair().user(bruno).rule(PAIR, "").check())
                .containsExactly("pair: one person alone is there (anna): Mon-Sun 00:00-24:00 every week");
    }

    @Test
    void whatNothingUsesIsFound() {
        var shop = pair().rule(PAIR, "").users("carla").team("south", "anna").schedule("night", "mon-sun 22:00-06:00");
        assertThat(shop.check())
                .containsExactly(
                        "carla: no rule, team or listing names this person",
                        "south: no rule names this team",
                        "night: nobody works by this schedule");
    }

    @Test
    void whatATeamAListingOrAFallbackUsesIsUsed() {
        var technical = new User("robot", "Robot", null, true, null, Timeline.ALWAYS, Set.of(), null, true, null);
        var leaver = new User("leaver", "Leaver", null, false, null, Timeline.ALWAYS, Set.of(), null, false, null);
        var shop = new Shop()
                .users("anna", "bruno", "carla", "dario", "elisa")
                .user(technical)
                .user(leaver)
                .team("all", "anna", "bruno")
                .listing("flat", "carla")
                .otherwise(new Otherwise.ToUser("dario"))
                .rule(new RuleBuilder("team").team("all", 1).otherwise(new Otherwise.ToUser("elisa")), "");
        assertThat(shop.check()).isEmpty();
    }

    @Test
    void aFieldThatNothingHasIsFound() {
        var shop = pair().rule(PAIR, "topik == 'a' || kilometres > 3");
        assertThat(shop.check())
                .containsExactly(
                        "pair: no event and no field list has the field topik; did you mean topic?",
                        "pair: no event and no field list has the field kilometres");
        assertThat(pair().field("topik", FieldType.TEXT)
                        .field("kilometres", FieldType.NUMBER)
                        .rule(PAIR, "topik == 'a' || kilometres > 3 || has(zone)")
                        .check())
                .isEmpty();
    }

    /** Nobody has a lead when rules look at it. */
    @Test
    void aConditionOnTheOwnerIsFound() {
        assertThat(pair().rule(PAIR, "owner == 'anna'").check())
                .contains("pair: no event and no field list has the field owner");
    }

    @Test
    void shiftsThatHandOverAcrossAClockChangeLeaveNoGap() {
        var shop = new Shop()
                .schedule("night", "mon-sun 22:00-02:30")
                .schedule("early", "mon-sun 02:30-22:00")
                .worker("anna", "night")
                .worker("bruno", "night")
                .worker("carla", "early")
                .worker("dario", "early")
                .rule(rule("all", "anna", "bruno", "carla", "dario"), "");
        assertThat(shop.check()).isEmpty();
    }

    @Test
    void hoursOnOneDateOnlyAreSaidByDate() {
        var off = List.of(new Dated(LocalDate.parse("2026-12-31"), new Hours(540, 840)));
        var shop = new Shop()
                .schedule(
                        "shop",
                        new Schedule(
                                Shop.ROME, Shop.weekly("mon-sun 09:00-18:00"), null, List.of(), off, Holidays.NONE))
                .worker("anna", "shop")
                .worker("bruno", "shop")
                .rule(PAIR, "", "mon-sun 08:00-18:00");
        assertThat(shop.check())
                .containsExactly("pair: its leads wait while nobody is there: Mon-Sun 08:00-09:00 every week; also on"
                        + " 2026-12-31 14:00-18:00");
    }
}
