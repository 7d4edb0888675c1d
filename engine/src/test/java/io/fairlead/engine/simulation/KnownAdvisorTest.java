package io.fairlead.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.desk.Summary;
import io.fairlead.engine.distribution.Caps;
import io.fairlead.engine.distribution.Ledger;
import io.fairlead.engine.distribution.Rule.Known;
import io.fairlead.engine.distribution.Rule.SetOwner;
import io.fairlead.engine.distribution.Strategy;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who knows the customer gets the customer. */
class KnownAdvisorTest {
    private static final Map<String, String> MARIO = Map.of("phone", "+391");

    private static Story abc() {
        return new Story().users("a", "b", "c");
    }

    private static RuleBuilder rule() {
        return new RuleBuilder("r").users("a", "b", "c").strategy(Strategy.PRIORITY);
    }

    @Test
    void theOwnerComesFirst() {
        assertThat(abc().contact("+391", "c", "b")
                        .rule(rule())
                        .lead("09:00", "L1", MARIO)
                        .run())
                .containsExactly("09:00:00 L1 r c known-owner");
    }

    @Test
    void thenTheMostRecentFormerAdvisorWhoIsThere() {
        var story = abc().inactive("c")
                .contact("+391", "c", "c", "b", "a")
                .rule(rule())
                .lead("09:00", "L1", MARIO);
        assertThat(story.run()).containsExactly("09:00:00 L1 r b known-former");
    }

    @Test
    void formerAdvisorsCanBeLeftAside() {
        var story = abc().inactive("c")
                .contact("+391", "c", "b")
                .rule(rule().owners(Known.OWNER, SetOwner.IF_NONE))
                .lead("09:00", "L1", MARIO);
        assertThat(story.run()).containsExactly("09:00:00 L1 r a priority");
    }

    @Test
    void knownAdvisorsCanBeSwitchedOff() {
        var story = abc().contact("+391", "c", "b")
                .rule(rule().owners(Known.OFF, SetOwner.IF_NONE))
                .lead("09:00", "L1", MARIO);
        assertThat(story.run()).containsExactly("09:00:00 L1 r a priority");
    }

    @Test
    void whoIsNoCandidateIsNotKnown() {
        var story = abc().users("d").contact("+391", "d").rule(rule()).lead("09:00", "L1", MARIO);
        assertThat(story.run()).containsExactly("09:00:00 L1 r a priority");
    }

    @Test
    void aTechnicalOwnerCountsAsNone() {
        var story = abc().technical("c")
                .contact("+391", "c")
                .rule(rule())
                .lead("09:00", "L1", MARIO)
                .lead("09:01", "L2", MARIO);
        assertThat(story.run()).containsExactly("09:00:00 L1 r a priority", "09:01:00 L2 r a known-owner");
    }

    @Test
    void aFullAdvisorStillGetsTheirCustomerAndTakesPartInTheBooking() {
        var story = new Story()
                .users("a", "b")
                .contact("+391", "a")
                .rule(new RuleBuilder("r")
                        .user("a", new Caps(1, null, null, null))
                        .user("b"))
                .lead("09:00", "L1")
                .lead("09:01", "L2", MARIO);
        assertThat(story.run()).containsExactly("09:00:00 L1 r a turns", "09:01:00 L2 r a known-owner");
        assertThat(story.summary().lines().getFirst().entitled()).isEqualTo(Ledger.LEAD);
    }

    @Test
    void theFirstAdvisorOwnsTheContact() {
        var story = abc().rule(rule()).lead("09:00", "L1", MARIO).lead("09:01", "L2", MARIO);
        assertThat(story.run()).containsExactly("09:00:00 L1 r a priority", "09:01:00 L2 r a known-owner");
    }

    @Test
    void alwaysMakesTheReceiverTheOwnerAndTheOldOneAFormer() {
        var story = abc().shift("a", 8, 10)
                .shift("b", 8, 12)
                .rule(rule().owners(Known.OWNER_THEN_FORMER, SetOwner.ALWAYS))
                .lead("09:00", "L1", MARIO)
                .lead("11:00", "L2", MARIO)
                .lead("tue 09:00", "L3", MARIO)
                .lead("tue 13:00", "L4", MARIO)
                .lead("wed 11:00", "L5", MARIO);
        assertThat(story.run())
                .containsExactly(
                        "09:00:00 L1 r a priority",
                        "11:00:00 L2 r b priority",
                        "tue 09:00:00 L3 r b known-owner",
                        "tue 13:00:00 L4 r c priority",
                        "wed 11:00:00 L5 r c known-owner");
    }

    @Test
    void neverOnlyRemembersTheReceiver() {
        var story = abc().rule(rule().owners(Known.OWNER_THEN_FORMER, SetOwner.NEVER))
                .lead("09:00", "L1", MARIO)
                .lead("09:01", "L2", MARIO);
        assertThat(story.run()).containsExactly("09:00:00 L1 r a priority", "09:01:00 L2 r a known-former");
    }

    @Test
    void handsSetAnOwnerOnlyWhereThereIsNone() {
        var story = abc().rule(rule().source("call"))
                .lead("09:00", "L1", MARIO)
                .byHand("09:01", "L1", "b")
                .byHand("09:02", "L1", "c")
                .lead("09:03", "L2", Map.of("phone", "+391", "source", "call"));
        assertThat(story.run()).endsWith("09:03:00 L2 r b known-owner");
    }

    @Test
    void phonesMatchBeforeEmailsAndContactsLearn() {
        var story = abc().rule(rule().strategy(Strategy.TURNS))
                .lead("09:00", "L1", Map.of("phone", "+391", "email", "m@x"))
                .lead("09:01", "L2", Map.of("phone", "+392"))
                .lead("09:02", "L3", Map.of("phone", "+392", "email", "m@x"))
                .lead("09:03", "L4", Map.of("phone", "+393", "email", "m@x"))
                .lead("09:04", "L5", Map.of("phone", "+393"));
        assertThat(story.receivers()).containsExactly("a", "b", "b", "a", "a");
    }

    @Test
    void aKnownAdvisorListedFirstTakesPartOnce() {
        var story = abc().contact("+391", "a").rule(rule()).lead("09:00", "L1", MARIO);
        assertThat(story.run()).containsExactly("09:00:00 L1 r a known-owner");
        assertThat(story.summary().lines()).extracting(Summary.Line::entitled).containsOnly(Ledger.LEAD / 3);
    }

    @Test
    void formerAdvisorsStayKnownWhoeverOfThemReceives() {
        var story = new Story()
                .users("a")
                .shift("b", 9, 10)
                .shift("c", 9, 11)
                .users("d")
                .contact("+391", null, "b", "c")
                .rule(new RuleBuilder("r")
                        .users("d", "c", "b", "a")
                        .strategy(Strategy.PRIORITY)
                        .owners(Known.OWNER_THEN_FORMER, SetOwner.NEVER))
                .lead("09:00", "L1", MARIO)
                .lead("10:30", "L2", MARIO)
                .lead("11:30", "L3", MARIO);
        assertThat(story.run())
                .containsExactly(
                        "09:00:00 L1 r b known-former", "10:30:00 L2 r c known-former", "11:30:00 L3 r d priority");
    }

    @Test
    void ofTwoContactsWithOnePhoneTheOlderCounts() {
        var story = abc().contact("+391", "b").contact("+391", "c").rule(rule()).lead("09:00", "L1", MARIO);
        assertThat(story.run()).containsExactly("09:00:00 L1 r b known-owner");
    }

    @Test
    void aContactOfOldIsFoundByEmail() {
        var story = abc().mail("mario@example.org", "b")
                .rule(rule())
                .lead("09:00", "L1", Map.of("email", "mario@example.org"));
        assertThat(story.run()).containsExactly("09:00:00 L1 r b known-owner");
    }
}
