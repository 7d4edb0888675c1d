package io.fairlead.server.lead.list;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a list of leads is asked for.
 *
 * @param sort {@code created}, {@code status}, {@code source}, {@code assignee}, {@code name}, {@code phone},
 *     {@code email}, or {@code custom.} and the id of an own field that is searchable (leads without it come last); with
 *     {@code -} before it the other way round. Newest first if missing
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
     * @param view the id of a saved view, whose leads the other members narrow
     * @param assignee keys of users, and {@code ""} for nobody; who works a lead beside its owner has it too
     * @param state as rows name it
     * @param open true for those not closed, false for the closed ones
     * @param text what the name, the phone number or (with an @) the e-mail address begins with
     * @param columns what is typed below the headers, by the ids of fields, {@code assignee} and {@code state} among
     *     them: {@code ross} begins so, {@code *ssi} contains, {@code =Rossi} is exactly so, {@code >10},
     *     {@code 1..5}, {@code -} nothing (of zones: none of the tree), {@code !} before it turns it round. Of several one must fit, and each with
     *     {@code !}
     * @param where a condition as a tree of the filter language
     * @param until leads that arrived later are left out
     * @param rule a condition as a text of the filter language
     */
    public record LeadFilter(
            @Nullable String view,
            @Nullable List<String> status,
            @Nullable List<String> source,
            @Nullable List<String> assignee,
            @Nullable List<String> state,
            @Nullable Boolean open,
            @Nullable String text,
            @Nullable Map<String, List<String>> columns,
            @Nullable Map<String, Object> where,
            @Nullable Instant until,
            @Nullable String rule) {
        public static final LeadFilter ALL =
                new LeadFilter(null, null, null, null, null, null, null, null, null, null, null);

        /** Whether it restricts nothing, and nothing of it can be wrong. */
        boolean leavesAll() {
            return view == null
                    && open == null
                    && where == null
                    && until == null
                    && isEmpty(status)
                    && isEmpty(source)
                    && isEmpty(assignee)
                    && isEmpty(state)
                    && (columns == null || columns.isEmpty())
                    && (text == null || text.isEmpty())
                    && (rule == null || rule.isEmpty());
        }

        private static boolean isEmpty(@Nullable List<String> values) {
            return values == null || values.isEmpty();
        }

        LeadFilter of(@Nullable String other) {
            return new LeadFilter(other, status, source, assignee, state, open, text, columns, where, until, rule);
        }
    }
}
