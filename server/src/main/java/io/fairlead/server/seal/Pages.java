package io.fairlead.server.seal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Reads of one company, each in a transaction of its own, so that none lasts long. A statement must be read to its end
 * before the next one is prepared. Not thread-safe.
 *
 * @param connection without automatic commits
 */
record Pages(Connection connection, int company) {
    PreparedStatement prepare(String sql) throws SQLException {
        connection.commit();
        try (PreparedStatement set = connection.prepareStatement("select set_config('fairlead.company', ?, true)")) {
            set.setString(1, Integer.toString(company));
            set.execute();
        }
        return connection.prepareStatement(sql);
    }

    /** How far the desk has come: batches and decisions done, and everything due up to the instant. */
    record End(long seq, Instant at, long decisions) {}

    End end() throws SQLException {
        try (PreparedStatement query = prepare("select seq, at, decisions from fairlead.desk where company_id = ?")) {
            query.setInt(1, company);
            ResultSet row = query.executeQuery();
            return row.next()
                    ? new End(row.getLong("seq"), instant(row, "at"), row.getLong("decisions"))
                    : new End(0, Instant.EPOCH, 0);
        }
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : number;
    }
}
