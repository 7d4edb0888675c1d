package io.fairlead.server.settings.values;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A tree of zones as the settings file has it: names below each other where these say everything, else lines of CSV. One
 * tree has one form. Immutable.
 */
public final class ZoneLines {
    /** The columns, in their order. */
    public static final String HEADER = "key,parent,name,postcodes";

    private ZoneLines() {}

    /** Maps, lists and names, or CSV; null for no zones. */
    public static @Nullable Object form(List<ZoneLine> zones) {
        if (zones.isEmpty()) {
            return null;
        }
        return zones.stream().allMatch(ZoneLine::isPlain) ? below("", byParent(zones)) : csv(zones);
    }

    /** The zones of a form without flaws. */
    public static List<ZoneLine> of(@Nullable Object form) {
        if (form instanceof String text && text.contains("\n")) {
            return ZoneCsv.read(text).zones();
        }
        List<ZoneLine> zones = new ArrayList<>();
        names(form, "", zones);
        return zones;
    }

    private static void names(@Nullable Object form, String parent, List<ZoneLine> zones) {
        switch (form) {
            case null -> {}
            case Map<?, ?> map ->
                map.forEach((name, below) -> {
                    zones.add(ZoneLine.named(String.valueOf(name), parent));
                    names(below, String.valueOf(name), zones);
                });
            case List<?> list -> list.forEach(item -> names(item, parent, zones));
            default -> zones.add(ZoneLine.named(form.toString(), parent));
        }
    }

    private static Map<String, List<ZoneLine>> byParent(List<ZoneLine> zones) {
        Map<String, List<ZoneLine>> below = new LinkedHashMap<>();
        zones.forEach(zone ->
                below.computeIfAbsent(zone.parent(), key -> new ArrayList<>()).add(zone));
        below.values()
                .forEach(list -> list.sort(Comparator.comparing(ZoneLine::name).thenComparing(ZoneLine::key)));
        return below;
    }

    /** A list of names below which there is nothing, else a map. */
    private static Object below(String parent, Map<String, List<ZoneLine>> byParent) {
        List<ZoneLine> zones = byParent.getOrDefault(parent, List.of());
        if (zones.stream().noneMatch(zone -> byParent.containsKey(zone.key()))) {
            return zones.stream().map(ZoneLine::key).toList();
        }
        Map<String, @Nullable Object> map = new TreeMap<>();
        zones.forEach(
                zone -> map.put(zone.key(), byParent.containsKey(zone.key()) ? below(zone.key(), byParent) : null));
        return map;
    }

    /** Lines below a header, each zone behind the one it lies in. */
    public static String csv(List<ZoneLine> zones) {
        var text = new StringBuilder(HEADER).append('\n');
        lines("", byParent(zones), text);
        return text.toString();
    }

    private static void lines(String parent, Map<String, List<ZoneLine>> byParent, StringBuilder text) {
        for (ZoneLine zone : byParent.getOrDefault(parent, List.of())) {
            text.append(line(zone));
            lines(zone.key(), byParent, text);
        }
    }

    /** A zone as a line of CSV with its end. */
    public static String line(ZoneLine zone) {
        return quoted(zone.key())
                + ','
                + quoted(zone.parent())
                + ','
                + quoted(zone.name())
                + ','
                + quoted(zone.postcodes())
                + '\n';
    }

    private static String quoted(String value) {
        return value.matches("[^\",;\t\r\n]*") ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
