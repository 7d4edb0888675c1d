package io.fairlead.server.fairness;

import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import java.time.LocalDate;
import java.util.List;

/**
 * Days of the company, both ends included.
 *
 * @param from {@link #OPENING} for all that ever was
 */
record Period(LocalDate from, LocalDate to) {
    /** The day on which stands what was booked before days were kept. */
    static final LocalDate OPENING = LocalDate.EPOCH;

    /** @param word {@code this-month}, {@code last-month}, {@code 7}, {@code 30} or {@code 90} days, {@code all} */
    static Period of(String word, LocalDate today) {
        return switch (word) {
            case "this-month" -> new Period(today.withDayOfMonth(1), today);
            case "last-month" -> {
                var first = today.withDayOfMonth(1).minusMonths(1);
                yield new Period(first, first.plusMonths(1).minusDays(1));
            }
            case "7", "30", "90" -> new Period(today.minusDays(Integer.parseInt(word) - 1L), today);
            case "all" -> new Period(OPENING, today);
            default -> throw Refusal.invalid(List.of(new FieldError("period", "invalid")));
        };
    }

    boolean isAll() {
        return from.equals(OPENING);
    }
}
