package io.fairlead.engine.filter;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A condition over the fields of a lead: the closed tree that rules, lists and reports share. Immutable.
 *
 * <p>Two-valued: a comparison with a field the lead lacks is false, except {@code !=} which is true; {@link Not} is
 * always the complement.
 *
 * <p>Every node that names a field refuses an id for which {@link #isField} is false with an
 * {@link IllegalArgumentException}, so that every tree has a text.
 */
public sealed interface Filter {
    /** Every one holds; an empty list holds always. */
    record All(List<Filter> of) implements Filter {
        public All {
            of = List.copyOf(of);
        }
    }

    /** At least one holds; an empty list holds never. */
    record Any(List<Filter> of) implements Filter {
        public Any {
            of = List.copyOf(of);
        }
    }

    /** The complement. */
    record Not(Filter of) implements Filter {}

    /** The field compared with one value. */
    record Compare(String field, Operator operator, Operand operand) implements Filter {
        public Compare {
            requireField(field);
        }
    }

    /** The field equals one of the values. */
    record In(String field, List<Value> values) implements Filter {
        public In {
            requireField(field);
            values = List.copyOf(values);
        }
    }

    /** The field is filled: neither missing nor the empty text. */
    record Has(String field) implements Filter {
        public Has {
            requireField(field);
        }
    }

    /** The field's text contains the text, ignoring case and accents. */
    record Includes(String field, String text) implements Filter {
        public Includes {
            requireField(field);
        }
    }

    /** The field's text starts with the text, ignoring case and accents. */
    record StartsWith(String field, String text) implements Filter {
        public StartsWith {
            requireField(field);
        }
    }

    /** The field's zone is the named zone or any below it. */
    record Within(String field, String zone) implements Filter {
        public Within {
            requireField(field);
        }
    }

    /** How a field is compared with a value. */
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

        /** The operator as it is written, in the text and in the JSON form. */
        public String symbol() {
            return symbol;
        }

        /** The operator that is written so; any other text is an {@link IllegalArgumentException}. */
        static Operator of(String symbol) {
            for (Operator operator : values()) {
                if (operator.symbol.equals(symbol)) {
                    return operator;
                }
            }
            throw new IllegalArgumentException("operator " + symbol + ", expected one of == != < <= > >=");
        }

        /** Whether it asks for an order, not only for equality. */
        public boolean orders() {
            return this != EQUAL && this != NOT_EQUAL;
        }
    }

    /** What a field is compared with. */
    sealed interface Operand {
        /** A value as it stands. */
        record Literal(Value value) implements Operand {}

        /** The instant of the decision or query, moved by a signed offset of at most {@link #FARTHEST}. */
        record Now(Duration offset) implements Operand {
            /** 10 000 years of 365.25 days, the range of a duration in CEL: no sum with a real instant overflows. */
            public static final Duration FARTHEST = Duration.ofDays(3_652_500);

            public Now {
                if (!reaches(offset)) {
                    throw new IllegalArgumentException("offset " + offset + ", expected at most 10 000 years");
                }
            }

            /** Whether an offset is near enough for a filter. */
            public static boolean reaches(Duration offset) {
                return offset.compareTo(FARTHEST) <= 0 && offset.compareTo(FARTHEST.negated()) >= 0;
            }
        }

        /** The company's calendar day at the instant of the decision or query. */
        record Today() implements Operand {}
    }

    /** Words of the language that cannot name a field. */
    Set<String> RESERVED = Set.of("true", "false", "null", "in", "now");

    /** Whether a text can name a field: {@code [a-z][a-z0-9_]*} and none of {@link #RESERVED}. */
    static boolean isField(String id) {
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean letter = c >= 'a' && c <= 'z';
            boolean later = (c >= '0' && c <= '9') || c == '_';
            if (!letter && (i == 0 || !later)) {
                return false;
            }
        }
        return !id.isEmpty() && !RESERVED.contains(id);
    }

    private static void requireField(String id) {
        if (!isField(id)) {
            throw new IllegalArgumentException(
                    "field id \"" + id + "\", expected [a-z][a-z0-9_]*, not a reserved word");
        }
    }
}
