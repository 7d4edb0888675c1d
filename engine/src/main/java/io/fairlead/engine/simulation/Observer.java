package io.fairlead.engine.simulation;

import io.fairlead.engine.desk.Assignment;

/** Who watches a simulation: takes its rows as they happen and may stop it. */
@FunctionalInterface
public interface Observer {
    void assigned(Assignment assignment);

    /** Whether the assignments of this lead shall come with their explanations, which take time to make. */
    default boolean wantsExplained(String lead) {
        return false;
    }

    /**
     * Asked every thousand events, and every fifty instants at which anything may happen.
     *
     * @return false to stop the run; it then ends with a {@link java.util.concurrent.CancellationException}
     */
    default boolean goOn(long eventsDone, long events) {
        return true;
    }
}
