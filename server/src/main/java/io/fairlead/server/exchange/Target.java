package io.fairlead.server.exchange;

import io.fairlead.server.rules.Rules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What settings come to when a file is applied to them. What the file names is as the file says, key by key; what it
 * leaves out stays, unless it is pruned: then people are deactivated and everything else is gone.
 *
 * @param sections by key of the settings file, as plain maps and lists
 * @param leftOut objects that the file leaves out and that stay: section and key
 */
record Target(Map<String, Object> sections, Set<String> leftOut) {
    private static final String FIELDS = "fields";
    private static final List<String> BY_ID =
            List.of("schedules", "teams", "users", "listings", "fields", "user-fields");

    /**
     * @param lasting users who are never deactivated by leaving them out
     */
    static Target of(Map<String, Object> current, Map<String, Object> file, boolean prune, Predicate<String> lasting) {
        Map<String, Object> sections = new LinkedHashMap<>();
        Set<String> leftOut = new LinkedHashSet<>();
        sections.put("company", company(map(current.get("company")), map(file.get("company"))));
        for (String section : BY_ID) {
            Map<String, Object> objects = new LinkedHashMap<>(map(file.get(section)));
            if (section.equals("users")) {
                Map<String, Object> known = map(current.get(section));
                objects.replaceAll((key, user) -> user(key, map(user), map(known.get(key))));
            }
            map(current.get(section)).forEach((key, object) -> {
                boolean user = section.equals("users");
                if (objects.containsKey(key)) {
                    return;
                }
                if (!prune || user) {
                    boolean stays = !prune || lasting.test(key);
                    objects.put(key, stays ? object : inactive(map(object)));
                    leftOut.add(name(section, key));
                }
            });
            boolean inOrder = section.endsWith("fields");
            sections.put(
                    section, inOrder ? inPlace(objects, map(file.get(section)), map(current.get(section))) : objects);
        }
        zones(current, file, prune, sections, leftOut);
        sections.put("rules", rules(list(current.get("rules")), list(file.get("rules")), prune, leftOut));
        sections.put("absences", absences(list(current.get("absences")), list(file.get("absences")), prune, leftOut));
        dropLostSchedules(sections);
        return new Target(sections, leftOut);
    }

    /** The objects in the order of the file; one that it leaves out stays behind the one it stood behind. */
    private static Map<String, Object> inPlace(
            Map<String, Object> objects, Map<String, Object> file, Map<String, Object> current) {
        List<String> order = new ArrayList<>(file.keySet());
        String before = "";
        for (String key : current.keySet()) {
            if (objects.containsKey(key) && !file.containsKey(key)) {
                order.add(order.indexOf(before) + 1, key);
            }
            before = key;
        }
        Map<String, Object> inOrder = new LinkedHashMap<>();
        order.forEach(key -> inOrder.put(key, objects.getOrDefault(key, Map.of())));
        return inOrder;
    }

    /** An object's name among those left out. */
    static String name(String section, String key) {
        return section + " " + key;
    }

    /** A company always has a name. */
    private static Map<String, Object> company(Map<String, Object> current, Map<String, Object> file) {
        Map<String, Object> company = new LinkedHashMap<>(file);
        company.putIfAbsent("name", current.getOrDefault("name", ""));
        return company;
    }

    /** As people are kept: with a name, and active without saying so. Own fields that are not said stay as they are. */
    private static Map<String, Object> user(String key, Map<String, Object> file, Map<String, Object> current) {
        Map<String, Object> user = new LinkedHashMap<>(file);
        user.putIfAbsent("name", key);
        user.remove("active", true);
        Object fields = user.getOrDefault(FIELDS, current.getOrDefault(FIELDS, Map.of()));
        if (map(fields).isEmpty()) {
            user.remove(FIELDS);
        } else {
            user.put(FIELDS, fields);
        }
        return user;
    }

    private static Map<String, Object> inactive(Map<String, Object> current) {
        Map<String, Object> user = new LinkedHashMap<>(current);
        user.put("active", false);
        return user;
    }

    private static void zones(
            Map<String, Object> current,
            Map<String, Object> file,
            boolean prune,
            Map<String, Object> sections,
            Set<String> leftOut) {
        Object own = file.get("zones");
        Object kept = current.get("zones");
        if (own != null) {
            sections.put("zones", own);
        } else if (kept != null && !prune) {
            sections.put("zones", kept);
            leftOut.add(name("zones", ""));
        }
    }

    /** The file's rules in its order; one that it leaves out stays behind the rule it stood behind. */
    private static List<Object> rules(List<Object> current, List<Object> file, boolean prune, Set<String> leftOut) {
        Map<String, String> renamed = Rules.renamed(rulesOf(current), rulesOf(file));
        List<Object> rules = new ArrayList<>();
        for (Object rule : file) {
            Map<String, Object> copy = new LinkedHashMap<>(map(rule));
            if (!renamed.containsKey(String.valueOf(copy.get("was")))) {
                copy.remove("was");
            }
            rules.add(copy);
        }
        if (prune) {
            return rules;
        }
        String before = "";
        for (Object rule : current) {
            String id = renamed.getOrDefault(id(rule), id(rule));
            if (rules.stream().noneMatch(one -> id(one).equals(id))) {
                rules.add(place(rules, before) + 1, rule);
                leftOut.add(name("rules", id));
            }
            before = id;
        }
        return rules;
    }

    private static int place(List<Object> rules, String id) {
        for (int i = 0; i < rules.size(); i++) {
            if (id(rules.get(i)).equals(id)) {
                return i;
            }
        }
        return -1;
    }

    private static List<Object> absences(List<Object> current, List<Object> file, boolean prune, Set<String> leftOut) {
        List<Object> absences = new ArrayList<>();
        for (Object absence : file) {
            if (!absences.contains(absence)) {
                absences.add(absence);
            }
        }
        for (Object absence : current) {
            if (!absences.contains(absence) && !prune) {
                absences.add(absence);
                leftOut.add(name("absences", SettingsDiff.absence(map(absence))));
            }
        }
        return absences;
    }

    /** Somebody left out may have had a schedule that is gone. */
    private static void dropLostSchedules(Map<String, Object> sections) {
        Map<String, Object> schedules = map(sections.get("schedules"));
        Map<String, Object> users = map(sections.get("users"));
        users.replaceAll((key, value) -> {
            Map<String, Object> user = map(value);
            if (user.get("schedule") instanceof String schedule && !schedules.containsKey(schedule)) {
                Map<String, Object> copy = new LinkedHashMap<>(user);
                copy.remove("schedule");
                return copy;
            }
            return user;
        });
        sections.put("users", users);
    }

    static List<Map<String, Object>> rulesOf(List<Object> rules) {
        return rules.stream().map(Target::map).toList();
    }

    static String id(Object rule) {
        return map(rule).get("id") instanceof String id ? id : "";
    }

    /** The value if it is a map, else an empty one. */
    static Map<String, Object> map(@Nullable Object value) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> copy.put(String.valueOf(key), inner));
        }
        return copy;
    }

    /** The value if it is a list, else an empty one. */
    static List<Object> list(@Nullable Object value) {
        return value instanceof List<?> list ? new ArrayList<>(list) : List.of();
    }
}
