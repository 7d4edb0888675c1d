package io.fairlead.engine.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fairlead.engine.filter.Filter.Operand;
import io.fairlead.engine.filter.Filter.Operator;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "A", "1a", "_a", "a-b", "é", "now", "in", "true", "null"})
    void aNodeRefusesAFieldThatNoTextCanName(String field) {
        var literal = new Operand.Literal(new Value.Flag(true));
        assertThatIllegalArgumentException().isThrownBy(() -> new Filter.Has(field));
        assertThatIllegalArgumentException().isThrownBy(() -> new Filter.In(field, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Filter.Includes(field, "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Filter.StartsWith(field, "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Filter.Within(field, "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Filter.Compare(field, Operator.EQUAL, literal));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "z", "a0", "z9", "nowhere", "a_", "a_1z"})
    void aFieldIsALowerCaseWordThatMayGoOnWithDigits(String field) {
        assertThat(new Filter.Has(field).field()).isEqualTo(field);
    }

    @Test
    void anOffsetIsAtMostTenThousandYears() {
        assertThat(new Operand.Now(Operand.Now.FARTHEST).offset()).isPositive();
        assertThat(new Operand.Now(Operand.Now.FARTHEST.negated()).offset()).isNegative();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Operand.Now(Operand.Now.FARTHEST.plus(Duration.ofNanos(1))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Operand.Now(Operand.Now.FARTHEST.negated().minus(Duration.ofNanos(1))));
    }

    @Test
    void numbersAreEqualWhateverTheirTrailingZeros() {
        assertThat(new Value.Decimal(new BigDecimal("1.50"))).isEqualTo(new Value.Decimal(new BigDecimal("1.5")));
        assertThat(new Value.Decimal(new BigDecimal("0.00"))).isEqualTo(new Value.Decimal(BigDecimal.ZERO));
        assertThat(new Value.Decimal(new BigDecimal("100"))).isEqualTo(new Value.Decimal(new BigDecimal("1E2")));
    }

    @Test
    void theNearestWordHasTheFewestSlips() {
        var known = List.of("source", "status", "province", "phone");
        assertThat(Spelling.nearest("provnce", known)).contains("province");
        assertThat(Spelling.nearest("satus", known)).contains("status");
        assertThat(Spelling.nearest("suorce", known)).contains("source");
        assertThat(Spelling.nearest("PHONE", known)).contains("phone");
        assertThat(Spelling.nearest("xyzzy", known)).isEmpty();
        assertThat(Spelling.nearest("abx", List.of("bac")))
                .as("two swapped and one wrong are two slips")
                .isEmpty();
        assertThat(Spelling.nearest("phxxe", known))
                .as("two slips in five letters")
                .isEmpty();
        assertThat(Spelling.nearest("prxvxnce", known)).as("two slips in eight").contains("province");
    }

    @Test
    void ofEquallyNearWordsTheFirstInCodePointOrderIsMeant() {
        assertThat(Spelling.nearest("ab", List.of("ac", "aa"))).contains("aa");
        assertThat(Spelling.nearest("ab", List.of("aa", "ac"))).contains("aa");
        assertThat(Spelling.nearest("phone", List.of("qhone", "phon"))).contains("phon");
        assertThat(Spelling.nearest("phone", List.of("phon", "phones"))).contains("phon");
    }

    @Test
    void aWordOfMoreThanAHundredLettersHasNoLikelyMeaning() {
        String word = "x".repeat(100);
        assertThat(Spelling.nearest(word, List.of(word + "y"))).contains(word + "y");
        assertThat(Spelling.nearest(word + "x", List.of(word))).isEmpty();
    }
}
