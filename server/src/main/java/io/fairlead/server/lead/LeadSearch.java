package io.fairlead.server.lead;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a list of leads is asked for.
 *
 * @param sort {@code created}, {@code status}, {@code source} or {@code assignee}; with {@code -} before it the other
 *     way round. Newest first if missing
 * @param cursor where the last page ended
 * @param limit rows a page, up to 200
 */
public record LeadSearch(
        @Nullable LeadFilter filter,
        @Nullable String sort,
        @Nullable String cursor,
        @Nullable Integer limit) {

    /**
     * Which leads; a member that is missing or empty does not restrict.
     *
     * @param assignee keys of users, and {@code ""} for nobody
     * @param state as rows name it
     * @param open true for those not closed, false for the closed ones
     * @param text what the name, the phone number or (with an @) the e-mail address begins with
     */
    public record LeadFilter(
            @Nullable List<String> status,
            @Nullable List<String> source,
            @Nullable List<String> assignee,
            @Nullable List<String> state,
            @Nullable Boolean open,
            @Nullable String text) {
        static final LeadFilter ALL = new LeadFilter(null, null, null, null, null, null);
    }
}
