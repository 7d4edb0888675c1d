package io.fairlead.server.platform.job;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Work of one kind that waits in a table of a company. A node claims a row for a while and says again and again that it is
 * still at it; of a node that fell the claim runs out, and any other goes on. A flag beside the company says whether there
 * is anything to do, so that a round over companies looks at no others. All but {@link #companies} in the company's
 * transaction under way. Thread-safe.
 */
public final class Backlog {
    private final JdbcClient jdbc;
    private final String flag;
    private final String table;
    private final String key;
    private final String open;
    private final String node = UUID.randomUUID().toString();

    /**
     * All given as SQL.
     *
     * @param flag the column of {@code shared.tenant} that says whether a company has something to do
     * @param table where the work stands; with {@code claimed_by} and {@code claimed_until} if it is claimed
     * @param key the column that names one of them
     * @param open with which rows there is something to do
     */
    public Backlog(JdbcClient jdbc, String flag, String table, String key, String open) {
        this.jdbc = jdbc;
        this.flag = flag;
        this.table = table;
        this.key = key;
        this.open = open;
    }

    /** Those in which there is something to do. */
    public List<Integer> companies() {
        return jdbc.sql("select company_id from shared.tenant where " + flag + " order by company_id")
                .query((row, n) -> row.getInt("company_id"))
                .list();
    }

    /** There is something to do for this company. Who looks for it waits until the transaction ends. */
    public void called(int company) {
        jdbc.sql("update shared.tenant set " + flag + " = true where company_id = ?")
                .param(company)
                .update();
    }

    /** Notes whether there is still something to do in this company. */
    public void rest(int company) {
        jdbc.sql("select 1 from shared.tenant where company_id = ? for update")
                .param(company)
                .query(Integer.class)
                .single();
        jdbc.sql("update shared.tenant set %s = exists (select from %s where %s) where company_id = ?"
                        .formatted(flag, table, open))
                .param(company)
                .update();
    }

    /**
     * Claims the first row with which there is something to do, unless another node is at it; if there is none for this
     * node, {@link #rest}.
     *
     * @param set until when, as {@code claimed_until = ...}, and what else is noted with it; may read {@code :node}
     * @param order by which one is the first
     * @param columns what is given of it
     */
    public <T> Optional<T> claim(int company, String set, String order, String columns, RowMapper<T> row) {
        Optional<T> claimed = jdbc.sql("""
                        update %1$s set claimed_by = :node, %3$s
                         where %6$s = (select %6$s from %1$s
                                      where %2$s and (claimed_by = :node or claimed_until is null or claimed_until < now())
                                      order by %4$s limit 1 for update skip locked)
                        returning %5$s
                        """.formatted(table, open, set, order, columns, key))
                .param("node", node)
                .query(row)
                .optional();
        if (claimed.isEmpty()) {
            rest(company);
        }
        return claimed;
    }

    /** Leaves a row at which this node failed to whoever comes first, after a pause. */
    public void release(long id) {
        jdbc.sql("""
                        update %s set claimed_by = '', claimed_until = now() + interval '5 seconds'
                         where %s = ? and claimed_by = ?
                        """.formatted(table, key)).params(id, node).update();
    }

    /** By which name this node claims. */
    public String node() {
        return node;
    }
}
