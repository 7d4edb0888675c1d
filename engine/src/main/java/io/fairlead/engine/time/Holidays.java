package io.fairlead.engine.time;

import java.time.LocalDate;

/** The full public holidays of a country or region. Implementations are pure and thread-safe. */
@FunctionalInterface
public interface Holidays {
    Holidays NONE = date -> false;

    boolean isHoliday(LocalDate date);
}
