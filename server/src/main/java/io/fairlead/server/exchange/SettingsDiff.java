package io.fairlead.server.exchange;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What applying a file changes, object by object.
 *
 * @param rows in the order of the settings file; what stays though the file leaves it out is {@code kept}
 * @param differs whether anything is added, changed, moved or taken away
 * @param ignored sections of the file that are never applied
 * @param version of the settings it was compared with
 */
record SettingsDiff(List<ObjectChange> rows, boolean differs, List<String> ignored, long version) {
    private static final List<String> SECTIONS = List.of(
            "company",
            "schedules",
            "users",
            "teams",
            "listings",
            "fields",
            "user-fields",
            "zones",
            "rules",
            "absences");

    /**
     * An object that is not the same, or that the file leaves out.
     *
     * @param section of the settings file
     * @param key the object's id; empty where the section is one object
     * @param kind what happens to it: added, changed, moved, removed, deactivated, or kept
     * @param changes key by key; empty for what is added or gone
     */
    record ObjectChange(String section, String key, String kind, List<ValueChange> changes) {}

    /** A key and its two values; null where the key is missing. */
    record ValueChange(
            String key, @Nullable Object before, @Nullable Object after) {}

    static SettingsDiff between(Map<String, Object> current, Target target, List<String> ignored, long version) {
        List<ObjectChange> rows = new ArrayList<>();
        for (String section : SECTIONS) {
            Object before = current.get(section);
            Object after = target.sections().get(section);
            switch (section) {
                case "company" -> whole(rows, section, Target.map(before), Target.map(after));
                case "zones" -> {
                    if (!Objects.equals(before, after)) {
                        rows.add(new ObjectChange(
                                section, "", kind(before, after), List.of(new ValueChange(section, before, after))));
                    }
                }
                case "rules" -> rules(rows, Target.list(before), Target.list(after));
                case "absences" -> absences(rows, Target.list(before), Target.list(after));
                default -> byId(rows, section, Target.map(before), Target.map(after));
            }
        }
        boolean differs = !rows.isEmpty();
        for (String left : target.leftOut()) {
            int space = left.indexOf(' ');
            String section = left.substring(0, space);
            String key = left.substring(space + 1);
            if (rows.stream()
                    .noneMatch(row -> row.section().equals(section) && row.key().equals(key))) {
                rows.add(new ObjectChange(section, key, "kept", List.of()));
            }
        }
        return new SettingsDiff(List.copyOf(rows), differs, ignored, version);
    }

    private static String kind(@Nullable Object before, @Nullable Object after) {
        return before == null ? "added" : after == null ? "removed" : "changed";
    }

    private static void whole(
            List<ObjectChange> rows, String section, Map<String, Object> before, Map<String, Object> after) {
        List<ValueChange> changes = changes(before, after);
        if (!changes.isEmpty()) {
            rows.add(new ObjectChange(section, "", "changed", changes));
        }
    }

    private static void byId(
            List<ObjectChange> rows, String section, Map<String, Object> before, Map<String, Object> after) {
        Set<String> keys = new LinkedHashSet<>(after.keySet());
        keys.addAll(before.keySet());
        for (String key : keys) {
            if (!before.containsKey(key)) {
                rows.add(new ObjectChange(section, key, "added", List.of()));
            } else if (!after.containsKey(key)) {
                rows.add(new ObjectChange(section, key, "removed", List.of()));
            } else if (!Objects.equals(before.get(key), after.get(key))) {
                rows.add(changed(section, key, before.get(key), after.get(key)));
            }
        }
        if (section.endsWith("fields")) {
            moved(rows, section, before.keySet(), after.keySet());
        }
    }

    /** What stands elsewhere among those that are there before and after. */
    private static void moved(
            List<ObjectChange> rows, String section, Collection<String> before, Collection<String> after) {
        List<String> order = new ArrayList<>(before);
        order.retainAll(after);
        List<String> now = new ArrayList<>(after);
        now.retainAll(before);
        for (int i = 0; i < now.size(); i++) {
            if (!now.get(i).equals(order.get(i))) {
                String id = now.get(i);
                order.remove(id);
                order.add(i, id);
                rows.add(new ObjectChange(section, id, "moved", List.of()));
            }
        }
    }

    private static ObjectChange changed(String section, String key, @Nullable Object before, @Nullable Object after) {
        if (!(before instanceof Map) || !(after instanceof Map)) {
            return new ObjectChange(section, key, "changed", List.of(new ValueChange(key, before, after)));
        }
        Map<String, Object> now = Target.map(after);
        boolean goes = section.equals("users")
                && Boolean.FALSE.equals(now.get("active"))
                && !Boolean.FALSE.equals(Target.map(before).get("active"));
        return new ObjectChange(section, key, goes ? "deactivated" : "changed", changes(Target.map(before), now));
    }

    private static void rules(List<ObjectChange> rows, List<Object> before, List<Object> after) {
        List<String> old = before.stream().map(Target::id).toList();
        Set<String> met = new LinkedHashSet<>();
        List<String> now = new ArrayList<>();
        for (Object rule : after) {
            String id = Target.id(rule);
            String was = Target.map(rule).get("was") instanceof String text ? text : id;
            int from = old.indexOf(was);
            if (from < 0) {
                rows.add(new ObjectChange("rules", id, "added", List.of()));
                continue;
            }
            met.add(was);
            now.add(was);
            List<ValueChange> changes = changes(Target.map(before.get(from)), Target.map(rule));
            if (!changes.isEmpty()) {
                rows.add(new ObjectChange("rules", id, "changed", changes));
            }
        }
        moved(rows, "rules", old, now);
        old.stream()
                .filter(id -> !met.contains(id))
                .forEach(id -> rows.add(new ObjectChange("rules", id, "removed", List.of())));
    }

    private static void absences(List<ObjectChange> rows, List<Object> before, List<Object> after) {
        after.stream()
                .filter(absence -> !before.contains(absence))
                .forEach(absence ->
                        rows.add(new ObjectChange("absences", absence(Target.map(absence)), "added", List.of())));
        before.stream()
                .filter(absence -> !after.contains(absence))
                .forEach(absence ->
                        rows.add(new ObjectChange("absences", absence(Target.map(absence)), "removed", List.of())));
    }

    /** An absence in words: who, from, to and kind. */
    static String absence(Map<String, Object> absence) {
        Object kind = absence.get("kind");
        return absence.get("user") + " " + absence.get("from") + " – " + absence.get("to")
                + (kind == null ? "" : " " + kind);
    }

    private static List<ValueChange> changes(Map<String, Object> before, Map<String, Object> after) {
        Set<String> keys = new LinkedHashSet<>(after.keySet());
        keys.addAll(before.keySet());
        keys.remove("was");
        return keys.stream()
                .filter(key -> !Objects.equals(before.get(key), after.get(key)))
                .map(key -> new ValueChange(key, before.get(key), after.get(key)))
                .toList();
    }
}
