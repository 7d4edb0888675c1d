package io.fairlead.engine.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.engine.coverage.CoverageWeek.Cell;
import io.fairlead.engine.distribution.Otherwise;
import io.fairlead.engine.distribution.Rule;
import io.fairlead.engine.distribution.Settings;
import io.fairlead.engine.simulation.RuleBuilder;
import io.fairlead.engine.time.Days;
import io.fairlead.engine.time.Hours;
import io.fairlead.engine.time.Timeline;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CoverageWeekTest {
    private static final RuleBuilder CALLS =
            new RuleBuilder("calls").user("anna").user("bruno");

    @Test
    void theWeekIsTheFirstWholeOne() {
        assertThat(monday("2026-11-21T12:00")).isEqualTo("2026-11-23");
        assertThat(monday("2026-11-23T00:00")).isEqualTo("2026-11-23");
        assertThat(monday("2026-11-23T00:01")).isEqualTo("2026-11-30");
    }

    @Test
    void eachSourceThatRulesAskForHasItsHoursAndTheOthersHaveTheirs() {
        var week = office().rule(CALLS, "source == 'call' || source == 'web'").week();
        assertThat(week.sources()).extracting(CoverageWeek.Source::source).containsExactly("call", "web", "");
        assertThat(week.sources())
                .allSatisfy(source -> assertThat(source.cells()).hasSize(168));
        assertThat(cell(week, "call", DayOfWeek.TUESDAY, 9))
                .isEqualTo(new Cell(DayOfWeek.TUESDAY, 9, "calls", List.of("anna"), 60, ""));
        assertThat(cell(week, "", DayOfWeek.TUESDAY, 9))
                .isEqualTo(new Cell(DayOfWeek.TUESDAY, 9, "", List.of(), 0, "unassigned"));
    }

    @Test
    void minutesAreThoseInWhichSomebodyCanReceive() {
        var week = office().rule(CALLS, "source == 'call'").week();
        assertThat(cell(week, "call", DayOfWeek.MONDAY, 8))
                .isEqualTo(new Cell(DayOfWeek.MONDAY, 8, "calls", List.of(), 0, "hold"));
        assertThat(cell(week, "call", DayOfWeek.MONDAY, 12))
                .isEqualTo(new Cell(DayOfWeek.MONDAY, 12, "calls", List.of("anna"), 45, "hold"));
        assertThat(cell(week, "call", DayOfWeek.MONDAY, 13))
                .isEqualTo(new Cell(DayOfWeek.MONDAY, 13, "calls", List.of("bruno"), 30, "hold"));
    }

    @Test
    void theFirstRuleThatIsOpenTakesTheLead() {
        var week = new Shop()
                .users("anna", "bruno", "carla")
                .rule(new RuleBuilder("lunch").user("carla"), "", "mon-fri 12:00-13:20")
                .rule(CALLS, "source == 'call'")
                .week();
        assertThat(cell(week, "call", DayOfWeek.MONDAY, 12).people()).containsExactly("carla");
        assertThat(cell(week, "call", DayOfWeek.MONDAY, 13))
                .isEqualTo(new Cell(DayOfWeek.MONDAY, 13, "calls", List.of("carla", "anna", "bruno"), 60, ""));
        assertThat(cell(week, "", DayOfWeek.MONDAY, 13))
                .isEqualTo(new Cell(DayOfWeek.MONDAY, 13, "", List.of("carla"), 20, "unassigned"));
    }

    @Test
    void ofTheRulesOfAnHourTheOneWithTheMostMinutesIsNamed() {
        var shop = new Shop()
                .users("anna", "bruno")
                .rule(new RuleBuilder("ends").user("anna"), "", "mon-tue 12:00-12:10", "mon-tue 12:50-13:00")
                .rule(new RuleBuilder("half").user("bruno"), "", "tue 12:10-12:30")
                .rule(new RuleBuilder("rest").user("bruno"), "");
        assertThat(cell(shop.week(), "", DayOfWeek.MONDAY, 12))
                .isEqualTo(new Cell(DayOfWeek.MONDAY, 12, "rest", List.of("anna", "bruno"), 60, ""));
        assertThat(cell(shop.week(), "", DayOfWeek.TUESDAY, 12).rule())
                .as("of several the first")
                .isEqualTo("ends");
    }

    @Test
    void aRuleThatAsksForMoreIsShownWhereNoOtherTakesTheLead() {
        var shop = new Shop()
                .users("anna", "bruno", "carla")
                .rule(new RuleBuilder("special").user("carla"), "source == 'call' && topic == 'a'");
        assertThat(cell(shop.week(), "call", DayOfWeek.MONDAY, 0).rule()).isEqualTo("special");
        shop.rule(CALLS, "source == 'call'");
        assertThat(cell(shop.week(), "call", DayOfWeek.MONDAY, 0))
                .isEqualTo(new Cell(DayOfWeek.MONDAY, 0, "calls", List.of("anna", "bruno"), 60, ""));
    }

    @Test
    void whoTakesOverIsShownWhenNobodyIsThere() {
        var calls = new RuleBuilder("calls").user("anna");
        var next = office().rule(calls.otherwise(new Otherwise.NextRule()), "source == 'call'")
                .users("carla")
                .rule(new RuleBuilder("rest").user("carla"), "");
        assertThat(cell(next.week(), "call", DayOfWeek.SUNDAY, 12))
                .isEqualTo(new Cell(DayOfWeek.SUNDAY, 12, "rest", List.of("carla"), 60, ""));
        var person = office().rule(calls.otherwise(new Otherwise.ToUser("bruno")), "source == 'call'");
        assertThat(cell(person.week(), "call", DayOfWeek.SUNDAY, 12))
                .isEqualTo(new Cell(DayOfWeek.SUNDAY, 12, "calls", List.of("bruno"), 60, "fallback"));
        var company = office().rule(calls.otherwise(new Otherwise.Hold()), "source == 'call'", "mon 09:00-10:00")
                .otherwise(new Otherwise.ToUser("bruno"));
        assertThat(cell(company.week(), "call", DayOfWeek.SUNDAY, 12))
                .isEqualTo(new Cell(DayOfWeek.SUNDAY, 12, "", List.of("bruno"), 60, "fallback"));
    }

    @Test
    void absencesAreLeftOut() {
        var week = office().rule(CALLS, "source == 'call'")
                .absence("anna", "2026-11-24T10:30", "2026-11-24T12:00")
                .week();
        assertThat(cell(week, "call", DayOfWeek.TUESDAY, 11).minutes()).isZero();
        assertThat(cell(week, "call", DayOfWeek.TUESDAY, 12).people()).containsExactly("anna");
        assertThat(cell(week, "call", DayOfWeek.WEDNESDAY, 11).people()).containsExactly("anna");
    }

    @Test
    void aWeekMayBeginOnAnyDay() {
        var shop = office().rule(CALLS, "source == 'call'").absence("anna", "2026-11-29T00:00", "2026-12-06T00:00");
        var sunday = LocalDate.parse("2026-11-22");
        var week = shop.week(sunday);
        assertThat(week.first()).isEqualTo(sunday);
        var cells = week.sources().getFirst().cells();
        assertThat(cells).hasSize(168);
        assertThat(cells.getFirst().day()).isEqualTo(DayOfWeek.SUNDAY);
        assertThat(cells.get(24 + 9).day()).isEqualTo(DayOfWeek.MONDAY);
        assertThat(cells.get(24 + 9).people()).containsExactly("anna");
        var after = shop.week(sunday.plusWeeks(1));
        assertThat(after.sources().getFirst().cells().get(24 + 9).people()).isEmpty();
    }

    @Test
    void anHourThatTheClockSkipsShowsWhatFollows() {
        var shop = office().rule(new RuleBuilder("calls").user("carla"), "").users("carla");
        var week = CoverageWeek.of(shop.settings(), List.of(), Shop.rome("2027-03-22T00:00"), () -> true);
        assertThat(week.first()).isEqualTo(LocalDate.parse("2027-03-22"));
        assertThat(cell(week, "", DayOfWeek.SUNDAY, 2))
                .isEqualTo(new Cell(DayOfWeek.SUNDAY, 2, "calls", List.of("carla"), 60, ""));
        var autumn = CoverageWeek.of(shop.settings(), List.of(), Shop.rome("2027-10-25T00:00"), () -> true);
        assertThat(cell(autumn, "", DayOfWeek.SUNDAY, 2).minutes()).isEqualTo(60);
    }

    @Tag("many-cases")
    @Test
    void cellsAgreeWithLookingAtEachMinute() {
        for (int seed = 0; seed < 12; seed++) {
            var random = new Random(seed);
            var shop = new Shop();
            for (var id : List.of("anna", "bruno", "carla")) {
                shop.user(id, hours(random), hours(random));
            }
            for (var id : List.of("one", "two", "three")) {
                var rule = new RuleBuilder(id)
                        .user(List.of("anna", "bruno", "carla").get(random.nextInt(3)));
                var otherwise = random.nextBoolean() ? new Otherwise.NextRule() : new Otherwise.Hold();
                shop.rule(rule.otherwise(otherwise), random.nextBoolean() ? "source == 'call'" : "", hours(random));
            }
            var week = shop.week();
            var open = new HashMap<Rule, Timeline>();
            for (var rule : shop.settings().rules()) {
                var window = rule.window();
                open.put(rule, window == null ? Timeline.ALWAYS : window.timeline(Shop.ROME));
            }
            for (var source : week.sources()) {
                for (var cell : source.cells()) {
                    assertThat(cell.minutes())
                            .as("seed %d, %s, %s", seed, source.source(), cell)
                            .isEqualTo(minutes(
                                    shop.settings(),
                                    open,
                                    source.source(),
                                    week.first()
                                            .plusDays(cell.day().getValue() - 1)
                                            .atTime(cell.hour(), 0)));
                }
            }
        }
    }

    private static int minutes(Settings settings, Map<Rule, Timeline> open, String source, LocalDateTime hour) {
        int minutes = 0;
        for (int minute = 0; minute < 60; minute++) {
            var at = hour.plusMinutes(minute).atZone(Shop.ROME).toInstant();
            for (var rule : settings.rules()) {
                boolean asked = rule.when() == null || source.equals("call");
                boolean takes =
                        asked && open.getOrDefault(rule, Timeline.ALWAYS).at(at).on();
                boolean there = takes
                        && rule.group().candidates().stream()
                                .map(candidate -> settings.users().get(candidate.id()))
                                .anyMatch(user ->
                                        user != null && user.duty().at(at).on());
                if (there) {
                    minutes++;
                }
                if (there || (takes && rule.otherwise() instanceof Otherwise.Hold)) {
                    break;
                }
            }
        }
        return minutes;
    }

    private static String hours(Random random) {
        int from = random.nextInt(72) * 20;
        int to = random.nextInt(73) * 20;
        return Days.NAMES.get(random.nextInt(7)) + "-" + Days.NAMES.get(random.nextInt(7)) + " " + new Hours(from, to);
    }

    private static Shop office() {
        return new Shop().user("anna", "mon-fri 09:00-12:45").user("bruno", "mon-fri 13:30-18:00");
    }

    private static Cell cell(CoverageWeek week, String source, DayOfWeek day, int hour) {
        return week.sources().stream()
                .filter(each -> each.source().equals(source))
                .findFirst()
                .orElseThrow()
                .cells()
                .get((day.getValue() - 1) * 24 + hour);
    }

    private static String monday(String wall) {
        Instant from = Shop.rome(wall);
        return CoverageWeek.of(office().settings(), List.of(), from, () -> true)
                .first()
                .toString();
    }

    @Test
    void whoAskedMayStopIt() {
        var shop = office().rule(new RuleBuilder("r").user("anna"), "source == 'call'");
        assertThatThrownBy(() -> Coverage.check(
                        shop.settings(), List.of(), Set.of(), Shop.rome("2027-03-22T00:00"), () -> false))
                .isInstanceOf(CancellationException.class);
        assertThatThrownBy(
                        () -> CoverageWeek.of(shop.settings(), List.of(), Shop.rome("2027-03-22T00:00"), () -> false))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void itAsksForEachRuleAndForEachPersonWhetherToGoOn() {
        var people = new Shop();
        var all = new RuleBuilder("all");
        var rules = new Shop();
        for (int i = 0; i < 100; i++) {
            people.users("u" + i);
            all.user("u" + i);
            rules.rule(new RuleBuilder("r" + i), "");
        }
        assertThat(asked(people.rule(all, ""))).isGreaterThan(100);
        assertThat(asked(rules)).isGreaterThanOrEqualTo(100);
    }

    private static int asked(Shop shop) {
        var asked = new AtomicInteger();
        CoverageWeek.of(shop.settings(), List.of(), Shop.NOW, () -> asked.incrementAndGet() > 0);
        return asked.get();
    }
}
