package io.fairlead.server.platform.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions that see one company. Row-level security shows the rows of the company set here and no others; outside
 * such a transaction no company's rows exist. Thread-safe.
 */
@Component
public class Transactions {
    private static final String COMPANY = Transactions.class.getName() + ".company";

    private final TransactionTemplate template;
    private final JdbcClient jdbc;
    private final JdbcTemplate statements;

    Transactions(PlatformTransactionManager manager, JdbcClient jdbc, JdbcTemplate statements) {
        this.template = new TransactionTemplate(manager);
        this.jdbc = jdbc;
        this.statements = statements;
    }

    /**
     * Runs the work in a transaction of the company, or in the one under way if it is of the same company.
     *
     * @throws IllegalStateException if a transaction of another company is under way
     */
    public <T> T inCompany(int companyId, Supplier<T> work) {
        Object current = TransactionSynchronizationManager.getResource(COMPANY);
        if (current != null) {
            if (!current.equals(companyId)) {
                throw new IllegalStateException("company " + companyId + " inside a transaction of company " + current);
            }
            return work.get();
        }
        return across(() -> {
            jdbc.sql("select set_config('fairlead.company', ?, true)")
                    .param(Integer.toString(companyId))
                    .query(String.class)
                    .single();
            return bound(companyId, work);
        });
    }

    private static <T> T bound(int companyId, Supplier<T> work) {
        TransactionSynchronizationManager.bindResource(COMPANY, companyId);
        try {
            return work.get();
        } finally {
            TransactionSynchronizationManager.unbindResource(COMPANY);
        }
    }

    /**
     * Runs the work in a transaction of the company that begins with two statements. They go to the database together with
     * its beginning, on one way there and back; each sees what was committed before it begins, so that what is read by the
     * second one is as it is once the first one has its locks.
     *
     * @param first a query without parameters, whose rows are not looked at
     * @param second a query without parameters
     * @throws IllegalStateException if a transaction is under way
     */
    public <R, T> T beginning(int companyId, String first, String second, RowMapper<R> row, Function<List<R>, T> work) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("a transaction is under way");
        }
        return across(() -> {
            List<R> found = look(new Whose("?", Integer.toString(companyId)), first + "; " + second, 2, row);
            return bound(companyId, () -> work.apply(found));
        });
    }

    /**
     * Reads by one statement of the company, on one way to the database and back: the company is set and the statement
     * run in the one transaction that PostgreSQL makes of what is sent together. In a transaction of the company under
     * way it is a part of that.
     *
     * @param sql one statement; its parameters are JDBC's
     */
    public <T> List<T> look(int companyId, String sql, RowMapper<T> row, Object... parameters) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return inCompany(
                    companyId, () -> jdbc.sql(sql).params(parameters).query(row).list());
        }
        return look(new Whose("?", Integer.toString(companyId)), sql, row, parameters);
    }

    /**
     * A company that is not known yet.
     *
     * @param sql an expression over tables of no company that gives its number as text; null for none
     */
    public record Whose(String sql, Object parameter) {}

    /** Like the other one, outside of transactions; no company has no rows. */
    public <T> List<T> look(Whose company, String sql, RowMapper<T> row, Object... parameters) {
        return look(company, sql, 1, row, parameters);
    }

    /** @param queries how many there are in {@code sql}; the rows are those of the last one */
    private <T> List<T> look(Whose company, String sql, int queries, RowMapper<T> row, Object... parameters) {
        List<T> found = statements.execute(
                "select set_config('fairlead.company', " + company.sql() + ", true); " + sql,
                (PreparedStatement statement) -> {
                    statement.setObject(1, company.parameter());
                    for (int i = 0; i < parameters.length; i++) {
                        statement.setObject(i + 2, parameters[i]);
                    }
                    statement.execute();
                    for (int i = 0; i < queries; i++) {
                        statement.getMoreResults();
                    }
                    return rows(statement, row);
                });
        if (found == null) {
            throw new IllegalStateException("no rows of: " + sql);
        }
        return found;
    }

    private static <T> List<T> rows(PreparedStatement statement, RowMapper<T> row) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (ResultSet found = statement.getResultSet()) {
            while (found.next()) {
                rows.add(row.mapRow(found, rows.size()));
            }
        }
        return rows;
    }

    /** Like {@link #inCompany(int, Supplier)}, for work without a result. */
    public void inCompany(int companyId, Runnable work) {
        inCompany(companyId, () -> {
            work.run();
            return true;
        });
    }

    /** Runs the work in a transaction of no company: it sees only the tables that belong to none. */
    public <T> T across(Supplier<T> work) {
        T result = template.execute(status -> work.get());
        if (result == null) {
            throw new IllegalStateException("work in a transaction gave null");
        }
        return result;
    }
}
