package io.fairlead.engine.simulation;

import io.fairlead.engine.desk.Event;
import io.fairlead.engine.distribution.Settings;
import io.fairlead.engine.simulation.Contacts.KnownContact;
import io.fairlead.engine.time.Absence;
import java.time.Instant;
import java.util.List;

/**
 * A company's set-up and what happens to it.
 *
 * @param contacts oldest first
 * @param events sorted by instant; those of one instant in the order of the file
 * @param until timers and waiting leads run up to here, inclusive; not before the last event
 */
public record Scenario(
        Settings settings, List<Absence> absences, List<KnownContact> contacts, List<Event> events, Instant until) {
    /** The instant of the first event; {@code other} without events. */
    public Instant startOr(Instant other) {
        return events.isEmpty() ? other : events.getFirst().at();
    }
}
