package io.fairlead.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.fairlead.engine.desk.Summary;
import io.fairlead.engine.distribution.Ledger;
import io.fairlead.engine.distribution.Rule.Count;
import io.fairlead.engine.distribution.Rule.Scope;
import io.fairlead.engine.distribution.Strategy;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A lead that is declined or taken back: what its assignment changed is undone, as if it had never been. */
class ReversalTest {
    private static final Map<String, String> PHONE = Map.of("phone", "+390212345");
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void aDeclinedLeadNoLongerFillsACap() {
        var story = new Story()
                .users("a", "b")
                .rule(new RuleBuilder("r")
                        .users("a", "b")
                        .strategy(Strategy.PRIORITY)
                        .caps(1, null, null, null)
                        .noOverflow()
                        .acceptWithin(HOUR))
                .lead("09:00", "L1")
                .declined("09:10", "L1", "a")
                .lead("09:20", "L2")
                .lead("09:30", "L3");
        assertThat(story.run())
                .containsExactly(
                        "09:00:00 L1 r a priority",
                        "09:10:00 L1 r b priority",
                        "09:20:00 L2 r a priority",
                        "09:30:00 L3 r - waiting");
    }

    @Test
    void aDeclinedLeadNoLongerCountsAsLoadOnItsListing() {
        var flat = Map.of("listing", "flat");
        var story = new Story()
                .users("a", "b")
                .listing("flat")
                .rule(new RuleBuilder("r")
                        .users("a", "b")
                        .strategy(Strategy.UTILISATION)
                        .measure(10, Count.MONTH, Scope.LISTING, true)
                        .acceptWithin(HOUR))
                .lead("09:00", "L1", flat)
                .declined("09:10", "L1", "a")
                .lead("09:20", "L2", flat)
                .declined("09:25", "L2", "a")
                .lead("09:30", "L3", flat)
                .lead("09:40", "L4", flat);
        assertThat(story.receivers()).containsExactly("a", "b", "a", "b", "a", "a");
    }

    @Test
    void aDeclinedLeadLeavesNoOwnerBehind() {
        var story = new Story()
                .users("a", "b", "c")
                .rule(new RuleBuilder("r").users("a", "b", "c").acceptWithin(HOUR))
                .lead("09:00", "L1", PHONE)
                .declined("09:10", "L1", "a")
                .lead("09:20", "L2", PHONE);
        assertThat(story.run())
                .containsExactly("09:00:00 L1 r a turns", "09:10:00 L1 r b turns", "09:20:00 L2 r b known-owner");
    }

    @Test
    void theDeviationThatAReversalLeavesCounts() {
        var story = new Story()
                .users("a", "b")
                .rule(new RuleBuilder("r").users("a", "b").acceptWithin(HOUR))
                .leads("09:00", 1, 4)
                .accepted("09:01", "L2", "b")
                .accepted("09:01", "L4", "b")
                .declined("09:10", "L1", "a")
                .declined("09:10", "L3", "a");
        assertThat(story.summary().lines())
                .extracting(Summary.Line::user, Summary.Line::received, Summary.Line::maxDeviation)
                .containsExactly(tuple("a", 0L, Ledger.LEAD), tuple("b", 4 * Ledger.LEAD, Ledger.LEAD));
    }

    @Test
    void whoseLeadWasTakenBackHoldsOneOpenLeadLess() {
        var story = new Story()
                .users("a", "b")
                .rule(new RuleBuilder("r")
                        .users("a", "b")
                        .strategy(Strategy.LEAST_OPEN)
                        .redistribute(Duration.ofMinutes(10), 1, false))
                .lead("09:00", "L1")
                .lead("09:01", "L2")
                .touched("09:02", "L2", "b")
                .lead("09:20", "L3")
                .touched("09:21", "L3", "a")
                .lead("09:22", "L4");
        assertThat(story.run())
                .containsExactly(
                        "09:00:00 L1 r a least-open",
                        "09:01:00 L2 r b least-open",
                        "09:10:00 L1 r b least-open",
                        "09:20:00 L3 r a least-open",
                        "09:22:00 L4 r a least-open");
    }

    @Test
    void afterTheLastMoveWhatWasBookedStands() {
        var story = new Story()
                .users("a", "b", "c")
                .rule(new RuleBuilder("r").users("a", "b", "c").redistribute(Duration.ofMinutes(10), 1, false))
                .lead("09:00", "L1")
                .until("12:00");
        assertThat(story.run()).containsExactly("09:00:00 L1 r a turns", "09:10:00 L1 r b turns");
        assertThat(story.summary().lines())
                .extracting(Summary.Line::received)
                .containsExactly(0L, 2 * (Ledger.LEAD / 2), 0L);
    }

    @Test
    void theDeviationThatARedistributionLeavesCounts() {
        var story = new Story()
                .users("a", "b")
                .rule(new RuleBuilder("r").users("a", "b").redistribute(Duration.ofMinutes(10), 1, false))
                .leads("09:00", 1, 4)
                .touched("09:01", "L2", "b")
                .touched("09:01", "L4", "b")
                .until("12:00");
        assertThat(story.summary().lines())
                .extracting(Summary.Line::user, Summary.Line::received, Summary.Line::maxDeviation)
                .containsExactly(tuple("a", 0L, Ledger.LEAD), tuple("b", 4 * Ledger.LEAD, Ledger.LEAD));
    }

    @Test
    void aDeclineMakesRoomForTheWaiting() {
        var story = new Story()
                .users("a")
                .rule(new RuleBuilder("r")
                        .user("a")
                        .caps(null, null, null, 1)
                        .noOverflow()
                        .acceptWithin(HOUR))
                .leads("09:00", 1, 2)
                .declined("09:10", "L1", "a");
        assertThat(story.run())
                .containsExactly("09:00:00 L1 r a turns", "09:10:00 L2 r a held", "09:00:00 L1 r - waiting");
    }

    @Test
    void aMoveInVainDoesNotCountAmongTheLastHolders() {
        var story = new Story()
                .shift("a", 9, 10)
                .users("b")
                .rule(new RuleBuilder("r")
                        .users("a", "b")
                        .strategy(Strategy.PRIORITY)
                        .redistribute(Duration.ofMinutes(30), 2, false))
                .lead("09:00", "L1")
                .until("tue 12:00");
        assertThat(story.run()).containsExactly("09:00:00 L1 r a priority", "09:30:00 L1 r b priority");
    }
}
