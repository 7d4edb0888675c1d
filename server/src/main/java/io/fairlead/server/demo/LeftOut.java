package io.fairlead.server.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Indexes and foreign keys of tables that are filled: what is made after rows are there takes half the time of what grows
 * with each row. Left out and made again within one transaction, so that none is ever missing. Not thread-safe.
 */
final class LeftOut {
    private final List<String> drop;
    private final List<String> make;

    private LeftOut(List<String> drop, List<String> make) {
        this.drop = drop;
        this.make = make;
    }

    private static final String ALL = """
            select format('alter table %1$s drop constraint %2$I', conrelid::regclass, conname),
                   format('alter table %1$s add constraint %2$I %3$s', conrelid::regclass, conname,
                          pg_get_constraintdef(oid))
              from pg_constraint where contype = 'f' and conparentid = 0 and conrelid = any(?::text[]::regclass[])
            union all
            select format('drop index %s', indexrelid::regclass), replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ')
              from pg_index i join pg_class c on c.oid = i.indexrelid
             where not indisunique and not c.relispartition and indrelid = any(?::text[]::regclass[])
            """;

    /** Those of these tables that only serve readers, and do not guard what is written. */
    static LeftOut of(Connection owner, List<String> tables) throws SQLException {
        var drop = new ArrayList<String>();
        var make = new ArrayList<String>();
        try (PreparedStatement query = owner.prepareStatement(ALL)) {
            var names = owner.createArrayOf("text", tables.toArray());
            query.setArray(1, names);
            query.setArray(2, names);
            ResultSet row = query.executeQuery();
            while (row.next()) {
                drop.add(row.getString(1));
                make.add(row.getString(2));
            }
        }
        return new LeftOut(drop, make);
    }

    void drop(Connection owner) throws SQLException {
        run(owner, drop);
    }

    void make(Connection owner) throws SQLException {
        run(owner, make);
    }

    private static void run(Connection owner, List<String> statements) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
