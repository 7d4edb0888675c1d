package io.fairlead.engine.distribution;

import io.fairlead.engine.time.Timeline;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person who can receive leads.
 *
 * @param schedule the id of the schedule, null for none
 * @param duty when the person works; {@link Timeline#ALWAYS} without a schedule
 * @param target leads a month (or other period of the rule) the person should get, null for none
 * @param technical an owner set by a machine: never a known advisor
 */
public record User(
        String id,
        String name,
        @Nullable String email,
        boolean active,
        @Nullable String schedule,
        Timeline duty,
        Set<String> skills,
        @Nullable Integer target,
        boolean technical,
        @Nullable String locale) {}
