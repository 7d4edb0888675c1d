package io.fairlead.engine.time;

import java.time.DayOfWeek;
import java.util.Set;

/**
 * Hours that start on some days of every week.
 *
 * @param days the days on which the hours start, never empty
 * @param untilNextListedDay only for hours that pass midnight: they run to the end time on the next day that is in
 *     {@code days} (Friday 16:00 to Monday 09:00); with a single day, to next week's
 */
public record Weekly(Set<DayOfWeek> days, Hours hours, boolean untilNextListedDay) {}
