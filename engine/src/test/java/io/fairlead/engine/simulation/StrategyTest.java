package io.fairlead.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.distribution.Ledger;
import io.fairlead.engine.distribution.Rule.AfterAbsence;
import io.fairlead.engine.distribution.Rule.Count;
import io.fairlead.engine.distribution.Rule.Scope;
import io.fairlead.engine.distribution.Strategy;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StrategyTest {
    private static RuleBuilder rule(Strategy strategy) {
        return new RuleBuilder("r").strategy(strategy);
    }

    @Test
    void equalWeightsTakeTurnsInListedOrder() {
        var story = new Story()
                .users("a", "b", "c")
                .rule(rule(Strategy.TURNS).users("c", "a", "b"))
                .leads("09:00", 1, 6);
        assertThat(story.receivers()).containsExactly("c", "a", "b", "c", "a", "b");
    }

    @Test
    void weightsOneAndTwoGiveEveryRunOfThreeItsShare() {
        var story = new Story()
                .users("u", "n")
                .rule(rule(Strategy.TURNS).user("u", 1).user("n", 2))
                .leads("09:00", 1, 9);
        assertThat(story.receivers()).containsExactly("n", "u", "n", "n", "u", "n", "n", "u", "n");
    }

    @Test
    void aTeamStandsForItsMembersAndTheFirstPlaceCounts() {
        var story = new Story()
                .users("a", "b", "c")
                .team("t", "b", "a", "c")
                .rule(rule(Strategy.TURNS).user("a", 3).team("t", 1))
                .leads("09:00", 1, 5);
        assertThat(story.receivers()).containsExactly("a", "b", "a", "c", "a");
        assertThat(story.explain(0).candidates())
                .extracting(c -> c.user() + c.weight())
                .containsExactly("a3", "b1", "c1");
    }

    @Test
    void listingResponsiblesJoinTheCandidates() {
        var story = new Story()
                .users("a", "b", "c")
                .listing("flat", "c", "a")
                .rule(rule(Strategy.PRIORITY).user("a").listingResponsibles())
                .lead("09:00", "L1", Map.of("listing", "flat"));
        assertThat(story.explain(0).candidates()).extracting(c -> c.user()).containsExactly("a", "c");
    }

    @Test
    void whoWasOffDutyIsOwedNothing() {
        var story = new Story()
                .users("a")
                .shift("b", 10, 18)
                .rule(rule(Strategy.TURNS).users("a", "b"))
                .leads("09:00", 1, 4)
                .leads("10:00", 5, 8);
        assertThat(story.receivers()).containsExactly("a", "a", "a", "a", "a", "b", "a", "b");
    }

    @Test
    void catchUpMakesLeaveGoodAtTheOthersCost() {
        var story = new Story()
                .users("a", "b")
                .absent("b", "08:00", "10:00")
                .rule(rule(Strategy.TURNS).users("a", "b").availability(true, 0, AfterAbsence.CATCH_UP))
                .leads("09:00", 1, 4)
                .leads("10:00", 5, 8);
        assertThat(story.receivers()).containsExactly("a", "a", "a", "a", "b", "b", "b", "b");
    }

    @Test
    void lowestUtilisationWinsByExactComparison() {
        var story = new Story()
                .users("a", "b")
                .target("a", 1)
                .target("b", 3)
                .rule(rule(Strategy.UTILISATION).users("a", "b").measure(null, Count.MONTH, Scope.ALL, true))
                .leads("09:00", 1, 8);
        assertThat(story.receivers()).containsExactly("a", "b", "b", "b", "a", "b", "b", "b");
    }

    @Test
    void equalUtilisationGoesToWhoWasAssignedLongestAgo() {
        var story = new Story()
                .users("a", "b", "c")
                .rule(rule(Strategy.UTILISATION).users("a", "b", "c"))
                .leads("09:00", 1, 6);
        assertThat(story.receivers()).containsExactly("a", "b", "c", "a", "b", "c");
    }

    @Test
    void anAbsenteeIsCompensatedWithWhatAColleagueOfTheSameTargetGot() {
        var story = new Story()
                .users("a", "b", "c")
                .target("a", 20)
                .target("b", 20)
                .target("c", 10)
                .absent("c", "08:00", "10:00")
                .rule(rule(Strategy.UTILISATION).users("a", "b", "c").measure(null, Count.MONTH, Scope.ALL, true))
                .leads("09:00", 1, 8)
                .leads("10:00", 9, 11);
        assertThat(story.receivers()).containsExactly("a", "b", "a", "b", "a", "b", "a", "b", "c", "a", "b");
        var c = story.explain(8).candidates().get(2);
        assertThat(c.figures().compensation()).isEqualTo(2 * Ledger.LEAD);
        assertThat(c.figures().load()).isZero();
    }

    @Test
    void withoutCompensationTheReturnerIsFlooded() {
        var story = new Story()
                .users("a", "b")
                .absent("b", "08:00", "10:00")
                .rule(rule(Strategy.UTILISATION).users("a", "b").measure(20, Count.MONTH, Scope.ALL, false))
                .leads("09:00", 1, 3)
                .leads("10:00", 4, 6);
        assertThat(story.receivers()).containsExactly("a", "a", "a", "b", "b", "b");
    }

    @Test
    void loadByListingCountsOnlyThatListing() {
        var flat = Map.of("listing", "flat");
        var villa = Map.of("listing", "villa");
        var story = new Story()
                .users("a", "b")
                .listing("flat")
                .listing("villa")
                .rule(rule(Strategy.UTILISATION).users("a", "b").measure(20, Count.MONTH, Scope.LISTING, true))
                .lead("09:00", "L1", flat)
                .lead("09:01", "L2", villa)
                .lead("09:02", "L3", flat)
                .lead("09:03", "L4", villa)
                .lead("09:04", "L5", Map.of());
        assertThat(story.receivers()).containsExactly("a", "b", "b", "a", "b");
    }

    @Test
    void aNewPeriodStartsFromZero() {
        var story = new Story()
                .users("a", "b")
                .rule(rule(Strategy.UTILISATION).users("a", "b").measure(20, Count.DAY, Scope.ALL, true))
                .lead("09:00", "L1")
                .byHand("09:01", "L1", null)
                .lead("tue 09:00", "L2")
                .lead("tue 09:01", "L3");
        assertThat(story.receivers()).containsExactly("a", "", "b", "a", "");
    }

    @Test
    void leastOpenCountsPerWeightAndForgetsTheClosed() {
        var story = new Story()
                .users("a", "b")
                .rule(rule(Strategy.LEAST_OPEN).user("a", 2).user("b", 1))
                .leads("09:00", 1, 3)
                .status("09:01", "L2", "won")
                .lead("09:02", "L4")
                .lead("09:02", "L5");
        assertThat(story.receivers()).containsExactly("a", "b", "a", "b", "a");
    }

    @Test
    void aReopenedLeadCountsAgain() {
        var story = new Story()
                .users("a", "b")
                .rule(rule(Strategy.LEAST_OPEN).users("a", "b"))
                .leads("09:00", 1, 2)
                .status("09:01", "L1", "lost")
                .status("09:02", "L1", "new")
                .lead("09:03", "L3");
        assertThat(story.receivers()).containsExactly("a", "b", "a");
    }

    @Test
    void priorityWithCapsIsAWaterfall() {
        var story = new Story()
                .users("a", "b", "c")
                .rule(rule(Strategy.PRIORITY).users("a", "b", "c").caps(2, null, null, null))
                .leads("09:00", 1, 7);
        assertThat(story.run())
                .extracting(row -> row.substring(12))
                .containsExactly(
                        "r a priority",
                        "r a priority",
                        "r b priority",
                        "r b priority",
                        "r c priority",
                        "r c priority",
                        "r a overflow");
    }

    @Test
    void everyRuleBooksWhateverItsStrategy() {
        var story = new Story()
                .users("a", "b")
                .rule(rule(Strategy.PRIORITY).users("a", "b"))
                .leads("09:00", 1, 4);
        var lines = story.summary().lines();
        assertThat(lines.get(0).balance()).isEqualTo(-2 * Ledger.LEAD);
        assertThat(lines.get(1).balance()).isEqualTo(2 * Ledger.LEAD);
    }

    @Test
    void sharedLedgersRememberAcrossRules() {
        var story = new Story()
                .users("a", "b")
                .rule(rule(Strategy.TURNS).source("call").users("a", "b").ledger("team"))
                .rule(new RuleBuilder("s").users("a", "b").ledger("team"))
                .lead("09:00", "L1", Map.of("source", "call"))
                .lead("09:01", "L2", Map.of("source", "web"));
        assertThat(story.receivers()).containsExactly("a", "b");
        assertThat(story.summary().lines())
                .allSatisfy(line -> assertThat(line.ledger()).isEqualTo(new Ledger(true, "team")));
    }
}
