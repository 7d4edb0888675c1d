package io.fairlead.server.settings;

import io.fairlead.server.settings.Node.Place;
import org.jspecify.annotations.Nullable;

/** The written values of one event, in the order of the keys of its shape. */
interface Row {
    /** Null where nothing is written. */
    @Nullable
    String text(int key);

    /** Whether the value is written so that {@code true} and numbers are more than text. */
    boolean plain(int key);

    Place place(int key);

    /** Where the event starts. */
    Place place();
}
