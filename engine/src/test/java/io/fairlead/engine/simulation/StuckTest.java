package io.fairlead.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.distribution.Ledger;
import io.fairlead.engine.distribution.Rule.Known;
import io.fairlead.engine.distribution.Rule.SetOwner;
import io.fairlead.engine.distribution.Strategy;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Leads that should leave their holder while nobody else is there: they stay, and are tried again. */
class StuckTest {
    private static final Duration TEN = Duration.ofMinutes(10);
    private static final Map<String, String> PHONE = Map.of("phone", "+390212345");

    private static RuleBuilder rule() {
        return new RuleBuilder("r").users("a", "b");
    }

    /** b comes at noon. */
    private static Story redistributed() {
        return new Story().users("a").shift("b", 12, 18).rule(rule().redistribute(TEN, 3, false));
    }

    /** Nobody is there from 16:00 to 18:00. */
    private static Story atShiftEnd(RuleBuilder rule) {
        return new Story()
                .shift("a", 8, 16)
                .shift("b", 18, 22)
                .shift("c", 19, 22)
                .rule(rule.atShiftEnd());
    }

    @Test
    void whenNobodyElseIsThereTheLeadStaysAndIsTriedAgain() {
        var story =
                redistributed().leads("09:00", 1, 2).touched("11:00", "L1", "a").until("12:05");
        assertThat(story.run())
                .containsExactly("09:00:00 L1 r a turns", "09:00:00 L2 r a turns", "12:00:00 L2 r b turns");
    }

    @Test
    void whatHappensInVainLeavesNoTraceInTheBooks() {
        var line = redistributed()
                .lead("09:00", "L1")
                .until("11:00")
                .summary()
                .lines()
                .getFirst();
        assertThat(line.entitled()).isEqualTo(Ledger.LEAD);
        assertThat(line.received()).isEqualTo(Ledger.LEAD);
    }

    @Test
    void aMoveInVainLeavesTheContactsOwner() {
        var story = redistributed().lead("09:00", "L1", PHONE).lead("09:20", "L2", PHONE);
        assertThat(story.run()).containsExactly("09:00:00 L1 r a turns", "09:20:00 L2 r a known-owner");
    }

    @Test
    void aMoveInVainExcludesNobodyElse() {
        var story = new Story()
                .shift("b", 12, 18)
                .users("a")
                .rule(rule().redistribute(TEN, 2, false))
                .lead("09:00", "L1")
                .until("12:05");
        assertThat(story.run()).containsExactly("09:00:00 L1 r a turns", "12:00:00 L1 r b turns");
    }

    @Test
    void shiftChangeWithNobodyThereIsMadeUpLaterUntilTouched() {
        var story = atShiftEnd(rule())
                .leads("15:00", 1, 2)
                .touched("17:00", "L1", "a")
                .until("18:30");
        assertThat(story.run())
                .containsExactly("15:00:00 L1 r a turns", "15:00:00 L2 r a turns", "18:00:00 L2 r b turns");
    }

    @Test
    void aLeadThatMovedLateStaysWithItsNewHolder() {
        var story = atShiftEnd(rule().user("c")).lead("15:00", "L1").until("20:00");
        assertThat(story.run()).containsExactly("15:00:00 L1 r a turns", "18:00:00 L1 r b turns");
    }

    @Test
    void anAbsenceIsTriedUntilMovedEvenAfterTheReturn() {
        var story = new Story()
                .users("a")
                .rotation("b", 1, 2, 8, 18)
                .absent("a", "tue 00:00", "wed 00:00")
                .rule(rule().strategy(Strategy.PRIORITY).onAbsence())
                .lead("19:00", "L1")
                .touched("tue 09:00", "L1", "a")
                .until("fri 00:00");
        assertThat(story.run()).containsExactly("19:00:00 L1 r a priority", "thu 08:00:00 L1 r b priority");
    }

    @Test
    void anAbsenceNoLongerMovesALeadThatWasClosedEvenIfItIsReopened() {
        var story = new Story()
                .users("a")
                .shift("b", 8, 18)
                .absent("a", "tue 00:00", "thu 00:00")
                .rule(rule().strategy(Strategy.PRIORITY).onAbsence())
                .leads("19:00", 1, 2)
                .status("tue 01:00", "L1", "won")
                .status("tue 02:00", "L1", "new")
                .until("tue 09:00");
        assertThat(story.run())
                .containsExactly(
                        "19:00:00 L1 r a priority", "19:00:00 L2 r a priority", "tue 08:00:00 L2 r b priority");
    }

    @Test
    void anAbsenceMovesWhatIsTouchedAlsoWhereRedistributionWaits() {
        var story = new Story()
                .users("a")
                .rotation("b", 1, 2, 9, 18)
                .absent("a", "tue 12:00", "tue 14:00")
                .rule(rule().strategy(Strategy.PRIORITY)
                        .redistribute(Duration.ofMinutes(15), 3, true)
                        .onAbsence())
                .lead("19:00", "L1")
                .touched("tue 13:00", "L1", "a")
                .until("fri 00:00");
        assertThat(story.run()).containsExactly("19:00:00 L1 r a priority", "thu 09:00:00 L1 r b priority");
        assertThat(story.summary().lines().getFirst().received()).isEqualTo(Ledger.LEAD);
    }

    @Test
    void aNewOwnerWhoIsFullStillTakesTheContactsLead() {
        var story = new Story()
                .users("a", "b")
                .rule(rule().source("call")
                        .strategy(Strategy.PRIORITY)
                        .caps(1, null, null, null)
                        .noOverflow()
                        .owners(Known.OWNER_THEN_FORMER, SetOwner.NEVER)
                        .redistribute(TEN, 3, false))
                .rule(new RuleBuilder("s").user("b"))
                .lead("09:00", "L1", Map.of("source", "call", "phone", "+390212345"))
                .lead("09:01", "L2", Map.of("source", "call"))
                .touched("09:02", "L2", "b")
                .lead("09:20", "L3", PHONE)
                .touched("09:30", "L3", "b");
        assertThat(story.run())
                .containsExactly(
                        "09:00:00 L1 r a priority",
                        "09:01:00 L2 r b priority",
                        "09:20:00 L3 s b turns",
                        "09:30:00 L1 r b known-owner");
    }

    @Test
    void aLeadThatMovesAwayMakesRoomForOneThatIsStuck() {
        var story = new Story()
                .users("a", "b", "c")
                .rule(new RuleBuilder("m")
                        .source("mail")
                        .users("b", "c")
                        .strategy(Strategy.PRIORITY)
                        .redistribute(Duration.ofMinutes(30), 1, false))
                .rule(rule().strategy(Strategy.PRIORITY)
                        .caps(null, null, null, 1)
                        .noOverflow()
                        .redistribute(TEN, 1, false))
                .lead("09:00", "L1", Map.of("source", "mail"))
                .lead("09:00", "L2")
                .touched("09:40", "L1", "c");
        assertThat(story.run())
                .containsExactly(
                        "09:00:00 L1 m b priority",
                        "09:00:00 L2 r a priority",
                        "09:30:00 L1 m c priority",
                        "09:40:00 L2 r b priority");
    }

    @Test
    void whereOnlyOneCanMoveTheOldestAssignmentDoes() {
        var story = new Story()
                .shift("a", 8, 16)
                .shift("b", 8, 16)
                .shift("c", 16, 22)
                .rule(new RuleBuilder("r")
                        .users("b", "a", "c")
                        .caps(null, null, null, 1)
                        .noOverflow()
                        .atShiftEnd())
                .leads("15:00", 1, 2)
                .until("17:00");
        assertThat(story.run())
                .containsExactly("15:00:00 L1 r b turns", "15:00:00 L2 r a turns", "16:00:00 L1 r c turns");
    }
}
