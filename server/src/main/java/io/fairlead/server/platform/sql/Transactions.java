package io.fairlead.server.platform.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
     * Runs the work in a transaction of the company that begins with queries. They go to the database together with its
     * beginning, on one way there and back; each sees what was committed before it begins, so that what is read by a later
     * one is as it is once an earlier one has its locks. In a transaction of the company under way it is a part of that.
     */
    public <T> T beginning(int companyId, List<Reading<?>> queries, Supplier<T> work) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return inCompany(companyId, () -> {
                together(queries);
                return work.get();
            });
        }
        return across(() -> {
            together(of(companyId), queries);
            return bound(companyId, work);
        });
    }

    /**
     * Reads by queries of the company, on one way to the database and back: the company is set and they are run in the one
     * transaction that PostgreSQL makes of what is sent together. In a transaction of the company under way they are a
     * part of that.
     */
    public void look(int companyId, Reading<?>... queries) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            inCompany(companyId, () -> together(List.of(queries)));
        } else {
            together(of(companyId), List.of(queries));
        }
    }

    /** The same in the company's transaction under way. */
    public void look(Reading<?>... queries) {
        if (TransactionSynchronizationManager.getResource(COMPANY) == null) {
            throw new IllegalStateException("no transaction of a company is under way");
        }
        together(List.of(queries));
    }

    /**
     * The same with one query.
     *
     * @param sql its parameters are JDBC's
     */
    public <T> List<T> look(int companyId, String sql, RowMapper<T> row, Object... parameters) {
        Reading<T> reading = Reading.of(sql, row, parameters);
        look(companyId, reading);
        return reading.rows();
    }

    /**
     * A company that is not known yet.
     *
     * @param sql an expression over tables of no company that gives its number as text; null for none
     */
    public record Whose(String sql, Object parameter) {}

    /** Like the other one, outside of transactions; no company has no rows. */
    public <T> List<T> look(Whose company, String sql, RowMapper<T> row, Object... parameters) {
        Reading<T> reading = Reading.of(sql, row, parameters);
        together(of(company), List.of(reading));
        return reading.rows();
    }

    private static Reading<Boolean> of(int companyId) {
        return of(new Whose("?", Integer.toString(companyId)));
    }

    private static Reading<Boolean> of(Whose company) {
        return Reading.of(
                "select set_config('fairlead.company', " + company.sql() + ", true)",
                (row, n) -> true,
                company.parameter());
    }

    private void together(Reading<?> first, List<Reading<?>> others) {
        List<Reading<?>> all = new ArrayList<>(List.of(first));
        all.addAll(others);
        together(all);
    }

    private void together(List<Reading<?>> queries) {
        if (queries.isEmpty()) {
            return;
        }
        statements.execute(
                queries.stream().map(Reading::sql).collect(Collectors.joining("; ")), (PreparedStatement statement) -> {
                    int place = 1;
                    for (Reading<?> query : queries) {
                        place = query.bind(statement, place);
                    }
                    statement.execute();
                    for (Reading<?> query : queries) {
                        try (ResultSet found = statement.getResultSet()) {
                            query.read(found);
                        }
                        statement.getMoreResults();
                    }
                    return true;
                });
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
