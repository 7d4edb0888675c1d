package io.fairlead.server.platform.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/** One of several queries that go to the database together, and its rows once they were answered. Not thread-safe. */
public final class Reading<T> {
    private final String sql;
    private final RowMapper<T> row;
    private final @Nullable Object[] parameters;
    private final List<T> rows = new ArrayList<>();

    private Reading(String sql, RowMapper<T> row, @Nullable Object[] parameters) {
        this.sql = sql;
        this.row = row;
        this.parameters = parameters;
    }

    /**
     * A query that was not asked yet.
     *
     * @param sql one query; its parameters are JDBC's
     */
    public static <T> Reading<T> of(String sql, RowMapper<T> row, @Nullable Object... parameters) {
        return new Reading<>(sql, row, parameters);
    }

    /** In the order of the query; none before it was answered. */
    public List<T> rows() {
        return rows;
    }

    /** The first row. */
    public Optional<T> first() {
        return rows.stream().findFirst();
    }

    String sql() {
        return sql;
    }

    /** Sets its parameters from this place on, and returns the place behind them. */
    int bind(PreparedStatement statement, int from) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(from + i, parameters[i]);
        }
        return from + parameters.length;
    }

    void read(ResultSet found) throws SQLException {
        while (found.next()) {
            rows.add(row.mapRow(found, rows.size()));
        }
    }
}
