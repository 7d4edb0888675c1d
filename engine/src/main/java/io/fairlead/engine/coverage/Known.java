package io.fairlead.engine.coverage;

import io.fairlead.engine.filter.Value;

/** What is known of one field of a lead. */
sealed interface Known {
    /** The field has this value. */
    record Is(Value value) implements Known {}

    /** The lead lacks the field. */
    record Missing() implements Known {}

    /** The field is filled with something that no filter compares it with. */
    record Unnamed() implements Known {}

    /** Anything. */
    record Unknown() implements Known {}
}
