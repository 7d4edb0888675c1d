package io.fairlead.server.platform.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the database says about its own tables, judged by the two rules every table must meet one of. */
final class Catalogue {
    /** Lives before or across companies; a new one is added here after thought. */
    private static final Set<String> SHARED = Set.of(
            "invitation",
            "migration",
            "password_salt",
            "session",
            "setup",
            "sign_in",
            "source_key",
            "tenant",
            "token",
            "wake");

    private static final String OWN_COMPANY =
            "(company_id = (NULLIF(current_setting('fairlead.company'::text, true), ''::text))::integer)";

    private static final String TABLES = """
            select n.nspname as schema, c.relname as name, c.relrowsecurity and c.relforcerowsecurity as sealed,
                   (select string_agg(p.polcmd::text || ' ' || p.polpermissive::text || ' ' || p.polroles::text || ' '
                              || pg_get_expr(p.polqual, c.oid) || coalesce(' ' || pg_get_expr(p.polwithcheck, c.oid), ''), ' and ')
                      from pg_policy p where p.polrelid = c.oid) as policy,
                   (select a.attname from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
                     where i.indrelid = c.oid and i.indisprimary) as leading
              from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
             order by 1, 2
            """;

    private Catalogue() {}

    /** Every table that meets neither rule, with what is wrong. */
    static List<String> flaws(Connection owner) throws SQLException {
        List<String> flaws = new ArrayList<>();
        try (Statement statement = owner.createStatement();
                ResultSet tables = statement.executeQuery(TABLES)) {
            while (tables.next()) {
                String table = tables.getString("schema") + "." + tables.getString("name");
                switch (tables.getString("schema")) {
                    case "fairlead" -> judge(table, tables, flaws);
                    case "shared" -> {
                        if (!SHARED.contains(tables.getString("name"))) {
                            flaws.add(table + " is not known to be across companies");
                        }
                    }
                    default -> flaws.add(table + " is in a schema without a rule");
                }
            }
        }
        return flaws;
    }

    /** The tables that belong to companies. */
    static Set<String> tenantTables(Connection owner) throws SQLException {
        Set<String> names = new TreeSet<>();
        try (Statement statement = owner.createStatement();
                ResultSet tables = statement.executeQuery(TABLES)) {
            while (tables.next()) {
                if (tables.getString("schema").equals("fairlead")) {
                    names.add("fairlead." + tables.getString("name"));
                }
            }
        }
        return names;
    }

    private static void judge(String table, ResultSet facts, List<String> flaws) throws SQLException {
        if (!facts.getBoolean("sealed")) {
            flaws.add(table + " has no forced row-level security");
        }
        String everybody = "* true {0} " + OWN_COMPANY;
        if (!everybody.equals(facts.getString("policy"))) {
            flaws.add(table + " has another policy: " + facts.getString("policy"));
        }
        if (!"company_id".equals(facts.getString("leading"))) {
            flaws.add(table + " has a key that does not lead with company_id");
        }
    }
}
