package io.fairlead.engine.distribution;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Upper limits of one person's leads per calendar day, week (from Monday) and month, and of open leads at a time. */
public record Caps(
        @Nullable Integer day,
        @Nullable Integer week,
        @Nullable Integer month,
        @Nullable Integer open) {
    public static final Caps NONE = new Caps(null, null, null, null);

    /**
     * How much of a cap a candidate of a rule has used. Immutable.
     *
     * @param cap {@code day}, {@code week}, {@code month} or {@code open}
     * @param held leads that count towards it
     */
    public record Use(String user, String cap, int limit, long held) {}

    public boolean limitNothing() {
        return day == null && week == null && month == null && open == null;
    }

    /** The caps of all candidates of a rule for a lead, by candidate in listed order, then from day to open. */
    public static List<Use> uses(RuleBook book, int rule, Lead lead, Situation situation) {
        var candidates = book.candidates(rule, lead.listing());
        int activity = book.activity(rule);
        var uses = new ArrayList<Use>();
        for (int i = 0; i < candidates.size(); i++) {
            int user = candidates.user(i);
            var id = book.users().get(user).id();
            var caps = candidates.caps(i);
            add(uses, id, "day", caps.day(), situation.activities(user, activity, Rule.Count.DAY));
            add(uses, id, "week", caps.week(), situation.activities(user, activity, Rule.Count.WEEK));
            add(uses, id, "month", caps.month(), situation.activities(user, activity, Rule.Count.MONTH));
            add(uses, id, "open", caps.open(), situation.open(user));
        }
        return List.copyOf(uses);
    }

    private static void add(List<Use> uses, String user, String cap, @Nullable Integer limit, long held) {
        if (limit != null) {
            uses.add(new Use(user, cap, limit, held));
        }
    }
}
