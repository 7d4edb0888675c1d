package io.fairlead.server.company;

import io.fairlead.server.settings.values.ZoneLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** A company's tree of zones, a row each, in its transaction under way. Thread-safe. */
@Component
public class ZoneRows {
    private static final int MARKED_LEVELS = 4;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ZoneRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    private record Row(int id, int parent, List<Integer> path, String key, String name, String postcodes) {}

    /**
     * Where leads are marked with a zone.
     *
     * @param level from 1, the root's
     */
    public record Place(int id, int level) {
        /**
         * The column of {@code fairlead.lead} that has the id for all leads in the zone and below it; empty for a zone so
         * deep that leads are not marked with it.
         */
        public Optional<String> column() {
            return level <= MARKED_LEVELS ? Optional.of("zone" + level) : Optional.empty();
        }
    }

    /** All zones, by key. */
    public List<ZoneLine> all() {
        return jdbc.sql("""
                        select z.key, coalesce(p.key, '') as parent, z.name, z.postcodes
                          from fairlead.zone z left join fairlead.zone p on p.company_id = z.company_id and p.id = z.parent
                         order by z.key collate "C"
                        """)
                .query((row, n) -> new ZoneLine(
                        row.getString("key"),
                        row.getString("parent"),
                        row.getString("name"),
                        row.getString("postcodes")))
                .list();
    }

    /** Where leads are marked with the zone; empty if there is none with this key. */
    public Optional<Place> place(String key) {
        return jdbc.sql("select id, cardinality(path) as level from fairlead.zone where key = ?")
                .param(key)
                .query((row, n) -> new Place(row.getInt("id"), row.getInt("level")))
                .optional();
    }

    /** Where leads are marked with the zones right below one, by their keys; the roots below the empty text. */
    public Map<String, Place> below(String key) {
        Map<String, Place> below = new LinkedHashMap<>();
        jdbc.sql("""
                        select z.id, z.key, cardinality(z.path) as level from fairlead.zone z
                         where z.parent = case when :key = '' then 0
                               else (select p.id from fairlead.zone p where p.key = :key) end
                         order by z.key collate "C"
                        """)
                .param("key", key)
                .query((row, n) -> below.put(row.getString("key"), new Place(row.getInt("id"), row.getInt("level"))))
                .list();
        return below;
    }

    /**
     * Makes the tree these zones and no others, in the change of settings under way. A zone whose key stays keeps its id.
     * Leads follow in the background.
     */
    public void write(List<ZoneLine> zones, @Nullable Long who) {
        jdbc.sql("insert into fairlead.zone_work default values on conflict do nothing")
                .update();
        int last = jdbc.sql("select last_id from fairlead.zone_work for update")
                .query(Integer.class)
                .single();
        Map<String, Integer> ids = new HashMap<>();
        jdbc.sql("select key, id from fairlead.zone")
                .query((row, n) -> ids.put(row.getString("key"), row.getInt("id")))
                .list();
        Map<String, ZoneLine> byKey = new LinkedHashMap<>();
        for (ZoneLine zone : zones) {
            byKey.put(zone.key(), zone);
            if (!ids.containsKey(zone.key())) {
                ids.put(zone.key(), ++last);
            }
        }
        List<Row> rows = zones.stream().map(zone -> row(zone, byKey, ids)).toList();
        jdbc.sql("delete from fairlead.zone where not key = any (?)")
                .param(byKey.keySet().toArray(String[]::new))
                .update();
        jdbc.sql("""
                        insert into fairlead.zone as z (id, parent, path, key, name, postcodes)
                        select id, parent, path, key, name, postcodes from json_to_recordset(?::json)
                            as x (id int, parent int, path int[], key text, name text, postcodes text)
                        on conflict (company_id, key) do update set parent = excluded.parent, path = excluded.path,
                            name = excluded.name, postcodes = excluded.postcodes
                            where (z.parent, z.path, z.name, z.postcodes)
                                is distinct from (excluded.parent, excluded.path, excluded.name, excluded.postcodes)
                        """).param(json.writeValueAsString(rows)).update();
        follow(last, who);
    }

    private static Row row(ZoneLine zone, Map<String, ZoneLine> byKey, Map<String, Integer> ids) {
        List<Integer> path = new ArrayList<>();
        for (ZoneLine at = zone; at != null; at = byKey.get(at.parent())) {
            path.addFirst(ids.getOrDefault(at.key(), 0));
        }
        return new Row(
                path.getLast(), ids.getOrDefault(zone.parent(), 0), path, zone.key(), zone.name(), zone.postcodes());
    }

    private void follow(int last, @Nullable Long who) {
        jdbc.sql("""
                        update fairlead.zone_work set last_id = ?, tree = tree + 1, last_lead = 0, changed = 0, who = ?,
                               begun_at = now(), ended_at = null
                        """).param(last).param(who).update();
        jdbc.sql("update shared.tenant set zoning = true where company_id = current_setting('fairlead.company')::int")
                .update();
    }
}
