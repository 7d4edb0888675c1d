package io.fairlead.server.desk;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A lead of which it is asked what would become of it.
 *
 * @param rule that takes it whatever its condition and window say; null to try the rules in order
 * @param source empty for none
 * @param listing the key of a listing; empty for none
 */
public record Asked(@Nullable String rule, String source, String listing) {
    Doing.NewLead lead() {
        return new Doing.NewLead(source, "", "", "", "", listing, Map.of(), true, null);
    }
}
