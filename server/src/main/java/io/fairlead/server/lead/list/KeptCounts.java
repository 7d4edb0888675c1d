package io.fairlead.server.lead.list;

import io.fairlead.engine.filter.Filter;
import io.fairlead.engine.filter.FilterFields;
import io.fairlead.engine.filter.FilterMatcher;
import io.fairlead.engine.filter.Value;
import io.fairlead.engine.filter.Zones;
import io.fairlead.server.company.ZoneRows.Place;
import io.fairlead.server.lead.LeadRows;
import io.fairlead.server.platform.sql.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How many leads a list has where that is kept and need not be counted: one that is narrowed by nothing but zones and
 * the status. In a transaction under way. Thread-safe.
 */
@Component
class KeptCounts {
    private static final Set<String> BY_STATUS = Set.of("status", "open");
    /** Leads that do not follow a changed tree yet stand under zones that are gone. */
    private static final String ALL = "zone = any (array(select 0 union all select id from fairlead.zone"
            + " where parent = 0)) and not exists (select from fairlead.zone_work where done < tree)";

    private final JdbcClient jdbc;
    private final LeadRows rows;

    KeptCounts(JdbcClient jdbc, LeadRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    /** By status, in the order of their names; a status without leads is missing. Empty where it is not kept. */
    Optional<Map<String, Long>> byStatus(Narrowing narrowing) {
        return zones(narrowing).flatMap(zones -> kept(narrowing, zones)).map(counts -> {
            counts.keySet().retainAll(fitting(narrowing, counts.keySet()));
            return counts;
        });
    }

    /**
     * By zone, in the order given; a zone without leads is missing. Empty where it is not kept.
     *
     * @param places where leads are marked with the zones, by their keys; none for those in no zone, by the empty text
     */
    Optional<Map<String, Long>> byZone(Narrowing narrowing, Map<String, Optional<Place>> places) {
        Optional<List<String>> outer = zones(narrowing);
        if (outer.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Integer> ids = new LinkedHashMap<>();
        Map<String, Optional<Integer>> around = new HashMap<>();
        for (var place : places.entrySet()) {
            List<String> zones = new ArrayList<>(outer.get());
            zones.add(place.getKey());
            if (!areKnown(narrowing, zones)) {
                return Optional.empty();
            }
            String innermost = innermost(narrowing, zones).orElse(null);
            if (innermost == null) {
                continue;
            }
            Optional<Integer> id = innermost.equals(place.getKey())
                    ? Optional.of(place.getValue().map(Place::id).orElse(0))
                    : around.computeIfAbsent(innermost, zone -> id(narrowing, zone));
            if (id.isEmpty()) {
                return Optional.empty();
            }
            ids.put(place.getKey(), id.get());
        }
        return Optional.of(sums(narrowing, ids));
    }

    private Map<String, Long> sums(Narrowing narrowing, Map<String, Integer> ids) {
        Map<Integer, Map<String, Long>> byId = new HashMap<>();
        Set<String> statuses = new HashSet<>();
        jdbc.sql("select zone, status, leads from fairlead.zone_count where leads > 0 and zone = any(?)")
                .param(ids.values().toArray(Integer[]::new))
                .query((row, n) -> {
                    statuses.add(row.getString("status"));
                    return byId.computeIfAbsent(row.getInt("zone"), id -> new HashMap<>())
                            .merge(row.getString("status"), row.getLong("leads"), Long::sum);
                })
                .list();
        Set<String> fitting = fitting(narrowing, statuses);
        Map<String, Long> sums = new LinkedHashMap<>();
        ids.forEach((zone, id) -> {
            Map<String, Long> counts = byId.getOrDefault(id, Map.of());
            long sum = fitting.stream()
                    .mapToLong(status -> counts.getOrDefault(status, 0L))
                    .sum();
            if (sum > 0) {
                sums.put(zone, sum);
            }
        });
        return sums;
    }

    /** The zones in all of which a list's leads lie; empty if something else than zones and the status narrows it. */
    private static Optional<List<String>> zones(Narrowing narrowing) {
        if (!narrowing.picked().isEmpty()) {
            return Optional.empty();
        }
        List<String> zones = new ArrayList<>();
        for (Filter part : narrowing.parts()) {
            if (isZone(part) && part instanceof Filter.Within(var _, var zone)) {
                zones.add(zone);
            } else if (!BY_STATUS.containsAll(FilterFields.named(part))) {
                return Optional.empty();
            }
        }
        return Optional.of(zones);
    }

    /** How deep a zone lies is known of the tree's alone. */
    private static boolean areKnown(Narrowing narrowing, List<String> zones) {
        return zones.size() == 1
                || zones.stream()
                        .allMatch(zone -> zone.isEmpty() || narrowing.around().knows(zone));
    }

    private static Optional<Integer> id(Narrowing narrowing, String zone) {
        return zone.isEmpty()
                ? Optional.of(0)
                : narrowing
                        .around()
                        .places()
                        .apply(zone)
                        .filter(place -> place.column().isPresent())
                        .map(Place::id);
    }

    private static boolean isZone(Filter part) {
        return part instanceof Filter.Within(var field, var _) && field.equals("zone");
    }

    private Optional<Map<String, Long>> kept(Narrowing narrowing, List<String> zones) {
        if (zones.isEmpty()) {
            Map<String, Long> all = counts(ALL, 0);
            return all.isEmpty() ? Optional.empty() : Optional.of(all);
        }
        if (!areKnown(narrowing, zones)) {
            return Optional.empty();
        }
        Optional<String> innermost = innermost(narrowing, zones);
        return innermost.isEmpty()
                ? Optional.of(new TreeMap<>())
                : id(narrowing, innermost.get()).map(id -> counts("zone = ?", id));
    }

    /** The one zone that lies in all of these, the empty text for none of the tree; empty if no lead can be in all. */
    private static Optional<String> innermost(Narrowing narrowing, List<String> zones) {
        String innermost = zones.getFirst();
        for (String zone : zones) {
            if (narrowing.around().inside(zone, innermost)) {
                innermost = zone;
            } else if (!narrowing.around().inside(innermost, zone)) {
                return Optional.empty();
            }
        }
        return Optional.of(innermost);
    }

    /** Of all leads, by status: the query that reads it; without rows where it is not kept. */
    static Reading<Long> all() {
        return Reading.of(sql(ALL), (row, n) -> row.getLong("leads"));
    }

    private static String sql(String where) {
        return "select status, sum(leads) as leads from fairlead.zone_count where leads > 0 and " + where
                + " group by status";
    }

    private Map<String, Long> counts(String where, int zone) {
        Map<String, Long> counts = new TreeMap<>();
        JdbcClient.StatementSpec statement = jdbc.sql(sql(where));
        (where.equals(ALL) ? statement : statement.param(zone))
                .query((row, n) -> counts.put(row.getString("status"), row.getLong("leads")))
                .list();
        return counts;
    }

    /** A lead is closed by its status alone. */
    private Set<String> fitting(Narrowing narrowing, Set<String> statuses) {
        boolean asked = narrowing.parts().stream()
                .anyMatch(part -> FilterFields.named(part).contains("open"));
        Set<String> closed = asked ? Set.copyOf(rows.closedStatuses()) : Set.of();
        FilterSql.Surroundings around = narrowing.around();
        var matcher = new FilterMatcher(around.timezone(), new Zones(Map.of()));
        Set<String> fitting = new HashSet<>();
        for (String status : statuses) {
            boolean all = narrowing.parts().stream()
                    .filter(part -> !isZone(part))
                    .allMatch(part ->
                            matcher.matches(part, field -> fact(field, status, closed.contains(status)), around.now()));
            if (all) {
                fitting.add(status);
            }
        }
        return fitting;
    }

    private static @Nullable Value fact(String field, String status, boolean closed) {
        if (field.equals("open")) {
            return new Value.Flag(!closed);
        }
        return status.isEmpty() ? null : new Value.Text(status);
    }
}
