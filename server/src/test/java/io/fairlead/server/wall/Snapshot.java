package io.fairlead.server.wall;

import io.fairlead.server.TestServer;
import io.fairlead.server.notice.JournalRead;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All that is stored of a company, table by table; what the server does by itself as time passes is left out. */
final class Snapshot {
    private Snapshot() {}

    static Map<String, List<String>> of(TestServer server, int company) {
        JournalRead.upToNow(server, company);
        var all = new TreeMap<String, List<String>>();
        try (var connection = TestServer.connect(server.database());
                var statement = connection.createStatement()) {
            var tables = new ArrayList<String>();
            var found = statement.executeQuery("""
                    select c.table_schema || '.' || c.table_name
                      from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
                     where c.column_name = 'company_id' and c.table_schema in ('fairlead', 'shared')
                       and t.table_type = 'BASE TABLE' and t.table_name not in (
                           'seal', 'decision_seal', 'watchdog', 'wake', 'mail', 'mail_link', 'tenant', 'field_index',
                           'replay_checkpoint', 'replay_lead', 'replay_contact', 'replay_listing')
                    """);
            while (found.next()) {
                tables.add(found.getString(1));
            }
            for (var table : tables) {
                var rows = statement.executeQuery(
                        "select (to_jsonb(x) - '{last_used_at,seen_at,at,mail_at,mailed,tx}'::text[])::text from "
                                + table + " x where company_id = " + company
                                + " and to_jsonb(x) ->> 'kind' is distinct from 'mail-sent' order by 1");
                var texts = all.computeIfAbsent(table, name -> new ArrayList<>());
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return all;
    }

    /** The rows that only one of two snapshots has, each with its table; empty if they are alike. */
    static List<String> differences(Map<String, List<String>> one, Map<String, List<String>> other) {
        var rows = new ArrayList<String>();
        only("before", one, other, rows);
        only("after", other, one, rows);
        return rows;
    }

    private static void only(
            String when, Map<String, List<String>> one, Map<String, List<String>> other, List<String> rows) {
        one.forEach((table, all) -> {
            var missing = new ArrayList<>(all);
            other.getOrDefault(table, List.of()).forEach(missing::remove);
            missing.forEach(row -> rows.add(when + " in " + table + ": " + row));
        });
    }
}
