package io.fairlead.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.desk.Assignment;
import io.fairlead.engine.desk.Summary;
import io.fairlead.engine.distribution.Ledger;
import io.fairlead.engine.distribution.Settings;
import io.fairlead.engine.distribution.Strategy;
import io.fairlead.engine.distribution.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the ledger promises, over generated teams. Bounds: engine contract, section 1 (Tijdeman 1980 for a fixed set,
 * Ajtai et al. 1998 for people who come and go).
 */
@Tag("many-cases")
class FairnessTest {
    private static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 11, 20, 23, 37, 50})
    void withEqualWeightsNobodyIsAWholeLeadAheadOrBehind(int people) {
        var story = new Story();
        var rule = new RuleBuilder("r");
        for (int p = 0; p < people; p++) {
            story.users("u" + p);
            rule.user("u" + p);
        }
        assertThat(largestDeviation(story.rule(rule).leads("09:00", 1, 5 * people + 3)))
                .isLessThan(Ledger.LEAD);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void withAFixedSetNobodyIsEverAWholeLeadAhead(int seed) {
        var random = new Random(seed);
        int people = 1 + random.nextInt(50);
        var story = new Story();
        var rule = new RuleBuilder("r");
        for (int p = 0; p < people; p++) {
            story.users("u" + p);
            rule.user("u" + p, 1 + random.nextInt(20));
        }
        story.rule(rule).leads("09:00", 1, 400);
        assertThat(furthestAhead(story)).as("seed %d", seed).isLessThan(Ledger.LEAD);
    }

    /** Follows the balances lead by lead through the explanations. */
    private static long furthestAhead(Story story) {
        long[] ahead = {0};
        Simulation.run(story.scenario(), new Observer() {
            @Override
            public void assigned(Assignment assignment) {
                var explanation = assignment.explanation();
                if (explanation != null) {
                    for (var candidate : explanation.candidates()) {
                        ahead[0] = Math.max(ahead[0], -candidate.figures().before());
                    }
                }
            }

            @Override
            public boolean wantsExplained(String lead) {
                return true;
            }
        });
        return ahead[0];
    }

    /**
     * Random shifts, absences and weights of up to 3. Theory gives no constant bound against an adversary; chance is
     * kinder: over these seeds the largest deviation measured is 1.13 leads.
     */
    @ParameterizedTest
    @MethodSource("seeds")
    void withPeopleComingAndGoingTheDeviationStaysSmall(int seed) {
        var story = comeAndGo(new Random(seed), Strategy.TURNS, false);
        long deviation = largestDeviation(story);
        assertThat(deviation).as("seed %d", seed).isLessThan(Ledger.LEAD * 5 / 4);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void balancesSumToZeroWhateverHappens(int seed) {
        var random = new Random(seed);
        var strategies = Strategy.values();
        var story = comeAndGo(random, strategies[random.nextInt(strategies.length)], true);
        long sum = story.summary().lines().stream()
                .mapToLong(Summary.Line::balance)
                .sum();
        assertThat(sum).as("seed %d", seed).isZero();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theSameInputGivesTheSameRows(int seed) {
        var first = comeAndGo(new Random(seed), Strategy.UTILISATION, true).run();
        assertThat(comeAndGo(new Random(seed), Strategy.UTILISATION, true).run())
                .as("seed %d", seed)
                .isEqualTo(first);
    }

    private static Story comeAndGo(Random random, Strategy strategy, boolean moves) {
        int people = 3 + random.nextInt(30);
        var story = new Story();
        var rule = new RuleBuilder("r").strategy(strategy);
        for (int p = 0; p < people; p++) {
            var id = "u" + p;
            int from = random.nextInt(20);
            story.shift(id, from, from + 3 + random.nextInt(21 - from));
            if (random.nextInt(4) == 0) {
                int hour = random.nextInt(20);
                story.absent(id, "tue %02d:00".formatted(hour), "wed %02d:00".formatted(hour));
            }
            rule.user(id, 1 + random.nextInt(3));
        }
        if (moves) {
            rule.redistribute(Duration.ofMinutes(30), 2, random.nextBoolean());
        }
        story.rule(rule);
        int lead = 0;
        for (var day : new String[] {"mon", "tue", "wed", "thu"}) {
            for (int minute = random.nextInt(9); minute < 1440; minute += 1 + random.nextInt(9)) {
                var at = "%s %02d:%02d".formatted(day, minute / 60, minute % 60);
                lead++;
                story.lead(at, "L" + lead);
                if (moves && random.nextInt(20) == 0) {
                    story.annulled(at, "L" + Math.max(1, lead - 1 - random.nextInt(5)));
                    story.reinstated(at, "L" + Math.max(1, lead - 1 - random.nextInt(9)));
                    story.moved(at, "r", "u" + random.nextInt(people), "u" + random.nextInt(people), Ledger.LEAD / 3);
                }
                if (strategy == Strategy.CLAIM && random.nextBoolean()) {
                    story.accepted(at, "L" + Math.max(1, lead - 1), "u" + random.nextInt(people));
                } else if (random.nextInt(3) > 0) {
                    story.touched(at, "L" + Math.max(1, lead - 1), "u" + random.nextInt(people));
                }
            }
        }
        return story;
    }

    private static long largestDeviation(Story story) {
        return story.summary().largestDeviation();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theOrderOfTheUsersMapChangesNothing(int seed) {
        var scenario = comeAndGo(new Random(seed), Strategy.LEAST_OPEN, true).scenario();
        var ids = new ArrayList<>(scenario.settings().users().keySet());
        Collections.shuffle(ids, new Random(seed));
        var shuffled = new LinkedHashMap<String, User>();
        for (var id : ids) {
            shuffled.put(id, Objects.requireNonNull(scenario.settings().users().get(id)));
        }
        var s = scenario.settings();
        var other = new Scenario(
                new Settings(
                        s.company(),
                        s.schedules(),
                        shuffled,
                        s.teams(),
                        s.listings(),
                        s.fields(),
                        s.zones(),
                        s.rules()),
                scenario.absences(),
                scenario.contacts(),
                scenario.events(),
                scenario.until());
        assertThat(rows(other)).as("seed %d", seed).isEqualTo(rows(scenario));
    }

    private static List<Assignment> rows(Scenario scenario) {
        var rows = new ArrayList<Assignment>();
        Simulation.run(scenario, rows::add);
        return rows;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nobodyReceivesWhoMustNotAndNobodyHasALeadTwice(int seed) {
        var random = new Random(seed);
        var scenario = comeAndGo(random, List.of(Strategy.values()).get(random.nextInt(5)), true)
                .scenario();
        var holders = new HashMap<String, String>();
        Simulation.run(scenario, new Observer() {
            @Override
            public void assigned(Assignment row) {
                if (row.user().isEmpty()) {
                    return;
                }
                var explanation = Objects.requireNonNull(row.explanation());
                var chosen = explanation.candidates().stream()
                        .filter(candidate -> candidate.user().equals(row.user()))
                        .toList();
                assertThat(chosen).as("seed %d, %s", seed, row).hasSize(1);
                assertThat(chosen.getFirst().reason())
                        .as("seed %d, %s", seed, row)
                        .isNull();
                assertThat(holders.put(row.lead(), row.user()))
                        .as("seed %d, %s", seed, row)
                        .isNotEqualTo(row.user());
            }

            @Override
            public boolean wantsExplained(String lead) {
                return true;
            }
        });
        assertThat(holders).isNotEmpty();
    }
}
