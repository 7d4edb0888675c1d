package io.fairlead.server.demo;

import io.fairlead.server.settings.values.Postcodes;
import io.fairlead.server.settings.values.ZoneCsv;
import io.fairlead.server.settings.values.ZoneLine;
import io.fairlead.server.zone.Address;
import io.fairlead.server.zone.ZoneTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What people of a country are called, where they live and how they are reached.
 *
 * @param dial the country's number in E.164, with its plus
 * @param digits of a mobile number behind its first ones
 * @param postcode how many digits a postcode has
 * @param mobiles how mobile numbers begin
 * @param notes what is written about a call
 * @param fields what its companies call a lead's zone, postcode, use of power, roof, and whether the house is their own
 * @param zones where people live, by area
 * @param tree all zones of its companies
 */
record Country(
        String dial,
        int digits,
        int postcode,
        List<String> mobiles,
        List<String> given,
        List<String> family,
        List<String> notes,
        List<String> fields,
        List<Zone> zones,
        List<ZoneLine> tree) {
    /** How many postcodes of those that begin alike somebody has. */
    private static final int SPREAD = 100;

    /**
     * A province or town.
     *
     * @param root the key of the zone at the top of the tree in which it lies
     * @param people how many live there, in thousands
     */
    record Zone(String area, String root, String key, int people) {}

    /**
     * Reads a file of the program's own; a name of several words has low lines between them. Its zones lie in the tree
     * that the program ships if it names one, else in one of their own, area by area.
     */
    static Country read(String name) {
        Map<String, String> words = new HashMap<>();
        List<String[]> places = new ArrayList<>();
        for (String line : text("/demo/" + name + ".txt").lines().toList()) {
            String[] parts = line.split(": ", 2);
            if (parts[0].equals("zone")) {
                places.add(parts[1].split(" \\| ", -1));
            } else {
                words.put(parts[0], parts[1]);
            }
        }
        List<ZoneLine> tree = words.containsKey("tree")
                ? ZoneCsv.read(text(of(words, "tree"))).zones()
                : areaByArea(places);
        return new Country(
                of(words, "dial"),
                Integer.parseInt(of(words, "digits")),
                Integer.parseInt(of(words, "postcode")),
                List.of(of(words, "mobiles").split(" ", -1)),
                names(of(words, "given")),
                names(of(words, "family")),
                List.of(of(words, "notes").split(" \\| ", -1)),
                List.of(of(words, "fields").split(" \\| ", -1)),
                places.stream().map(place -> zone(place, tree)).toList(),
                tree);
    }

    /** Of lines with an area, a region in it, a town there, how many live there and how its postcodes begin. */
    private static List<ZoneLine> areaByArea(List<String[]> places) {
        Map<String, ZoneLine> tree = new LinkedHashMap<>();
        for (String[] place : places) {
            tree.putIfAbsent(place[0], ZoneLine.named(place[0], ""));
            tree.putIfAbsent(place[1], ZoneLine.named(place[1], place[0]));
            tree.put(place[2], new ZoneLine(place[2], place[1], place[2], place[4]));
        }
        return List.copyOf(tree.values());
    }

    private static Zone zone(String[] place, List<ZoneLine> tree) {
        Map<String, ZoneLine> byKey = tree.stream().collect(Collectors.toMap(ZoneLine::key, Function.identity()));
        ZoneLine zone = tree.stream()
                .filter(one -> one.name().equals(place[2]) && one.parent().equals(place[1]))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No zone %s in %s".formatted(place[2], place[1])));
        ZoneLine root = zone;
        while (byKey.containsKey(root.parent())) {
            root = Objects.requireNonNull(byKey.get(root.parent()));
        }
        return new Zone(place[0], root.key(), zone.key(), Integer.parseInt(place[3]));
    }

    private static String text(String path) {
        try (InputStream file = Objects.requireNonNull(Country.class.getResourceAsStream(path), path)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String of(Map<String, String> words, String key) {
        return Objects.requireNonNull(words.get(key), key);
    }

    private static List<String> names(String words) {
        return List.of(words.split(" ", -1)).stream()
                .map(one -> one.replace('_', ' '))
                .toList();
    }

    /** Postcodes that lie in each of its zones as leads that come in are told it, by the zone's key. */
    Map<String, List<String>> postcodes(String region) {
        ZoneTree finder = new ZoneTree(tree, region);
        return tree.stream()
                .collect(Collectors.toMap(
                        ZoneLine::key,
                        zone -> Postcodes.starts(zone.postcodes()).orElseThrow().stream()
                                .flatMap(this::whole)
                                .filter(one -> finder.find(new Address(one, "", "", ""))
                                        .filter(zone.key()::equals)
                                        .isPresent())
                                .toList()));
    }

    private Stream<String> whole(String start) {
        int free = postcode - start.length();
        if (free == 0) {
            return Stream.of(start);
        }
        int all = (int) Math.round(Math.pow(10, free));
        int step = Math.max(1, all / SPREAD);
        return Stream.iterate(0, i -> i < all, i -> i + step)
                .map(i -> start + String.format(Locale.ROOT, "%0" + free + "d", i));
    }

    /** The large parts of the country, in order. */
    List<String> areas() {
        return zones.stream().map(Zone::area).distinct().toList();
    }
}
