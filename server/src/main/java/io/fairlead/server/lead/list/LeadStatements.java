package io.fairlead.server.lead.list;

import io.fairlead.server.lead.LeadRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the statements of the list of leads: a text of its own for each shape of question, since one statement for all
 * shapes would have the plan of none. A list that the count found small is sorted as a whole; a larger one is read along
 * the index of its order, and is dense there. So neither reads more than a bounded number of rows.
 */
final class LeadStatements {
    private final String where;
    private final Map<String, Object> values = new LinkedHashMap<>();
    /** Two conditions of which a lead meets one, each with an index of its own; both empty if it need meet none. */
    private String owned = "";

    private String worked = "";

    LeadStatements(int company, FilterSql.Condition condition) {
        this.where = "l.company_id = :company and (" + condition.sql() + ")";
        values.put("company", company);
        values.putAll(condition.values());
        List<Long> held = condition.held();
        if (held != null) {
            heldBy(held);
        }
    }

    /** A statement and its named values. */
    record Statement(String sql, Map<String, Object> values) {}

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
     * @param only the numbers among which they are looked for; null for no such limit
     */
    Statement all(LeadSort sort, List<Long> owners, @Nullable List<Long> only) {
        String more = "";
        if (only != null) {
            values.put("only", only.toArray(Long[]::new));
            more = " and l.id = any(:only)";
        }
        String key = sort.by().column();
        String columns = "l.id" + (key.equals("id") ? "" : ", l." + name(key));
        if (sort.by() == LeadSort.By.ASSIGNEE) {
            values.put("owners", owners.toArray(Long[]::new));
            return statement("select l.id from (" + leads(columns, more, "")
                    + ") l order by array_position(cast(:owners as bigint[]), l.owner_id), l.id desc");
        }
        return statement("select l.id from (" + leads(columns, more, "") + ") l order by " + order("l." + key, sort));
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
        if (after != null && !sort.by().column().equals("id")) {
            values.put("afterKey", after.key());
        }
        return few ? sorted(sort, after) : walked(sort, after);
    }

    private Statement walked(LeadSort sort, @Nullable LeadCursor after) {
        String key = sort.by().column();
        String first = " order by " + order("l." + key, sort) + " limit :limit";
        String page = leads(LeadRows.COLUMNS + keyed(key), beyond("l." + key, sort, after), first);
        return statement(
                worked.isEmpty()
                        ? page
                        : "select * from (" + page + ") l order by " + order("l." + key, sort) + " limit :limit");
    }

    /** The leads asked for, each once. */
    private String leads(String columns, String more, String end) {
        String all = "select " + columns + " from fairlead.lead l where " + where;
        return worked.isEmpty()
                ? all + more + end
                : "(" + all + owned + more + end + ") union all (" + all + worked + more + end + ")";
    }

    private Statement sorted(LeadSort sort, @Nullable LeadCursor after) {
        String key = sort.by().column();
        String inside =
                key.equals("id") ? "l.id" : "l.id, l." + key + (name(key).equals(key) ? "" : " as " + name(key));
        String page = "select * from x where true" + beyond("x." + name(key), sort, after) + " order by "
                + order("x." + name(key), sort) + " limit :limit";
        return statement("with x as materialized (" + leads(inside, "", "") + "), p as materialized (" + page
                + ") select " + LeadRows.COLUMNS
                + " from p join fairlead.lead l on l.company_id = :company and l.id = p.id"
                + " order by " + order("l." + key, sort));
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
        List<Long> left = new ArrayList<>(owners);
        String beyond = "";
        if (after != null) {
            long last = after.key().isEmpty() ? 0 : Long.parseLong(after.key());
            left = left.subList(Math.max(0, left.indexOf(last)), left.size());
            beyond = " and (o.place > 1 or l.id < :afterLead)";
        }
        values.put("owners", left.toArray(Long[]::new));
        String holders = "unnest(cast(:owners as bigint[])) with ordinality as o(owner, place)";
        String order = " order by o.place, l.id desc limit :limit";
        if (few) {
            return statement(
                    "with l as materialized (" + leads(LeadRows.COLUMNS, "", "") + ") select " + LeadRows.COLUMNS
                            + " from " + holders + " join l on l.owner_id = o.owner where true" + beyond + order);
        }
        return statement("select " + LeadRows.COLUMNS + " from " + holders + " cross join lateral ("
                + leads(LeadRows.COLUMNS, " and l.owner_id = o.owner" + beyond, " order by l.id desc limit :limit")
                + ") l"
                + order);
    }

    private Statement statement(String sql) {
        return new Statement(sql, values);
    }
}
