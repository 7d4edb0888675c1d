package io.fairlead.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.fairlead.engine.distribution.Ledger;
import io.fairlead.engine.distribution.Rule.Count;
import io.fairlead.engine.distribution.Rule.Scope;
import io.fairlead.engine.distribution.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is counted of people's work: by activity, by listing, by period. */
class CountsTest {
    private static final Map<String, String> CALL = Map.of("source", "call");
    private static final Map<String, String> FLAT = Map.of("listing", "flat");

    @Test
    void eachKindOfActivityFillsItsOwnCap() {
        var story = new Story()
                .users("a", "b", "c")
                .rule(daily("calls").source("call").activity("call"))
                .rule(daily("mails").activity("mail"))
                .lead("09:00", "L1", CALL)
                .lead("09:01", "L2")
                .lead("09:02", "L3", CALL)
                .lead("09:03", "L4");
        assertThat(story.run())
                .containsExactly(
                        "09:00:00 L1 calls a priority",
                        "09:01:00 L2 mails a priority",
                        "09:02:00 L3 calls b priority",
                        "09:03:00 L4 mails b priority");
    }

    private static RuleBuilder daily(String id) {
        return new RuleBuilder(id)
                .users("a", "b", "c")
                .strategy(Strategy.PRIORITY)
                .caps(1, null, null, null);
    }

    @Test
    void loadOnAListingIsCountedByActivity() {
        var story = new Story()
                .users("a", "b", "c")
                .listing("flat")
                .rule(onListing("calls").source("call").activity("call"))
                .rule(onListing("mails").activity("mail"))
                .lead("09:00", "L1", Map.of("source", "call", "listing", "flat"))
                .lead("09:01", "L2", FLAT)
                .lead("09:02", "L3", FLAT)
                .lead("09:03", "L4", FLAT)
                .lead("09:04", "L5", FLAT);
        assertThat(story.receivers()).containsExactly("a", "a", "b", "c", "a");
    }

    @Test
    void anAbsenteeIsCompensatedOnTheListingOnly() {
        var story = new Story()
                .users("a", "b")
                .listing("flat")
                .listing("house")
                .absent("a", "08:00", "10:00")
                .rule(new RuleBuilder("r")
                        .users("a", "b")
                        .strategy(Strategy.UTILISATION)
                        .measure(10, Count.MONTH, Scope.LISTING, true))
                .lead("09:00", "L1", FLAT)
                .lead("09:01", "L2", FLAT)
                .lead("10:00", "L3", FLAT)
                .lead("10:01", "L4", Map.of("listing", "house"));
        var figures = story.explain(2).candidates().getFirst().figures();
        assertThat(figures.compensation()).isEqualTo(2 * Ledger.LEAD);
        assertThat(story.explain(3).candidates().getFirst().figures().compensation())
                .isZero();
    }

    private static RuleBuilder onListing(String id) {
        return new RuleBuilder(id)
                .users("a", "b", "c")
                .strategy(Strategy.UTILISATION)
                .measure(10, Count.MONTH, Scope.LISTING, true);
    }

    @Test
    void aLeadThatArrivesClosedIsNotOpen() {
        var story = new Story()
                .users("a")
                .rule(new RuleBuilder("r").user("a").caps(null, null, null, 1).noOverflow())
                .lead("09:00", "L1", Map.of("status", "won"))
                .lead("09:01", "L2", Map.of("status", "new"))
                .lead("09:02", "L3");
        assertThat(story.run())
                .containsExactly("09:00:00 L1 r a turns", "09:01:00 L2 r a turns", "09:02:00 L3 r - waiting");
    }

    @Test
    void aClaimThatPassesToUtilisationCompensatesToo() {
        assertThat(compensationAfterAClaim(Strategy.UTILISATION)).isEqualTo(Ledger.LEAD);
    }

    @Test
    void aClaimThatPassesToTurnsDoesNotCompensate() {
        assertThat(compensationAfterAClaim(Strategy.TURNS)).isZero();
    }

    private static long compensationAfterAClaim(Strategy then) {
        var story = new Story()
                .users("a", "b")
                .absent("a", "08:00", "10:00")
                .rule(new RuleBuilder("r").users("a", "b").claim(Duration.ofMinutes(5), then))
                .lead("09:00", "L1")
                .accepted("09:01", "L1", "b")
                .lead("10:30", "L2")
                .until("11:00");
        return story.explain(1).candidates().getFirst().figures().compensation();
    }

    @Test
    void aNewDayEmptiesEverybodysCount() {
        var story = new Story()
                .users("a", "b", "c")
                .rule(daily("r").noOverflow())
                .leads("09:00", 1, 3)
                .leads("tue 09:00", 4, 6);
        assertThat(story.receivers()).containsExactly("a", "b", "c", "a", "b", "c");
    }

    @Test
    void anExplanationSaysWhenSomebodysLastTurnWas() {
        var story = new Story()
                .users("a", "b")
                .rule(new RuleBuilder("r").users("a", "b"))
                .lead("09:00", "L1")
                .lead("09:30", "L2");
        assertThat(story.explain(1).candidates())
                .extracting(candidate -> candidate.figures().lastTurn())
                .containsExactly(Story.at("09:00"), null);
    }

    @Test
    void anExplanationShowsTheBalanceBeforeAndAfterTheCredit() {
        var story = new Story()
                .users("a", "b")
                .shift("c", 12, 18)
                .rule(new RuleBuilder("r").user("a").user("b", 2).user("c"))
                .leads("09:00", 1, 2);
        assertThat(story.explain(1).candidates())
                .extracting(
                        c -> c.user(),
                        c -> c.credited(),
                        c -> c.figures().before(),
                        c -> c.figures().after())
                .containsExactly(
                        tuple("a", true, Ledger.LEAD / 3, 2 * (Ledger.LEAD / 3)),
                        tuple("b", true, -Ledger.LEAD / 3, Ledger.LEAD / 3),
                        tuple("c", false, 0L, 0L));
    }

    @Test
    void aCapsNewWeekFindsTheWaiting() {
        assertThat(rowsOfFortyDays(new RuleBuilder("r").user("a").caps(null, 1, null, null)))
                .containsExactly("2026-03-02T09:00 L1 turns", "2026-03-09T00:00 L2 held");
    }

    @Test
    void aCapsNewMonthFindsTheWaiting() {
        assertThat(rowsOfFortyDays(new RuleBuilder("r").user("a").caps(null, null, 1, null)))
                .containsExactly("2026-03-02T09:00 L1 turns", "2026-04-01T00:00 L2 held");
    }

    private static List<String> rowsOfFortyDays(RuleBuilder rule) {
        var scenario = new Story()
                .users("a")
                .rule(rule.noOverflow())
                .leads("09:00", 1, 2)
                .scenario();
        var longer = new Scenario(
                scenario.settings(),
                scenario.absences(),
                scenario.contacts(),
                scenario.events(),
                scenario.until().plus(Duration.ofDays(40)));
        var rows = new ArrayList<String>();
        Simulation.run(
                longer,
                row -> rows.add(row.at().atZone(Story.ZONE).toLocalDateTime() + " " + row.lead() + " " + row.how()));
        return rows;
    }
}
