package io.fairlead.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.distribution.Otherwise;
import io.fairlead.engine.distribution.Rule.Count;
import io.fairlead.engine.distribution.Rule.Scope;
import io.fairlead.engine.distribution.Strategy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A run that goes on under other settings, and what it tells of what people do. */
class TakeOverTest {
    private static Story story(UnaryOperator<RuleBuilder> rule) {
        var builder = rule.apply(new RuleBuilder("r").users("a", "b").strategy(Strategy.PRIORITY));
        return new Story().users("a", "b").rule(builder).lead("09:00", "L1");
    }

    private static List<String> rows(Story before, String at, Story after) {
        return Story.rows(Relay.run(
                before.until("18:00").scenario(),
                Story.at(at),
                after.until("18:00").scenario()));
    }

    private static Story onListings(Scope scope) {
        return new Story()
                .users("a", "b")
                .listing("flat")
                .listing("house")
                .rule(new RuleBuilder("to-a").source("a").users("a"))
                .rule(new RuleBuilder("to-b").source("b").users("b").acceptWithin(Duration.ofHours(9)))
                .rule(new RuleBuilder("even")
                        .users("a", "b")
                        .strategy(Strategy.UTILISATION)
                        .measure(10, Count.MONTH, scope, true));
    }

    private static Map<String, String> on(String listing, String source) {
        return Map.of("listing", listing, "source", source);
    }

    @Test
    void aRuleThatBeginsToLookAtListingsCountsWhatTheyHadBefore() {
        UnaryOperator<Story> past = story -> story.lead("08:50", "L0", on("flat", "b"))
                .declined("08:55", "L0", "b")
                .lead("09:00", "L1", on("flat", "a"))
                .lead("09:01", "L2", on("house", "b"))
                .lead("09:02", "L3", on("house", "b"))
                .lead("10:01", "L4", Map.of("listing", "flat"));
        var after = past.apply(onListings(Scope.LISTING));
        assertThat(rows(past.apply(onListings(Scope.ALL)), "10:00", after))
                .contains("10:01:00 L4 even b utilisation")
                .isEqualTo(after.run());
        assertThat(past.apply(onListings(Scope.ALL)).run())
                .as("over all listings it is the other's turn")
                .contains("10:01:00 L4 even a utilisation");
    }

    @Test
    void aRuleThatBeginsToLookAtListingsKnowsWhoWasAbsentBefore() {
        UnaryOperator<Story> past = story -> story.absent("a", "08:00", "10:00")
                .lead("09:00", "L1", Map.of("listing", "flat"))
                .lead("09:01", "L2", Map.of("listing", "flat"))
                .lead("10:00", "L3", on("flat", "a"))
                .lead("11:00", "L4", Map.of("listing", "flat"));
        var after = past.apply(onListings(Scope.LISTING));
        assertThat(rows(past.apply(onListings(Scope.ALL)), "10:30", after))
                .contains("11:00:00 L4 even b utilisation")
                .isEqualTo(after.run());
    }

    @Test
    void whoBecomesInactiveLosesTheLeadsThatARuleGave() {
        assertThat(rows(story(rule -> rule), "10:00", story(rule -> rule).inactive("a")))
                .containsExactly("09:00:00 L1 r a priority", "10:00:00 L1 r b priority");
    }

    @Test
    void whoWasInactiveBeforeIsNotAskedAgain() {
        var before = story(rule -> rule).inactive("a").byHand("09:30", "L1", "b");
        var after = story(rule -> rule).inactive("a").byHand("09:30", "L1", "b");
        assertThat(rows(before, "10:00", after)).containsExactly("09:00:00 L1 r b priority", "09:30:00 L1 - b manual");
    }

    @Test
    void whatWasGivenByHandStaysWithWhoBecomesInactive() {
        var before = story(rule -> rule).byHand("09:30", "L1", "a");
        var after = story(rule -> rule).byHand("09:30", "L1", "a").inactive("a");
        assertThat(rows(before, "10:00", after)).containsExactly("09:00:00 L1 r a priority", "09:30:00 L1 - a manual");
    }

    @Test
    void whoseShiftHasEndedByTheNewSettingsHandsOver() {
        UnaryOperator<RuleBuilder> moves = RuleBuilder::atShiftEnd;
        assertThat(rows(story(moves).shift("a", 8, 16), "12:00", story(moves).shift("a", 8, 11)))
                .containsExactly("09:00:00 L1 r a priority", "12:00:00 L1 r b priority");
        assertThat(rows(story(moves).shift("a", 8, 16), "12:00", story(moves).shift("a", 8, 15)))
                .containsExactly("09:00:00 L1 r a priority", "15:00:00 L1 r b priority");
    }

    @Test
    void whoIsAbsentByTheNewSettingsHandsOver() {
        UnaryOperator<RuleBuilder> moves = RuleBuilder::onAbsence;
        var before = story(moves).touched("09:10", "L1", "a");
        var after = story(moves).touched("09:10", "L1", "a").absent("a", "10:00", "17:00");
        assertThat(rows(before, "12:00", after))
                .containsExactly("09:00:00 L1 r a priority", "12:00:00 L1 r b priority");
    }

    @Test
    void whoWaitsIsTriedUnderTheNewSettings() {
        var before = new Story()
                .users("a")
                .inactive("a")
                .rule(new RuleBuilder("r").user("a"))
                .lead("09:00", "L1");
        var after = new Story().users("a").rule(new RuleBuilder("r").user("a")).lead("09:00", "L1");
        assertThat(rows(before, "10:00", after)).containsExactly("10:00:00 L1 r a held");
        var nobodys = new Story().otherwise(new Otherwise.Hold()).lead("09:00", "L1");
        assertThat(rows(nobodys, "10:00", after)).containsExactly("10:00:00 L1 r a held");
    }

    @Test
    void deadlinesGoOnUnderTheNewSettings() {
        UnaryOperator<RuleBuilder> moves = rule -> rule.redistribute(Duration.ofMinutes(30), 1, false);
        assertThat(rows(story(moves), "09:10", story(moves)))
                .containsExactly("09:00:00 L1 r a priority", "09:30:00 L1 r b priority");
    }

    @Test
    void anEntryThatIsUndoneIsDecidedLikeALeadThatArrives() {
        var phone = Map.of("phone", "+390212345");
        var story = new Story()
                .users("a", "b")
                .rule(new RuleBuilder("r").users("a", "b").strategy(Strategy.PRIORITY))
                .entered("09:00", "L1", "b", phone)
                .undone("09:01", "L1", "a")
                .undone("09:02", "L1", "b")
                .undone("09:03", "L1", "b")
                .lead("09:04", "L2", phone);
        assertThat(story.run())
                .containsExactly("09:00:00 L1 - b manual", "09:02:00 L1 r a priority", "09:04:00 L2 r a known-owner");
        assertThat(Relay.run(story.scenario(), Relay.Way.EACH_ANEW).took())
                .containsExactly("EntryUndone L1 of b, null");
    }

    @Test
    void whatTookEffectIsToldWithHowTheLeadWasBefore() {
        var story = new Story()
                .users("a", "b")
                .rule(new RuleBuilder("r")
                        .users("a", "b")
                        .strategy(Strategy.PRIORITY)
                        .acceptWithin(Duration.ofHours(1)))
                .lead("09:00", "L1")
                .accepted("09:01", "L1", "b")
                .declined("09:02", "L1", "b")
                .touched("09:03", "L1", "b")
                .declined("09:04", "L1", "a")
                .accepted("09:05", "L1", "b")
                .accepted("09:06", "L1", "b")
                .touched("09:07", "L1", "b")
                .status("09:08", "L1", "called")
                .byHand("09:09", "L1", "a")
                .status("09:10", "L1", "won")
                .byHand("09:11", "L1", "b");
        assertThat(Relay.run(story.scenario(), Relay.Way.FORGETFUL).took())
                .containsExactly(
                        "Declined L1 of a, null",
                        "Accepted L1 of b, null",
                        "Touched L1 of b, null",
                        "StatusSet L1 of b, null",
                        "AssignedByHand L1 of b, called",
                        "StatusSet L1 of a, called");
    }

    @Test
    void whoAdvisesAContactIsLearnedOnce() {
        var phone = Map.of("phone", "+390212345");
        var story = new Story()
                .users("a", "b", "c")
                .rule(new RuleBuilder("r").users("a", "b", "c").strategy(Strategy.PRIORITY))
                .contact("+390212345", null)
                .contact("+390299999", "a")
                .advised("08:00", 0, "b", "c")
                .advised("08:01", 0, "a", "a")
                .advised("08:02", 1, "b")
                .lead("09:00", "L1", phone)
                .lead("09:01", "L2", Map.of("phone", "+390299999"));
        for (var way : Relay.Way.values()) {
            assertThat(Story.rows(Relay.run(story.scenario(), way)))
                    .containsExactly("09:00:00 L1 r b known-owner", "09:01:00 L2 r a known-owner");
        }
    }

    @Test
    void aLeadThatWaitsGoesToAnAdvisorWhoBecomesKnown() {
        var story = new Story()
                .users("a")
                .rule(new RuleBuilder("r").user("a").caps(1, null, null, null).noOverflow())
                .lead("09:00", "L1")
                .lead("09:01", "L2", Map.of("phone", "+390212345"))
                .advised("09:30", 1, "a");
        assertThat(Story.rows(Relay.run(story.scenario(), Relay.Way.EACH_ANEW)))
                .containsExactly("09:00:00 L1 r a turns", "09:30:00 L2 r a held");
    }

    @Test
    void anOfferIsTakenAndDeclinedByThoseItIsTo() {
        var story = new Story()
                .users("a", "b", "c")
                .rule(new RuleBuilder("r").users("a", "b").claim(Duration.ofHours(1), Strategy.TURNS))
                .lead("09:00", "L1")
                .accepted("09:01", "L1", "c")
                .declined("09:02", "L1", "c")
                .declined("09:03", "L1", "a")
                .declined("09:04", "L1", "a")
                .accepted("09:05", "L1", "a")
                .accepted("09:06", "L1", "b");
        assertThat(Relay.run(story.scenario(), Relay.Way.FORGETFUL).took())
                .containsExactly("Declined L1 of null, null", "Accepted L1 of null, null");
    }
}
