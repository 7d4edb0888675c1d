package io.fairlead.server.platform.sql;

import io.fairlead.server.platform.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The role that owns the tables, for the one thing the application's role may not do while the server runs: make and
 * drop the indexes of own fields. Nothing else can be said through it, and no row can be read. Thread-safe.
 */
public final class TableOwner {
    private final DatabaseAddress address;

    /** @param address of the role that the migrations run as */
    public TableOwner(DatabaseAddress address) {
        this.address = address;
    }

    /** An index as it stands, of whatever field. */
    private record Standing(String name, boolean valid, boolean here) {}

    /** The indexes of one company while no other node is at them. Used by one thread. */
    public static final class Turn implements AutoCloseable {
        private final Connection connection;
        private final int companyId;
        private final Partition partition;

        private Turn(Connection connection, int companyId) throws SQLException {
            this.connection = connection;
            this.companyId = companyId;
            this.partition = partition(connection, companyId);
        }

        /** Whether the index of this field can be used; one left unfinished, or over another table, cannot. */
        public boolean stands(FieldKey key) throws SQLException {
            return standing().stream()
                    .anyMatch(one -> one.name().equals(key.index(companyId)) && one.valid() && one.here());
        }

        /** Makes the index of a field, however long that takes; what stands in its way is dropped. */
        public void make(FieldKey key) throws SQLException {
            String name = key.index(companyId);
            drop(name);
            run("create index concurrently " + name + " on fairlead." + partition.table() + " (" + key.sql() + ", id)"
                    + (partition.own() ? "" : " where company_id = " + companyId));
            describe(key);
        }

        /**
         * Lets the database know how the values of a field are spread. It looks at none of that in an index of one company
         * alone, and would take every value for a rare one.
         */
        public void describe(FieldKey key) throws SQLException {
            String name = key.index(companyId);
            try (PreparedStatement query = connection.prepareStatement("""
                    select from pg_statistic_ext s join pg_class t on t.oid = s.stxrelid
                     where s.stxname = ? and s.stxnamespace = 'fairlead'::regnamespace and t.relname = ?
                    """)) {
                query.setString(1, name);
                query.setString(2, partition.table());
                if (query.executeQuery().next()) {
                    return;
                }
            }
            run("drop statistics if exists fairlead." + name);
            run("create statistics fairlead." + name + " on (" + key.sql() + ") from fairlead." + partition.table());
            run("analyze fairlead." + partition.table());
        }

        /** Drops the company's indexes of all fields but these. */
        public void keepOnly(List<FieldKey> keys) throws SQLException {
            List<String> names = keys.stream().map(key -> key.index(companyId)).toList();
            for (Standing one : standing()) {
                if (!names.contains(one.name())) {
                    drop(one.name());
                }
            }
        }

        /** Drops the index of a field that was not finished. */
        public void discard(FieldKey key) throws SQLException {
            drop(key.index(companyId));
        }

        private void drop(String name) throws SQLException {
            run("drop index concurrently if exists fairlead." + name);
            run("drop statistics if exists fairlead." + name);
        }

        private List<Standing> standing() throws SQLException {
            List<Standing> found = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement("""
                    select c.relname, i.indisvalid and i.indisready, t.relname = ?
                      from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
                     where c.relnamespace = 'fairlead'::regnamespace and c.relname ^@ ?
                    """)) {
                query.setString(1, partition.table());
                query.setString(2, FieldKey.prefix(companyId));
                ResultSet rows = query.executeQuery();
                while (rows.next()) {
                    found.add(new Standing(rows.getString(1), rows.getBoolean(2), rows.getBoolean(3)));
                }
            }
            return found;
        }

        private void run(String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        /** Breaks off what is under way, from another thread. */
        public void breakOff() throws SQLException {
            connection.abort(Runnable::run);
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    /** Where a company's leads lie. */
    private record Partition(String table, boolean own) {}

    /** Takes the turn at a company's indexes; empty while another node has it. It ends with its connection. */
    public Optional<Turn> turn(int companyId) throws SQLException {
        Connection connection = DriverManager.getConnection(address.url(), address.user(), address.password());
        try (PreparedStatement lock = connection.prepareStatement(
                "select pg_try_advisory_lock(hashtextextended('fairlead own fields ' || ?, 0))")) {
            lock.setInt(1, companyId);
            ResultSet row = lock.executeQuery();
            if (row.next() && row.getBoolean(1)) {
                return Optional.of(new Turn(connection, companyId));
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        connection.close();
        return Optional.empty();
    }

    private static Partition partition(Connection connection, int companyId) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select c.relname, pg_get_expr(c.relpartbound, c.oid) <> 'DEFAULT'
                  from pg_inherits h join pg_class c on c.oid = h.inhrelid
                 where h.inhparent = 'fairlead.lead'::regclass
                   and (pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT'
                        or ? = any (regexp_split_to_array(
                               regexp_replace(pg_get_expr(c.relpartbound, c.oid), '[^0-9,]', '', 'g'), ',')))
                 order by 2 desc limit 1
                """)) {
            query.setString(1, Integer.toString(companyId));
            ResultSet row = query.executeQuery();
            if (!row.next()) {
                throw new SQLException("the leads of company " + companyId + " lie in no table");
            }
            return new Partition(row.getString(1), row.getBoolean(2));
        }
    }
}
