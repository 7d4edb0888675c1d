package io.fairlead.engine.distribution;

import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A company's own settings.
 *
 * @param region ISO 3166 code that reads phone numbers without a country
 * @param otherwise what happens to a lead that no rule takes; never {@link Otherwise.NextRule}
 * @param closedStatuses a lead in one of these is not open
 */
public record Company(
        String name,
        ZoneId timezone,
        @Nullable String region,
        @Nullable String locale,
        Otherwise otherwise,
        Mailboxes mailboxes,
        Set<String> closedStatuses) {

    /** Where to tell that nobody was found ({@code fallback}) and of every assignment ({@code overview}). */
    public record Mailboxes(
            @Nullable String fallback, @Nullable String overview) {}
}
