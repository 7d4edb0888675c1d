package io.fairlead.engine.desk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who is told of what a run does, as it happens. */
@FunctionalInterface
public interface Journal {
    /** A lead was given to a person, or by hand to nobody. */
    void assigned(Assignment assignment);

    /** A lead found nobody, or was offered: its row has no user, and {@code how} says which. */
    default void left(Assignment row) {}

    /** Whether the rows of this lead shall come with their explanations, which take time to make. */
    default boolean wantsExplained(String lead) {
        return false;
    }

    /**
     * Somebody did something with a lead and it took effect; what changed nothing is not told.
     *
     * @param holder who had the lead before; null for nobody
     * @param status of the lead before; null for none
     */
    default void took(Event event, @Nullable String holder, @Nullable String status) {}

    /** A lead was redistributed for the last time: with whom it is now, there it stays. */
    default void stays(String lead) {}

    /** Told of each event of a step once it is done, by its place in the step. */
    default void done(int event) {}

    /**
     * A rule looks at what counts on a listing for the first time. A run that was taken up is to be given what was kept of
     * it, all that it told of itself ({@link Run#changes}) left out.
     */
    default List<Kept.OnListing> onListing(String listing) {
        return List.of();
    }

    /**
     * Somebody's shift ends, absence begins, or they become inactive. A run that does not hold all leads is to be given
     * those that this person holds and that the cause may move, before it goes on.
     */
    default List<SavedLead> heldBy(String user, Cause cause) {
        return List.of();
    }
}
