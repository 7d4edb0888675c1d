package io.fairlead.engine.filter;

import static io.fairlead.engine.filter.Parsed.flaws;
import static io.fairlead.engine.filter.Parsed.offset;
import static io.fairlead.engine.filter.Parsed.place;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.filter.Places.Place;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterParserTest {
    /** Left what is written, right its canonical text. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '\u0001',
            value = {
                "province in [\"MI\",'TO',] && status==\"new\" → province in [\"MI\", \"TO\"] && status == \"new\"",
                "a == 1 && b == 2 || c == 3 → (a == 1 && b == 2) || c == 3",
                "not in [1] → not in [1]",
                "a == \"\\x41b\\ud7ff\\ue000\" → a == \"Ab\ud7ff\ue000\"",
                "a == 1 || b == 2 && c == 3 → a == 1 || (b == 2 && c == 3)",
                "(a == 1 || b == 2) && c == 3 → (a == 1 || b == 2) && c == 3",
                "a == 1 && (b == 2 && c == 3) → a == 1 && (b == 2 && c == 3)",
                "((a == 1)) → a == 1",
                "!(a == 1) && !!has(b) → !(a == 1) && !!has(b)",
                "vip && !hot → vip == true && !(hot == true)",
                "\"call\" == source → source == \"call\"",
                "5 < a && 5 <= a && 5 > a && 5 >= a && 5 != a → a > 5 && a >= 5 && a < 5 && a <= 5 && a != 5",
                "now - duration(\"1h\") <= created → created >= now - duration(\"1h\")",
                "a > -5 && a > - .50 && a > 1.50e2 → a > -5 && a > -0.5 && a > 150",
                "a > now + duration(\"1d2h3m4.5s6ms7us8ns\") → a > now + duration(\"26h3m4.506007008s\")",
                "a > now - duration(\"1h\") - duration(\"30m\") + duration(\"-1s\") → a > now - duration(\"1h30m1s\")",
                "a > now + duration(\"0s\") → a > now",
                "a == date('2024-02-29') && a < today() → a == date(\"2024-02-29\") && a < today()",
                "a < timestamp('2026-11-23T10:00:00+01:00') → a < timestamp(\"2026-11-23T09:00:00Z\")",
                "date == date(\"2026-11-23\") && has(has) → date == date(\"2026-11-23\") && has(has)",
                "not == 1 && and == 2 && or == 3 → not == 1 && and == 2 && or == 3",
                "includes(name, 'x') || within(zone, 'Y') → includes(name, \"x\") || within(zone, \"Y\")",
                "a in [] && true → a in [] && (true)",
                "true && a == 1 && b == 2 → a == 1 && b == 2",
                "a == 1 && true → a == 1 && (true)",
                "a == \"\\x41\\101\\u00e9\\U0001F600\\`\\?\\a\" → a == \"AAé😀`?\\a\"",
            })
    void whatIsWrittenIsUnderstood(String text, String canonical) {
        assertThat(FilterParser.parse(text))
                .as("%s", told(text))
                .isInstanceOfSatisfying(
                        FilterReading.Read.class,
                        read -> assertThat(FilterText.write(read.filter())).isEqualTo(canonical));
    }

    /** What is written; the offset and length of its one flaw, its kind, and part of its message. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '\u0001',
            value = {
                "source = \"call\" → 7+1 unexpected → write `==`",
                "source == call → 10+4 outside → write \"call\" in quotes",
                "source == \"call → 10+5 bad-text → closing \"",
                "source == “call” → 10+6 bad-text → straight quotes",
                "a == 1 AND b == 2 → 7+3 unexpected → `AND` is written `&&`",
                "a == 1 or b == 2 → 7+2 unexpected → `or` is written `||`",
                "a == 1 & b == 2 → 7+1 unexpected → write `&&`",
                "not vip → 0+3 unexpected → `not` is written `!`",
                "a not in [1] → 2+3 unexpected → `!(field in [..])`",
                "a IN [1] → 2+2 unexpected → `IN` is written `in`",
                "a <> 1 → 2+2 unexpected → write `!=`",
                "a is 1 → 2+2 unexpected → `is` is not an operator",
                "a like \"x\" → 2+4 unexpected → includes(field, \"text\")",
                "a =~ \"x\" → 2+2 outside → regular expressions",
                "matches(a, \"x\") → 0+7 outside → regular expressions",
                "a.matches(\"x\") → 1+8 outside → regular expressions",
                "a.startsWith(\"x\") == true → 1+11 outside → write `startsWith(field, \"text\")`",
                "contains(a, \"x\") → 0+8 outside → did you mean `includes(field, \"text\")`?",
                "inclds(a, \"x\") → 0+6 outside → did you mean `includes(field, \"text\")`?",
                "size(a) > 3 → 0+4 outside → no function `size`",
                "a.exists(x, x == 1) → 1+7 outside → macros",
                "contact.name == \"x\" → 7+5 outside → fields have no parts",
                "a in [b[1], 2] → 7+1 outside → a list stands behind `in`",
                "a[0] == 1 → 1+1 outside → a list stands behind `in`",
                "a + 1 > 2 → 2+1 outside → arithmetic",
                "-a > 2 → 0+1 outside → arithmetic",
                "--a > 2 → 0+1 outside → arithmetic",
                "a < today() - duration(\"24h\") → 12+1 outside → arithmetic",
                "a < now - \"24h\" → 10+5 unexpected → only a duration moves `now`",
                "a < duration(\"24h\") → 4+15 outside → only beside `now`",
                "a == null → 5+4 outside → has(field)",
                "1 == 1 → 0+6 outside → compares two values",
                "a == b → 5+1 outside → not with another field",
                "\"call\" → 0+6 unexpected → is a value, not a condition",
                "now → 0+3 unexpected → is a value, not a condition",
                "duration(\"1h\") → 0+14 unexpected → is a value, not a condition",
                "1 < a < 5 → 6+1 unexpected → do not chain",
                "!a == 1 → 0+2 unexpected → write `!(field == ..)`",
                "!a in [1] → 0+2 unexpected → write `!(field in [..])`",
                "has(a) == true → 0+6 outside → a condition is not compared",
                "a in \"x\" → 5+3 unexpected → expected a list",
                "a in (1, 2) → 5+1 unexpected → expected a list",
                "a in [1 2] → 8+1 unexpected → expected `,`",
                "a in [1 2 3] → 8+1 unexpected → expected `,`",
                "a in [b] → 6+1 unexpected → fixed values only",
                "a in [now] → 6+3 unexpected → fixed values only",
                "a in [1 → 5+1 unexpected → `[` is never closed: expected `]`",
                "1 in [1] → 0+1 unexpected → expected a field before `in`",
                "has(\"a\") → 0+8 unexpected → expected `has(field)`",
                "includes(a) → 0+11 unexpected → expected `includes(field, \"text\")`",
                "a == today(1) → 5+8 unexpected → expected `today()`",
                "a == date(\"2026-02-30\") → 10+12 bad-date → a date that exists",
                "a == timestamp(\"2026-11-23T09:00:00\") → 15+21 bad-timestamp → with its offset",
                "a > now - duration(\"1 day\") → 19+7 bad-duration → as in \"720h\"",
                "a > now - duration(\"0.1ns\") → 19+7 bad-duration → as in \"720h\"",
                "a > now - duration(\"99999999h\") → 19+11 bad-duration → 10 000 years",
                "a > now - duration(\"87660000h\") - duration(\"1s\") → 4+44 bad-duration → 10 000 years",
                "a > 5x → 4+2 bad-number → `5x` is not a number",
                "a > 1e100 → 4+5 bad-number → 100 on either side",
                "Source == \"x\" → 0+6 bad-field → did you mean `source`?",
                "vip == TRUE → 7+4 bad-field → did you mean `true`?",
                "in == 1 → 0+2 unexpected → expected a field before `in`",
                "città == \"x\" → 0+5 bad-field → lower-case letters a-z",
                "a == \"x\\q\" → 7+2 bad-text → `\\q` is not an escape",
                "a == \"x\\😀\" → 7+3 bad-text → `\\😀` is not an escape",
                "a == \"\\udfff\" → 6+6 bad-text → is not an escape",
                "a == \"\\ud800\" → 6+6 bad-text → is not an escape",
                "(a == 1 → 0+1 unexpected → `(` is never closed: expected `)`",
                "a == 1) → 6+1 unexpected → closes nothing",
                "a == 1 b == 2 → 7+1 unexpected → expected `&&`, `||` or the end, found `b`",
                "a == 1 && → 9+0 unexpected → found the end",
                "|| a == 1 → 0+2 unexpected → expected a field",
                "== Zone → 0+2 unexpected → expected a field",
                "a == 1; → 6+1 unexpected → no meaning",
                "a; b == 1 → 1+1 unexpected → no meaning",
                "source == “call“ && a == 1 → 10+6 bad-text → straight quotes",
                "a == 1 // why → 7+6 outside → comments",
            })
    void whatLeavesTheTreeIsRefusedAtItsPlace(String text, String place, String message) {
        var flaws = flaws(text);
        assertThat(flaws).as("%s", told(text)).hasSize(1);
        FilterFlaw flaw = flaws.getFirst();
        Place at = place(flaw);
        assertThat(offset(at) + " " + flaw.kind().slug()).isEqualTo(place);
        assertThat(flaw.message()).contains(message);
        assertThat(flaw.expected()).isNotBlank();
        assertThat(flaw.found()).isNotBlank();
    }

    @Test
    void allFlawsAreToldAtOnce() {
        var flaws = flaws("source = \"call\" && Zone == 1\n  || a == date(\"x\") || (b == c && size(d) > 1) || 5");
        assertThat(flaws)
                .extracting(flaw -> place(flaw).line() + ":" + place(flaw).column() + " " + flaw.kind())
                .containsExactly(
                        "1:8 UNEXPECTED",
                        "1:20 BAD_FIELD",
                        "2:16 BAD_DATE",
                        "2:30 OUTSIDE",
                        "2:35 OUTSIDE",
                        "2:51 UNEXPECTED");
    }

    @Test
    void columnsCountCodePointsAndOffsetsCountUnits() {
        Place place = place(flaws("a == 1 &&\r\n b == \"😀é\" && c = 3").getFirst());
        assertThat(place).isEqualTo(new Place(28, 1, 2, 17));
        assertThat(place(flaws("\na = 1").getFirst())).isEqualTo(new Place(3, 1, 2, 3));
    }

    @Test
    void aLineFeedBelongsToTheLineThatItEnds() {
        String text = " ".repeat(20_000) + "\n";
        assertThat(place(flaws(text).getFirst())).isEqualTo(new Place(20_000, 1, 1, 20_001));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t"})
    void anEmptyTextIsAFlawAtItsEnd(String text) {
        assertThat(flaws(text)).singleElement().satisfies(flaw -> {
            assertThat(place(flaw).offset()).isEqualTo(text.length());
            assertThat(flaw.found()).isEqualTo("the end");
        });
    }

    @Test
    void everyPartKnowsItsPlace() {
        var read = (FilterReading.Read) FilterParser.parse("vip && !(\"x\" == a || b in [1, 2]) && within(zone, 'Z')");
        assertThat(stretch(read, "/of/0/field")).isEqualTo("0+3");
        assertThat(stretch(read, "/of/1")).isEqualTo("7+26");
        assertThat(stretch(read, "/of/1/of/of/0/value")).isEqualTo("9+3");
        assertThat(stretch(read, "/of/1/of/of/0/field")).isEqualTo("16+1");
        assertThat(stretch(read, "/of/1/of/of/1")).isEqualTo("21+11");
        assertThat(stretch(read, "/of/1/of/of/1/values/1")).isEqualTo("30+1");
        assertThat(stretch(read, "/of/2/zone")).isEqualTo("50+3");
        assertThat(stretch(read, "/of/2/unknown")).isEqualTo("37+17");
        assertThat(stretch(read, "")).isEqualTo("0+54");
    }

    private static String stretch(FilterReading.Read read, String path) {
        Place place = read.places().of(path);
        return place == null ? "none" : offset(place);
    }

    private static String told(String text) {
        return flaws(text).stream().map(FilterFlaw::message).collect(Collectors.joining("; "));
    }
}
