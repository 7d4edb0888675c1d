package io.fairlead.engine.time;

import java.time.LocalDate;

/** A rotation: day 0 is {@code from}; works days 0…on−1 of each on+off days, before {@code from} too. */
public record Cycle(int on, int off, LocalDate from, Hours hours) {}
