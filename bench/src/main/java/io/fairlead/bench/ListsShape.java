package io.fairlead.bench;

import io.fairlead.server.platform.sql.FieldKey;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import tools.jackson.databind.json.JsonMapper;

/**
 * A question to the list of leads beside the statements that somebody would write by hand who knows the tables, their
 * indexes and what will be asked.
 *
 * @param kind which goals it is measured by
 * @param asked the {@code n}-th one's method, path and body: they differ, as those of many people do
 */
record ListsShape(String name, Kind kind, IntFunction<Asked> asked, List<Bare> bare) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String QUERY = "/api/leads/query";
    private static final String COLUMNS = "id, created_at, source, status, closed, state, rule, owner_id, contact_id,"
            + " listing, name, phone, email, custom, version";

    /** Row-level security asks for it too; it is what every index begins with. */
    static final String OF = "company_id = {company} and ";

    /** What the goals distinguish. */
    enum Kind {
        /** A page of all leads in some order. */
        PAGE,
        /** A page far down in such an order. */
        DEEP,
        /** Leads that a filter leaves, with how many there are. */
        FILTERED,
        /** Leads whose texts begin with something, with how many there are. */
        PREFIX,
        /** Leads whose texts hold something, with how many there are. */
        CONTAINS,
        /** What has no goal of its own. */
        OTHER
    }

    record Asked(String method, String path, String body) {}

    /** A statement by hand, with the parameters of the {@code n}-th call. */
    record Bare(String sql, IntFunction<Object[]> parameters) {}

    static ListsShape get(String name, IntFunction<String> path, List<Bare> bare) {
        return new ListsShape(name, Kind.OTHER, n -> new Asked("GET", path.apply(n), ""), bare);
    }

    /**
     * A first page with its total.
     *
     * @param filter as the list takes it
     * @param where the same by hand, with a place for each value
     */
    static ListsShape first(
            Kind kind,
            String name,
            String sort,
            IntFunction<Object> filter,
            String where,
            IntFunction<Object[]> values) {
        // Leads have their numbers in the order in which they arrive: by hand that is read which is asked for as well.
        var keys = where.startsWith("created_at ") ? sort.replace("created", "arrived") : sort;
        var by = List.of(
                new Bare(count(where), values),
                new Bare("select " + COLUMNS + " from fairlead.lead l where " + OF + where + order(keys), values));
        return new ListsShape(name, kind, n -> query(Map.of("filter", filter.apply(n), "sort", sort)), by);
    }

    /**
     * The same, where what a filter leaves is sorted as a whole: somebody who knows how few they are says so.
     */
    static ListsShape few(
            Kind kind,
            String name,
            String sort,
            IntFunction<Object> filter,
            String where,
            IntFunction<Object[]> values) {
        var page = "with l as materialized (select * from fairlead.lead l where " + OF + where + ") select " + COLUMNS
                + " from l where true" + order(sort);
        return new ListsShape(
                name,
                kind,
                n -> query(Map.of("filter", filter.apply(n), "sort", sort)),
                List.of(new Bare(count(where), values), new Bare(page, values)));
    }

    private static String count(String where) {
        return "select count(*) from (select from fairlead.lead l where " + OF + where + " limit 10001) l";
    }

    /** A page further down, behind the last row of another one. */
    static ListsShape after(String name, String sort, String cursor, Object[] last) {
        var keys = keys(sort);
        var behind = keys.size() == 1
                ? " and " + keys.getFirst() + " " + than(sort) + " ?"
                : " and (" + String.join(", ", keys) + ") " + than(sort) + " (?, ?)";
        var sql = "select " + COLUMNS + " from fairlead.lead l where " + OF + "true" + behind + order(sort);
        return new ListsShape(
                name,
                Kind.DEEP,
                n -> query(Map.of("filter", Map.of(), "sort", sort, "cursor", cursor)),
                List.of(new Bare(sql, n -> last)));
    }

    private static Asked query(Map<String, Object> search) {
        var body = new TreeMap<>(search);
        body.put("limit", LIMIT);
        return new Asked("POST", QUERY, JSON.writeValueAsString(body));
    }

    /** Rows a page, as the list on screen asks for them. */
    static final int LIMIT = 100;

    private static String than(String sort) {
        return sort.startsWith("-") ? "<" : ">";
    }

    /** By which columns an order is kept, the lead's number last. */
    static List<String> keys(String sort) {
        return switch (sort.replace("-", "")) {
            case "created" -> List.of("id");
            case "arrived" -> List.of("created_at", "id");
            case "custom.kwh" -> List.of(FieldKey.of("number", "kwh").sql(), "id");
            case "custom.roof" -> List.of(FieldKey.of("choice", "roof").sql(), "id");
            case "status" -> List.of("status", "id");
            case "source" -> List.of("source", "id");
            case "assignee" -> List.of("owner_id", "id");
            case "name" -> List.of("name_key", "id");
            case "phone" -> List.of("phone collate \"C\"", "id");
            case "email" -> List.of("email_key", "id");
            default -> throw new IllegalArgumentException("no such order: " + sort);
        };
    }

    /** In that order, one row more than a page has: it tells whether there is another one. */
    private static String order(String sort) {
        return ordered(sort) + " limit " + (LIMIT + 1);
    }

    static String ordered(String sort) {
        var way = sort.startsWith("-") ? " desc" : "";
        return " order by " + String.join(way + ", ", keys(sort)) + way;
    }
}
