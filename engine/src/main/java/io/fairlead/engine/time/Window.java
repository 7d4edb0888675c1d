package io.fairlead.engine.time;

import java.time.ZoneId;
import java.util.List;

/** When a rule takes leads: the union of weekly hours in the company's zone. */
public record Window(List<Weekly> entries) {
    /** When the window is open, in wall time of the zone; never when it has no entry. */
    public Timeline timeline(ZoneId zone) {
        return new Schedule(zone, entries, null, List.of(), List.of(), Holidays.NONE).timeline();
    }
}
