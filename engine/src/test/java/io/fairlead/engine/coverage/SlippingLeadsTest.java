package io.fairlead.engine.coverage;

import static io.fairlead.engine.coverage.Shop.pair;
import static io.fairlead.engine.coverage.Shop.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.filter.FieldType;
import io.fairlead.engine.simulation.RuleBuilder;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Leads of a source that slip through the further conditions of all its rules. */
class SlippingLeadsTest {
    private static final RuleBuilder PAIR = rule("pair", "anna", "bruno");

    @Test
    void rulesThatSplitASourceBetweenThemLeaveNothing() {
        for (var other : List.of("topic != 'a'", "!(topic in ['a'])", "topic == 'b' || topic != 'a'", "true")) {
            var shop = pair().rule(PAIR, "source == 'call' && topic == 'a'")
                    .rule(rule("rest", "anna", "bruno"), "source == 'call' && (%s)".formatted(other));
            assertThat(shop.check()).as(other).isEmpty();
        }
    }

    @Test
    void rulesThatMissSomeLeadsOfASourceAreFound() {
        for (var other :
                List.of("topic == 'b'", "topic != 'a' && has(topic)", "topic > 'a'", "topic == 'b' && has(phone)")) {
            var shop = pair().rule(PAIR, "source == 'call' && topic == 'a'")
                    .rule(rule("rest", "anna", "bruno"), "source == 'call' && (%s)".formatted(other));
            assertThat(shop.check())
                    .as(other)
                    .containsExactly("call: leads of this source that do not meet the other conditions of pair, rest"
                            + " reach nobody: Mon-Sun 00:00-24:00 every week");
        }
    }

    @Test
    void conditionsThatOnlyTheClockDecidesAreNoFinding() {
        assertThat(pair().rule(PAIR, "source == 'call' && created > now - duration('1h')")
                        .check())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "topic != 'a'",
                "!(topic in ['a', 'b'])",
                "topic != 'a' && phone != 'b'",
                "topic != 'a' || phone != 'b'",
                "!(topic in ['a'] && phone in ['b'])",
                "topic != 'a' || has(phone)",
                "topic != 'a' || includes(phone, 'b')",
                "topic != 'a' || startsWith(phone, 'b')",
                "topic != 'a' || within(place, 'b')",
            })
    void leadsOfAValueThatTheOnlyRuleShutsOutSlipThrough(String when) {
        var shop = pair().field("place", FieldType.TEXT).rule(PAIR, "source == 'call' && (%s)".formatted(when));
        assertThat(shop.check())
                .containsExactly(
                        "call: leads of this source that do not meet the other conditions of pair reach nobody:"
                                + " Mon-Sun 00:00-24:00 every week");
    }

    @Test
    void withVeryManyConditionsTheSearchEnds() {
        var shop = pair();
        var names = IntStream.range(0, 30).mapToObj(i -> "field" + i).toList();
        names.forEach(name -> shop.field(name, FieldType.TEXT));
        var all = names.stream().map(name -> name + " == 'a'").collect(Collectors.joining(" && "));
        shop.rule(PAIR, "source == 'call' && (created > now - duration('1h') || (%s))".formatted(all));
        assertThat(shop.check()).isEmpty();
    }
}
