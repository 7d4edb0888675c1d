package io.fairlead.engine.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.filter.Filter;
import io.fairlead.engine.filter.FilterMatcher;
import io.fairlead.engine.filter.FilterParser;
import io.fairlead.engine.filter.FilterReading;
import io.fairlead.engine.filter.FilterText;
import io.fairlead.engine.filter.Value;
import io.fairlead.engine.filter.Zones;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PossibleTest {
    private static final Possible POSSIBLE = new Possible(Zones.NONE);
    private static final FilterMatcher MATCHER = new FilterMatcher(ZoneOffset.UTC, Zones.NONE);
    private static final Known CALL = new Known.Is(new Value.Text("call"));
    private static final List<String> ATOMS = List.of(
            "source == 'call'",
            "source != 'call'",
            "source in ['call', 'web']",
            "has(source)",
            "source >= 'd'",
            "topic == 'a'",
            "topic != 'b'",
            "topic in ['a', 'b']",
            "includes(topic, 'a')",
            "startsWith(topic, 'b')",
            "topic < 'b'",
            "within(topic, 'a')");
    private static final List<String> TEXTS = List.of("call", "web", "a", "b", "elsewhere");

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "source == 'call'; YES",
                "source == 'web'; NO",
                "source != 'web'; YES",
                "!(source == 'call'); NO",
                "source in ['web', 'call']; YES",
                "source < 'd'; YES",
                "has(source); YES",
                "topic == 'a'; DEPENDS",
                "source == 'call' && topic == 'a'; DEPENDS",
                "source == 'web' && topic == 'a'; NO",
                "source == 'call' || topic == 'a'; YES",
                "source == 'web' || topic == 'a'; DEPENDS",
                "!(source == 'web' || topic == 'a'); DEPENDS",
                "created < now; DEPENDS",
                "true; YES",
                "false; NO",
            })
    void onlyTheSourceIsKnown(String filter, Truth truth) {
        assertThat(POSSIBLE.of(parse(filter), Map.of("source", CALL))).isEqualTo(truth);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "topic == 'a'; NO; NO",
                "topic != 'a'; YES; YES",
                "topic in ['a']; NO; NO",
                "has(topic); YES; NO",
                "includes(topic, 'a'); DEPENDS; NO",
                "topic < 'a'; DEPENDS; NO",
                "topic < now; DEPENDS; NO",
                "topic != today(); DEPENDS; YES",
            })
    void aFieldIsUnnamedOrMissing(String filter, Truth unnamed, Truth missing) {
        assertThat(POSSIBLE.of(parse(filter), Map.of("topic", new Known.Unnamed())))
                .isEqualTo(unnamed);
        assertThat(POSSIBLE.of(parse(filter), Map.of("topic", new Known.Missing())))
                .isEqualTo(missing);
    }

    @Test
    void noConditionHoldsAlways() {
        assertThat(POSSIBLE.of(null, Map.of())).isEqualTo(Truth.YES);
    }

    @Test
    void whatIsCertainHoldsForEveryLeadOfWhichThatIsKnown() {
        int certain = 0;
        for (int seed = 0; seed < 3000; seed++) {
            var random = new Random(seed);
            var filter = filter(random, 3);
            var topic = known(random);
            var truth = POSSIBLE.of(filter, Map.of("source", CALL, "topic", topic));
            certain += truth == Truth.DEPENDS ? 0 : 1;
            var fields = new HashMap<String, Value>();
            fields.put("source", new Value.Text("call"));
            switch (topic) {
                case Known.Is(var value) -> fields.put("topic", value);
                case Known.Missing() -> {}
                case Known.Unnamed() -> fields.put("topic", new Value.Text("elsewhere"));
                case Known.Unknown() -> fields.put("topic", text(random));
            }
            boolean holds = MATCHER.matches(filter, fields::get, Instant.EPOCH);
            assertThat(truth).as("seed %d, %s", seed, FilterText.write(filter)).isNotEqualTo(Truth.of(!holds));
        }
        assertThat(certain).isGreaterThan(1000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "source == 'call'; source == 'call'; true",
                "source == 'call' && topic == 'a'; source == 'call'; true",
                "source == 'call'; source == 'call' && topic == 'a'; false",
                "source == 'call'; source in ['call', 'web']; true",
                "source in ['call', 'web']; source in ['web', 'call', 'x']; true",
                "source in ['call', 'web']; source == 'call'; false",
                "source == 'call'; source != 'web'; true",
                "source == 'call'; source != 'call'; false",
                "source == 'call'; source == 'web' || source == 'call'; true",
                "source == 'a' || source == 'b'; source in ['a', 'b']; true",
                "topic == 'a' && source == 'call'; source == 'call' && topic == 'a'; true",
                "source == 'call'; topic == 'call'; false",
                "topic == 'a'; has(topic); false",
                "topic < 'b'; topic == 'a'; false",
                "!has(topic); topic == 'a'; false",
                "has(topic); topic == 'a'; false",
                "includes(topic, 'a'); topic == 'a'; false",
                "startsWith(topic, 'a'); topic == 'a'; false",
                "within(topic, 'a'); topic == 'a'; false",
            })
    void oneConditionImpliesAnother(String one, String other, boolean implies) {
        assertThat(Possible.implies(parse(one), parse(other))).isEqualTo(implies);
    }

    @Test
    void everythingImpliesNoCondition() {
        assertThat(Possible.implies(parse("topic == 'a'"), null)).isTrue();
        assertThat(Possible.implies(null, null)).isTrue();
        assertThat(Possible.implies(null, parse("topic == 'a'"))).isFalse();
    }

    @Tag("many-cases")
    @Test
    void whatIsImpliedHoldsForEveryLead() {
        int found = 0;
        for (int seed = 0; seed < 20_000; seed++) {
            var random = new Random(seed);
            var one = filter(random, 2);
            var other = filter(random, 2);
            if (Possible.implies(one, other)) {
                found++;
                for (int i = 0; i < 20; i++) {
                    var fields = new HashMap<String, Value>();
                    fields.put("source", text(random));
                    fields.put("topic", text(random));
                    fields.remove(random.nextInt(3) == 0 ? "source" : "topic");
                    assertThat(MATCHER.matches(one, fields::get, Instant.EPOCH)
                                    && !MATCHER.matches(other, fields::get, Instant.EPOCH))
                            .as("seed %d: %s, %s", seed, FilterText.write(one), FilterText.write(other))
                            .isFalse();
                }
            }
        }
        assertThat(found).isGreaterThan(500);
    }

    private static Known known(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new Known.Is(text(random));
            case 1 -> new Known.Missing();
            case 2 -> new Known.Unnamed();
            default -> new Known.Unknown();
        };
    }

    private static Value.Text text(Random random) {
        return new Value.Text(TEXTS.get(random.nextInt(TEXTS.size())));
    }

    private static Filter filter(Random random, int levels) {
        int sort = levels == 1 ? 3 : random.nextInt(5);
        return switch (sort) {
            case 0 -> new Filter.All(filters(random, levels - 1));
            case 1 -> new Filter.Any(filters(random, levels - 1));
            case 2 -> new Filter.Not(filter(random, levels - 1));
            default -> parse(ATOMS.get(random.nextInt(ATOMS.size())));
        };
    }

    private static List<Filter> filters(Random random, int levels) {
        var filters = new ArrayList<Filter>();
        for (int i = random.nextInt(4); i > 0; i--) {
            filters.add(filter(random, levels));
        }
        return filters;
    }

    private static Filter parse(String text) {
        return ((FilterReading.Read) FilterParser.parse(text)).filter();
    }
}
