package io.fairlead.engine.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.filter.Filter.Operand;
import io.fairlead.engine.filter.Filter.Operator;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilterTextTest {
    private static final Filter A = new Filter.Has("a");
    private static final Filter B = new Filter.Has("b");
    private static final Filter TRUE = new Filter.All(List.of());
    private static final Filter FALSE = new Filter.Any(List.of());

    @Test
    void listsOfNoneAndOfOneKeepTheirStructure() {
        assertText(TRUE, "true");
        assertText(FALSE, "false");
        assertText(new Filter.All(List.of(A)), "true && has(a)");
        assertText(new Filter.Any(List.of(A)), "false || has(a)");
        assertText(new Filter.All(List.of(TRUE)), "true && (true)");
        assertText(new Filter.All(List.of(FALSE)), "true && (false)");
        assertText(new Filter.All(List.of(TRUE, A)), "(true) && has(a)");
        assertText(new Filter.Any(List.of(TRUE, FALSE)), "(true) || (false)");
        assertText(new Filter.Any(List.of(new Filter.All(List.of(A)), B)), "(true && has(a)) || has(b)");
    }

    @Test
    void listsInListsStandInParentheses() {
        assertText(new Filter.All(List.of(A, new Filter.All(List.of(A, B)))), "has(a) && (has(a) && has(b))");
        assertText(new Filter.Any(List.of(new Filter.All(List.of(A, B)), A)), "(has(a) && has(b)) || has(a)");
        assertText(new Filter.Not(new Filter.Any(List.of(A, B))), "!(has(a) || has(b))");
        assertText(new Filter.Not(new Filter.Not(A)), "!!has(a)");
        assertText(new Filter.Not(new Filter.In("a", List.of())), "!(a in [])");
        assertText(new Filter.Not(now(Duration.ZERO)), "!(f == now)");
    }

    @Test
    void aSearchIsWrittenAsACallWhichNeedsNoParentheses() {
        assertText(new Filter.Includes("a", "x"), "includes(a, \"x\")");
        assertText(new Filter.StartsWith("a", "x"), "startsWith(a, \"x\")");
        assertText(new Filter.Within("a", "x"), "within(a, \"x\")");
        assertText(new Filter.Not(new Filter.Includes("a", "x")), "!includes(a, \"x\")");
        assertText(new Filter.Not(new Filter.StartsWith("a", "x")), "!startsWith(a, \"x\")");
        assertText(new Filter.Not(new Filter.Within("a", "x")), "!within(a, \"x\")");
    }

    @Test
    void valuesAreWrittenAsTheyAreReadByPeople() {
        assertText(literal(new Value.Text("a\"b\\c\n'é\u0000")), "f == \"a\\\"b\\\\c\\n'é\\u0000\"");
        assertText(literal(new Value.Decimal(new BigDecimal("1000.50"))), "f == 1000.5");
        assertText(literal(new Value.Decimal(new BigDecimal("1E+3"))), "f == 1000");
        assertText(literal(new Value.Decimal(new BigDecimal("-1E-60"))), "f == -1E-60");
        assertText(literal(new Value.Flag(false)), "f == false");
        assertText(literal(new Value.Day(LocalDate.of(2026, 2, 1))), "f == date(\"2026-02-01\")");
        assertText(literal(new Value.Day(LocalDate.MAX)), "f == date(\"+999999999-12-31\")");
        assertText(
                literal(new Value.Moment(Instant.parse("2026-11-23T10:00:00+01:00"))),
                "f == timestamp(\"2026-11-23T09:00:00Z\")");
        assertText(literal(new Value.Moment(Instant.MIN)), "f == timestamp(\"" + Instant.MIN + "\")");
    }

    @Test
    void offsetsAreWrittenInHoursMinutesAndSeconds() {
        assertText(now(Duration.ZERO), "f == now");
        assertText(now(Duration.ofDays(-30)), "f == now - duration(\"720h\")");
        assertText(now(Duration.ofSeconds(3661, 500_000_000)), "f == now + duration(\"1h1m1.5s\")");
        assertText(now(Duration.ofNanos(-1)), "f == now - duration(\"0.000000001s\")");
        assertText(now(Operand.Now.FARTHEST.negated()), "f == now - duration(\"87660000h\")");
    }

    private static Filter literal(Value value) {
        return new Filter.Compare("f", Operator.EQUAL, new Operand.Literal(value));
    }

    private static Filter now(Duration offset) {
        return new Filter.Compare("f", Operator.EQUAL, new Operand.Now(offset));
    }

    private static void assertText(Filter filter, String text) {
        assertThat(FilterText.write(filter)).isEqualTo(text);
        assertBack(filter, text);
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
