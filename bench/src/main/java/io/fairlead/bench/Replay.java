package io.fairlead.bench;

import io.fairlead.server.platform.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs recorded transactions again with nothing but JDBC, as another company. */
final class Replay implements AutoCloseable {
    private final int company;
    private final List<Bare> connections = new ArrayList<>();

    Replay(DatabaseAddress application, int company, int connections) throws SQLException {
        this.company = company;
        for (int i = 0; i < connections; i++) {
            this.connections.add(new Bare(application));
        }
    }

    /** A connection with its prepared statements. */
    private final class Bare {
        private final Connection connection;
        private final Map<String, PreparedStatement> statements = new HashMap<>();

        Bare(DatabaseAddress at) throws SQLException {
            connection = DriverManager.getConnection(at.url(), at.user(), at.password());
            connection.setAutoCommit(false);
        }

        void run(Recorder.Recorded transaction) throws SQLException {
            for (var one : transaction.statements()) {
                var statement = statements.get(one.sql());
                if (statement == null) {
                    statement = connection.prepareStatement(one.sql());
                    statements.put(one.sql(), statement);
                }
                run(statement, one);
            }
            connection.commit();
        }

        private void run(PreparedStatement statement, Recorder.Statement recorded) throws SQLException {
            WorkPlan.bind(statement, recorded.parameters());
            if (recorded.sql().startsWith(Recorder.BEGINNING)) {
                statement.setString(1, Integer.toString(company));
            }
            boolean rows = statement.execute();
            while (rows || statement.getUpdateCount() >= 0) {
                if (rows) {
                    read(statement.getResultSet());
                }
                rows = statement.getMoreResults();
            }
        }

        private static void read(ResultSet rows) throws SQLException {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int i = 1; i <= columns; i++) {
                    var ignored = rows.getString(i);
                }
            }
        }
    }

    /** Runs them in their order, each connection every so-manieth; {@code leads} arrive in all of them together. */
    Timing run(List<Recorder.Recorded> transactions, long leads) {
        int clients = connections.size();
        var timing = Timing.of(
                clients,
                transactions.size(),
                1,
                i -> connections.get(i % clients).run(transactions.get(i)));
        return timing.ofLeads(leads);
    }

    @Override
    public void close() throws SQLException {
        for (var one : connections) {
            one.connection.close();
        }
    }
}
