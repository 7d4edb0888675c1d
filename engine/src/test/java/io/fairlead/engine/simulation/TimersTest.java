package io.fairlead.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.desk.Summary;
import io.fairlead.engine.distribution.Explanation.Skipped;
import io.fairlead.engine.distribution.Explanation.Why;
import io.fairlead.engine.distribution.Ledger;
import io.fairlead.engine.distribution.Otherwise;
import io.fairlead.engine.distribution.Rule.Known;
import io.fairlead.engine.distribution.Rule.SetOwner;
import io.fairlead.engine.distribution.Strategy;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Claims, acceptance, redistribution, shift change and absence: what the clock does. */
class TimersTest {
    private static final Duration TEN = Duration.ofMinutes(10);

    private static Story abc() {
        return new Story().users("a", "b", "c");
    }

    private static RuleBuilder rule() {
        return new RuleBuilder("r").users("a", "b", "c");
    }

    @Test
    void theFirstToAcceptAClaimGetsIt() {
        var story = abc().rule(rule().claim(TEN, Strategy.TURNS))
                .lead("09:00", "L1")
                .accepted("09:05", "L1", "b")
                .accepted("09:06", "L1", "c");
        assertThat(story.run()).containsExactly("09:05:00 L1 r b claim");
        assertThat(story.summary().lines()).extracting(Summary.Line::entitled).containsOnly(Ledger.LEAD / 3);
    }

    @Test
    void aClaimNobodyAcceptsPassesToTheSecondStrategy() {
        var story = abc().rule(rule().claim(TEN, Strategy.PRIORITY))
                .lead("09:00", "L1")
                .until("09:10");
        assertThat(story.run()).containsExactly("09:10:00 L1 r a priority");
        assertThat(story.explain(0).strategy()).isEqualTo(Strategy.PRIORITY);
    }

    @Test
    void whoDeclinedAClaimDoesNotGetItAfterwards() {
        var story = abc().rule(rule().claim(TEN, Strategy.PRIORITY))
                .lead("09:00", "L1")
                .declined("09:01", "L1", "a")
                .accepted("09:02", "L1", "a")
                .until("10:00");
        assertThat(story.run()).containsExactly("09:10:00 L1 r b priority");
    }

    @Test
    void whenAllDeclineTheClaimIsOverAtOnce() {
        var story = abc().rule(rule().claim(TEN, Strategy.TURNS).otherwise(new Otherwise.Unassigned()))
                .lead("09:00", "L1")
                .declined("09:01", "L1", "a")
                .declined("09:02", "L1", "b")
                .declined("09:03", "L1", "c");
        assertThat(story.run()).containsExactly("09:00:00 L1 r - unassigned");
    }

    @Test
    void anOfferMadeWhileWaitingIsHeld() {
        var story = new Story()
                .shift("a", 10, 18)
                .rule(new RuleBuilder("r").user("a").claim(TEN, Strategy.TURNS))
                .leads("09:00", 1, 2)
                .accepted("10:05", "L1", "a")
                .until("11:00");
        assertThat(story.run()).containsExactly("10:05:00 L1 r a held", "10:10:00 L2 r a held");
    }

    @Test
    void anOpenClaimIsWaitingAtTheEnd() {
        var story = abc().rule(rule().claim(TEN, Strategy.TURNS))
                .lead("09:00", "L1")
                .until("09:09");
        assertThat(story.run()).containsExactly("09:00:00 L1 r - waiting");
        assertThat(story.summary().waiting()).isEqualTo(1);
    }

    @Test
    void aClosedLeadIsNotPassedOnWhenItsClaimEnds() {
        var story = abc().rule(rule().claim(TEN, Strategy.TURNS))
                .lead("09:00", "L1")
                .status("09:05", "L1", "spam")
                .until("10:00");
        assertThat(story.run()).containsExactly("09:00:00 L1 r - waiting");
    }

    @Test
    void whoDoesNotAcceptLosesTheLeadForGood() {
        var story = abc().rule(rule().acceptWithin(TEN)).lead("09:00", "L1").until("tue 09:00");
        assertThat(story.run())
                .containsExactly(
                        "09:00:00 L1 r a turns",
                        "09:10:00 L1 r b turns",
                        "09:20:00 L1 r c turns",
                        "09:00:00 L1 r - waiting");
        assertThat(story.summary().lines()).allSatisfy(line -> {
            assertThat(line.entitled()).isZero();
            assertThat(line.received()).isZero();
            assertThat(line.maxDeviation()).isPositive();
        });
    }

    @Test
    void acceptingATouchOrAStatusEndsTheDeadline() {
        var story = abc().rule(rule().acceptWithin(TEN))
                .leads("09:00", 1, 4)
                .accepted("09:01", "L1", "a")
                .touched("09:01", "L2", "b")
                .status("09:01", "L3", "contacted")
                .touched("09:01", "L4", "c")
                .declined("09:02", "L1", "a")
                .until("09:11");
        assertThat(story.run())
                .containsExactly(
                        "09:00:00 L1 r a turns",
                        "09:00:00 L2 r b turns",
                        "09:00:00 L3 r c turns",
                        "09:00:00 L4 r a turns",
                        "09:10:00 L4 r b turns");
    }

    @Test
    void aDeclineIsDecidedAnewAtOnce() {
        var story = abc().rule(rule().acceptWithin(TEN))
                .lead("09:00", "L1")
                .declined("09:01", "L1", "a")
                .accepted("09:02", "L1", "b");
        assertThat(story.run()).containsExactly("09:00:00 L1 r a turns", "09:01:00 L1 r b turns");
    }

    @Test
    void anUntouchedLeadIsTakenBackAndReversed() {
        var story = abc().rule(rule().redistribute(TEN, 2, false))
                .lead("09:00", "L1")
                .touched("09:05", "L1", "b")
                .until("tue 09:00");
        assertThat(story.run())
                .containsExactly("09:00:00 L1 r a turns", "09:10:00 L1 r b turns", "09:20:00 L1 r c turns");
        var lines = story.summary().lines();
        assertThat(lines).extracting(Summary.Line::received).containsExactly(0L, 0L, Ledger.LEAD);
    }

    @Test
    void aTouchInTimeKeepsTheLead() {
        var story = abc().rule(rule().redistribute(TEN, 3, false))
                .lead("09:00", "L1")
                .touched("09:10", "L1", "a")
                .until("12:00");
        assertThat(story.run()).containsExactly("09:00:00 L1 r a turns");
    }

    @Test
    void theShiftClockStandsStillAtNightAndDuringAbsence() {
        var story = new Story()
                .shift("a", 9, 17)
                .users("b")
                .absent("a", "tue 09:00", "tue 10:00")
                .rule(new RuleBuilder("r")
                        .users("a", "b")
                        .strategy(Strategy.PRIORITY)
                        .redistribute(TEN, 3, true))
                .lead("16:55", "L1")
                .until("wed 00:00");
        assertThat(story.run()).containsExactly("16:55:00 L1 r a priority", "tue 10:05:00 L1 r b priority");
    }

    @Test
    void atShiftEndUntouchedLeadsMoveAndWhatWasBookedStands() {
        var story = new Story()
                .shift("a", 8, 16)
                .shift("b", 16, 22)
                .rule(new RuleBuilder("r").users("a", "b").atShiftEnd())
                .leads("15:00", 1, 3)
                .touched("15:30", "L2", "a")
                .status("15:30", "L3", "won")
                .until("17:00");
        assertThat(story.run())
                .containsExactly(
                        "15:00:00 L1 r a turns",
                        "15:00:00 L2 r a turns",
                        "15:00:00 L3 r a turns",
                        "16:00:00 L1 r b turns");
        assertThat(story.summary().lines())
                .extracting(Summary.Line::received)
                .containsExactly(3 * Ledger.LEAD, Ledger.LEAD);
    }

    @Test
    void shiftsThatTouchAreOneShift() {
        var story = new Story()
                .shift("a", 0, 24)
                .users("b")
                .rule(new RuleBuilder("r")
                        .users("a", "b")
                        .strategy(Strategy.PRIORITY)
                        .atShiftEnd())
                .lead("15:00", "L1")
                .until("wed 12:00");
        assertThat(story.run()).containsExactly("15:00:00 L1 r a priority");
    }

    @Test
    void aTouchAtTheEndOfTheShiftKeepsTheLead() {
        var story = new Story()
                .shift("a", 8, 16)
                .shift("b", 16, 22)
                .rule(new RuleBuilder("r").users("a", "b").atShiftEnd())
                .lead("15:00", "L1")
                .touched("16:00", "L1", "a");
        assertThat(story.run()).containsExactly("15:00:00 L1 r a turns");
    }

    @Test
    void anAbsenceMovesOpenLeadsTouchedOrNot() {
        var story = abc().absent("a", "tue 00:00", "thu 00:00")
                .rule(rule().strategy(Strategy.PRIORITY).onAbsence())
                .leads("09:00", 1, 3)
                .touched("09:05", "L1", "a")
                .status("09:05", "L3", "lost")
                .until("tue 08:00");
        assertThat(story.run())
                .containsExactly(
                        "09:00:00 L1 r a priority",
                        "09:00:00 L2 r a priority",
                        "09:00:00 L3 r a priority",
                        "tue 00:00:00 L1 r b priority",
                        "tue 00:00:00 L2 r b priority");
    }

    @Test
    void onlyTheLastHoldersAreExcluded() {
        var story = new Story()
                .users("a", "b")
                .rule(new RuleBuilder("r")
                        .users("a", "b")
                        .redistribute(TEN, 1, false)
                        .owners(Known.OFF, SetOwner.NEVER))
                .lead("09:00", "L1")
                .until("12:00");
        assertThat(story.run()).containsExactly("09:00:00 L1 r a turns", "09:10:00 L1 r b turns");
        var shifts = new Story()
                .shift("a", 8, 12)
                .shift("b", 12, 16)
                .shift("c", 16, 20)
                .rule(rule().atShiftEnd().owners(Known.OFF, SetOwner.NEVER))
                .lead("09:00", "L1")
                .until("tue 09:00");
        assertThat(shifts.run())
                .containsExactly(
                        "09:00:00 L1 r a turns",
                        "12:00:00 L1 r b turns",
                        "16:00:00 L1 r c turns",
                        "tue 08:00:00 L1 r a turns");
    }

    @Test
    void aLeadTakenBackPutsTheContactsAdvisorsBack() {
        var story = abc().rule(rule().redistribute(TEN, 3, false).strategy(Strategy.PRIORITY))
                .lead("09:00", "L1", Map.of("phone", "+391"))
                .touched("09:15", "L1", "b")
                .lead("10:00", "L2", Map.of("phone", "+391"));
        assertThat(story.run())
                .containsExactly("09:00:00 L1 r a priority", "09:10:00 L1 r b priority", "10:00:00 L2 r b known-owner");
    }

    @Test
    void theOldestAssignmentIsMovedFirst() {
        var story = new Story()
                .shift("a", 8, 16)
                .shift("b", 16, 22)
                .rule(new RuleBuilder("r")
                        .users("a", "b")
                        .caps(null, null, null, 1)
                        .noOverflow()
                        .atShiftEnd())
                .rule(new RuleBuilder("s").users("a", "b").atShiftEnd())
                .lead("15:00", "L1")
                .until("17:00");
        assertThat(story.run()).containsExactly("15:00:00 L1 r a turns", "16:00:00 L1 r b turns");
    }

    @Test
    void handsEndEveryTimer() {
        var story = abc().rule(rule().redistribute(TEN, 3, false).acceptWithin(TEN))
                .lead("09:00", "L1")
                .byHand("09:05", "L1", "c")
                .until("12:00");
        assertThat(story.run()).containsExactly("09:00:00 L1 r a turns", "09:05:00 L1 - c manual");
        assertThat(story.summary().lines().getFirst().received()).isEqualTo(Ledger.LEAD);
    }

    @Test
    void whatTheLastOneDeclinesMayGoToTheNextRule() {
        var story = abc().rule(new RuleBuilder("r").user("a").acceptWithin(TEN).otherwise(new Otherwise.NextRule()))
                .rule(new RuleBuilder("s").user("b"))
                .lead("09:00", "L1")
                .declined("09:05", "L1", "a");
        assertThat(story.run()).containsExactly("09:00:00 L1 r a turns", "09:05:00 L1 s b turns");
        assertThat(story.explain(0).skipped()).isEmpty();
        assertThat(story.explain(1).skipped()).containsExactly(new Skipped("r", Why.NOBODY));
    }
}
