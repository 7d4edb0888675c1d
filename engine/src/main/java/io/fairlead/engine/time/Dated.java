package io.fairlead.engine.time;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Hours that start on one date; null hours (an exception only) mean that nothing starts. */
public record Dated(LocalDate date, @Nullable Hours hours) {}
