package io.fairlead.bench;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Notes statements with their parameters: of one desk's committed transactions, or of threads. Thread-safe. */
final class Recorder extends DelegatingDataSource {
    /** With this every transaction of a company begins; what is sent together with it follows. */
    static final String BEGINNING = "select set_config('fairlead.company', ?, true)";

    /** Only transactions of desks say this. */
    private static final String LOCK = "from fairlead.desk for update";

    private final List<Recorded> transactions = new ArrayList<>();
    private final List<Statement> seen = new ArrayList<>();
    private volatile @Nullable String company;
    private volatile @Nullable String threads;

    Recorder(DataSource target) {
        super(target);
    }

    /** A statement as it was run: {@code parameters} are what was set, by index from 1. */
    record Statement(String sql, List<@Nullable Object> parameters) {}

    /** A committed transaction. */
    record Recorded(List<Statement> statements) {}

    /** Runs something while the transactions of the company's desk are noted, and returns them in the order of their commits. */
    synchronized List<Recorded> during(int companyId, Runnable work) {
        company = Integer.toString(companyId);
        try {
            work.run();
        } finally {
            company = null;
        }
        synchronized (transactions) {
            var noted = List.copyOf(transactions);
            transactions.clear();
            return noted;
        }
    }

    /** Runs something while statements of threads whose names hold a text are noted, and returns them in their order. */
    synchronized Recorded of(String threadNames, Runnable work) {
        threads = threadNames;
        try {
            work.run();
        } finally {
            threads = null;
        }
        synchronized (seen) {
            var noted = List.copyOf(seen);
            seen.clear();
            return new Recorded(noted);
        }
    }

    private void see(Statement statement) {
        var wanted = threads;
        if (wanted != null && Thread.currentThread().getName().contains(wanted)) {
            synchronized (seen) {
                seen.add(statement);
            }
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        var real = super.getConnection();
        return company == null && threads == null ? real : noting(real);
    }

    private Connection noting(Connection real) {
        var under = new ArrayList<Statement>();
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                    var result = call(real, method, arguments);
                    switch (method.getName()) {
                        case "prepareStatement" -> {
                            return noting(
                                    (PreparedStatement) Objects.requireNonNull(result),
                                    String.valueOf(arguments[0]),
                                    under);
                        }
                        case "commit" -> {
                            committed(under);
                            under.clear();
                        }
                        case "rollback" -> under.clear();
                        default -> {}
                    }
                    return result;
                });
    }

    private void committed(List<Statement> under) {
        var wanted = company;
        if (wanted != null
                && !under.isEmpty()
                && under.getFirst().sql().startsWith(BEGINNING)
                && under.getFirst().parameters().equals(List.of(wanted))
                && under.stream().anyMatch(one -> one.sql().contains(LOCK))) {
            synchronized (transactions) {
                transactions.add(new Recorded(List.copyOf(under)));
            }
        }
    }

    private PreparedStatement noting(PreparedStatement real, String sql, List<Statement> under) {
        var parameters = new TreeMap<Integer, @Nullable Object>();
        return (PreparedStatement) Proxy.newProxyInstance(
                PreparedStatement.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                (self, method, arguments) -> {
                    if (method.getName().startsWith("set") && arguments.length > 1) {
                        parameters.put(
                                (Integer) arguments[0], method.getName().equals("setNull") ? null : arguments[1]);
                    } else if (method.getName().startsWith("execute")) {
                        var statement = new Statement(sql, new ArrayList<>(parameters.values()));
                        under.add(statement);
                        see(statement);
                    }
                    return call(real, method, arguments);
                });
    }

    private static @Nullable Object call(Object real, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
