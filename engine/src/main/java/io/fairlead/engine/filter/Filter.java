package io.fairlead.engine.filter;

import java.time.Duration;
import java.util.List;

/**
 * A condition over the fields of a lead: the closed tree that rules, lists and reports share. Immutable.
 *
 * <p>Two-valued: a comparison with a field the lead lacks is false, except {@code !=} which is true; {@link Not} is
 * always the complement.
 */
public sealed interface Filter {
    /** Every one holds; an empty list holds always. */
    record All(List<Filter> of) implements Filter {}

    /** At least one holds; an empty list holds never. */
    record Any(List<Filter> of) implements Filter {}

    record Not(Filter of) implements Filter {}

    record Compare(String field, Operator operator, Operand operand) implements Filter {}

    /** The field equals one of the values. */
    record In(String field, List<Value> values) implements Filter {}

    /** The field is filled: neither missing nor the empty text. */
    record Has(String field) implements Filter {}

    /** The field's text contains the text, ignoring case and accents. */
    record Includes(String field, String text) implements Filter {}

    /** The field's text starts with the text, ignoring case and accents. */
    record StartsWith(String field, String text) implements Filter {}

    /** The field's zone is the named zone or any below it. */
    record Within(String field, String zone) implements Filter {}

    enum Operator {
        EQUAL("=="),
        NOT_EQUAL("!="),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">=");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }
    }

    /** What a field is compared with. */
    sealed interface Operand {
        record Literal(Value value) implements Operand {}

        /** The instant of the decision or query, moved by a signed offset. */
        record Now(Duration offset) implements Operand {}

        /** The company's calendar day at the instant of the decision or query. */
        record Today() implements Operand {}
    }
}
