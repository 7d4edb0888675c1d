package io.fairlead.server.intake;

import io.fairlead.engine.filter.FieldType;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the leads of some submissions of a company can hold, and which of those were sent before.
 *
 * @param region ISO 3166 code that reads phone numbers without a country
 * @param fields the declared fields
 * @param sources those of the submissions that there are and that are active
 * @param listings those of the submissions that there are
 * @param relays phones, e-mails and {@code @domains} that tell nobody apart
 * @param known what those with a key came to before, as {@link Submissions#known} reads it; null for nothing
 */
record Catalogue(
        @Nullable String region,
        ZoneId zone,
        Map<String, FieldType> fields,
        Map<String, Source.Settings> sources,
        Set<String> listings,
        Set<String> relays,
        @Nullable String known) {

    boolean isRelay(String phoneOrEmail) {
        int at = phoneOrEmail.lastIndexOf('@');
        return relays.contains(phoneOrEmail) || (at >= 0 && relays.contains(phoneOrEmail.substring(at)));
    }
}
