package io.fairlead.engine.filter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of reading a filter from its text or JSON form. Immutable. */
public sealed interface FilterReading {
    /** A filter, and where its parts stand ({@link Places#NONE} when it was read from JSON). */
    record Read(Filter filter, Places places) implements FilterReading {}

    /**
     * No filter: every flaw that was found, at least one, in the order of their places.
     *
     * @param rest the conditions without flaws, to look for flaws of other kinds in them; an empty {@link Filter.All}
     *     stands in for each of the others. Null where nothing could be made out.
     */
    record Broken(List<FilterFlaw> flaws, @Nullable Read rest) implements FilterReading {
        public Broken {
            flaws = List.copyOf(flaws);
        }

        Broken(List<FilterFlaw> flaws) {
            this(flaws, null);
        }
    }
}
