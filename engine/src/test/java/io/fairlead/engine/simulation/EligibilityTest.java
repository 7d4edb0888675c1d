package io.fairlead.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.distribution.Caps;
import io.fairlead.engine.distribution.Explanation.Assessed;
import io.fairlead.engine.distribution.Reason;
import io.fairlead.engine.distribution.Rule.AfterAbsence;
import io.fairlead.engine.distribution.Rule.Count;
import io.fairlead.engine.distribution.Rule.Scope;
import io.fairlead.engine.distribution.Strategy;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One test per check: given facts, expect the reason; bruno is always there to receive. */
class EligibilityTest {
    private static RuleBuilder both() {
        return new RuleBuilder("r").users("anna", "bruno");
    }

    private static Story people() {
        return new Story().users("anna", "bruno");
    }

    private static @Nullable Reason annasReason(Story story) {
        var explanation = story.explain(0);
        assertThat(explanation.chosen()).isEqualTo("bruno");
        assertThat(explanation.candidates().get(1).reason()).isNull();
        return explanation.candidates().getFirst().reason();
    }

    @Test
    void whoIsThereIsEligible() {
        var explanation = people().rule(both()).lead("09:00", "L1").explain(0);
        assertThat(explanation.chosen()).isEqualTo("anna");
        assertThat(explanation.candidates()).extracting(Assessed::reason).containsOnlyNulls();
    }

    @Test
    void theInactiveAreLeftOut() {
        assertThat(annasReason(people().inactive("anna").rule(both()).lead("09:00", "L1")))
                .isEqualTo(new Reason.Inactive());
    }

    @Test
    void aMissingSkillIsNamed() {
        var story = people().skills("anna", "it")
                .skills("bruno", "it", "de", "fr")
                .rule(both().skills("it", "fr", "de"))
                .lead("09:00", "L1");
        assertThat(annasReason(story)).isEqualTo(new Reason.MissingSkill(List.of("de", "fr")));
    }

    @Test
    void whoIsOffShiftIsLeftOutUntilTheNextShift() {
        var story = people().shift("anna", 10, 18).rule(both()).lead("09:59", "L1");
        assertThat(annasReason(story)).isEqualTo(new Reason.OffShift(Story.at("10:00")));
    }

    @Test
    void aShiftBeginsAndEndsToTheSecond() {
        var story = people().shift("anna", 10, 18).rule(both()).lead("18:00", "L1");
        assertThat(annasReason(story)).isEqualTo(new Reason.OffShift(Story.at("tue 10:00")));
        var begun = people().shift("anna", 10, 18).rule(both()).lead("10:00", "L1");
        assertThat(begun.receivers()).containsExactly("anna");
    }

    @Test
    void whoIsNotOnlineIsLeftOutWherePresenceIsRequired() {
        var story = people().presence("08:00", "bruno", true)
                .rule(both().presenceRequired())
                .lead("09:00", "L1");
        var explanation = story.explain(0);
        assertThat(explanation.chosen()).isEqualTo("bruno");
        assertThat(explanation.candidates().getFirst().reason()).isEqualTo(new Reason.Offline());
    }

    @Test
    void presenceIsIgnoredByDefault() {
        assertThat(people().presence("08:00", "anna", false)
                        .rule(both())
                        .lead("09:00", "L1")
                        .receivers())
                .containsExactly("anna");
    }

    @Test
    void theAbsentAreLeftOutUntilTheyReturn() {
        var story = people().absent("anna", "08:00", "wed 12:00").rule(both()).lead("09:00", "L1");
        assertThat(annasReason(story)).isEqualTo(new Reason.Absent(Story.at("wed 12:00"), "vacation"));
    }

    @Test
    void absencesCanBeIgnored() {
        var story = people().absent("anna", "08:00", "wed 12:00")
                .rule(both().availability(false, 3, AfterAbsence.LEVEL))
                .lead("09:00", "L1");
        assertThat(story.receivers()).containsExactly("anna");
    }

    @Test
    void whoLeavesLaterTodayIsAbsentSoonEvenWithoutLookahead() {
        var story = people().absent("anna", "23:59", "tue 12:00").rule(both()).lead("09:00", "L1");
        assertThat(annasReason(story)).isEqualTo(new Reason.AbsentSoon(Story.at("23:59"), "vacation"));
    }

    @Test
    void whoLeavesAtMidnightIsNotAbsentSoonToday() {
        assertThat(people().absent("anna", "tue 00:00", "wed 00:00")
                        .rule(both())
                        .lead("09:00", "L1")
                        .receivers())
                .containsExactly("anna");
    }

    @Test
    void lookaheadCountsWholeDays() {
        var story = people().absent("anna", "wed 23:00", "thu 12:00")
                .rule(both().availability(true, 2, AfterAbsence.LEVEL))
                .lead("09:00", "L1");
        assertThat(annasReason(story)).isEqualTo(new Reason.AbsentSoon(Story.at("wed 23:00"), "vacation"));
        var beyond = people().absent("anna", "thu 00:00", "thu 12:00")
                .rule(both().availability(true, 2, AfterAbsence.LEVEL))
                .lead("09:00", "L1");
        assertThat(beyond.receivers()).containsExactly("anna");
    }

    @Test
    void whoDeclinedIsExcluded() {
        var story = people().rule(both().acceptWithin(Duration.ofMinutes(10)))
                .lead("09:00", "L1")
                .declined("09:01", "L1", "anna");
        var explanation = story.explain(1);
        assertThat(explanation.chosen()).isEqualTo("bruno");
        assertThat(explanation.candidates().getFirst().reason()).isEqualTo(new Reason.Excluded());
    }

    @Test
    void withoutATargetThereIsNoUtilisation() {
        var story = people().target("bruno", 10)
                .target("anna", 0)
                .rule(both().strategy(Strategy.UTILISATION).measure(null, Count.MONTH, Scope.ALL, true))
                .lead("09:00", "L1");
        assertThat(annasReason(story)).isEqualTo(new Reason.NoTarget());
    }

    @Test
    void aReachedCapIsNamedWithWhatIsHeld() {
        var story = new Story()
                .users("anna", "bruno")
                .rule(new RuleBuilder("r")
                        .user("anna", new Caps(null, 2, null, null))
                        .user("bruno"))
                .leads("09:00", 1, 5);
        assertThat(story.receivers()).containsExactly("anna", "bruno", "anna", "bruno", "bruno");
        assertThat(story.explain(4).candidates().getFirst().reason()).isEqualTo(new Reason.Full("week", 2, 2));
    }

    @Test
    void theFirstReasonCounts() {
        var story = people().shift("anna", 10, 18)
                .absent("anna", "08:00", "wed 12:00")
                .rule(both().skills())
                .lead("09:00", "L1");
        assertThat(annasReason(story)).isInstanceOf(Reason.OffShift.class);
    }
}
