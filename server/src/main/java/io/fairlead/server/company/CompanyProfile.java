package io.fairlead.server.company;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a company is called, where it is, and how its people work.
 *
 * @param timezone an IANA zone
 * @param locale the language of what the company sends out
 * @param region the country of phone numbers without a country code, in two letters; null for none
 * @param idleMinutes after how long without a sign of life people go offline by themselves; null for never
 */
public record CompanyProfile(
        String name,
        String timezone,
        String locale,
        @Nullable String region,
        @Nullable Integer idleMinutes,
        WorkSettings work) {

    /** Whether the settings file would say the same of both. */
    boolean sameInFile(CompanyProfile other) {
        return name.equals(other.name)
                && timezone.equals(other.timezone)
                && locale.equals(other.locale)
                && Objects.equals(region, other.region);
    }

    /** As events tell it. */
    Map<String, @Nullable Object> shown() {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("name", name);
        shown.put("timezone", timezone);
        shown.put("locale", locale);
        shown.put("region", region);
        shown.put("idleMinutes", idleMinutes);
        shown.put("work", work.shown());
        return shown;
    }
}
