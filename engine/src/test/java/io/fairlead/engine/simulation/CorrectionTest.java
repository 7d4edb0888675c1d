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

/** What people put right in the books: an entry that shall not count, and what one owes another. */
class CorrectionTest {
    private static final long LEAD = Ledger.LEAD;

    private static Story two() {
        return new Story().users("a", "b").rule(new RuleBuilder("r").users("a", "b"));
    }

    @Test
    void anAnnulledLeadDoesNotCountAndStaysWithItsHolder() {
        var story = two().lead("09:00", "L1")
                .touched("09:01", "L1", "a")
                .status("09:02", "L1", "spam")
                .annulled("09:05", "L1")
                .lead("09:10", "L2")
                .lead("09:20", "L3");
        assertThat(story.receivers()).containsExactly("a", "a", "b");
        assertThat(story.summary().lines())
                .extracting(Summary.Line::user, Summary.Line::entitled, Summary.Line::received)
                .containsExactly(tuple("a", LEAD, LEAD), tuple("b", LEAD, LEAD));
    }

    @Test
    void anAnnulledLeadFillsNoCap() {
        var story = new Story()
                .users("a", "b")
                .rule(new RuleBuilder("r")
                        .users("a", "b")
                        .strategy(Strategy.PRIORITY)
                        .caps(1, null, null, null))
                .lead("09:00", "L1")
                .annulled("09:05", "L1")
                .leads("09:10", 2, 3);
        assertThat(story.receivers()).containsExactly("a", "a", "b");
    }

    @Test
    void anAnnulledLeadCompensatesNobody() {
        var flat = Map.of("listing", "flat");
        var story = new Story()
                .users("a", "b", "c")
                .listing("flat")
                .absent("c", "mon 00:00", "mon 12:00")
                .rule(new RuleBuilder("r")
                        .users("c", "a", "b")
                        .strategy(Strategy.UTILISATION)
                        .measure(10, Count.MONTH, Scope.LISTING, true))
                .lead("09:00", "L1", flat)
                .annulled("09:05", "L1")
                .lead("13:00", "L2", flat)
                .lead("13:01", "L3", flat);
        assertThat(story.receivers()).containsExactly("a", "c", "b");
        assertThat(story.explain(1).candidates())
                .extracting(each -> each.figures().compensation())
                .containsOnly(0L);
    }

    @Test
    void anEntryIsAnnulledOnce() {
        var once = two().lead("09:00", "L1").annulled("09:05", "L1");
        var twice = two().lead("09:00", "L1").annulled("09:05", "L1").annulled("09:06", "L1");
        assertThat(twice.summary().lines()).isEqualTo(once.summary().lines());
    }

    @Test
    void anAnnulledEntryCanCountAgain() {
        var plain = two().leads("09:00", 1, 3);
        var reinstated = two().leads("09:00", 1, 3)
                .annulled("09:05", "L2")
                .reinstated("09:06", "L2")
                .reinstated("09:07", "L2");
        assertThat(reinstated.summary().lines())
                .extracting(Summary.Line::user, Summary.Line::entitled, Summary.Line::received)
                .isEqualTo(plain.summary().lines().stream()
                        .map(line -> tuple(line.user(), line.entitled(), line.received()))
                        .toList());
    }

    @Test
    void anAnnulledLeadIsNotTakenBack() {
        var story = new Story()
                .users("a", "b")
                .rule(new RuleBuilder("r").users("a", "b").redistribute(Duration.ofMinutes(10), 3, false))
                .lead("09:00", "L1")
                .annulled("09:05", "L1")
                .until("12:00");
        assertThat(story.run()).containsExactly("09:00:00 L1 r a turns");
        assertThat(story.summary().lines()).extracting(Summary.Line::balance).containsExactly(0L, 0L);
    }

    @Test
    void aLeadThatWasMovedHasItsLastEntryAnnulled() {
        var story = new Story()
                .users("a", "b")
                .rule(new RuleBuilder("r").users("a", "b").redistribute(Duration.ofMinutes(10), 1, false))
                .lead("09:00", "L1")
                .annulled("09:15", "L1")
                .until("12:00");
        assertThat(story.receivers()).containsExactly("a", "b");
        assertThat(story.summary().lines()).extracting(Summary.Line::received).containsExactly(0L, 0L);
    }

    @Test
    void anOfferAfterARedistributionLeavesNothingToAnnul() {
        var story = new Story()
                .users("a", "b", "c")
                .rule(new RuleBuilder("r")
                        .users("a", "b", "c")
                        .strategy(Strategy.CLAIM)
                        .redistribute(Duration.ofMinutes(10), 2, false))
                .lead("09:00", "L1")
                .accepted("09:01", "L1", "a")
                .annulled("09:15", "L1")
                .until("09:20");
        assertThat(story.summary().lines()).extracting(Summary.Line::balance).containsOnly(0L);
    }

    @Test
    void aLeadThatNoRuleGaveHasNothingToAnnul() {
        var story = two().entered("09:00", "L1", "a", Map.of()).annulled("09:05", "L1");
        assertThat(story.summary().lines()).isEmpty();
    }

    @Test
    void whoIsBookedALeadIsNext() {
        var story = two().leads("09:00", 1, 2)
                .moved("09:05", "r", "a", "b", LEAD * 3 / 2)
                .lead("09:10", "L3")
                .lead("09:11", "L4");
        assertThat(story.receivers()).containsExactly("a", "b", "b", "b");
    }

    @Test
    void aBookingAndItsCounterBookingLeaveTheBalancesAsTheyWere() {
        var plain = two().leads("09:00", 1, 3);
        var booked =
                two().leads("09:00", 1, 3).moved("09:05", "r", "a", "b", LEAD).moved("09:06", "r", "b", "a", LEAD);
        assertThat(booked.summary().lines())
                .extracting(Summary.Line::balance)
                .isEqualTo(plain.summary().lines().stream()
                        .map(Summary.Line::balance)
                        .toList());
    }

    @Test
    void aBookingThatFitsNothingChangesNothing() {
        var story = two().lead("09:00", "L1")
                .moved("09:05", "x", "a", "b", LEAD)
                .moved("09:05", "r", "a", "a", LEAD)
                .moved("09:05", "r", "a", "z", LEAD)
                .moved("09:05", "r", "a", "b", -LEAD);
        assertThat(story.summary().lines())
                .isEqualTo(two().lead("09:00", "L1").summary().lines());
    }
}
