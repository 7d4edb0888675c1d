package io.fairlead.server.settings;

import io.fairlead.engine.simulation.Scenario;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What came of reading a settings file. Immutable. */
public sealed interface SettingsFile {
    /**
     * Everything in it fits.
     *
     * @param eventFields ids of the fields for which at least one event has a value
     * @param sections what it says of the company, without contacts and events: maps, lists, texts, whole numbers, flags
     *     and null for what stands empty, by the keys of the file and in its order
     */
    record Sound(Scenario scenario, Set<String> eventFields, Map<String, Object> sections) implements SettingsFile {}

    /**
     * Nothing of it can be used.
     *
     * @param flaws the first hundred at most, by file, line and column
     * @param more how many there are beside them
     */
    record Broken(List<Flaw> flaws, long more) implements SettingsFile {}
}
