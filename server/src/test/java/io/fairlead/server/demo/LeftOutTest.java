package io.fairlead.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.server.TestServer;
import io.fairlead.server.platform.DatabaseAddress;
import io.fairlead.server.platform.sql.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A large demo leaves out what only serves readers, and it is all there again afterwards. */
class LeftOutTest {
    private static final String INDEXES = """
            select i.indrelid::regclass || ': ' || case when c.relispartition then replace(
                       pg_get_indexdef(i.indexrelid), c.relname, 'an index of a part') else pg_get_indexdef(i.indexrelid) end
                   || ' ' || i.indisvalid || ' '
                   || c.relispartition || ' ' || coalesce(array_to_string(c.reloptions, ','), '')
              from pg_index i join pg_class c on c.oid = i.indexrelid
             where c.relnamespace in ('fairlead'::regnamespace, 'shared'::regnamespace) order by 1
            """;
    private static final String CONSTRAINTS = """
            select conrelid::regclass || ' ' || conname || ': ' || pg_get_constraintdef(oid) || ' ' || convalidated
              from pg_constraint where connamespace in ('fairlead'::regnamespace, 'shared'::regnamespace) order by 1
            """;

    @Test
    void whatIsLeftOutAndMadeAgainIsExactlyWhatThereWas() throws SQLException {
        DatabaseAddress database = TestServer.freshDatabase();
        Schema.prepare(database);
        try (Connection owner = TestServer.connect(database)) {
            owner.setAutoCommit(false);
            var indexes = texts(owner, INDEXES);
            var constraints = texts(owner, CONSTRAINTS);
            var left = LeftOut.of(owner, Filling.TABLES);
            left.drop(owner);
            assertThat(texts(owner, INDEXES))
                    .hasSizeLessThan(indexes.size())
                    .noneMatch(index -> index.contains("USING gin"));
            assertThat(texts(owner, CONSTRAINTS)).hasSizeLessThan(constraints.size());
            left.make(owner);
            assertThat(texts(owner, INDEXES)).isEqualTo(indexes);
            assertThat(texts(owner, CONSTRAINTS)).isEqualTo(constraints);
            owner.commit();
        }
        // What depends on the indexes by name finds them.
        Schema.prepare(database);
        TestServer.execute(database, "select shared.tidy_search()");
    }

    private static List<String> texts(Connection owner, String sql) throws SQLException {
        var all = new ArrayList<String>();
        try (var statement = owner.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                all.add(rows.getString(1));
            }
        }
        return all;
    }
}
