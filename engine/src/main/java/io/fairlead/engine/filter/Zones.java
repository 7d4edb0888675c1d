package io.fairlead.engine.filter;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The zone tree of a company (region, province, town) as a map from each zone to its parent; roots map to the empty
 * text. Immutable.
 */
public record Zones(Map<String, String> parents) {
    public static final Zones NONE = new Zones(Map.of());

    /** Fails with an {@link IllegalArgumentException} if a zone lies below itself. */
    public Zones {
        parents = Map.copyOf(parents);
        for (String zone : parents.keySet()) {
            int levels = 0;
            for (var z = zone; z != null && !z.isEmpty(); z = parents.get(z)) {
                if (++levels > parents.size() + 1) {
                    throw new IllegalArgumentException("zone \"" + zone + "\" lies below itself, expected a tree");
                }
            }
        }
    }

    /** Whether the tree has the zone. */
    public boolean knows(String zone) {
        return parents.containsKey(zone);
    }

    /** Whether a zone is the ancestor itself or lies anywhere below it. */
    public boolean within(@Nullable String zone, String ancestor) {
        for (var z = zone; z != null && !z.isEmpty(); z = parents.get(z)) {
            if (z.equals(ancestor)) {
                return true;
            }
        }
        return false;
    }
}
