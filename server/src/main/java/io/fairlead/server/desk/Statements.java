package io.fairlead.server.desk;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Statements that write different rows, sent to the database as one: a batch costs one way there and back, however many
 * tables it touches. They all see the rows as they were before. Not thread-safe.
 */
final class Statements {
    private final StringBuilder sql = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    /** Adds a statement with one parameter. */
    void add(String statement, Object parameter) {
        sql.append(sql.isEmpty() ? "with " : ", ")
                .append('s')
                .append(parameters.size())
                .append(" as (")
                .append(statement)
                .append(") ");
        parameters.add(parameter);
    }

    /** Runs them and a last one. */
    void run(JdbcClient jdbc, String last, Object... lastParameters) {
        jdbc.sql(sql + last).params(parameters).params(lastParameters).update();
    }
}
