package io.fairlead.engine.desk;

import io.fairlead.engine.filter.Filter;
import org.jspecify.annotations.Nullable;

/** Whether a filter can change its answer for the same lead only because time passes. */
final class TimeBound {
    private TimeBound() {}

    static boolean is(@Nullable Filter filter) {
        return switch (filter) {
            case null -> false;
            case Filter.All all -> all.of().stream().anyMatch(TimeBound::is);
            case Filter.Any any -> any.of().stream().anyMatch(TimeBound::is);
            case Filter.Not not -> is(not.of());
            case Filter.Compare compare -> !(compare.operand() instanceof Filter.Operand.Literal);
            case Filter.In in -> false;
            case Filter.Has has -> false;
            case Filter.Includes includes -> false;
            case Filter.StartsWith startsWith -> false;
            case Filter.Within within -> false;
        };
    }
}
