package io.fairlead.server.export;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** What stands in a cell of a file, before it is known how the file writes it. */
sealed interface Cell {
    Cell NOTHING = new Nothing();

    record Nothing() implements Cell {}

    record Text(String value) implements Cell {}

    record Amount(BigDecimal value) implements Cell {}

    record Flag(boolean value) implements Cell {}

    record Day(LocalDate value) implements Cell {}

    /**
     * A day with a time.
     *
     * @param value by the company's clock
     */
    record Moment(LocalDateTime value) implements Cell {}

    static Cell of(String text) {
        return text.isEmpty() ? NOTHING : new Text(text);
    }
}
