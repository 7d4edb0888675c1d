package io.fairlead.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.engine.desk.Assignment;
import io.fairlead.engine.distribution.Otherwise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** A run as its observer sees it. */
class RunTest {
    @Test
    void theSummaryCountsLeadsAssignmentsAndThoseWithNobody() {
        var summary = new Story()
                .users("a")
                .rule(new RuleBuilder("held").source("call").between(9, 10).user("a"))
                .rule(new RuleBuilder("left").source("fair").otherwise(new Otherwise.Unassigned()))
                .rule(new RuleBuilder("empty").source("mail"))
                .lead("09:00", "L1", Map.of("source", "call"))
                .lead("09:01", "L2", Map.of("source", "call"))
                .lead("09:02", "L3", Map.of("source", "fair"))
                .lead("09:03", "L4", Map.of("source", "fair"))
                .lead("09:04", "L5", Map.of("source", "mail"))
                .summary();
        assertThat(List.of(summary.leads(), summary.assignments(), summary.unassigned(), summary.waiting()))
                .containsExactly(5L, 2L, 2L, 1L);
    }

    @Test
    void theSummaryIsSortedByLedgerAndUserAndOwnLedgersComeBeforeSharedOnesOfTheSameName() {
        var summary = new Story()
                .users("b", "a", "\uD83D\uDE00", "\uFF5E")
                .rule(new RuleBuilder("z").source("call").users("b", "a"))
                .rule(new RuleBuilder("y").source("fair").user("a").ledger("x"))
                .rule(new RuleBuilder("x").user("\uD83D\uDE00").user("\uFF5E"))
                .lead("09:00", "L1", Map.of("source", "call"))
                .lead("09:01", "L2", Map.of("source", "fair"))
                .lead("09:02", "L3")
                .summary();
        assertThat(summary.lines())
                .extracting(line -> line.ledger().name() + " " + line.ledger().shared() + " " + line.user())
                .containsExactly("x false \uFF5E", "x false \uD83D\uDE00", "x true a", "z false a", "z false b");
    }

    @Test
    void anObserverMayStopARunAfterAThousandEvents() {
        var story = new Story().users("a").rule(new RuleBuilder("r").user("a")).leads("09:00", 0, 2500);
        assertThat(stoppedAt(story, 1000)).containsExactly(0L, 1000L);
    }

    @Test
    void anObserverIsAskedWhileTimePassesWithoutEvents() {
        var story = new Story()
                .shift("a", 9, 10)
                .shift("b", 10, 11)
                .rule(new RuleBuilder("r").users("a", "b"))
                .lead("09:00", "L1");
        var scenario = story.scenario();
        var twoMonths = new Scenario(
                scenario.settings(),
                List.of(),
                List.of(),
                scenario.events(),
                scenario.until().plusSeconds(86_400 * 60));
        var asked = new ArrayList<Long>();
        Simulation.run(twoMonths, asking(asked, Long.MAX_VALUE));
        assertThat(asked).hasSizeBetween(3, 12);
    }

    @Test
    void explanationsAreMadeOnlyForTheLeadsThatAreAskedFor() {
        var scenario = new Story()
                .users("a")
                .rule(new RuleBuilder("r").user("a"))
                .leads("09:00", 1, 2)
                .scenario();
        var explained = new ArrayList<String>();
        Simulation.run(scenario, new Observer() {
            @Override
            public void assigned(Assignment row) {
                if (row.explanation() != null) {
                    explained.add(row.lead());
                }
            }

            @Override
            public boolean wantsExplained(String lead) {
                return lead.equals("L2");
            }
        });
        assertThat(explained).containsExactly("L2");
    }

    private static List<Long> stoppedAt(Story story, long events) {
        var asked = new ArrayList<Long>();
        var scenario = story.scenario();
        assertThatThrownBy(() -> Simulation.run(scenario, asking(asked, events)))
                .isInstanceOf(CancellationException.class);
        return asked;
    }

    /** Notes how many events were done when it was asked, and stops at a number of them. */
    private static Observer asking(List<Long> asked, long stop) {
        return new Observer() {
            @Override
            public void assigned(Assignment row) {}

            @Override
            public boolean goOn(long eventsDone, long events) {
                asked.add(eventsDone);
                return eventsDone < stop;
            }
        };
    }
}
