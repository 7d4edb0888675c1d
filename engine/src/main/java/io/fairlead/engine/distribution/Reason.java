package io.fairlead.engine.distribution;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a candidate was left out: a typed value, worded where it is shown. */
public sealed interface Reason {
    record Inactive() implements Reason {}

    record MissingSkill(List<String> skills) implements Reason {}

    /** Off shift until the next shift begins; null when none begins in the time that was searched. */
    record OffShift(@Nullable Instant until) implements Reason {}

    record Offline() implements Reason {}

    record Absent(Instant until, String kind) implements Reason {}

    record AbsentSoon(Instant from, String kind) implements Reason {}

    record Excluded() implements Reason {}

    record NoTarget() implements Reason {}

    /** A cap ({@code day}, {@code week}, {@code month}, {@code open}) is reached. */
    record Full(String cap, int limit, long held) implements Reason {}

    /** The name used in files and answers. */
    default String word() {
        return switch (this) {
            case Inactive r -> "inactive";
            case MissingSkill r -> "missing-skill";
            case OffShift r -> "off-shift";
            case Offline r -> "offline";
            case Absent r -> "absent";
            case AbsentSoon r -> "absent-soon";
            case Excluded r -> "excluded";
            case NoTarget r -> "no-target";
            case Full r -> "full";
        };
    }
}
