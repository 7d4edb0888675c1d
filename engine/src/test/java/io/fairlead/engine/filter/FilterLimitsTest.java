package io.fairlead.engine.filter;

import static io.fairlead.engine.filter.Parsed.filter;
import static io.fairlead.engine.filter.Parsed.flaws;
import static io.fairlead.engine.filter.Parsed.place;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fairlead.engine.filter.FilterFlaw.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long, how deep and how large a filter's text may be. */
class FilterLimitsTest {
    @ParameterizedTest
    @CsvSource({"(,)", "!,", "!(,)", "has(,)", "[,]", "a in [,]"})
    void deepNestingIsAFlawAndNoOverflow(String open, String close) {
        for (int levels : new int[] {201, 1_000, 2_500}) {
            String text = open.repeat(levels) + "vip" + (close == null ? "" : close).repeat(levels);
            assertThat(flaws(text)).isNotEmpty();
        }
    }

    @Test
    void aHundredLevelsAreReadAndOneMoreIsTooDeep() {
        assertThat(FilterParser.parse("!".repeat(99) + "vip")).isInstanceOf(FilterReading.Read.class);
        assertThat(FilterParser.parse("(".repeat(200) + "vip" + ")".repeat(200)))
                .isInstanceOf(FilterReading.Read.class);
        assertThat(flaws("!".repeat(100) + "vip")).extracting(FilterFlaw::kind).containsExactly(Kind.TOO_DEEP);
        assertThat(flaws("(".repeat(201) + "vip" + ")".repeat(201)))
                .extracting(FilterFlaw::kind)
                .containsExactly(Kind.TOO_DEEP);
    }

    @Test
    void aLongTextIsReadUpToItsLimit() {
        String text = "a == 1" + " && a == 1".repeat(1_999);
        assertThat(FilterParser.parse(text)).isInstanceOf(FilterReading.Read.class);
        assertThat(flaws(text + " ".repeat(20_001 - text.length())))
                .extracting(FilterFlaw::kind, flaw -> place(flaw).offset())
                .containsExactly(tuple(Kind.TOO_LONG, 20_000));
    }

    @Test
    void aTextThatIsTooLongOnlyWhenWrittenOutIsAFlaw() {
        String text = "vip" + "&&vip".repeat(3_000);
        assertThat(flaws(text)).extracting(FilterFlaw::kind).containsExactly(Kind.TOO_LONG);
    }

    @Test
    void theFirstHundredFlawsAreTold() {
        assertThat(flaws("5" + " && 5".repeat(149)))
                .hasSize(100)
                .last()
                .extracting(flaw -> place(flaw).offset())
                .isEqualTo(99 * 5);
    }

    @Test
    void aFlawQuotesFortyUnitsAndSplitsNoCharacter() {
        String whole = "\"" + "x".repeat(38) + "\"";
        assertThat(flaws(whole).getFirst().found()).isEqualTo(whole);
        String longer = "\"" + "x".repeat(39) + "\"";
        assertThat(flaws(longer).getFirst().found()).isEqualTo("\"" + "x".repeat(38) + "…");
        String split = "\"" + "x".repeat(37) + "😀x\"";
        assertThat(flaws(split).getFirst().found()).isEqualTo("\"" + "x".repeat(37) + "…");
    }

    @Test
    void listsOfAHundredLevelsAreReadAndOneMoreIsTooDeep() {
        String more = "vip && (hot || (";
        assertThat(filter(more.repeat(49) + "vip && hot" + "))".repeat(49))).isInstanceOf(Filter.All.class);
        assertThat(flaws(more.repeat(50) + "vip && hot" + "))".repeat(50)))
                .extracting(FilterFlaw::kind)
                .containsExactly(Kind.TOO_DEEP);
    }

    @Test
    void aCallInsideOfTwoHundredParenthesesIsTooDeep() {
        assertThat(flaws("(".repeat(200) + "has(a)" + ")".repeat(200)))
                .extracting(FilterFlaw::kind)
                .containsExactly(Kind.TOO_DEEP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"!a", "(a == 1)", "has(a)"})
    void anyNumberMayStandSideBySide(String member) {
        assertThat(filter(member + (" && " + member).repeat(299)))
                .isInstanceOfSatisfying(
                        Filter.All.class, all -> assertThat(all.of()).hasSize(300));
    }

    @Test
    void aTextOfTwentyThousandUnitsIsRead() {
        String text = "x".repeat(20_000 - "startsWith(name, \"\")".length());
        assertThat(filter("startsWith(name, \"" + text + "\")")).isEqualTo(new Filter.StartsWith("name", text));
    }

    /** A number; its canonical form. */
    @ParameterizedTest
    @CsvSource({
        "1e99, 1E+99",
        "1e21, 1E+21",
        "1e20, 100000000000000000000",
        "1e+2, 100",
        "1e-40, 0.0000000000000000000000000000000000000001",
        "1e-41, 1E-41",
        "1e-100, 1E-100",
        "0.123456789012345678901234567890123456789012345678901234567891,"
                + " 0.123456789012345678901234567890123456789012345678901234567891",
    })
    void numbersHaveAHundredDigitsOnEitherSideOfThePoint(String number, String canonical) {
        assertThat(FilterText.write(filter("a > " + number))).isEqualTo("a > " + canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e100", "1e-101", "0.5e-100"})
    void numbersWithMoreDigitsAreFlaws(String number) {
        assertThat(flaws("a > " + number)).extracting(FilterFlaw::kind).containsExactly(Kind.BAD_NUMBER);
    }

    @Test
    void aNumberOrDurationIsWrittenInThreeHundredUnits() {
        assertThat(filter("a > 1." + "0".repeat(298))).isEqualTo(filter("a > 1"));
        assertThat(flaws("a > 1." + "0".repeat(299))).hasSize(1);
        assertThat(filter("a > now + duration(\"" + "0".repeat(298) + "1h\")"))
                .isEqualTo(filter("a > now + duration(\"1h\")"));
        assertThat(flaws("a > now + duration(\"" + "0".repeat(299) + "1h\")")).hasSize(1);
    }
}
