package io.fairlead.engine.desk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contact known from the start.
 *
 * @param phone normalised (E.164 where it parses), null for none
 * @param email lower case, null for none
 * @param former former advisors, most recent first
 */
public record KnownContact(
        @Nullable String phone,
        @Nullable String email,
        @Nullable String owner,
        List<String> former) {}
