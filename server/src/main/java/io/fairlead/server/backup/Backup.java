package io.fairlead.server.backup;

import io.fairlead.server.platform.DatabaseAddress;
import io.fairlead.server.platform.FilePlaces;
import io.fairlead.server.platform.sql.Schema;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes all rows of an installation and the contents of its files into one file, as they were at one instant, while the
 * server works on. Sessions are
 * left out, so that nobody can take them up with the file; everybody signs in anew.
 */
public final class Backup {
    private static final String TABLES = """
            select n.nspname, c.relname,
                   array_agg(a.attname order by a.attnum) filter (where a.atttypid <> 'xid8'::regtype or not a.atthasdef)
              from pg_class c join pg_namespace n on n.oid = c.relnamespace
              join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
             where c.relkind in ('r', 'p') and not c.relispartition and n.nspname in ('fairlead', 'shared')
               and (n.nspname, c.relname) not in
                   (('shared', 'migration'), ('shared', 'session'))
             group by 1, 2 order by 1, 2
            """;

    private static final String SEQUENCES = """
            select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where c.relkind = 'S' and n.nspname in ('fairlead', 'shared') order by 1
            """;

    /**
     * Transaction numbers belong to one database and are not taken along. Where somebody reads events by them, the
     * place in the backup is the id before the first event not yet read: some may be read twice, none is lost.
     */
    private static final Map<String, String> PLACES = Map.of(
            "shared.tenant.read_id",
            place("read_tx", "read_id"),
            "shared.tenant.read_tx",
            "'0'",
            "fairlead.watchdog.event",
            place("tx", "event"),
            "fairlead.watchdog.tx",
            "'0'");

    private final Consumer<String> progress;
    private final CopyManager copy;
    private final Connection connection;
    private final Contents contents;

    private Backup(Connection connection, FilePlaces files, Consumer<String> progress) throws SQLException {
        this.connection = connection;
        this.contents = new Contents(files, progress);
        this.progress = progress;
        this.copy = connection.unwrap(PGConnection.class).getCopyAPI();
    }

    /**
     * Writes the backup: to a file beside it first, so that there is a whole one or none.
     *
     * @param superuser whom row-level security does not bind
     * @param files where the contents of files lie
     * @param progress told in a line what is being written
     * @throws BackupFailure if the database or the file does not allow it
     */
    public static Manifest write(DatabaseAddress superuser, FilePlaces files, Path file, Consumer<String> progress) {
        Path target = file.toAbsolutePath().normalize();
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try (Connection connection =
                DriverManager.getConnection(superuser.url(), superuser.user(), superuser.password())) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("set transaction isolation level repeatable read, read only");
                statement.execute("set local timezone = 'UTC'");
            }
            Manifest manifest = new Backup(connection, files, progress).write(part);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            return manifest;
        } catch (SQLException e) {
            throw new BackupFailure("The database " + superuser + " could not be read: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new BackupFailure("The backup " + target + " could not be written: " + e, e);
        } finally {
            discard(part);
        }
    }

    private Manifest write(Path part) throws SQLException, IOException {
        Files.deleteIfExists(part);
        Files.createFile(part, ownersOnly());
        Manifest manifest;
        try (OutputStream out = Files.newOutputStream(part);
                ZipOutputStream zip =
                        new ZipOutputStream(new BufferedOutputStream(out, 1 << 16), StandardCharsets.UTF_8)) {
            List<Manifest.Table> tables = tables(zip);
            manifest = new Manifest(
                    Manifest.FORMAT,
                    Schema.level(connection),
                    Instant.now().toString(),
                    tables,
                    sequences(),
                    contents.write(connection, zip));
            zip.putNextEntry(new ZipEntry(Manifest.NAME));
            zip.write(new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
            zip.closeEntry();
        }
        try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        return manifest;
    }

    private List<Manifest.Table> tables(ZipOutputStream zip) throws SQLException, IOException {
        record Found(String name, List<String> columns) {}
        List<Found> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(TABLES)) {
            while (rows.next()) {
                String[] columns = (String[]) rows.getArray(3).getArray();
                found.add(new Found(rows.getString(1) + "." + rows.getString(2), List.of(columns)));
            }
        }
        List<Manifest.Table> tables = new ArrayList<>();
        for (Found table : found) {
            tables.add(table(table.name(), table.columns(), zip));
        }
        return tables;
    }

    private Manifest.Table table(String name, List<String> columns, ZipOutputStream zip)
            throws SQLException, IOException {
        List<String> values = columns.stream()
                .map(column -> PLACES.getOrDefault(name + "." + column, "t." + Restore.quoted(column)))
                .toList();
        Hashed hash = new Hashed();
        Counting counting = new Counting(zip, name, progress);
        zip.putNextEntry(new ZipEntry(name));
        long rows = copy.copyOut(
                "copy (select " + String.join(", ", values) + " from " + Restore.quotedTable(name) + " t) to stdout",
                hash.on(counting));
        zip.closeEntry();
        progress.accept(name + ": " + rows + " rows");
        return new Manifest.Table(name, columns, rows, counting.bytes, hash.sum());
    }

    /** Read after the rows: no number in them is beyond these. */
    private List<Manifest.Sequence> sequences() throws SQLException {
        List<String> names = new ArrayList<>();
        List<Manifest.Sequence> sequences = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(SEQUENCES)) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            for (String name : names) {
                try (ResultSet row = statement.executeQuery("select last_value, is_called from " + name)) {
                    row.next();
                    sequences.add(new Manifest.Sequence(name, row.getLong(1), row.getBoolean(2)));
                }
            }
        }
        return sequences;
    }

    private static String place(String tx, String id) {
        return """
                coalesce((select min(e.id) - 1 from fairlead.event e
                           where e.company_id = t.company_id and (e.tx, e.id) > (t.%1$s, t.%2$s)),
                         (select max(e.id) from fairlead.event e where e.company_id = t.company_id), 0)
                """.formatted(tx, id);
    }

    private static FileAttribute<?>[] ownersOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static void discard(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // What made writing impossible has been told already.
        }
    }

    /** Counts bytes, tells of every hundred million, and leaves the archive open. */
    private static final class Counting extends FilterOutputStream {
        private static final long STEP = 100_000_000;

        private final String table;
        private final Consumer<String> progress;
        private long bytes;

        Counting(OutputStream out, String table, Consumer<String> progress) {
            super(out);
            this.table = table;
            this.progress = progress;
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            bytes++;
        }

        @Override
        public void write(byte[] some, int offset, int length) throws IOException {
            out.write(some, offset, length);
            if ((bytes + length) / STEP > bytes / STEP) {
                progress.accept(table + ": " + (bytes + length) / 1_000_000 + " MB …");
            }
            bytes += length;
        }

        @Override
        public void close() {
            // The archive goes on.
        }
    }
}
