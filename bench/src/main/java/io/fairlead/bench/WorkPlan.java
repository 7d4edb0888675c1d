package io.fairlead.bench;

import io.fairlead.server.platform.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How the database runs a statement, as the role that row-level security holds for.
 *
 * @param buffers pages of 8 kB that were looked at
 * @param scans what was read row by row of a table, where it left out more than a thousand rows
 */
record WorkPlan(String sql, long buffers, double millis, List<String> scans) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final long MANY = 1000;

    /** Runs each statement once more, of the company, and undoes it. */
    static List<WorkPlan> of(DatabaseAddress application, int company, Recorder.Recorded recorded) throws SQLException {
        var plans = new ArrayList<WorkPlan>();
        try (var connection =
                DriverManager.getConnection(application.url(), application.user(), application.password())) {
            connection.setAutoCommit(false);
            for (var sent : recorded.statements()) {
                for (var one : apart(sent)) {
                    if (one.sql().contains("fairlead.") && !one.sql().startsWith("select set_config")) {
                        plans.add(of(connection, company, one));
                    }
                }
            }
        }
        return plans;
    }

    /** Those that were sent together, each with its own parameters. */
    static List<Recorder.Statement> apart(Recorder.Statement sent) {
        var each = new ArrayList<Recorder.Statement>();
        int from = 0;
        for (var sql : sent.sql().split("; ", -1)) {
            int to = from + (int) sql.chars().filter(c -> c == '?').count();
            each.add(new Recorder.Statement(sql, sent.parameters().subList(from, to)));
            from = to;
        }
        return each;
    }

    private static WorkPlan of(Connection connection, int company, Recorder.Statement statement) throws SQLException {
        try (var set = connection.prepareStatement(Recorder.BEGINNING)) {
            set.setString(1, Integer.toString(company));
            set.execute();
        }
        try (var explain = connection.prepareStatement("explain (analyze, buffers, format json) " + statement.sql())) {
            bind(explain, statement.parameters());
            var row = explain.executeQuery();
            row.next();
            var plan = JSON.readTree(row.getString(1)).get(0);
            var root = plan.path("Plan");
            var scans = new ArrayList<String>();
            find(root, scans);
            return new WorkPlan(
                    statement.sql().strip().replaceAll("\\s+", " "),
                    root.path("Shared Hit Blocks").asLong()
                            + root.path("Shared Read Blocks").asLong(),
                    plan.path("Execution Time").asDouble(),
                    scans);
        } finally {
            connection.rollback();
        }
    }

    static void bind(PreparedStatement statement, List<?> parameters) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            switch (parameters.get(i)) {
                case null -> statement.setNull(i + 1, Types.NULL);
                case String text -> statement.setString(i + 1, text);
                case Object value -> statement.setObject(i + 1, value);
            }
        }
    }

    private static void find(JsonNode node, List<String> scans) {
        long left = node.path("Rows Removed by Filter").asLong();
        if (left * Math.max(1, node.path("Actual Loops").asLong()) > MANY) {
            scans.add(node.path("Node Type").asString("") + " of "
                    + node.path("Relation Name").asString("") + ", left out " + left);
        }
        node.path("Plans").forEach(part -> find(part, scans));
    }
}
