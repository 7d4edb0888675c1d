package io.fairlead.engine.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fairlead.engine.filter.Filter.Operand;
import io.fairlead.engine.filter.Filter.Operator;
import io.fairlead.engine.filter.FilterFlaw.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        var huge = new Operand.Literal(new Value.Decimal(new BigDecimal("1E+400")));
        assertThat(FilterJson.write(new Filter.Compare("budget", Operator.EQUAL, huge)))
                .containsEntry("value", Map.of("number", "1E+400"));
    }

    /** A filter's text and the JSON of the same tree, as Java prints maps and lists. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '\u0001',
            value = {
                "true && has(a) → {op=all, of=[{op=has, field=a}]}",
                "has(a) || has(b) → {op=any, of=[{op=has, field=a}, {op=has, field=b}]}",
                "!within(zone, \"Lazio\") → {op=not, of={op=within, field=zone, zone=Lazio}}",
                "includes(name, \"ros\") → {op=includes, field=name, text=ros}",
                "startsWith(name, \"ros\") → {op=startsWith, field=name, text=ros}",
                "province in [\"MI\", true] → {op=in, field=province, values=[MI, true]}",
                "source == \"call\" → {op===, field=source, value=call}",
                "budget <= 1.5 → {op=<=, field=budget, value=1.5}",
                "vip != false → {op=!=, field=vip, value=false}",
                "born == date(\"2026-11-23\") → {op===, field=born, value={date=2026-11-23}}",
                "born < today() → {op=<, field=born, value={today=true}}",
                "created > now → {op=>, field=created, value={now=0s}}",
                "created > now - duration(\"720h\") → {op=>, field=created, value={now=-720h}}",
                "created >= timestamp(\"2026-11-23T09:00:00Z\") → {op=>=, field=created,"
                        + " value={timestamp=2026-11-23T09:00:00Z}}",
            })
    void theFormIsTheTree(String text, String json) {
        Filter filter = ((FilterReading.Read) FilterParser.parse(text)).filter();
        assertThat(FilterJson.write(filter)).hasToString(json);
        assertThat(read(FilterJson.write(filter))).isEqualTo(filter);
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
    void aFlawQuotesWhatWasFound() {
        assertThat(flaws(comparison(Map.of("date", "2026-02-30"))))
                .extracting(FilterFlaw::message)
                .containsExactly(
                        "at /value: expected a date that exists, as in \"2026-11-23\", found [date] \"2026-02-30\"");
        assertThat(found(Map.of("op", "has", "field", "E-mail"))).isEqualTo("\"E-mail\"");
        assertThat(found("has(email)")).isEqualTo("\"has(email)\"");
        assertThat(found(5)).isEqualTo("5");
        assertThat(found(List.of())).isEqualTo("a list");
        assertThat(found(comparison(Map.of("date", 5)))).isEqualTo("an object");
        assertThat(found(comparison(Map.of("date", "x", "time", "y")))).isEqualTo("an object");
        assertThat(found(null)).isEqualTo("nothing");
    }

    @Test
    void theFirstHundredFlawsAreTold() {
        Object broken = Map.of("op", "within", "field", "zone", "zone", 5);
        assertThat(flaws(Map.of("op", "any", "of", Collections.nCopies(150, broken))))
                .hasSize(100)
                .last()
                .extracting(FilterFlaw::path)
                .isEqualTo("/of/99/zone");
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
        Object lists = HAS;
        for (int i = 0; i < 100; i++) {
            lists = Map.of("op", "all", "of", List.of(lists));
        }
        assertThat(flaws(lists)).singleElement().satisfies(flaw -> {
            assertThat(flaw.path()).isEqualTo("/of/0".repeat(100));
            assertThat(flaw.message()).endsWith("expected at most 100 levels, found one more");
        });
    }

    @Test
    void aTreeThatIsTooLongAsTextIsAFlaw() {
        var values = Collections.nCopies(10_000, "MI");
        assertThat(flaws(Map.of("op", "in", "field", "province", "values", values)))
                .extracting(FilterFlaw::kind)
                .containsExactly(Kind.TOO_LONG);
        String text = "x".repeat(20_000 - "startsWith(name, \"\")".length());
        assertThat(read(search(text))).isEqualTo(new Filter.StartsWith("name", text));
        assertThat(flaws(search(text + "x"))).singleElement().satisfies(flaw -> {
            assertThat(flaw.kind()).isEqualTo(Kind.TOO_LONG);
            assertThat(flaw.found()).isEqualTo("20001 characters");
        });
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

    private static Object search(String text) {
        return Map.of("op", "startsWith", "field", "name", "text", text);
    }

    private static String found(@Nullable Object json) {
        return flaws(json).getFirst().found();
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
