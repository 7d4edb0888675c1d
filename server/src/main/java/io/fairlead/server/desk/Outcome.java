package io.fairlead.server.desk;

import io.fairlead.engine.desk.Assignment;
import io.fairlead.engine.distribution.Explanation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a lead is after what was done.
 *
 * @param lead its number; 0 if there is no such lead
 * @param how the last decision's: a way of assignment ({@code turns}, {@code known-owner}, …), {@code offered},
 *     {@code waiting} or {@code unassigned}
 * @param rule that decided; empty for none
 * @param user who holds it; null for nobody
 * @param decision the last decision's number
 * @param holder the user as the company knows them; null for nobody, and where only what is stored is known
 * @param explanation of the last decision; null where no rule decided, and where only what is stored is known
 */
public record Outcome(
        long lead,
        String how,
        String rule,
        @Nullable Long user,
        long decision,
        @Nullable Holder holder,
        @Nullable Explanation explanation) {

    /** Who holds a lead. */
    public record Holder(String key, String name, @Nullable String email) {}

    /** As it was stored. */
    public Outcome(long lead, String how, String rule, @Nullable Long user, long decision) {
        this(lead, how, rule, user, decision, null, null);
    }

    /**
     * What became of leads in a batch, by their ids.
     *
     * @param rows its decisions in their order
     * @param before the last decision's number before it
     * @param numbers of users by their ids in the settings
     * @param holders all users of the company, by their numbers
     */
    static Map<String, Outcome> byLead(
            List<Assignment> rows, long before, Map<String, Long> numbers, Map<Long, Holder> holders) {
        var last = new HashMap<String, Outcome>();
        long decision = before;
        for (var row : rows) {
            var user = row.user().isEmpty() ? null : numbers.get(row.user());
            var outcome = new Outcome(
                    Long.parseLong(row.lead()),
                    row.how(),
                    row.rule(),
                    user,
                    ++decision,
                    user == null ? null : holders.get(user),
                    row.explanation());
            last.put(row.lead(), outcome);
        }
        return last;
    }
}
