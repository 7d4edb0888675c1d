package io.fairlead.engine.filter;

import static io.fairlead.engine.filter.Parsed.filter;
import static io.fairlead.engine.filter.Parsed.place;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.filter.Places.Place;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What holds of every filter and of every text, tried with thousands that are made from seeds. */
@Tag("many-cases")
class GeneratedFiltersTest {
    private static final List<String> GARBAGE = List.of(("a source == = ! != < && & || ( ) [ ] , . in not and true null"
                    + " now - + duration(\"1h\") date( \"x\" ' \" \\ 1 1e9 .. has includes(a, today() \n 😀 \uD800 “ // é \u0000")
            .split(" "));

    private static final Instant NOW = GeneratedFilters.NOW;
    private static final ZoneId TOMSK = ZoneId.of("Asia/Tomsk");
    private static final FilterMatcher MATCHER = new FilterMatcher(TOMSK, GeneratedFilters.ZONES);

    @Test
    void everyTreeIsReadBackEqualFromItsText() {
        for (long seed = 0; seed < 20_000; seed++) {
            Filter filter = new GeneratedFilters(seed).filter(5);
            assertBack(filter, "seed " + seed);
        }
    }

    @Test
    void everyTreeIsReadBackEqualFromItsJson() {
        for (long seed = 0; seed < 20_000; seed++) {
            Filter filter = new GeneratedFilters(seed).filter(5);
            assertThat(FilterJson.read(FilterJson.write(filter)))
                    .as("seed %d", seed)
                    .isEqualTo(new FilterReading.Read(filter, Places.NONE));
        }
    }

    @Test
    void generatedFiltersAgreeWithTheNaiveEvaluator() {
        int held = 0;
        for (long seed = 0; seed < 20_000; seed++) {
            var generated = new GeneratedFilters(seed);
            Filter filter = generated.filter(4);
            var condition = MATCHER.compile(filter);
            for (int i = 0; i < 5; i++) {
                Facts facts = generated.facts();
                boolean expected = new NaiveMatcher(facts, NOW, TOMSK, GeneratedFilters.ZONES).holds(filter);
                assertThat(condition.holds(facts, NOW))
                        .as("seed %d, lead %d: %s", seed, i, FilterText.write(filter))
                        .isEqualTo(expected);
                held += expected ? 1 : 0;
            }
        }
        assertThat(held).as("both answers occur often").isBetween(20_000, 80_000);
    }

    @Test
    void notIsAlwaysTheComplement() {
        for (long seed = 0; seed < 5_000; seed++) {
            var generated = new GeneratedFilters(seed);
            Filter filter = generated.filter(4);
            Facts facts = generated.facts();
            assertThat(MATCHER.matches(new Filter.Not(filter), facts, NOW))
                    .as("seed %d", seed)
                    .isNotEqualTo(MATCHER.matches(filter, facts, NOW));
        }
    }

    @Test
    void aFilterSaysTheSameOfEveryLeadAfterItsTravelThroughTextAndJson() {
        for (long seed = 0; seed < 2_000; seed++) {
            var generated = new GeneratedFilters(seed);
            Filter filter = generated.filter(4);
            Filter text = filter(FilterText.write(filter));
            Filter json = ((FilterReading.Read) FilterJson.read(FilterJson.write(text))).filter();
            Facts facts = generated.facts();
            assertThat(List.of(MATCHER.matches(text, facts, NOW), MATCHER.matches(json, facts, NOW)))
                    .as("seed %d", seed)
                    .containsOnly(MATCHER.matches(filter, facts, NOW));
        }
    }

    @Test
    void garbageIsAnsweredWithAFilterOrWithFlawsInsideTheText() {
        for (long seed = 0; seed < 50_000; seed++) {
            var random = new Random(seed);
            var text = random.ints(random.nextInt(12), 0, GARBAGE.size())
                    .mapToObj(GARBAGE::get)
                    .collect(Collectors.joining(random.nextBoolean() ? " " : ""));
            assertAnswered(text, seed);
        }
    }

    @Test
    void aFilterWithOneCharacterChangedIsAnsweredToo() {
        for (long seed = 0; seed < 20_000; seed++) {
            var random = new Random(seed);
            var text = new StringBuilder(FilterText.write(new GeneratedFilters(seed).filter(3)));
            int at = random.nextInt(text.length());
            if (random.nextBoolean()) {
                text.deleteCharAt(at);
            } else {
                text.setCharAt(at, (char) (32 + random.nextInt(96)));
            }
            assertAnswered(text.toString(), seed);
        }
    }

    private static void assertAnswered(String text, long seed) {
        switch (FilterParser.parse(text)) {
            case FilterReading.Read(var filter, var _) ->
                assertThat(FilterParser.parse(FilterText.write(filter)))
                        .as("seed %d: %s", seed, text)
                        .isInstanceOfSatisfying(
                                FilterReading.Read.class,
                                back -> assertThat(back.filter()).isEqualTo(filter));
            case FilterReading.Broken(var flaws, var _) ->
                assertThat(flaws).as("seed %d: %s", seed, text).isNotEmpty().allSatisfy(flaw -> {
                    Place place = place(flaw);
                    assertThat(place.offset()).isBetween(0, text.length());
                    assertThat(place.length()).isBetween(0, text.length() - place.offset());
                    assertThat(place.line()).isPositive();
                    assertThat(place.column()).isPositive();
                });
        }
    }

    private static void assertBack(Filter filter, String description) {
        String text = FilterText.write(filter);
        assertThat(FilterParser.parse(text))
                .as("%s: %s", description, text)
                .isInstanceOfSatisfying(
                        FilterReading.Read.class,
                        read -> assertThat(read.filter())
                                .as("%s: %s", description, text)
                                .isEqualTo(filter));
    }
}
