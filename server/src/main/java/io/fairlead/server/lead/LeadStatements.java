package io.fairlead.server.lead;

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
    static final String COLUMNS = "l.id, l.created_at, l.source, l.status, l.closed, l.state, l.rule, l.owner_id, "
            + "l.contact_id, l.listing, l.name, l.phone, l.email, l.version";

    /** Greater than whatever text begins with what stands before it. */
    private static final String END = "\uDBFF\uDFFF";

    private final StringBuilder where = new StringBuilder("l.company_id = :company");
    private final Map<String, Object> values = new LinkedHashMap<>();
    /** Two conditions of which a lead meets one, each with an index of its own; both empty if it need meet none. */
    private String owned = "";

    private String worked = "";

    LeadStatements(int company) {
        values.put("company", company);
    }

    /** A statement and its named values. */
    record Statement(String sql, Map<String, Object> values) {}

    /** Only leads with one of these values in the column; an empty list restricts nothing. */
    LeadStatements oneOf(String column, List<?> allowed) {
        if (allowed.size() == 1) {
            where.append(" and l.").append(column).append(" = :").append(column);
            values.put(column, allowed.getFirst());
        } else if (!allowed.isEmpty()) {
            where.append(" and l.")
                    .append(column)
                    .append(" in (:")
                    .append(column)
                    .append(')');
            values.put(column, allowed);
        }
        return this;
    }

    /**
     * Only leads that one of these people has; an empty list restricts nothing.
     *
     * @param people their numbers, 0 for nobody
     * @param several whether who works a lead beside its owner has it too
     */
    LeadStatements heldBy(List<Long> people, boolean several) {
        List<Long> workers = people.stream().filter(person -> person != 0).toList();
        if (!several || workers.isEmpty()) {
            return oneOf("owner_id", people);
        }
        owned = " and l.owner_id in (:owner_id)";
        worked = " and l.owner_id not in (:owner_id) and l.id in (select w.lead_id from fairlead.lead_worker w"
                + " where w.company_id = :company and w.user_id in (:workers))";
        values.put("owner_id", people);
        values.put("workers", workers);
        return this;
    }

    LeadStatements open(boolean open) {
        where.append(open ? " and not l.closed" : " and l.closed");
        return this;
    }

    /** Only leads whose column, compared by code point, begins so. */
    LeadStatements begins(String column, String start) {
        String compared = column.equals("name_key") ? "l.name_key" : "l." + column + " collate \"C\"";
        where.append(" and ")
                .append(compared)
                .append(" >= :low and ")
                .append(compared)
                .append(" < :high");
        values.put("low", start);
        values.put("high", start + END);
        return this;
    }

    /** Counts up to one more than the limit. */
    Statement count(int limit) {
        return statement("select count(*) from (" + leads("1", "", " limit " + (limit + 1)) + ") c");
    }

    /** The numbers of the oldest ones. */
    Statement numbers(int limit) {
        return statement("select l.id from fairlead.lead l where " + where + " order by l.id limit " + limit);
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
        return switch (sort.by()) {
            case CREATED -> few ? sorted("l.id", "id", sort, after) : walked("id", sort, after);
            case STATUS -> byText("status", sort, after, few);
            case SOURCE -> byText("source", sort, after, few);
            case ASSIGNEE -> byAssignee(after, few, owners);
        };
    }

    private Statement byText(String column, LeadSort sort, @Nullable LeadCursor after, boolean few) {
        if (after != null) {
            values.put("afterKey", after.key());
        }
        return few ? sorted("l.id, l." + column, column, sort, after) : walked(column, sort, after);
    }

    private Statement walked(String key, LeadSort sort, @Nullable LeadCursor after) {
        String first = " order by " + order("l.", key, sort) + " limit :limit";
        String page = leads(COLUMNS, beyond("l.", key, sort, after), first);
        return statement(worked.isEmpty() ? page : "select * from (" + page + ") l" + first);
    }

    /** The leads asked for, each once. */
    private String leads(String columns, String more, String end) {
        String all = "select " + columns + " from fairlead.lead l where " + where;
        return worked.isEmpty()
                ? all + more + end
                : "(" + all + owned + more + end + ") union all (" + all + worked + more + end + ")";
    }

    private Statement sorted(String columns, String key, LeadSort sort, @Nullable LeadCursor after) {
        String page = "select * from x where true" + beyond("x.", key, sort, after) + " order by "
                + order("x.", key, sort) + " limit :limit";
        return statement("with x as materialized (" + leads(columns, "", "") + "), p as materialized (" + page
                + ") select " + COLUMNS
                + " from p join fairlead.lead l on l.company_id = :company and l.id = p.id order by "
                + order("l.", key, sort));
    }

    private static String beyond(String from, String key, LeadSort sort, @Nullable LeadCursor after) {
        if (after == null) {
            return "";
        }
        String than = sort.descending() ? " < " : " > ";
        return key.equals("id")
                ? " and " + from + "id" + than + ":afterLead"
                : " and (" + from + key + ", " + from + "id)" + than + "(:afterKey, :afterLead)";
    }

    private static String order(String from, String key, LeadSort sort) {
        String way = sort.descending() ? " desc" : "";
        return (key.equals("id") ? "" : from + key + way + ", ") + from + "id" + way;
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
            return statement("with l as materialized (" + leads(COLUMNS, "", "") + ") select " + COLUMNS + " from "
                    + holders + " join l on l.owner_id = o.owner where true" + beyond + order);
        }
        return statement("select " + COLUMNS + " from " + holders + " cross join lateral ("
                + leads(COLUMNS, " and l.owner_id = o.owner" + beyond, " order by l.id desc limit :limit") + ") l"
                + order);
    }

    private Statement statement(String sql) {
        return new Statement(sql, values);
    }
}
