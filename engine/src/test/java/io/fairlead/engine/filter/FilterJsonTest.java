package io.fairlead.engine.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fairlead.engine.filter.Filter.Operand;
import io.fairlead.engine.filter.Filter.Operator;
import io.fairlead.engine.filter.FilterFlaw.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FilterJsonTest {
    private static final Object HAS = Map.of("op", "has", "field", "email");

    @Test
    void theNumbersOfAnyJsonLibraryAreRead() {
        var one = new Filter.Compare(
                "budget", Operator.LESS, new Operand.Literal(new Value.Decimal(new BigDecimal("1.50"))));
        var ten = new Filter.Compare("budget", Operator.LESS, new Operand.Literal(new Value.Decimal(BigDecimal.TEN)));
        assertThat(read(comparison(1.5))).isEqualTo(one);
        assertThat(read(comparison(new BigDecimal("1.5000")))).isEqualTo(one);
        assertThat(read(comparison(Map.of("number", "1.5")))).isEqualTo(one);
        assertThat(read(comparison(10))).isEqualTo(ten);
        assertThat(read(comparison(10L))).isEqualTo(ten);
        assertThat(read(comparison(BigInteger.TEN))).isEqualTo(ten);
    }

    @Test
    void aNumberThatADoubleCannotHoldIsWrittenAsText() {
        var exact = new Value.Decimal(new BigDecimal("12345678901234567890.5"));
        var filter = new Filter.Compare("budget", Operator.EQUAL, new Operand.Literal(exact));
        assertThat(FilterJson.write(filter)).containsEntry("value", Map.of("number", "12345678901234567890.5"));
    }

    @Test
    void theFormIsTheTree() {
        var filter = new Filter.All(List.of(
                new Filter.Compare("created", Operator.GREATER, new Operand.Now(Duration.ofDays(-30))),
                new Filter.Not(new Filter.Within("zone", "Lombardia"))));
        assertThat(FilterJson.write(filter))
                .hasToString("{op=all, of=[{op=>, field=created, value={now=-720h}},"
                        + " {op=not, of={op=within, field=zone, zone=Lombardia}}]}");
    }

    @Test
    void everyFlawIsToldAtOnceWithItsPointer() {
        Object json = Map.of(
                "op",
                "all",
                "of",
                List.of(
                        Map.of("op", "like", "field", "name"),
                        Map.of("op", "has", "field", "E-mail"),
                        Map.of("op", "==", "field", "born", "value", Map.of("date", "2026-02-30")),
                        Map.of("op", "in", "field", "source", "values", List.of("call", List.of())),
                        Map.of("op", "not", "of", Map.of("op", "includes", "field", "name", "text", 5)),
                        Map.of("op", "has", "field", "email", "a/b", 1),
                        "has(email)"));
        assertThat(flaws(json))
                .extracting(FilterFlaw::path, FilterFlaw::kind)
                .containsExactly(
                        tuple("/of/0/op", Kind.UNEXPECTED),
                        tuple("/of/1/field", Kind.BAD_FIELD),
                        tuple("/of/2/value", Kind.BAD_DATE),
                        tuple("/of/3/values/1", Kind.UNEXPECTED),
                        tuple("/of/4/of/text", Kind.UNEXPECTED),
                        tuple("/of/5/a~1b", Kind.UNEXPECTED),
                        tuple("/of/6", Kind.UNEXPECTED));
    }

    @Test
    void aMissingPartIsToldAtItsObject() {
        assertThat(flaws(Map.of("op", "==", "field", "source")))
                .extracting(FilterFlaw::message)
                .containsExactly("expected op, field, value, found no \"value\"");
        assertThat(flaws(Collections.singletonMap("op", null))).hasSize(1);
        assertThat(flaws(null)).hasSize(1);
    }

    @Test
    void valuesThatAreNoneAreFlaws() {
        assertThat(kinds(Map.of("timestamp", "2026-11-23T09:00:00"))).containsExactly(Kind.BAD_TIMESTAMP);
        assertThat(kinds(Map.of("now", "soon"))).containsExactly(Kind.BAD_DURATION);
        assertThat(kinds(Map.of("today", false))).containsExactly(Kind.UNEXPECTED);
        assertThat(kinds(Double.NaN)).containsExactly(Kind.BAD_NUMBER);
        assertThat(kinds(new BigDecimal("1E+999999999"))).containsExactly(Kind.BAD_NUMBER);
        assertThat(kinds(Map.of("number", "1e999999999"))).containsExactly(Kind.BAD_NUMBER);
    }

    @Test
    void aTreeOfAHundredLevelsIsReadAndADeeperOneIsAFlaw() {
        assertThat(FilterJson.read(nested(99))).isInstanceOf(FilterReading.Read.class);
        assertThat(flaws(nested(100))).extracting(FilterFlaw::kind).containsExactly(Kind.TOO_DEEP);
        assertThat(flaws(nested(100_000))).extracting(FilterFlaw::kind).containsExactly(Kind.TOO_DEEP);
    }

    @Test
    void aTreeThatIsTooLongAsTextIsAFlaw() {
        var values = Collections.nCopies(10_000, "MI");
        assertThat(flaws(Map.of("op", "in", "field", "province", "values", values)))
                .extracting(FilterFlaw::kind)
                .containsExactly(Kind.TOO_LONG);
    }

    private static Object nested(int levels) {
        Object json = HAS;
        for (int i = 0; i < levels; i++) {
            json = Map.of("op", "not", "of", json);
        }
        return json;
    }

    private static Object comparison(Object value) {
        return Map.of("op", "<", "field", "budget", "value", value);
    }

    private static List<Kind> kinds(Object value) {
        return flaws(comparison(value)).stream().map(FilterFlaw::kind).toList();
    }

    private static Filter read(Object json) {
        return ((FilterReading.Read) FilterJson.read(json)).filter();
    }

    private static List<FilterFlaw> flaws(@Nullable Object json) {
        return ((FilterReading.Broken) FilterJson.read(json)).flaws();
    }
}
