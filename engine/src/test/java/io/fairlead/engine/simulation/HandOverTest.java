package io.fairlead.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.fairlead.engine.desk.Summary;
import io.fairlead.engine.distribution.Ledger;
import io.fairlead.engine.distribution.Strategy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** Leads that leave their holders by somebody's will: handed back, handed over with others, and that undone. */
class HandOverTest {
    private static final Map<String, String> PHONE = Map.of("phone", "+390212345");

    private static Story turns() {
        return new Story().users("a", "b", "c").rule(new RuleBuilder("r").users("a", "b", "c"));
    }

    @Test
    void aLeadHandedBackGoesToSomebodyElseAndItsEntryIsReversed() {
        var story = turns().lead("09:00", "L1").handedBack("09:10", "L1", "a").lead("09:20", "L2");
        assertThat(story.run())
                .containsExactly("09:00:00 L1 r a turns", "09:10:00 L1 r b turns", "09:20:00 L2 r c turns");
        assertThat(received(story)).containsExactly(tuple("a", 0.0), tuple("b", 1.0), tuple("c", 1.0));
    }

    @Test
    void aLeadThatWasWorkedOnIsHandedBackJustTheSame() {
        var story = turns().lead("09:00", "L1")
                .touched("09:05", "L1", "a")
                .handedBack("09:10", "L1", "a")
                .handedBack("09:11", "L1", "b")
                .handedBack("09:12", "L1", "c");
        assertThat(story.run())
                .containsExactly(
                        "09:00:00 L1 r a turns",
                        "09:10:00 L1 r b turns",
                        "09:11:00 L1 r c turns",
                        "09:00:00 L1 r - waiting");
        assertThat(received(story)).containsExactly(tuple("a", 0.0), tuple("b", 0.0), tuple("c", 0.0));
    }

    @Test
    void onlyTheHolderOfAnOpenLeadHandsItBack() {
        var story = turns().lead("09:00", "L1")
                .handedBack("09:10", "L1", "b")
                .status("09:11", "L1", "won")
                .handedBack("09:12", "L1", "a")
                .handedBack("09:13", "L9", "a");
        assertThat(story.run()).containsExactly("09:00:00 L1 r a turns");
    }

    @Test
    void aLeadGivenByHandIsHandedBackToTheRules() {
        var story = turns().lead("09:00", "L1").byHand("09:05", "L1", "b").handedBack("09:10", "L1", "b");
        assertThat(story.run())
                .containsExactly("09:00:00 L1 r a turns", "09:05:00 L1 - b manual", "09:10:00 L1 r a known-owner");
    }

    @Test
    void theContactIsNoLongerTheirs() {
        var story = turns().lead("09:00", "L1", PHONE)
                .handedBack("09:10", "L1", "a")
                .lead("09:20", "L2", PHONE);
        assertThat(story.run())
                .containsExactly("09:00:00 L1 r a turns", "09:10:00 L1 r b turns", "09:20:00 L2 r b known-owner");
    }

    @Test
    void handedOverToTheRulesALeadIsDecidedLikeOneThatArrivesButNotForItsHolder() {
        var story = new Story()
                .users("a", "b")
                .rule(new RuleBuilder("r").users("a", "b").strategy(Strategy.PRIORITY))
                .lead("09:00", "L1", PHONE)
                .handedOver("09:10", "L1", "a", null);
        assertThat(story.run()).containsExactly("09:00:00 L1 r a priority", "09:10:00 L1 r b priority");
        assertThat(received(story)).containsExactly(tuple("a", 1.0), tuple("b", 1.0));
    }

    @Test
    void aLeadThatIsNoLongerThereStays() {
        var story = turns().lead("09:00", "L1")
                .handedOver("09:10", "L1", "b", "c")
                .handedOver("09:11", "L1", null, "c")
                .handedOver("09:12", "L1", "a", "a")
                .status("09:13", "L1", "won")
                .handedOver("09:14", "L1", "a", "c");
        assertThat(story.run()).containsExactly("09:00:00 L1 r a turns");
    }

    @Test
    void nobodyInactiveIsGivenALead() {
        var story = turns().inactive("c").lead("09:00", "L1").handedOver("09:10", "L1", "a", "c");
        assertThat(story.run()).containsExactly("09:00:00 L1 r a turns");
    }

    @Test
    void undoneItIsAsItWasBefore() {
        var story = turns().lead("09:00", "L1")
                .lead("09:01", "L2")
                .handedOver("09:10", "L1", "a", null)
                .handedOver("09:10", "L2", "b", "c")
                .handOverUndone("09:20", "L1")
                .handOverUndone("09:20", "L2")
                .handOverUndone("09:21", "L1")
                .handedBack("09:30", "L1", "a")
                .handedBack("09:31", "L1", "c")
                .lead("09:40", "L3");
        assertThat(story.run())
                .containsExactly(
                        "09:00:00 L1 r a turns",
                        "09:01:00 L2 r b turns",
                        "09:10:00 L2 - c manual",
                        "09:10:00 L1 r c turns",
                        "09:20:00 L1 - a manual",
                        "09:20:00 L2 - b manual",
                        "09:30:00 L1 r c turns",
                        "09:31:00 L1 r b turns",
                        "09:40:00 L3 r a turns");
    }

    @Test
    void theContactIsAsItWasBeforeToo() {
        var story = new Story()
                .users("a", "b")
                .rule(new RuleBuilder("r").users("a", "b").presenceRequired())
                .lead("09:00", "L1", PHONE)
                .handedOver("09:10", "L1", null, "b")
                .handOverUndone("09:20", "L1")
                .presence("09:30", "a", true)
                .presence("09:30", "b", true);
        assertThat(story.run()).containsExactly("09:10:00 L1 - b manual", "09:30:00 L1 r a held");
    }

    @Test
    void aLeadThatWaitedWaitsAgain() {
        var story = new Story()
                .users("a", "b")
                .rule(new RuleBuilder("r").user("a").presenceRequired())
                .lead("09:00", "L1")
                .handedOver("09:10", "L1", null, "b")
                .handOverUndone("09:20", "L1")
                .presence("09:30", "a", true);
        assertThat(story.run()).containsExactly("09:10:00 L1 - b manual", "09:30:00 L1 r a held");
    }

    @Test
    void aLeadThatSomebodyWorkedOnStaysWhereItIs() {
        var story = turns().leads("09:00", 1, 3)
                .handedOver("09:10", "L1", "a", "b")
                .handedOver("09:10", "L2", "b", "c")
                .handedOver("09:10", "L3", "c", "a")
                .touched("09:11", "L1", "b")
                .status("09:11", "L2", "called")
                .byHand("09:11", "L3", "b")
                .handOverUndone("09:20", "L1")
                .handOverUndone("09:20", "L2")
                .handOverUndone("09:20", "L3");
        assertThat(story.run()).hasSize(7).last().isEqualTo("09:11:00 L3 - b manual");
    }

    @Test
    void anOfferThatWasHandedOverIsMadeAgain() {
        var story = new Story()
                .users("a", "b")
                .rule(new RuleBuilder("r").user("a").claim(Duration.ofHours(5), Strategy.TURNS))
                .lead("09:00", "L1")
                .handedOver("09:10", "L1", null, "b")
                .handOverUndone("09:20", "L1")
                .accepted("09:30", "L1", "a");
        assertThat(story.run()).containsExactly("09:10:00 L1 - b manual", "09:30:00 L1 r a held");
    }

    private static List<Tuple> received(Story story) {
        return story.summary().lines().stream()
                .map(line -> tuple(line.user(), received(line)))
                .toList();
    }

    private static double received(Summary.Line line) {
        return (double) line.received() / Ledger.LEAD;
    }
}
