package io.fairlead.engine.filter;

import java.util.List;

/** What came of reading a filter from its text or JSON form. Immutable. */
public sealed interface FilterReading {
    /** A filter, and where its parts stand ({@link Places#NONE} when it was read from JSON). */
    record Read(Filter filter, Places places) implements FilterReading {}

    /** No filter: every flaw that was found, at least one, in the order of their places. */
    record Broken(List<FilterFlaw> flaws) implements FilterReading {
        public Broken {
            flaws = List.copyOf(flaws);
        }
    }
}
