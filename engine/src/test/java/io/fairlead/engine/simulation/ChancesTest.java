package io.fairlead.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.distribution.Otherwise;
import io.fairlead.engine.distribution.Rule.Known;
import io.fairlead.engine.distribution.Rule.SetOwner;
import io.fairlead.engine.distribution.Strategy;
import io.fairlead.engine.filter.Filter;
import io.fairlead.engine.filter.Value;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When a lead that waits is looked at again, and whom it then finds. */
class ChancesTest {
    private static final Map<String, String> PHONE = Map.of("phone", "+390212345");
    private static final Map<String, String> FLAT = Map.of("listing", "flat");
    private static final Map<String, String> CALL = Map.of("source", "call");

    @Test
    void theEndOfAnAbsenceFindsTheWaiting() {
        var story = new Story()
                .users("a")
                .absent("a", "08:00", "12:00")
                .rule(new RuleBuilder("r").user("a"))
                .lead("09:00", "L1")
                .until("15:00");
        assertThat(story.run()).containsExactly("12:00:00 L1 r a held");
    }

    @Test
    void aListingsResponsibleWhoseShiftBeginsTakesOnlyThatListing() {
        var story = new Story()
                .shift("a", 10, 18)
                .listing("flat", "a")
                .listing("house")
                .rule(new RuleBuilder("r").listingResponsibles())
                .lead("08:00", "L1", Map.of("listing", "house"))
                .lead("08:01", "L2", FLAT)
                .lead("08:02", "L3", FLAT)
                .until("11:00");
        assertThat(story.run())
                .containsExactly("10:00:00 L2 r a held", "10:00:00 L3 r a held", "08:00:00 L1 r - waiting");
    }

    @Test
    void aLeadThatExcludesWhoIsThereWaitsForAnother() {
        var story = new Story()
                .users("a")
                .shift("b", 12, 18)
                .rule(new RuleBuilder("r").users("a", "b").acceptWithin(Duration.ofHours(2)))
                .lead("09:00", "L1")
                .declined("09:10", "L1", "a")
                .lead("09:20", "L2")
                .accepted("09:21", "L2", "a")
                .presence("09:30", "a", true)
                .until("12:30");
        assertThat(story.run())
                .containsExactly("09:00:00 L1 r a turns", "09:20:00 L2 r a turns", "12:00:00 L1 r b held");
    }

    @Test
    void whoDeclinedALeadGetsTheOtherOnesThatWait() {
        var story = new Story()
                .shift("a", 9, 10)
                .rule(new RuleBuilder("r").user("a").acceptWithin(Duration.ofHours(2)))
                .lead("09:00", "L1")
                .declined("09:10", "L1", "a")
                .lead("10:30", "L2")
                .until("tue 09:30");
        assertThat(story.run())
                .containsExactly("09:00:00 L1 r a turns", "tue 09:00:00 L2 r a held", "09:00:00 L1 r - waiting");
    }

    @Test
    void handingALeadOverMakesRoomForTheWaiting() {
        var story = new Story()
                .users("a", "b")
                .rule(new RuleBuilder("r").user("a").caps(null, null, null, 1).noOverflow())
                .lead("09:00", "L1")
                .lead("09:01", "L2")
                .byHand("09:10", "L1", "b");
        assertThat(story.run())
                .containsExactly("09:00:00 L1 r a turns", "09:10:00 L1 - b manual", "09:10:00 L2 r a held");
    }

    @Test
    void aLeadGivenToNobodyByHandWaitsNoLonger() {
        var story = new Story()
                .shift("a", 10, 18)
                .rule(new RuleBuilder("r").user("a"))
                .lead("09:00", "L1")
                .byHand("09:10", "L1", null)
                .until("11:00");
        assertThat(story.run()).containsExactly("09:10:00 L1 - - manual", "09:00:00 L1 - - unassigned");
    }

    @Test
    void anOwnerSetByHandHelpsTheContactsLeadThatWaits() {
        assertThat(withAnOwnerToCome(Known.OWNER_THEN_FORMER)
                        .byHand("09:10", "L4", "b")
                        .run())
                .containsExactly(
                        "09:00:00 L1 r a turns",
                        "09:01:00 L2 r b turns",
                        "09:10:00 L4 - b manual",
                        "09:10:00 L3 r b held");
    }

    @Test
    void anOwnerByRuleHelpsTheContactsLeadThatWaits() {
        var story = withAnOwnerToCome(Known.OWNER_THEN_FORMER)
                .rule(new RuleBuilder("s").source("fair").user("b"))
                .lead("09:10", "L5", Map.of("source", "fair", "phone", "+390212345"))
                .touched("09:20", "L5", "b");
        assertThat(story.run())
                .startsWith(
                        "09:00:00 L1 r a turns",
                        "09:01:00 L2 r b turns",
                        "09:10:00 L5 s b turns",
                        "09:20:00 L3 r b held");
    }

    @Test
    void anOwnerDoesNotHelpWhereKnownAdvisorsAreOff() {
        assertThat(withAnOwnerToCome(Known.OFF).byHand("09:10", "L4", "b").run())
                .containsExactly(
                        "09:00:00 L1 r a turns",
                        "09:01:00 L2 r b turns",
                        "09:10:00 L4 - b manual",
                        "09:02:00 L3 r - waiting");
    }

    /** a and b are full; L3 waits and was looked at since, and L4 of the same contact is taken by no rule. */
    private static Story withAnOwnerToCome(Known known) {
        return new Story()
                .users("a", "b")
                .rule(new RuleBuilder("r")
                        .source("call")
                        .users("a", "b")
                        .caps(1, null, null, null)
                        .noOverflow()
                        .owners(known, SetOwner.IF_NONE))
                .lead("09:00", "L1", CALL)
                .lead("09:01", "L2", CALL)
                .lead("09:02", "L3", Map.of("source", "call", "phone", "+390212345"))
                .presence("09:04", "a", true)
                .lead("09:05", "L4", PHONE);
    }

    @Test
    void aLeadTakenFromItsHolderMakesRoomAtThatInstant() {
        var story = new Story()
                .users("a", "b")
                .rule(new RuleBuilder("moving")
                        .source("call")
                        .users("a", "b")
                        .strategy(Strategy.PRIORITY)
                        .redistribute(Duration.ofMinutes(10), 1, false))
                .rule(new RuleBuilder("capped")
                        .user("a")
                        .caps(null, null, null, 1)
                        .noOverflow())
                .lead("09:00", "L1", CALL)
                .lead("09:01", "L2")
                .until("10:00");
        assertThat(story.run())
                .containsExactly(
                        "09:00:00 L1 moving a priority", "09:10:00 L1 moving b priority", "09:10:00 L2 capped a held");
    }

    @Test
    void aReopenedLeadMovesWhenItsHolderLeaves() {
        var story = awayOnTuesday()
                .leads("09:00", 1, 2)
                .status("10:00", "L1", "won")
                .status("10:00", "L2", "won")
                .status("11:00", "L1", "new")
                .until("tue 12:00");
        assertThat(story.run())
                .containsExactly(
                        "09:00:00 L1 r a priority", "09:00:00 L2 r a priority", "tue 00:00:00 L1 r b priority");
    }

    @Test
    void theCompanyTriesEveryRuleAgainWhenItsWindowOpens() {
        var story = new Story()
                .users("a")
                .otherwise(new Otherwise.Hold())
                .rule(new RuleBuilder("r").user("a").between(10, 12))
                .lead("09:00", "L1")
                .presence("09:30", "a", true)
                .until("13:00");
        assertThat(story.run()).containsExactly("10:00:00 L1 r a held");
    }

    @Test
    void whoComesToARuleThatPassesLeadsOnFindsThoseOfTheCompany() {
        var story = new Story()
                .shift("a", 10, 18)
                .otherwise(new Otherwise.Hold())
                .rule(new RuleBuilder("r").user("a").otherwise(new Otherwise.NextRule()))
                .lead("09:00", "L1")
                .until("11:00");
        assertThat(story.run()).containsExactly("10:00:00 L1 r a held");
    }

    @Test
    void aRuleForOldLeadsTakesThemOnceTheyAreOld() {
        var old = new Filter.Compare("received", Filter.Operator.LESS, new Filter.Operand.Now(Duration.ofHours(-1)));
        var story = new Story()
                .users("a")
                .otherwise(new Otherwise.Hold())
                .rule(new RuleBuilder("r").user("a").when(old))
                .arrival("09:00", "L1", "received")
                .presence("09:30", "a", true)
                .presence("10:30", "a", false);
        assertThat(story.run()).containsExactly("10:30:00 L1 r a held");
    }

    @Test
    void aStatusThatARuleAsksForBringsTheLeadFromTheCompany() {
        var hot =
                new Filter.Compare("status", Filter.Operator.EQUAL, new Filter.Operand.Literal(new Value.Text("hot")));
        var story = new Story()
                .users("a")
                .otherwise(new Otherwise.Hold())
                .rule(new RuleBuilder("r").user("a").when(hot))
                .leads("09:00", 1, 2)
                .status("09:10", "L2", "hot")
                .presence("09:10", "a", true);
        assertThat(story.run()).containsExactly("09:10:00 L2 r a held", "09:00:00 L1 - - waiting");
    }

    @Test
    void aLeadThatArrivedClosedMovesOnceItIsReopened() {
        var story = awayOnTuesday()
                .lead("09:00", "L1", Map.of("status", "won"))
                .lead("09:00", "L2", Map.of("status", "won"))
                .status("11:00", "L2", "new")
                .until("tue 12:00");
        assertThat(story.run())
                .containsExactly(
                        "09:00:00 L1 r a priority", "09:00:00 L2 r a priority", "tue 00:00:00 L2 r b priority");
    }

    @Test
    void whoIsOnlyFullWithOverflowGetsALeadThatNobodyElseMay() {
        var story = new Story()
                .users("a")
                .rule(new RuleBuilder("r").user("a").presenceRequired().caps(null, null, null, 1))
                .presence("08:00", "a", true)
                .lead("08:30", "L1")
                .presence("08:40", "a", false)
                .lead("08:50", "L2")
                .presence("09:00", "a", true);
        assertThat(story.run()).containsExactly("08:30:00 L1 r a turns", "09:00:00 L2 r a held");
    }

    /** Open leads of a, who is away on Tuesday, move to b. */
    private static Story awayOnTuesday() {
        return new Story()
                .users("a", "b")
                .absent("a", "tue 00:00", "wed 00:00")
                .rule(new RuleBuilder("r")
                        .users("a", "b")
                        .strategy(Strategy.PRIORITY)
                        .onAbsence());
    }

    @Test
    void aReopenedLeadThatWaitsFindsWhoCameMeanwhile() {
        var story = new Story()
                .shift("a", 10, 18)
                .rule(new RuleBuilder("r").user("a"))
                .lead("09:00", "L1")
                .status("09:30", "L1", "spam")
                .status("10:30", "L1", "new");
        assertThat(story.run()).containsExactly("10:30:00 L1 r a held");
    }

    @Test
    void whoTookOneOfTheWaitingTakesTheNextOnceThereIsRoom() {
        var story = new Story()
                .shift("a", 10, 18)
                .rule(new RuleBuilder("r").user("a").caps(null, null, null, 1).noOverflow())
                .leads("09:00", 1, 2)
                .status("11:00", "L1", "won");
        assertThat(story.run()).containsExactly("10:00:00 L1 r a held", "11:00:00 L2 r a held");
    }

    @Test
    void aLeadOfTheCompanyThatARuleTakesAndLeavesWaitsNoLonger() {
        var story = new Story()
                .shift("a", 11, 18)
                .otherwise(new Otherwise.Hold())
                .rule(new RuleBuilder("r").user("a").between(10, 12).otherwise(new Otherwise.Unassigned()))
                .lead("09:00", "L1")
                .until("11:30");
        assertThat(story.run()).containsExactly("09:00:00 L1 r - unassigned");
    }

    @Test
    void aLeadOfTheCompanyThatARuleHoldsWaitsThereAlone() {
        var story = new Story()
                .shift("a", 10, 17)
                .otherwise(new Otherwise.Hold())
                .rule(new RuleBuilder("r").user("a").between(9, 17))
                .rule(new RuleBuilder("s").source("fair").user("a").between(11, 12))
                .lead("08:00", "L1")
                .until("13:00");
        assertThat(story.run()).containsExactly("10:00:00 L1 r a held");
    }
}
