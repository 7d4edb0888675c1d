package io.fairlead.server.lead.list;

import io.fairlead.server.lead.LeadRows;
import io.fairlead.server.platform.sql.FieldKey;
import io.fairlead.server.platform.sql.Reading;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/**
 * Writes the statements of the list of leads: a text of its own for each shape of question, since one statement for all
 * shapes would have the plan of none. A list that the count found small is sorted as a whole; a larger one is read along
 * the index of its order, and is dense there. So neither reads more than a bounded number of rows.
 */
final class LeadStatements {
    /** The whole rows of a page {@code p} of numbers. */
    private static final String ROWS = " join fairlead.lead l on l.company_id = :company and l.id = p.id";

    /** A few leads by their numbers, found before anything else is asked of them. */
    private static final String ONLY =
            "(select * from fairlead.lead where company_id = :company and id = any(:only) offset 0)";

    private final String table;
    private final String where;
    private final Map<String, Object> values = new LinkedHashMap<>();
    /** Two conditions of which a lead meets one, each with an index of its own; both empty if it need meet none. */
    private String owned = "";

    private String worked = "";

    LeadStatements(int company, FilterSql.Condition condition) {
        this(company, condition, null);
    }

    /** @param only the numbers of the leads among which they are looked for; null for all of the company */
    LeadStatements(int company, FilterSql.Condition condition, @Nullable Collection<Long> only) {
        this.table = only == null ? "fairlead.lead" : ONLY;
        if (only != null) {
            values.put("only", only.toArray(Long[]::new));
        }
        this.where = "l.company_id = :company and (" + condition.sql() + ")";
        values.put("company", company);
        values.putAll(condition.values());
        List<Long> held = condition.held();
        if (held != null) {
            heldBy(held);
        }
    }

    /** A statement and its named values. */
    record Statement(String sql, Map<String, Object> values) {
        /** For going to the database together with others. */
        <T> Reading<T> reading(RowMapper<T> row) {
            ParsedSql parsed = NamedParameterUtils.parseSqlStatement(sql);
            SqlParameterSource named = new MapSqlParameterSource(values);
            return Reading.of(
                    NamedParameterUtils.substituteNamedParameters(parsed, named),
                    row,
                    NamedParameterUtils.buildValueArray(parsed, named, null));
        }
    }

    /** Only leads that one of these people has or works beside another; 0 is nobody. */
    private void heldBy(List<Long> people) {
        List<Long> workers = people.stream().filter(person -> person != 0).toList();
        owned = " and l.owner_id in (:owner_id)";
        worked = " and l.owner_id not in (:owner_id) and l.id in (select w.lead_id from fairlead.lead_worker w"
                + " where w.company_id = :company and w.user_id in (:workers))";
        // No user has the number -1: of nobody there are no leads.
        values.put("owner_id", people.isEmpty() ? List.of(-1L) : people);
        values.put("workers", workers.isEmpty() ? List.of(-1L) : workers);
    }

    /** Counts up to one more than the limit. */
    Statement count(int limit) {
        return statement("select count(*) from (" + leads("1", "", " limit " + (limit + 1)) + ") c");
    }

    /**
     * Counts by what stands in a column, among so many leads at most.
     *
     * @param column an expression over {@code l}
     */
    Statement values(String column, int limit) {
        return statement("select value, count(*) as leads from (" + leads(column + " as value", "", " limit " + limit)
                + ") c group by value");
    }

    /** Counts those whose numbers lie above the one and not above the other. */
    Statement count(long above, long last) {
        values.put("above", above);
        values.put("last", last);
        return statement("select count(*) from (" + leads("1", " and l.id > :above and l.id <= :last", "") + ") c");
    }

    /** The numbers of those that lie above the one and not above the other. */
    Statement between(long above, long last) {
        values.put("above", above);
        values.put("last", last);
        return statement(leads("l.id", " and l.id > :above and l.id <= :last", ""));
    }

    /**
     * The numbers of all, in an order.
     *
     * @param owners as for a page
     */
    Statement all(LeadSort sort, List<Long> owners) {
        FieldKey own = sort.own();
        if (own != null) {
            String way = sort.descending() ? " desc" : "";
            return statement("select l.id from (" + leads("l.id, " + own.sql("l.custom") + " as own_key", "", "")
                    + ") l order by l.own_key" + way + " nulls last, l.id" + way);
        }
        String key = sort.by().column();
        String columns = "l.id" + (key.equals("id") ? "" : ", l." + name(key));
        if (sort.by() == LeadSort.By.ASSIGNEE) {
            values.put("owners", owners.toArray(Long[]::new));
            return statement("select l.id from (" + leads(columns, "", "")
                    + ") l order by array_position(cast(:owners as bigint[]), l.owner_id), l.id desc");
        }
        return statement("select l.id from (" + leads(columns, "", "") + ") l order by " + order("l." + key, sort));
    }

    /**
     * A page of a list.
     *
     * @param few whether the whole list is small enough to be sorted
     * @param owners the numbers of all holders in their order, 0 for nobody among them; only looked at for that order
     */
    Statement page(LeadSort sort, @Nullable LeadCursor after, boolean few, List<Long> owners, int limit) {
        values.put("limit", limit);
        if (after != null) {
            values.put("afterLead", after.lead());
        }
        if (sort.by() == LeadSort.By.ASSIGNEE) {
            return byAssignee(after, few, owners);
        }
        FieldKey own = sort.own();
        if (own != null) {
            return byOwn(own, sort, after, few);
        }
        if (after != null && !sort.by().column().equals("id")) {
            values.put("afterKey", after.key());
        }
        return few ? sorted(sort, after) : walked(sort, after, limit);
    }

    /** Number and version of those that are not beyond a place in the order: they would be on the pages up to there. */
    Statement upTo(LeadSort sort, @Nullable LeadCursor last, List<Long> owners, int limit) {
        String all = leads("l.id, l.version", "", "");
        return last == null
                ? statement(all)
                : statement("select u.id, u.version from (" + all + ") u where u.id not in (select b.id from ("
                        + page(sort, last, true, owners, limit).sql() + ") b)");
    }

    private Statement byOwn(FieldKey own, LeadSort sort, @Nullable LeadCursor after, boolean few) {
        String key = own.sql("l.custom");
        String way = sort.descending() ? " desc" : "";
        boolean missing = after != null && after.key().isEmpty();
        if (after != null && !missing) {
            values.put("afterKey", after.key().substring(1));
        }
        String than = sort.descending() ? " < " : " > ";
        String afterKey = own.parameter(":afterKey");
        if (few) {
            String beyond = after == null
                    ? ""
                    : missing
                            ? " where x.own_key is null and x.id" + than + ":afterLead"
                            : " where (x.own_key, x.id)" + than + "(" + afterKey + ", :afterLead) or x.own_key is null";
            String order = ".own_key" + way + " nulls last, ";
            String page = "select * from " + whole("l.id, " + key + " as own_key") + " x" + beyond + " order by x"
                    + order + "x.id" + way + " limit :limit";
            return statement("select " + LeadRows.COLUMNS + ", p.own_key from (" + page + ") p" + ROWS + " order by p"
                    + order + "p.id" + way);
        }
        if (missing) {
            return without(key, " and l.id" + than + ":afterLead", way);
        }
        String beyond = after == null
                ? " and " + key + " is not null"
                : " and (" + key + ", l.id)" + than + "(" + afterKey + ", :afterLead)";
        String page = leads(
                LeadRows.COLUMNS + ", " + key + " as own_key",
                beyond,
                " order by " + key + way + ", l.id" + way + " limit :limit");
        return merged(page, " order by own_key" + way + ", id" + way);
    }

    /** The first leads without a value in the own field by which the list is sorted: they come behind all others. */
    Statement without(LeadSort sort, int limit) {
        values.put("limit", limit);
        return without(Objects.requireNonNull(sort.own()).sql("l.custom"), "", sort.descending() ? " desc" : "");
    }

    private Statement without(String key, String beyond, String way) {
        String page = leads(
                LeadRows.COLUMNS + ", null::text as own_key",
                " and " + key + " is null" + beyond,
                // Named as in the index, though all are null: so the index is known to have this order.
                " order by " + key + way + ", l.id" + way + " limit :limit");
        return merged(page, " order by id" + way);
    }

    private Statement merged(String page, String order) {
        return statement(worked.isEmpty() ? page : "select * from (" + page + ") l" + order + " limit :limit");
    }

    /** The number of rows stands in it: of one that is not known a plan for all values expects a tenth of the leads. */
    private Statement walked(LeadSort sort, @Nullable LeadCursor after, int limit) {
        String key = sort.by().column();
        String first = " order by " + order("l." + key, sort) + " limit " + limit;
        String page = leads(LeadRows.COLUMNS + keyed(key), beyond("l." + key, sort, after), first);
        return merged(page, " order by " + order("l." + key, sort));
    }

    /** The leads asked for, each once. */
    private String leads(String columns, String more, String end) {
        return leads(table, columns, more, end);
    }

    private String leads(String table, String columns, String more, String end) {
        String all = "select " + columns + " from " + table + " l where " + where;
        return worked.isEmpty()
                ? all + more + end
                : "(" + all + owned + more + end + ") union all (" + all + worked + more + end + ")";
    }

    /**
     * How many there are, up to one more than the most, and if there are no more than that, the first page of them: of
     * leads that must be looked at to be counted none is looked at twice. Without a page there is one row without a lead.
     */
    Statement counted(LeadSort sort, int most, int limit) {
        values.put("limit", limit);
        String key = "x." + name(sort.by().column());
        return statement("with x as materialized (" + leads(keyedBy(sort), "", " limit " + (most + 1)) + "),"
                + " c as (select count(*) as counted from x),"
                + " p as (select x.id from x, c where c.counted <= " + most + " order by " + order(key, sort)
                + " limit :limit) select c.counted, " + LeadRows.COLUMNS + " from c left join p on true"
                + " left join fairlead.lead l on l.company_id = :company and l.id = p.id order by "
                + order("l." + sort.by().column(), sort));
    }

    private static String keyedBy(LeadSort sort) {
        String key = sort.by().column();
        return key.equals("id") ? "l.id" : "l.id, l." + key + (name(key).equals(key) ? "" : " as " + name(key));
    }

    private Statement sorted(LeadSort sort, @Nullable LeadCursor after) {
        String key = sort.by().column();
        String page = "select * from " + whole(keyedBy(sort)) + " x where true" + beyond("x." + name(key), sort, after)
                + " order by " + order("x." + name(key), sort) + " limit :limit";
        return statement("select " + LeadRows.COLUMNS + " from (" + page + ") p" + ROWS + " order by "
                + order("l." + key, sort));
    }

    /** All leads asked for, found before anything is sorted: no order that is wanted of them misleads the plan. */
    private String whole(String columns) {
        return "(select * from (" + leads(columns, "", "") + ") u offset 0)";
    }

    /** What an order needs beside the columns of a row. */
    private static String keyed(String key) {
        return key.endsWith("_key") ? ", l." + key : "";
    }

    private static String name(String key) {
        int end = key.indexOf(' ');
        return end < 0 ? key : key.substring(0, end);
    }

    private static String beyond(String key, LeadSort sort, @Nullable LeadCursor after) {
        if (after == null) {
            return "";
        }
        String than = sort.descending() ? " < " : " > ";
        String id = key.charAt(0) + ".id";
        return key.equals(id)
                ? " and " + id + than + ":afterLead"
                : " and (" + key + ", " + id + ")" + than + "(:afterKey, :afterLead)";
    }

    private static String order(String key, LeadSort sort) {
        String way = sort.descending() ? " desc" : "";
        String id = key.charAt(0) + ".id";
        return (key.equals(id) ? "" : key + way + ", ") + id + way;
    }

    /** Holder by holder in their order, newest first with each; begins with the holder at whom the last page ended. */
    private Statement byAssignee(@Nullable LeadCursor after, boolean few, List<Long> owners) {
        List<Long> left = owners;
        if (after != null) {
            long last = after.key().isEmpty() ? 0 : Long.parseLong(after.key());
            left = owners.subList(Math.max(0, owners.indexOf(last)), owners.size());
        }
        Long[] before = new Long[left.size()];
        Arrays.fill(before, Long.MAX_VALUE);
        if (after != null && before.length > 0) {
            before[0] = after.lead();
        }
        values.put("owners", left.toArray(Long[]::new));
        values.put("before", before);
        String holders = "unnest(cast(:owners as bigint[]), cast(:before as bigint[])) with ordinality"
                + " as o(owner, before, place)";
        if (few) {
            // Nobody's place is known beforehand: else each holder would be compared with all leads in turn.
            String page = "with o as materialized (select * from " + holders + ") select o.place, x.id from o join "
                    + whole("l.id, l.owner_id")
                    + " x on x.owner_id = o.owner and x.id < o.before order by o.place, x.id desc limit :limit";
            return statement(
                    "select " + LeadRows.COLUMNS + " from (" + page + ") p" + ROWS + " order by p.place, l.id desc");
        }
        // One holder's leads are read newest first, whatever else is asked of them: who has none must not cost a walk.
        String theirs = "(select * from fairlead.lead w where w.company_id = :company and w.owner_id = o.owner"
                + " and w.id < o.before order by w.id desc offset 0)";
        return statement("select " + LeadRows.COLUMNS + " from " + holders + " cross join lateral ("
                + leads(theirs, LeadRows.COLUMNS, "", " order by l.id desc limit :limit")
                + ") l order by o.place, l.id desc limit :limit");
    }

    private Statement statement(String sql) {
        return new Statement(sql, values);
    }
}
