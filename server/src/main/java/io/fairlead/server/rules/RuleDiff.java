package io.fairlead.server.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What differs between two lists of rules, rule by rule. */
final class RuleDiff {
    private RuleDiff() {}

    /**
     * A rule that is not the same in both lists.
     *
     * @param rule its id; in the newer list if it is there
     * @param kind added, removed, changed, or moved if only its place differs
     * @param was the id before; null if it is the same
     * @param from its place in the older list from 1; null if it is new
     * @param to its place in the newer list from 1; null if it is gone
     * @param moved whether it passed another rule
     */
    record RuleChange(
            String rule,
            String kind,
            @Nullable String was,
            @Nullable Integer from,
            @Nullable Integer to,
            boolean moved,
            List<KeyChange> changes) {}

    /** A key of a rule and its two values; null where the key is missing. */
    record KeyChange(
            String key, @Nullable Object before, @Nullable Object after) {}

    /** The changes that lead from one list to another, in the order of the newer one, removed rules at the end. */
    static List<RuleChange> between(List<Map<String, Object>> before, List<Map<String, Object>> after) {
        int[] partner = partners(before, after);
        Set<Integer> steady = longestRising(partner);
        List<RuleChange> changes = new ArrayList<>();
        Set<Integer> met = new LinkedHashSet<>();
        for (int to = 0; to < after.size(); to++) {
            Map<String, Object> rule = after.get(to);
            int from = partner[to];
            if (from < 0) {
                changes.add(new RuleChange(RuleLists.id(rule), "added", null, null, to + 1, false, List.of()));
                continue;
            }
            met.add(from);
            boolean moved = !steady.contains(to);
            List<KeyChange> keys = keys(before.get(from), rule);
            if (moved || !keys.isEmpty()) {
                String was = RuleLists.id(before.get(from));
                changes.add(new RuleChange(
                        RuleLists.id(rule),
                        keys.isEmpty() ? "moved" : "changed",
                        was.equals(RuleLists.id(rule)) ? null : was,
                        from + 1,
                        to + 1,
                        moved,
                        keys));
            }
        }
        for (int from = 0; from < before.size(); from++) {
            if (!met.contains(from)) {
                String id = RuleLists.id(before.get(from));
                changes.add(new RuleChange(id, "removed", null, from + 1, null, false, List.of()));
            }
        }
        return changes;
    }

    /** The older place of each newer rule by its id, else by what it says it was; −1 for a new one. */
    private static int[] partners(List<Map<String, Object>> before, List<Map<String, Object>> after) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < before.size(); i++) {
            places.putIfAbsent(RuleLists.id(before.get(i)), i);
        }
        int[] partner = new int[after.size()];
        Arrays.fill(partner, -1);
        for (boolean byId : new boolean[] {true, false}) {
            for (int i = 0; i < partner.length; i++) {
                Object key = byId ? RuleLists.id(after.get(i)) : after.get(i).get("was");
                if (partner[i] < 0 && key instanceof String id && places.containsKey(id)) {
                    partner[i] = places.remove(id);
                }
            }
        }
        return partner;
    }

    /** The places of a longest subsequence that rises; what is not in it was moved. */
    private static Set<Integer> longestRising(int[] values) {
        int[] length = new int[values.length];
        int[] previous = new int[values.length];
        int last = -1;
        for (int i = 0; i < values.length; i++) {
            length[i] = values[i] < 0 ? 0 : 1;
            previous[i] = -1;
            for (int j = 0; j < i; j++) {
                if (values[i] >= 0 && values[j] >= 0 && values[j] < values[i] && length[j] + 1 > length[i]) {
                    length[i] = length[j] + 1;
                    previous[i] = j;
                }
            }
            if (length[i] > 0 && (last < 0 || length[i] > length[last])) {
                last = i;
            }
        }
        Set<Integer> rising = new LinkedHashSet<>();
        for (int i = last; i >= 0; i = previous[i]) {
            rising.add(i);
        }
        return rising;
    }

    private static List<KeyChange> keys(Map<String, Object> before, Map<String, Object> after) {
        Set<String> keys = new LinkedHashSet<>(after.keySet());
        keys.addAll(before.keySet());
        keys.remove("was");
        return keys.stream()
                .filter(key -> !Objects.equals(before.get(key), after.get(key)))
                .map(key -> new KeyChange(key, before.get(key), after.get(key)))
                .toList();
    }
}
