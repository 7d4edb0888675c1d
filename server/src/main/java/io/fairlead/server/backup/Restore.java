package io.fairlead.server.backup;

import io.fairlead.server.platform.DatabaseAddress;
import io.fairlead.server.platform.FilePlaces;
import io.fairlead.server.platform.sql.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads a backup into an empty installation: all of it in one transaction, or nothing. */
public final class Restore {
    private final Manifest manifest;
    private final ZipFile zip;
    private final Consumer<String> progress;

    private Restore(Manifest manifest, ZipFile zip, Consumer<String> progress) {
        this.manifest = manifest;
        this.zip = zip;
        this.progress = progress;
    }

    /**
     * Fills the database, and brings its tables up to date if the backup's are older.
     *
     * @param superuser of an empty database
     * @param files where the contents of files are to lie
     * @param progress told in a line what is being read
     * @throws BackupFailure if the file is damaged or the database holds a company
     * @throws io.fairlead.server.platform.StartFailure if the backup is of a newer Fairlead
     */
    public static Manifest read(Path file, DatabaseAddress superuser, FilePlaces files, Consumer<String> progress) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Manifest manifest = manifest(file, zip);
            refuseIfFilled(superuser);
            Schema.prepareAt(superuser, manifest.level());
            new Restore(manifest, zip, progress).fill(superuser, new Contents(files, progress));
            Schema.prepare(superuser);
            return manifest;
        } catch (SQLException e) {
            throw new BackupFailure("The backup " + file + " could not be restored: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new BackupFailure("The backup " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Notes who was erased after the backup was made, from the list that the server gives; it erases them when it is
     * started, before anybody else comes.
     *
     * @throws BackupFailure if the list cannot be read
     */
    public static int erase(Path list, DatabaseAddress superuser) {
        try (Connection connection = connect(superuser);
                PreparedStatement due = connection.prepareStatement("""
                        insert into fairlead.erasure_due (company_id, contact_id, since)
                        select company_id, id, created_at from fairlead.contact c
                         where company_id = ? and id = ? and created_at = ?::timestamptz
                           and not exists (select from fairlead.erasure e
                                            where e.company_id = c.company_id and e.contact_id = c.id)
                        on conflict do nothing
                        """)) {
            connection.setAutoCommit(false);
            int found = 0;
            List<String> lines = Files.readAllLines(list);
            for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
                String[] parts = line.split(",", -1);
                due.setInt(1, Integer.parseInt(parts[0]));
                due.setLong(2, Long.parseLong(parts[1]));
                due.setString(3, parts[2]);
                found += due.executeUpdate();
            }
            connection.commit();
            return found;
        } catch (SQLException | IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new BackupFailure(
                    "The list of the erased " + list + " cannot be read: " + e.getMessage()
                            + "\nExpected lines of company,contact,since below one with these words.",
                    e);
        }
    }

    /** What the file says it holds. */
    public static Manifest manifest(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return manifest(file, zip);
        } catch (IOException e) {
            throw new BackupFailure("The backup " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Manifest manifest(Path file, ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry(Manifest.NAME);
        if (entry == null) {
            throw new BackupFailure(file + " is no backup of Fairlead: it has no " + Manifest.NAME + ".");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            Manifest manifest = new JsonMapper().readValue(in, Manifest.class);
            if (manifest.format() != Manifest.FORMAT) {
                throw new BackupFailure(file + " is a backup of form " + manifest.format()
                        + ", and this Fairlead reads " + Manifest.FORMAT + ".");
            }
            return manifest;
        } catch (JacksonException e) {
            throw new BackupFailure(file + " is damaged: its " + Manifest.NAME + " cannot be read.", e);
        }
    }

    private static void refuseIfFilled(DatabaseAddress superuser) throws SQLException {
        try (Connection connection = connect(superuser);
                Statement statement = connection.createStatement()) {
            boolean made = one(statement, "select to_regclass('fairlead.company') is not null");
            if (made && one(statement, "select exists (select from fairlead.company)")) {
                throw new BackupFailure("The database " + superuser + " holds a company already."
                        + "\nRestore into an empty data folder (--home), and nothing is lost.");
            }
        }
    }

    private static boolean one(Statement statement, String question) throws SQLException {
        try (ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static Connection connect(DatabaseAddress address) throws SQLException {
        return DriverManager.getConnection(address.url(), address.user(), address.password());
    }

    private void fill(DatabaseAddress superuser, Contents contents) throws SQLException, IOException {
        try (Connection connection = connect(superuser)) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                // Rows come table by table; what they refer to may come later.
                statement.execute("set local session_replication_role = replica");
                statement.execute("set local timezone = 'UTC'");
                statement.execute("truncate "
                        + manifest.tables().stream()
                                .map(table -> quotedTable(table.name()))
                                .collect(Collectors.joining(", "))
                        + " cascade");
            }
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            for (Manifest.Table table : manifest.tables()) {
                fill(table, copy);
            }
            sequences(connection);
            places(connection);
            checkReferences(connection);
            contents.read(manifest, zip);
            connection.commit();
            connection.setAutoCommit(true);
            try (Statement statement = connection.createStatement()) {
                statement.execute("analyze");
            }
        }
    }

    private void fill(Manifest.Table table, CopyManager copy) throws SQLException, IOException {
        ZipEntry entry = zip.getEntry(table.name());
        if (entry == null) {
            throw new BackupFailure("The backup is damaged: " + table.name() + " is missing.");
        }
        Hashed hash = new Hashed();
        String columns = table.columns().stream().map(Restore::quoted).collect(Collectors.joining(", "));
        long rows;
        try (InputStream in = hash.on(zip.getInputStream(entry))) {
            rows = copy.copyIn("copy " + quotedTable(table.name()) + " (" + columns + ") from stdin", in, 1 << 16);
        }
        if (rows != table.rows() || !hash.sum().equals(table.sha256())) {
            throw new BackupFailure("The backup is damaged: " + table.name() + " has " + rows + " rows, expected "
                    + table.rows() + " and SHA-256 " + table.sha256() + ".");
        }
        progress.accept(table.name() + ": " + rows + " rows");
    }

    private void sequences(Connection connection) throws SQLException {
        try (PreparedStatement set = connection.prepareStatement("select setval(?::regclass, ?, ?)")) {
            for (Manifest.Sequence sequence : manifest.sequences()) {
                set.setString(1, sequence.name());
                set.setLong(2, sequence.value());
                set.setBoolean(3, sequence.called());
                set.execute();
            }
        }
    }

    /** All events now are of this transaction, and so are the places of who reads them. */
    private static void places(Connection connection) throws SQLException {
        List<String> changes = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("""
                    select format('update %I.%I set %I = pg_current_xact_id()', n.nspname, c.relname, a.attname)
                      from pg_class c join pg_namespace n on n.oid = c.relnamespace
                      join pg_attribute a on a.attrelid = c.oid and a.atttypid = 'xid8'::regtype
                     where c.relkind = 'r' and n.nspname in ('fairlead', 'shared') and c.relname <> 'event'
                    """)) {
                while (rows.next()) {
                    changes.add(rows.getString(1));
                }
            }
            for (String change : changes) {
                statement.execute(change);
            }
        }
    }

    /** Looks whether every row's company came along: references are not checked while rows are read. */
    private static void checkReferences(Connection connection) throws SQLException {
        Set<String> tables = new TreeSet<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("""
                    select format('%I.%I', n.nspname, c.relname) from pg_class c
                      join pg_namespace n on n.oid = c.relnamespace
                     where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = 'fairlead'
                    """)) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            for (String table : tables) {
                if (one(
                        statement,
                        "select exists (select from " + table
                                + " t where not exists (select from fairlead.company c where c.company_id = t.company_id))")) {
                    throw new BackupFailure(
                            "The backup is damaged: " + table + " has rows of a company that is missing.");
                }
            }
        }
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String quotedTable(String name) {
        int dot = name.indexOf('.');
        return quoted(name.substring(0, dot)) + "." + quoted(name.substring(dot + 1));
    }
}
