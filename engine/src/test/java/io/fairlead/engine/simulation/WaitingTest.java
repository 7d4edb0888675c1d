package io.fairlead.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.distribution.Explanation.Skipped;
import io.fairlead.engine.distribution.Explanation.Why;
import io.fairlead.engine.distribution.Otherwise;
import io.fairlead.engine.distribution.Reason;
import io.fairlead.engine.distribution.Strategy;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Leads that find nobody: hold, next rule, fallback, unassigned; and work by hand. */
class WaitingTest {
    private static final Map<String, String> CALL = Map.of("source", "call");

    @Test
    void aHeldLeadGoesToWhoeverComesFirstOldestLeadFirst() {
        var story = new Story()
                .shift("a", 10, 18)
                .shift("b", 10, 18)
                .rule(new RuleBuilder("r").users("a", "b"))
                .leads("08:00", 1, 3)
                .until("11:00");
        assertThat(story.run()).containsExactly("10:00:00 L1 r a held", "10:00:00 L2 r b held", "10:00:00 L3 r a held");
    }

    @Test
    void comingOnlineFindsTheWaiting() {
        var story = new Story()
                .users("a")
                .rule(new RuleBuilder("r").user("a").presenceRequired())
                .lead("08:00", "L1")
                .presence("08:30", "a", true)
                .presence("08:40", "a", false)
                .lead("08:41", "L2");
        assertThat(story.run()).containsExactly("08:30:00 L1 r a held", "08:41:00 L2 r - waiting");
    }

    @Test
    void aCapsNewDayFindsTheWaiting() {
        var story = new Story()
                .users("a")
                .rule(new RuleBuilder("r").user("a").caps(1, null, null, null).noOverflow())
                .leads("08:00", 1, 3)
                .until("wed 08:00");
        assertThat(story.run())
                .containsExactly("08:00:00 L1 r a turns", "tue 00:00:00 L2 r a held", "wed 00:00:00 L3 r a held");
    }

    @Test
    void aCapsNewWeekFindsTheWaiting() {
        var story = new Story()
                .users("a")
                .rule(new RuleBuilder("r").user("a").caps(null, 1, null, null).noOverflow())
                .leads("sun 08:00", 1, 2)
                .until("sun 23:59");
        assertThat(story.run()).containsExactly("sun 08:00:00 L1 r a turns", "sun 08:00:00 L2 r - waiting");
    }

    @Test
    void aClosedLeadMakesRoomForTheWaiting() {
        var story = new Story()
                .users("a")
                .rule(new RuleBuilder("r").user("a").caps(null, null, null, 1).noOverflow())
                .leads("08:00", 1, 2)
                .status("09:00", "L1", "won");
        assertThat(story.run()).containsExactly("08:00:00 L1 r a turns", "09:00:00 L2 r a held");
    }

    @Test
    void theClosedDoNotWait() {
        var story = new Story()
                .shift("a", 10, 18)
                .rule(new RuleBuilder("r").user("a"))
                .leads("08:00", 1, 2)
                .status("09:00", "L1", "spam")
                .until("11:00");
        assertThat(story.run()).containsExactly("10:00:00 L2 r a held", "08:00:00 L1 r - waiting");
    }

    @Test
    void aWaitingLeadFindsAKnownAdvisorWhoIsFull() {
        var story = new Story()
                .shift("a", 8, 18)
                .shift("b", 10, 18)
                .contact("+391", "b")
                .rule(new RuleBuilder("s").source("call").users("a", "b"))
                .rule(new RuleBuilder("r")
                        .users("a", "b")
                        .caps(1, null, null, null)
                        .noOverflow())
                .leads("09:00", 1, 1)
                .lead("09:00", "L2", Map.of("phone", "+391"))
                .lead("09:00", "L3")
                .until("10:00");
        assertThat(story.run())
                .containsExactly("09:00:00 L1 r a turns", "10:00:00 L2 r b held", "09:00:00 L3 r - waiting");
    }

    @Test
    void theNextRuleTakesWhatTheFirstCannot() {
        var story = new Story()
                .shift("a", 10, 18)
                .users("b")
                .rule(new RuleBuilder("r").user("a").otherwise(new Otherwise.NextRule()))
                .rule(new RuleBuilder("s").source("call").user("b"))
                .lead("08:00", "L1", CALL)
                .lead("08:00", "L2", Map.of("source", "web"));
        assertThat(story.run()).containsExactly("08:00:00 L1 s b turns", "08:00:00 L2 - - unassigned");
        assertThat(story.explain(0).skipped()).containsExactly(new Skipped("r", Why.NOBODY));
    }

    @Test
    void theExplanationSaysWhyEarlierRulesDidNotTakeIt() {
        var story = new Story()
                .users("a")
                .rule(new RuleBuilder("r").source("call").user("a"))
                .rule(new RuleBuilder("s").between(9, 10).user("a"))
                .rule(new RuleBuilder("t").user("a").strategy(Strategy.PRIORITY))
                .lead("08:00", "L1", Map.of("source", "web"));
        assertThat(story.explain(0).skipped())
                .containsExactly(new Skipped("r", Why.WHEN), new Skipped("s", Why.WINDOW));
    }

    @Test
    void aFallbackBooksAndCountsNothingButIsOpen() {
        var story = new Story()
                .shift("a", 10, 18)
                .users("boss")
                .rule(new RuleBuilder("r").user("a").otherwise(new Otherwise.ToUser("boss")))
                .rule(new RuleBuilder("s").source("x").users("boss", "a"))
                .lead("08:00", "L1", Map.of("phone", "+391"))
                .lead("10:00", "L2", Map.of("phone", "+391"));
        assertThat(story.run()).containsExactly("08:00:00 L1 r boss fallback", "10:00:00 L2 r a turns");
        assertThat(story.summary().lines()).hasSize(1);
    }

    @Test
    void anInactiveFallbackLetsTheLeadWait() {
        var story = new Story()
                .shift("a", 10, 18)
                .users("boss")
                .inactive("boss")
                .rule(new RuleBuilder("r").user("a").otherwise(new Otherwise.ToUser("boss")))
                .lead("08:00", "L1")
                .until("10:00");
        assertThat(story.run()).containsExactly("10:00:00 L1 r a held");
    }

    @Test
    void aCompanyThatHoldsTriesEveryRuleWhenAWindowOpens() {
        var story = new Story()
                .users("a")
                .otherwise(new Otherwise.Hold())
                .rule(new RuleBuilder("r").between(9, 17).user("a"))
                .lead("08:00", "L1")
                .until("09:00");
        assertThat(story.run()).containsExactly("09:00:00 L1 r a held");
    }

    @Test
    void aHeldLeadThatARuleHoldsWaitsThere() {
        var story = new Story()
                .shift("a", 10, 17)
                .otherwise(new Otherwise.Hold())
                .rule(new RuleBuilder("r").between(9, 17).user("a"))
                .lead("08:00", "L1")
                .until("09:30");
        assertThat(story.run()).containsExactly("08:00:00 L1 r - waiting");
    }

    @Test
    void companyFallbackHasNoRule() {
        var story = new Story()
                .users("boss", "a")
                .otherwise(new Otherwise.ToUser("boss"))
                .rule(new RuleBuilder("r").source("call").user("a"))
                .lead("08:00", "L1", Map.of("source", "web"));
        assertThat(story.run()).containsExactly("08:00:00 L1 - boss fallback");
    }

    @Test
    void byHandAnOpenLeadGoesToAnyActiveUserOrToNobody() {
        var story = new Story()
                .users("a", "b", "gone")
                .inactive("gone")
                .rule(new RuleBuilder("r").user("a"))
                .leads("08:00", 1, 3)
                .byHand("08:01", "L1", "b")
                .byHand("08:02", "L2", "gone")
                .byHand("08:03", "L2", null)
                .status("08:04", "L3", "won")
                .byHand("08:05", "L3", "b");
        assertThat(story.run())
                .containsExactly(
                        "08:00:00 L1 r a turns",
                        "08:00:00 L2 r a turns",
                        "08:00:00 L3 r a turns",
                        "08:01:00 L1 - b manual",
                        "08:03:00 L2 - - manual",
                        "08:00:00 L2 - - unassigned");
    }

    @Test
    void whatDoesNotFitTheStateChangesNothing() {
        var story = new Story()
                .users("a", "b")
                .rule(new RuleBuilder("r").users("a", "b"))
                .lead("08:00", "L1")
                .accepted("08:01", "L1", "b")
                .declined("08:02", "L1", "a")
                .touched("08:03", "L1", "b")
                .touched("09:00", "L2", "b")
                .lead("09:00", "L2");
        assertThat(story.run()).containsExactly("08:00:00 L1 r a turns", "09:00:00 L2 r b turns");
    }

    @Test
    void whoeverHasNobodyIsExplainedToo() {
        var story = new Story()
                .shift("a", 10, 18)
                .rule(new RuleBuilder("r").source("call").user("a"))
                .lead("08:00", "L1", CALL)
                .lead("08:00", "L2", Map.of("source", "web"));
        var waiting = story.explain(0);
        assertThat(waiting.rule()).isEqualTo("r");
        assertThat(waiting.chosen()).isNull();
        assertThat(waiting.candidates().getFirst().reason()).isEqualTo(new Reason.OffShift(Story.at("10:00")));
        assertThat(story.explain(1).skipped()).containsExactly(new Skipped("r", Why.WHEN));
    }
}
