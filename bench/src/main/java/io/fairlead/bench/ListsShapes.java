package io.fairlead.bench;

import static io.fairlead.bench.ListsShapes.Values.at;

import io.fairlead.bench.ListsShape.Bare;
import io.fairlead.bench.ListsShape.Kind;
import io.fairlead.bench.ListsShapes.Values.Zone;
import io.fairlead.server.platform.sql.Ids;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** The questions that are measured. */
final class ListsShapes {
    private static final ZoneId ROME = ZoneId.of("Europe/Rome");
    private static final String NEWEST = "-created";

    /** Greater than whatever text begins with what stands before it. */
    private static final String END = "\uDBFF\uDFFF";

    private final Values values;
    private final Ids ids;
    private final List<ListsShape> all = new ArrayList<>();

    private ListsShapes(Values values, Ids ids) {
        this.values = values;
        this.ids = ids;
    }

    static List<ListsShape> of(Values values, Ids ids) {
        var shapes = new ListsShapes(values, ids);
        shapes.orders();
        shapes.zones();
        shapes.filters();
        shapes.both();
        shapes.own();
        shapes.texts();
        shapes.lead();
        return shapes.all;
    }

    private void orders() {
        for (var by : List.of("created", "status", "source", "assignee", "name", "phone", "email")) {
            for (var way : List.of("-", "")) {
                var name = by.equals("created") && !way.isEmpty()
                        ? "newest first"
                        : "by " + by + (way.isEmpty() ? "" : ", backwards");
                all.add(ListsShape.first(Kind.PAGE, name, way + by, n -> Map.of(), "true", n -> new Object[0]));
            }
        }
        ownOrders();
    }

    private void ownOrders() {
        for (var by : List.of("number", "choice")) {
            var sort = by.equals("number") ? "custom.kwh" : "custom.roof";
            var valued = ListsShape.keys(sort).getFirst() + " is not null";
            for (var way : List.of("-", "")) {
                var name = "by an own " + by + (way.isEmpty() ? "" : ", backwards");
                all.add(ListsShape.first(Kind.PAGE, name, way + sort, n -> Map.of(), valued, n -> new Object[0]));
            }
        }
    }

    private void first(String name, String sort, IntFunction<Object> filter, String where, IntFunction<Object[]> by) {
        all.add(ListsShape.first(Kind.FILTERED, name, sort, filter, where, by));
    }

    private static Map<String, Object> zone(Zone zone) {
        return Map.of("columns", Map.of("zone", List.of(zone.key())));
    }

    private void zones() {
        var provinces = values.provinces();
        var regions = values.regions();
        first(
                "a region",
                NEWEST,
                n -> zone(at(regions, n)),
                "zone1 = ?",
                n -> of(at(regions, n).id()));
        first(
                "a province",
                NEWEST,
                n -> zone(at(provinces, n)),
                "zone2 = ?",
                n -> of(at(provinces, n).id()));
        first(
                "a province by name",
                "name",
                n -> zone(at(provinces, n)),
                "zone2 = ?",
                n -> of(at(provinces, n).id()));
    }

    private void filters() {
        var owners = values.owners();
        first("a status", NEWEST, n -> Map.of("status", List.of(status(n))), "status = ?", n -> of(status(n)));
        first(
                "a source",
                NEWEST,
                n -> Map.of("source", List.of(at(values.sources(), n))),
                "source = ?",
                n -> of(at(values.sources(), n)));
        first(
                "a colleague",
                NEWEST,
                n -> Map.of("assignee", List.of(at(owners, n).key())),
                "owner_id = ?",
                n -> of(at(owners, n).id()));
        first(
                "a colleague's open ones by name",
                "name",
                n -> Map.of("assignee", List.of(at(owners, n).key()), "open", true),
                "owner_id = ? and not closed",
                n -> of(at(owners, n).id()));
        first(
                "a week of arrivals",
                NEWEST,
                n -> Map.of("columns", Map.of("created", List.of(day(n) + ".." + day(n).plusDays(6)))),
                "created_at >= ? and created_at < ?",
                n -> of(start(day(n)), start(day(n).plusDays(7))));
    }

    private void both() {
        var provinces = values.provinces();
        var regions = values.regions();
        first(
                "a province and a status",
                NEWEST,
                n -> Map.of(
                        "status",
                        List.of(status(n)),
                        "columns",
                        zone(at(provinces, n)).get("columns")),
                "zone2 = ? and status = ?",
                n -> of(at(provinces, n).id(), status(n)));
        first(
                "a region and a status by e-mail",
                "email",
                n -> Map.of(
                        "status",
                        List.of(status(n)),
                        "columns",
                        zone(at(regions, n)).get("columns")),
                "zone1 = ? and status = ?",
                n -> of(at(regions, n).id(), status(n)));
    }

    private static Object[] of(Object... values) {
        return values;
    }

    private String status(int n) {
        return at(values.statuses(), n);
    }

    private static LocalDate day(int n) {
        return LocalDate.now(ROME).minusDays(30 + Math.floorMod(n * 37, 600));
    }

    private static Object start(LocalDate day) {
        return day.atTime(LocalTime.MIN).atZone(ROME).toOffsetDateTime();
    }

    private void own() {
        var number = "jsonb_typeof(custom -> 'kwh') = 'number' and (custom -> 'kwh')::numeric";
        first(
                "a range of an own number",
                NEWEST,
                n -> Map.of("columns", Map.of("kwh", List.of(kwh(n) + ".." + (kwh(n) + 500)))),
                number + " between ? and ?",
                n -> of(kwh(n), kwh(n) + 500));
        first(
                "an own choice and an own yes",
                NEWEST,
                n -> Map.of("columns", Map.of("roof", List.of(roof(n)), "owned", List.of("true"))),
                "custom @> ?::jsonb",
                n -> of("{\"roof\": \"" + roof(n) + "\", \"owned\": true}"));
        first(
                "a province and an own choice",
                NEWEST,
                n -> Map.of(
                        "columns",
                        Map.of("zone", List.of(at(values.provinces(), n).key()), "roof", List.of(roof(n)))),
                "zone2 = ? and custom ->> 'roof' = ?",
                n -> of(at(values.provinces(), n).id(), roof(n)));
    }

    private static String roof(int n) {
        return at(List.of("pitched", "flat", "none"), n);
    }

    private static int kwh(int n) {
        return 1200 + Math.floorMod(n, 60) * 100;
    }

    private void texts() {
        begins("name", "name_key", n -> cut(some(n).name(), 0, 8));
        begins("phone", "phone collate \"C\"", n -> cut(some(n).phone(), 0, 8));
        begins("email", "email_key", n -> cut(some(n).email(), 0, 8));
        contains("name", "name_key", n -> family(n));
        contains("phone", "phone", n -> cut(some(n).phone(), 6, 13));
        contains("email", "email_key", n -> cut(some(n).email(), 4, 12));
        all.add(ListsShape.few(
                Kind.CONTAINS,
                "name contains, in a province",
                NEWEST,
                n -> Map.of(
                        "columns",
                        Map.of(
                                "name",
                                List.of('*' + family(n)),
                                "zone",
                                List.of(at(values.provinces(), n).key()))),
                "search like ? and name_key like ? and zone2 = ?",
                n -> of(
                        '%' + family(n) + '%',
                        '%' + family(n) + '%',
                        at(values.provinces(), n).id())));
    }

    private Values.Some some(int n) {
        return at(values.some(), n);
    }

    private String family(int n) {
        var name = some(n).name();
        return name.substring(name.lastIndexOf(' ') + 1);
    }

    private static String cut(String text, int from, int to) {
        return text.substring(Math.min(from, text.length()), Math.min(to, text.length()))
                .strip();
    }

    private void begins(String column, String key, IntFunction<String> start) {
        all.add(ListsShape.few(
                Kind.PREFIX,
                column + " begins",
                NEWEST,
                n -> Map.of("columns", Map.of(column, List.of(start.apply(n)))),
                key + " >= ? and " + key + " < ?",
                n -> of(start.apply(n), start.apply(n) + END)));
    }

    private void contains(String column, String key, IntFunction<String> part) {
        all.add(ListsShape.first(
                Kind.CONTAINS,
                column + " contains",
                NEWEST,
                n -> Map.of("columns", Map.of(column, List.of('*' + part.apply(n)))),
                "search like ? and " + key + " like ?",
                n -> of('%' + part.apply(n) + '%', '%' + part.apply(n) + '%')));
    }

    private void lead() {
        IntFunction<Object[]> number = n -> of(some(n).id());
        IntFunction<String> path = n -> "/api/leads/" + ids.show(Ids.Kind.LEAD, some(n).id());
        var contact = "select contact_id from fairlead.lead where company_id = {company} and id = ?";
        all.add(ListsShape.get(
                "a lead",
                path,
                List.of(
                        new Bare("select * from fairlead.lead where company_id = {company} and id = ?", number),
                        new Bare(
                                "select * from fairlead.contact where company_id = {company} and id = (" + contact
                                        + ")",
                                number),
                        new Bare(
                                "select * from fairlead.contact_key where company_id = {company} and contact_id = ("
                                        + contact + ") order by kind, value limit 40",
                                number),
                        new Bare(
                                "select id, created_at, source, status, state from fairlead.lead where company_id = {company}"
                                        + " and contact_id = (" + contact + ") order by id desc limit 21",
                                number))));
        all.add(ListsShape.get(
                "a lead's timeline",
                n -> path.apply(n) + "/journal",
                List.of(new Bare(
                        "select id, at, kind, who, lead, data from fairlead.event where company_id = {company} and lead = ?"
                                + " order by id desc limit 31",
                        number))));
    }

    /** What people look for in a base: taken from it, so that there is something to be found. */
    record Values(
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

        static Values of(Connection bare) throws SQLException {
            // The larger half of them: a list of a few leads is quick in any case.
            var zones =
                    "select z.id, z.key, cardinality(path) as level from fairlead.zone z where cardinality(path) = %d order by"
                            + " (select sum(leads) from fairlead.zone_count c where c.zone = z.id) desc nulls last limit %d";
            Row<Zone> zone = row -> new Zone(row.getInt(1), row.getString(2), row.getInt(3));
            return new Values(
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
                    all(
                            bare,
                            "select key from fairlead.source where kind = 'api' order by id",
                            row -> row.getString(1)),
                    all(
                            bare,
                            """
                            select id, name_key, phone, email_key from fairlead.lead l
                             where id in (select 1 + (n::bigint * 7919317) % (select max(id) from fairlead.lead) from generate_series(1, 400) n)
                               and phone <> '' and email <> '' order by hashint8(id)
                            """,
                            row -> new Some(row.getLong(1), row.getString(2), row.getString(3), row.getString(4))));
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
}
