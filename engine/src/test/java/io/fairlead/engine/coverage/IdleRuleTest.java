package io.fairlead.engine.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.distribution.Rule;
import io.fairlead.engine.distribution.Strategy;
import io.fairlead.engine.simulation.RuleBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdleRuleTest {
    private static final String NEVER = "never: it never matches: its condition can never hold";

    private static RuleBuilder pair(String id) {
        return new RuleBuilder(id).user("anna").user("bruno");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "false",
                "phone == 'a' && phone == 'b'",
                "phone == 'a' && (has(email) && phone in ['b', 'c'])",
                "phone == 'a' && phone != 'a'",
                "phone != 'a' && (has(email) && phone == 'a')",
                "phone in ['a', 'b'] && !has(phone)",
                "false || (phone == 'a' && !(phone == 'a'))",
                "has(email) && false"
            })
    void aRuleWhoseConditionContradictsItselfNeverMatchesAndTakesNothing(String when) {
        var shop = new Shop().users("anna", "bruno").rule(pair("all"), "").rule(pair("never"), when);
        assertThat(shop.check()).containsExactly(NEVER);
        var first = new Shop().users("anna", "bruno").rule(pair("never"), when).rule(pair("all"), "phone == 'a'");
        assertThat(first.check()).containsExactly(NEVER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "phone == 'a' && email == 'b'",
                "phone in ['a', 'b'] && phone != 'a'",
                "phone == 'a' || phone == 'b'",
                "phone > 'a' && phone < 'c'",
                "(phone == 'a' || has(email)) && phone != 'a'",
                "!has(phone) && phone != 'a'",
                "has(phone)",
                "includes(phone, 'a') && startsWith(phone, 'b')",
                "within(topic, 'a') && topic != 'a'",
                "includes(phone, 'a')",
                "startsWith(phone, 'a')",
                "within(topic, 'a')"
            })
    void aRuleThatCanMatchIsNotFound(String when) {
        assertThat(new Shop().users("anna", "bruno").rule(pair("some"), when).check())
                .isEmpty();
    }

    @Test
    void keysOfClaimsHaveNoEffectElsewhere() {
        var shop = new Shop().users("anna", "bruno");
        var minute = Duration.ofMinutes(1);
        assertThat(shop.rule(chosen("r", Strategy.PRIORITY, minute, Strategy.PRIORITY), "phone == 'a'", null)
                        .rule(chosen("s", Strategy.TURNS, minute, Strategy.TURNS), "phone == 'b'", null)
                        .rule(chosen("t", Strategy.CLAIM, minute, Strategy.PRIORITY), "", null)
                        .check())
                .containsExactly(
                        "r: within, then have no effect: only the strategy claim heeds them",
                        "s: within has no effect: only the strategy claim heeds it");
        assertThat(shop.findings().getFirst().args()).isEqualTo(Map.of("keys", "within, then"));
    }

    private static Rule chosen(String id, Strategy strategy, Duration within, Strategy then) {
        var rule = pair(id).build();
        return new Rule(
                rule.id(),
                rule.was(),
                rule.when(),
                rule.window(),
                rule.group(),
                rule.availability(),
                new Rule.Choice(strategy, within, then, null),
                rule.measure(),
                rule.limits(),
                rule.owners(),
                rule.moves(),
                rule.ledger(),
                rule.otherwise());
    }
}
