package io.fairlead.engine.filter;

import static io.fairlead.engine.filter.Parsed.flaws;
import static io.fairlead.engine.filter.Parsed.places;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the parser goes on behind a flaw: to the other flaws, and to the conditions that have none. */
class FilterFlawsTest {
    /** A text; the offset and length of each of its flaws. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '\u0001',
            value = {
                "a == 1 AND Zone == 2 → 7+3 11+4",
                "a == 1 or Zone == 2 → 7+2 10+4",
                "a == 1 b == 2 && Zone == 1 → 7+1 17+4",
                "a == 1) && Zone == 1 → 6+1 11+4",
                "a == 1) or Zone == 1 → 6+1 8+2 11+4",
                "a == 1) Zone == 1 → 6+1 8+4",
                "a == 1)) → 6+1 7+1",
                "a in \"x\" && Zone == 1 → 5+3 12+4",
                "size(f(1)) > 3 && Zone == 1 → 0+4 18+4",
                "a.b.matches(f(\"x\")) && Zone == 1 → 1+2 3+8 23+4",
                "not Zone → 0+3 4+4",
                "not (Zone == 1) → 0+3 5+4",
                "a == b || Zone || c == d → 5+1 10+4 23+1",
            })
    void theConditionsBehindAFlawAreReadToo(String text, String expected) {
        assertThat(String.join(" ", places(flaws(text)))).isEqualTo(expected);
    }

    /** What is written before the text ends too early; the offset and length of each flaw. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '\u0001',
            value = {
                "a & → 2+1 3+0",
                "a && → 4+0",
                "a = → 2+1 3+0",
                "a < → 3+0",
                "a == → 4+0",
                "a == 1. → 6+1",
                "a == 1e → 5+2",
                "a == 1e+ → 5+2",
                "a == - → 5+1 6+0",
                "a == \"x → 5+2",
                "a == \"x\\ → 5+3 7+1",
                "a == \"\\x4 → 5+4 6+3",
                "a == “x → 5+2",
                "a in → 4+0",
                "has( → 0+4 3+1",
                "! → 1+0",
            })
    void aTextThatEndsTooEarlyIsAFlawWhereItEnds(String text, String expected) {
        assertThat(String.join(" ", places(flaws(text)))).isEqualTo(expected);
    }

    @Test
    void aTextThatIsNotClosedEndsWithItsLine() {
        assertThat(places(flaws("a == \"x\n&& Zone == 1"))).containsExactly("5+2", "11+4");
        assertThat(places(flaws("a == \"x\\\n&& Zone == 1"))).containsExactly("5+3", "7+1", "12+4");
        assertThat(places(flaws("a == “x\n&& Zone == 1"))).containsExactly("5+2", "11+4");
        assertThat(places(flaws("a == 1 // why\n&& Zone == 1"))).containsExactly("7+6", "17+4");
    }

    @Test
    void aWordThatIsNoFieldInAnyCaseHasNoLikelyMeaning() {
        assertThat(flaws("città == \"x\""))
                .extracting(FilterFlaw::message)
                .containsExactly("`città` cannot be a field: expected lower-case letters a-z, digits and _");
    }

    /** A text with a flaw; what is left of it, with {@code true} for the conditions that have one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '\u0001',
            value = {
                "a == 1 && b = 2 → a == 1 && b == 2",
                "a == 1 && Zone == 2 → a == 1 && (true)",
                "a == 1 AND b == 2 → a == 1 && b == 2",
                "not vip → !(vip == true)",
                "a <> 1 → a != 1",
                "source == “call” → source == \"call\"",
                "a == 1 b || c == 3 → (true) || c == 3",
                "(a == 1 && b == 2) c || d == 4 → (a == 1 && b == 2) || d == 4",
                "!(Zone == 1) && a == 1 → !(true) && a == 1",
                "c == 3 && a in [1, b] → c == 3 && (true)",
                "a == 1) && b == 2 → a == 1",
            })
    void theConditionsWithoutFlawsAreLeft(String text, String left) {
        assertThat(FilterParser.parse(text)).isInstanceOfSatisfying(FilterReading.Broken.class, broken -> {
            var rest = Objects.requireNonNull(broken.rest());
            assertThat(FilterText.write(rest.filter())).isEqualTo(left);
        });
    }

    @Test
    void nothingIsLeftOfATreeThatIsTooDeep() {
        var deepest = (FilterReading.Broken) FilterParser.parse("!".repeat(99) + "Zone");
        assertThat(deepest.rest()).isNotNull();
        var tooDeep = (FilterReading.Broken) FilterParser.parse("!".repeat(100) + "Zone");
        assertThat(tooDeep.rest()).isNull();
        assertThat(tooDeep.flaws()).extracting(FilterFlaw::kind).contains(FilterFlaw.Kind.TOO_DEEP);
    }
}
