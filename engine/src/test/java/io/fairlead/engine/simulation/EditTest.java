package io.fairlead.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is known of a lead is corrected: one that waits is decided anew, one that somebody has stays. */
class EditTest {
    private static final Map<String, String> WRONG = Map.of("source", "mail");
    private static final Map<String, String> RIGHT = Map.of("source", "call");

    private static Story story() {
        return new Story()
                .users("a", "b")
                .rule(new RuleBuilder("calls").user("a").source("call"))
                .rule(new RuleBuilder("rest").user("b").presenceRequired());
    }

    @Test
    void aLeadThatWaitsIsDecidedFromTheFirstRuleOn() {
        var story = story().lead("08:00", "L1", WRONG).edited("08:10", "L1", RIGHT);
        assertThat(story.run()).containsExactly("08:10:00 L1 calls a held");
    }

    @Test
    void aLeadThatStillFindsNobodyWaitsOn() {
        var story = story().lead("08:00", "L1", WRONG)
                .edited("08:10", "L1", Map.of("source", "fair"))
                .presence("09:00", "b", true);
        assertThat(story.run()).containsExactly("09:00:00 L1 rest b held");
    }

    @Test
    void aLeadThatSomebodyHasStaysWithThem() {
        var story = story().lead("08:00", "L1", RIGHT).edited("08:10", "L1", WRONG);
        assertThat(story.run()).containsExactly("08:00:00 L1 calls a turns");
    }

    @Test
    void aClosedLeadIsNotDecidedAndOneThatIsOpenedAgainIs() {
        var story = story().lead("08:00", "L1", WRONG)
                .status("08:05", "L1", "won")
                .edited("08:10", "L1", RIGHT)
                .status("08:20", "L1", "new");
        assertThat(story.run()).containsExactly("08:00:00 L1 rest - waiting");
    }

    @Test
    void aLeadClosedInTheInstantInWhichItIsCorrectedWaitsForNothing() {
        var story =
                story().lead("08:00", "L1", WRONG).edited("08:10", "L1", RIGHT).status("08:10", "L1", "won");
        assertThat(story.run()).containsExactly("08:00:00 L1 - - waiting");
    }
}
