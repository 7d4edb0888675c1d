package io.fairlead.server.zone;

import io.fairlead.engine.filter.Fold;
import io.fairlead.server.company.WorkLists;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The tree with its counts, which are kept and never counted here. Thread-safe. */
@Component
class ZoneQueries {
    private static final int MOST_BELOW = 2_000;
    private static final int MOST_FOUND = 50;
    private static final int MOST_WITHOUT = 100;
    private static final TypeReference<TreeMap<String, Long>> COUNTS = new TypeReference<>() {};
    private static final String ZONE = """
            select z.id, z.parent, z.key, z.name, z.postcodes, cardinality(z.path) as level,
                   exists (select from fairlead.zone b where b.company_id = z.company_id and b.parent = z.id) as is_inner,
                   array(select p.name from unnest(z.path) with ordinality as w (id, place)
                           join fairlead.zone p on p.company_id = z.company_id and p.id = w.id order by w.place) as way,
                   array(select p.id from unnest(z.path) with ordinality as w (id, place)
                           join fairlead.zone p on p.company_id = z.company_id and p.id = w.id order by w.place) as ids,
                   (select json_object_agg(c.status, c.leads) from fairlead.zone_count c
                     where c.company_id = z.company_id and c.zone = z.id and c.leads > 0) as leads
              from fairlead.zone z
            """;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final JsonMapper json;
    private final WorkLists lists;

    ZoneQueries(JdbcClient jdbc, Transactions transactions, JsonMapper json, WorkLists lists) {
        this.lists = lists;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.json = json;
    }

    /**
     * A zone with its leads.
     *
     * @param parent the id of the zone it lies in; null for none
     * @param level from 1, the root's
     * @param way the names from the root down to the zone itself
     * @param path the ids likewise
     * @param inner whether zones lie below it
     * @param leads how many leads are in it and below it, by status; a status without leads is missing. Null for whoever
     *     sees no leads but those of their lists
     */
    record ZoneRow(
            String id,
            @Nullable String parent,
            String key,
            String name,
            int level,
            List<String> way,
            List<String> path,
            String postcodes,
            boolean inner,
            @Nullable Map<String, Long> leads) {}

    /**
     * How far leads follow the newest tree.
     *
     * @param looked how many leads were looked at, of {@code all}
     * @param changed how many of them are in another zone now
     * @param endedAt null while it is under way
     */
    record ZoneProgress(
            long looked,
            long all,
            long changed,
            @Nullable Instant begunAt,
            @Nullable Instant endedAt) {}

    /**
     * Zones beside each other, or found.
     *
     * @param more whether there are more than these
     * @param zones how many there are in the whole tree
     * @param all how many leads the company has, by status; null for whoever sees no leads but those of their lists
     * @param none how many of them are in no zone, likewise
     * @param progress null if there never was a zone, and likewise
     */
    record ZoneList(
            List<ZoneRow> rows,
            boolean more,
            int zones,
            @Nullable Map<String, Long> all,
            @Nullable Map<String, Long> none,
            @Nullable ZoneProgress progress) {}

    /** A lead in no zone, with what its zone is found from. */
    record ZonelessLead(
            String id, String name, String zone, String postcode, String town, String province, String country) {}

    /** @param rows the newest */
    record ZonelessLeads(List<ZonelessLead> rows, boolean more) {}

    /**
     * @param below the id of a zone; null for the roots
     * @param search part of a name or key, or the start of a postcode, in the whole tree; null for none
     * @param key of the one zone that is asked for; null for none
     */
    ZoneList list(SignedIn me, @Nullable String below, @Nullable String search, @Nullable String key) {
        return transactions.inCompany(me.companyId(), () -> {
            boolean whole = search == null || search.isBlank();
            List<ZoneRow> rows =
                    key != null ? named(me, key) : search == null || whole ? below(me, below) : found(me, search);
            int most = whole ? MOST_BELOW : MOST_FOUND;
            boolean counts = seesAll(me);
            return new ZoneList(
                    rows.stream().limit(most).toList(),
                    rows.size() > most,
                    jdbc.sql("select count(*) from fairlead.zone")
                            .query(Integer.class)
                            .single(),
                    counts ? counts("zone = 0 or zone in (select id from fairlead.zone where parent = 0)") : null,
                    counts ? counts("zone = 0") : null,
                    counts ? progress() : null);
        });
    }

    /** What is counted is of the company: it is not for those who see no leads but those of their lists. */
    private boolean seesAll(SignedIn me) {
        return me.role().permits(Permission.HAND_OVER) || !lists.areFixed(me.userId());
    }

    private List<ZoneRow> below(SignedIn me, @Nullable String below) {
        int parent = below == null ? 0 : number(me, below);
        return jdbc.sql(ZONE + " where z.parent = ? order by z.name, z.key limit ?")
                .params(parent, MOST_BELOW + 1)
                .query(zone(me))
                .list();
    }

    private static int number(SignedIn me, String shown) {
        long id = Ids.of(me.idSeed()).read(Ids.Kind.ZONE, shown).orElseThrow(Refusal::notFound);
        return Math.toIntExact(Math.min(id, Integer.MAX_VALUE));
    }

    /** Names are folded in Java alone; a tree has thousands of them, not millions. */
    private List<ZoneRow> found(SignedIn me, String search) {
        String folded = Fold.fold(search.strip());
        List<Integer> ids = new ArrayList<>();
        jdbc.sql("select id, key, name, postcodes from fairlead.zone order by cardinality(path), name, key")
                .query((row, n) -> {
                    boolean hit = Fold.fold(row.getString("name")).contains(folded)
                            || Fold.fold(row.getString("key")).equals(folded)
                            || Arrays.asList(row.getString("postcodes").split(" "))
                                    .contains(search.strip());
                    return hit && ids.size() <= MOST_FOUND && ids.add(row.getInt("id"));
                })
                .list();
        return jdbc.sql(ZONE + " where z.id = any (?) order by cardinality(z.path), z.name, z.key")
                .param(ids.toArray(Integer[]::new))
                .query(zone(me))
                .list();
    }

    private List<ZoneRow> named(SignedIn me, String key) {
        return jdbc.sql(ZONE + " where z.key = ?").param(key).query(zone(me)).list();
    }

    /** The zone as it is now. */
    ZoneRow of(SignedIn me, String key) {
        return transactions.inCompany(
                me.companyId(), () -> named(me, key).stream().findFirst().orElseThrow(Refusal::notFound));
    }

    /** The zone as it is now, by its id. */
    ZoneRow byId(SignedIn me, String shown) {
        return transactions.inCompany(
                me.companyId(),
                () -> jdbc.sql(ZONE + " where z.id = ?")
                        .param(number(me, shown))
                        .query(zone(me))
                        .optional()
                        .orElseThrow(Refusal::notFound));
    }

    /**
     * The newest leads without a zone.
     *
     * @throws Refusal {@code own-filters-not-allowed} for whoever sees no leads but those of their lists
     */
    ZonelessLeads without(SignedIn me) {
        if (!transactions.inCompany(me.companyId(), () -> seesAll(me))) {
            throw Refusal.of(HttpStatus.FORBIDDEN, "own-filters-not-allowed", "You see the leads of your work lists.");
        }
        Ids ids = Ids.of(me.idSeed());
        List<ZonelessLead> rows = transactions.look(
                me.companyId(),
                """
                select id, name, custom ->> 'zone' as zone, custom ->> 'postcode' as postcode, custom ->> 'town' as town,
                       custom ->> 'province' as province, custom ->> 'country' as country
                  from fairlead.lead where company_id = ? and zone1 = 0 order by id desc limit ?
                """,
                (row, n) -> new ZonelessLead(
                        ids.show(Ids.Kind.LEAD, row.getLong("id")),
                        row.getString("name"),
                        text(row, "zone"),
                        text(row, "postcode"),
                        text(row, "town"),
                        text(row, "province"),
                        text(row, "country")),
                me.companyId(),
                MOST_WITHOUT + 1);
        return new ZonelessLeads(rows.stream().limit(MOST_WITHOUT).toList(), rows.size() > MOST_WITHOUT);
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    private Map<String, Long> counts(String where) {
        Map<String, Long> counts = new TreeMap<>();
        jdbc.sql("select status, sum(leads) as leads from fairlead.zone_count where leads > 0 and (" + where
                        + ") group by status")
                .query((row, n) -> counts.put(row.getString("status"), row.getLong("leads")))
                .list();
        return counts;
    }

    private @Nullable ZoneProgress progress() {
        return jdbc.sql("""
                        select w.last_lead, w.changed, w.begun_at, w.ended_at,
                               coalesce((select leads from fairlead.desk), 0) as leads
                          from fairlead.zone_work w
                        """)
                .query((row, n) -> new ZoneProgress(
                        Math.min(row.getLong("last_lead"), row.getLong("leads")),
                        row.getLong("leads"),
                        row.getLong("changed"),
                        instant(row, "begun_at"),
                        instant(row, "ended_at")))
                .optional()
                .orElse(null);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private RowMapper<ZoneRow> zone(SignedIn me) {
        Ids ids = Ids.of(me.idSeed());
        boolean counts = seesAll(me);
        return (row, n) -> {
            int parent = row.getInt("parent");
            String leads = row.getString("leads");
            List<String> path = new ArrayList<>();
            for (Integer id : (Integer[]) row.getArray("ids").getArray()) {
                path.add(ids.show(Ids.Kind.ZONE, id));
            }
            return new ZoneRow(
                    ids.show(Ids.Kind.ZONE, row.getInt("id")),
                    parent == 0 ? null : ids.show(Ids.Kind.ZONE, parent),
                    row.getString("key"),
                    row.getString("name"),
                    row.getInt("level"),
                    List.of((String[]) row.getArray("way").getArray()),
                    path,
                    row.getString("postcodes"),
                    row.getBoolean("is_inner"),
                    !counts ? null : leads == null ? Map.of() : json.readValue(leads, COUNTS));
        };
    }
}
