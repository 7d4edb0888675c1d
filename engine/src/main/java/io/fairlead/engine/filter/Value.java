package io.fairlead.engine.filter;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

/** A typed value of a field or a literal. Choices and zones are {@link Text} at run time. Immutable. */
public sealed interface Value {
    record Text(String text) implements Value {}

    record Decimal(BigDecimal number) implements Value {}

    record Flag(boolean flag) implements Value {}

    record Day(LocalDate day) implements Value {}

    record Moment(Instant moment) implements Value {}
}
