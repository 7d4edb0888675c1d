package io.fairlead.server.zone;

import io.fairlead.engine.filter.Fold;
import io.fairlead.server.settings.values.Postcodes;
import io.fairlead.server.settings.values.ZoneLine;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A company's zones, in which the zone of an address is found: the zone whose postcode begins like the lead's for longest;
 * below it, or in the province, the one named like its town; else the province, by key or name. If several fit, it is the
 * zone in which they all lie. Names are compared without case, accents and punctuation. Immutable.
 */
public final class ZoneTree {
    /** Finds nothing. */
    public static final ZoneTree NONE = new ZoneTree(List.of(), null);

    /** The field that says how a lead's zone was found; missing for one that somebody gave it. */
    public static final String FOUND_BY = "zone_from";

    private static final String ZONE = "zone";
    /** Where postcodes have five digits, of which spreadsheets lose the first noughts. */
    private static final Set<String> FIVE_DIGITS = Set.of("IT", "DE", "ES", "FR", "US");

    private final Map<String, Node> byKey = new HashMap<>();
    private final Map<String, List<Node>> byName = new HashMap<>();
    private final Map<String, List<Node>> byPostcode = new HashMap<>();
    private final Map<String, Node> countries = new HashMap<>();
    private final @Nullable String home;

    /** A zone in its tree. Equal to itself alone. */
    private static final class Node {
        private final String key;
        private final String name;
        private final @Nullable Node parent;
        private final int depth;

        private Node(String key, String name, @Nullable Node parent) {
            this.key = key;
            this.name = name;
            this.parent = parent;
            this.depth = parent == null ? 1 : parent.depth + 1;
        }

        private boolean isWithin(@Nullable Node other) {
            @Nullable Node at = this;
            while (at != null && at != other) {
                at = at.parent;
            }
            return at == other;
        }
    }

    /** @param by {@code postcode, town, province} or {@code country} */
    private record Found(Node node, String by) {}

    /** @param home the ISO 3166 code of the country in which the zones lie if no root is a country; null for any */
    public ZoneTree(List<ZoneLine> zones, @Nullable String home) {
        this.home = home;
        Map<String, ZoneLine> lines = new HashMap<>();
        zones.forEach(zone -> lines.put(zone.key(), zone));
        zones.forEach(zone -> add(zone, lines));
    }

    private Node add(ZoneLine zone, Map<String, ZoneLine> lines) {
        @Nullable Node known = byKey.get(zone.key());
        if (known != null) {
            return known;
        }
        @Nullable ZoneLine above = lines.get(zone.parent());
        Node node = new Node(zone.key(), zone.name(), above == null ? null : add(above, lines));
        byKey.put(zone.key(), node);
        String name = plain(zone.name());
        put(byName, name, node);
        if (!plain(zone.key()).equals(name)) {
            put(byName, plain(zone.key()), node);
        }
        Postcodes.starts(zone.postcodes()).orElse(List.of()).forEach(start -> put(byPostcode, start, node));
        if (node.parent == null) {
            Countries.code(zone.key())
                    .or(() -> Countries.code(zone.name()))
                    .ifPresent(code -> countries.put(code, node));
        }
        return node;
    }

    private static void put(Map<String, List<Node>> nodes, String by, Node node) {
        nodes.computeIfAbsent(by, key -> new ArrayList<>()).add(node);
    }

    private static String plain(String name) {
        return Fold.fold(name).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }

    /** The key of the zone of an address; empty if it lies in none. */
    public Optional<String> find(Address address) {
        return Optional.ofNullable(found(address)).map(found -> found.node().key);
    }

    /**
     * Gives a lead its zone: one that somebody gave it stays, by its key if it was named; else the one that is found from
     * its address.
     *
     * @param fields the lead's further fields; {@code zone} and {@link #FOUND_BY} are changed
     */
    public void settle(Map<String, Object> fields) {
        @Nullable Object given = fields.get(ZONE);
        if (given != null && !fields.containsKey(FOUND_BY)) {
            fields.put(ZONE, named(given.toString()));
            return;
        }
        @Nullable Found found = found(Address.of(fields));
        fields.remove(ZONE);
        fields.remove(FOUND_BY);
        if (found != null) {
            fields.put(ZONE, found.node().key);
            fields.put(FOUND_BY, found.by());
        }
    }

    /**
     * Gives a lead that was corrected its zone. One that somebody gave it stays until it is taken away.
     *
     * @param fields all its further fields
     * @param corrected the ids of those that were corrected
     */
    public void settleAgain(Map<String, Object> fields, Set<String> corrected) {
        if (corrected.contains(ZONE)) {
            fields.remove(FOUND_BY);
        }
        if (speaksOf(corrected)) {
            settle(fields);
        }
    }

    /** Whether one of these fields says where a lead is. */
    static boolean speaksOf(Set<String> fields) {
        return fields.contains(ZONE) || Address.FIELDS.stream().anyMatch(fields::contains);
    }

    /** Whether a lead's further fields say something of where it is. */
    static boolean isSaidIn(Map<String, ?> fields) {
        return speaksOf(fields.keySet());
    }

    /**
     * Gives a lead that comes in its zone, as {@link #settle} does. Its address becomes texts.
     *
     * @param fields its further fields
     */
    public void settleNew(Map<String, Object> fields) {
        fields.remove(FOUND_BY);
        Address.FIELDS.forEach(field -> fields.computeIfPresent(
                field, (id, value) -> value instanceof BigDecimal number ? number.toPlainString() : value));
        if (isSaidIn(fields)) {
            settle(fields);
        }
    }

    /** Whether there are no zones. */
    public boolean isEmpty() {
        return byKey.isEmpty();
    }

    /** The names of the zone of this key and of those above it, from the root down; empty for none. */
    public List<String> path(String key) {
        List<String> path = new ArrayList<>();
        for (@Nullable Node at = byKey.get(key); at != null; at = at.parent) {
            path.addFirst(at.name);
        }
        return path;
    }

    private String named(String given) {
        if (byKey.containsKey(given)) {
            return given;
        }
        @Nullable Node node = common(byName.getOrDefault(plain(given), List.of()));
        return node == null ? given : node.key;
    }

    private @Nullable Found found(Address address) {
        Optional<String> said = Countries.code(address.country());
        @Nullable String code = said.orElse(home);
        @Nullable Node country = code == null ? null : countries.get(code);
        if (country == null && said.isPresent() && home != null && !home.equals(code)) {
            return null;
        }
        @Nullable Found found = byPostcode(address.postcode(), code, country);
        if (found == null) {
            @Nullable Node province = common(named(address.province(), country));
            found = province == null ? null : new Found(province, "province");
        }
        @Nullable Node town = deepest(named(address.town(), found == null ? country : found.node()));
        if (town != null && (found == null || town != found.node())) {
            return new Found(town, "town");
        }
        return found != null || country == null || said.isEmpty() ? found : new Found(country, "country");
    }

    private @Nullable Found byPostcode(String written, @Nullable String country, @Nullable Node within) {
        String postcode = Postcodes.plain(written);
        if (postcode.matches("[A-Z]{1,2}[0-9]{4,5}")) {
            postcode = postcode.replaceFirst("^[A-Z]+", "");
        }
        if (country != null && FIVE_DIGITS.contains(country) && postcode.matches("[0-9]{3,4}")) {
            postcode = "0".repeat(5 - postcode.length()) + postcode;
        }
        for (int length = postcode.length(); length > 0; length--) {
            List<Node> nodes = byPostcode.getOrDefault(postcode.substring(0, length), List.of()).stream()
                    .filter(node -> within == null || node.isWithin(within))
                    .toList();
            if (!nodes.isEmpty()) {
                @Nullable Node node = common(nodes);
                return node == null ? null : new Found(node, "postcode");
            }
        }
        return null;
    }

    private List<Node> named(String name, @Nullable Node within) {
        String plain = plain(name);
        return plain.isEmpty()
                ? List.of()
                : byName.getOrDefault(plain, List.of()).stream()
                        .filter(node -> within == null || node.isWithin(within))
                        .toList();
    }

    /** Of a province and its capital the capital; of several beside each other that in which they lie. */
    private static @Nullable Node deepest(List<Node> nodes) {
        @Nullable Node deepest = null;
        for (Node node : nodes) {
            if (deepest == null || node.depth > deepest.depth) {
                deepest = node;
            }
        }
        @Nullable Node last = deepest;
        boolean line = last != null && nodes.stream().allMatch(last::isWithin);
        return line ? last : common(nodes);
    }

    /** The deepest zone in which all of them lie, of a province and its capital the province; null for none. */
    private static @Nullable Node common(List<Node> nodes) {
        @Nullable Node common = nodes.isEmpty() ? null : nodes.getFirst();
        while (common != null && !haveAll(common, nodes)) {
            common = common.parent;
        }
        return common;
    }

    private static boolean haveAll(Node above, List<Node> nodes) {
        return nodes.stream().allMatch(node -> node.isWithin(above));
    }
}
