package io.fairlead.engine.filter;

import org.jspecify.annotations.Nullable;

/** What a filter looks at: the values of one lead by field id; null where the lead lacks the field. */
@FunctionalInterface
public interface Facts {
    @Nullable
    Value get(String field);
}
