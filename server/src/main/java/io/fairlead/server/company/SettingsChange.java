package io.fairlead.server.company;

import io.fairlead.engine.simulation.Scenario;

/**
 * What is published, inside the transaction and on its thread, when a company's settings change: listeners take part
 * in the change, and their failure undoes it.
 */
public sealed interface SettingsChange {
    int companyId();

    /** The old settings are still in force: what is due by now is to be done under them. */
    record Begun(int companyId) implements SettingsChange {}

    /**
     * The new settings are written and sound.
     *
     * @param scenario the settings and the absences; it has no events
     */
    record Made(int companyId, Scenario scenario) implements SettingsChange {}
}
