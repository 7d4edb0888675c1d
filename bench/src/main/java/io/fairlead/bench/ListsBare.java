package io.fairlead.bench;

import io.fairlead.bench.ListsShape.Bare;
import io.fairlead.server.platform.DatabaseAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Statements by hand, prepared, over nothing but JDBC, as the role that row-level security holds for. */
final class ListsBare implements AutoCloseable {
    private final DatabaseAddress application;
    private final int company;
    private final List<Connection> connections = new ArrayList<>();
    private final List<Map<String, PreparedStatement>> prepared = new ArrayList<>();

    ListsBare(DatabaseAddress application, int company, int clients) throws SQLException {
        this.application = application;
        this.company = company;
        for (int i = 0; i < clients; i++) {
            connections.add(ListsDoor.bare(application, company));
            prepared.add(new HashMap<>());
        }
    }

    /** Runs the statements of the {@code n}-th call and reads every value of every row; returns how many there were. */
    int run(int client, List<Bare> statements, int n) throws SQLException {
        int rows = 0;
        for (var one : statements) {
            rows = run(client, one, n);
        }
        return rows;
    }

    private int run(int client, Bare one, int n) throws SQLException {
        var statement = prepared.get(client).get(one.sql());
        if (statement == null) {
            statement = connections.get(client).prepareStatement(named(one.sql()));
            prepared.get(client).put(one.sql(), statement);
        }
        WorkPlan.bind(statement, Arrays.asList(one.parameters().apply(n)));
        int rows = 0;
        try (var found = statement.executeQuery()) {
            int columns = found.getMetaData().getColumnCount();
            while (found.next()) {
                rows++;
                for (int i = 1; i <= columns; i++) {
                    var ignored = found.getString(i);
                }
            }
        }
        return rows;
    }

    private String named(String sql) {
        return sql.replace("{company}", Integer.toString(company));
    }

    /** What the database looks at for the statements of a call. */
    List<WorkPlan> plans(List<Bare> statements, int n) throws SQLException {
        var recorded = statements.stream()
                .map(one -> new Recorder.Statement(
                        named(one.sql()), Arrays.asList(one.parameters().apply(n))))
                .toList();
        return WorkPlan.of(application, company, new Recorder.Recorded(recorded));
    }

    @Override
    public void close() throws SQLException {
        for (var one : connections) {
            one.close();
        }
    }
}
