package io.fairlead.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What people look for in a base: taken from it, so that there is something to be found. */
record ListsValues(
        long leads,
        List<Zone> provinces,
        List<Zone> regions,
        List<Person> owners,
        List<String> statuses,
        List<String> sources,
        List<Some> some) {

    /**
     * A zone.
     *
     * @param level 1 for those without a parent
     */
    record Zone(int id, String key, int level) {}

    record Person(long id, String key) {}

    /** A lead that is there. */
    record Some(long id, String name, String phone, String email) {}

    private interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    static ListsValues of(Connection bare) throws SQLException {
        // The larger half of them: a list of a few leads is quick in any case.
        var zones =
                "select z.id, z.key, cardinality(path) as level from fairlead.zone z where cardinality(path) = %d order by"
                        + " (select sum(leads) from fairlead.zone_count c where c.zone = z.id) desc nulls last limit %d";
        Row<Zone> zone = row -> new Zone(row.getInt(1), row.getString(2), row.getInt(3));
        return new ListsValues(
                all(bare, "select count(*) from fairlead.lead", row -> row.getLong(1))
                        .getFirst(),
                all(bare, zones.formatted(2, 50), zone),
                all(bare, zones.formatted(1, 12), zone),
                all(
                        bare,
                        "select id, key from fairlead.app_user where key like 'op%' order by id",
                        row -> new Person(row.getLong(1), row.getString(2))),
                all(
                        bare,
                        "select status from fairlead.zone_count where status <> '' group by 1 order by sum(leads) desc",
                        row -> row.getString(1)),
                all(bare, "select key from fairlead.source where kind = 'api' order by id", row -> row.getString(1)),
                all(bare, """
                        select id, name_key, phone, email_key from fairlead.lead l
                         where id in (select 1 + (n::bigint * 7919317) % (select max(id) from fairlead.lead) from generate_series(1, 400) n)
                           and phone <> '' and email <> '' order by hashint8(id)
                        """, row -> new Some(row.getLong(1), row.getString(2), row.getString(3), row.getString(4))));
    }

    private static <T> List<T> all(Connection bare, String sql, Row<T> row) throws SQLException {
        var all = new ArrayList<T>();
        try (var statement = bare.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                all.add(row.of(rows));
            }
        }
        if (all.isEmpty()) {
            throw new IllegalStateException("nothing is found by: " + sql);
        }
        return all;
    }

    /** One of them for the {@code n}-th call. */
    static <T> T at(List<T> all, int n) {
        return all.get(Math.floorMod(n, all.size()));
    }
}
