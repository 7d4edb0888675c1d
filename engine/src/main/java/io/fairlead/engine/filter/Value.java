package io.fairlead.engine.filter;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

/** A typed value of a field or a literal. Choices and zones are {@link Text} at run time. Immutable. */
public sealed interface Value {
    /** A text, compared exactly. */
    record Text(String text) implements Value {
        /**
         * The order of texts: by code point, as a database has it in C.UTF-8, not by UTF-16 unit. Negative, zero or
         * positive as {@code a} stands before, with or after {@code b}; allocates nothing.
         */
        public static int compare(String a, String b) {
            int shorter = Math.min(a.length(), b.length());
            for (int i = 0; i < shorter; i++) {
                if (a.charAt(i) != b.charAt(i)) {
                    return codePoint(a, i) - codePoint(b, i);
                }
            }
            return a.length() - b.length();
        }

        /** The code point that the unit belongs to; a low surrogate counts with the high one before it. */
        private static int codePoint(String text, int i) {
            boolean inside = i > 0 && Character.isSurrogatePair(text.charAt(i - 1), text.charAt(i));
            return text.codePointAt(inside ? i - 1 : i);
        }
    }

    /** A number; trailing zeros are dropped, so that two of them are equal exactly when their numbers are. */
    record Decimal(BigDecimal number) implements Value {
        public Decimal {
            number = number.stripTrailingZeros();
        }
    }

    /** Yes or no. */
    record Flag(boolean flag) implements Value {}

    /** A calendar day. */
    record Day(LocalDate day) implements Value {}

    /** A point in time. */
    record Moment(Instant moment) implements Value {}
}
