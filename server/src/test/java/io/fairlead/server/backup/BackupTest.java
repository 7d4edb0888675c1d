package io.fairlead.server.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.server.TestServer;
import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing;
import io.fairlead.server.platform.DatabaseAddress;
import io.fairlead.server.platform.FilePlaces;
import io.fairlead.server.platform.StartFailure;
import io.fairlead.server.platform.sql.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backs up a server that works, restores, and compares. */
class BackupTest {
    private static final TestServer SERVER = TestServer.start(true);
    /** There are none. */
    private static final FilePlaces FILES = new FilePlaces(Path.of("no-files").toAbsolutePath());

    @TempDir
    Path folder;

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void aBackupOfAWorkingServerIsOfOneInstantAndRestoresToTheSameRows() throws Exception {
        arrive(20);
        AtomicBoolean ended = new AtomicBoolean();
        Thread writer = Thread.ofVirtual().start(() -> {
            while (!ended.get()) {
                arrive(1);
            }
        });
        Path file = folder.resolve("backup.zip");
        Manifest manifest = Backup.write(SERVER.database(), FILES, file, line -> {});
        ended.set(true);
        writer.join();

        DatabaseAddress other = TestServer.freshDatabase();
        Restore.read(file, other, FILES, line -> {});
        assertThat(rows(manifest, "fairlead.lead")).isGreaterThanOrEqualTo(20);
        assertThat(single(other, "select leads from fairlead.desk")).isEqualTo(rows(manifest, "fairlead.lead"));
        assertThat(single(other, "select decisions from fairlead.desk")).isEqualTo(rows(manifest, "fairlead.decision"));
        for (Manifest.Table table : manifest.tables()) {
            assertThat(single(other, "select count(*) from " + table.name()))
                    .as(table.name())
                    .isEqualTo(table.rows());
        }
        assertThat(sums(other)).isEqualTo(sums(backedUpAndRestored(other)));
    }

    @Test
    void whatIsRestoredIsWhatWasThereRowByRowAndNumbersGoOn() throws Exception {
        arrive(5);
        DatabaseAddress quiet = quietCopy();
        DatabaseAddress again = backedUpAndRestored(quiet);
        assertThat(sums(again)).isEqualTo(sums(quiet));
        assertThat(sums(again)).hasSizeGreaterThan(25);
        String next = "select nextval('fairlead.event_id_seq')";
        assertThat(single(again, next)).isEqualTo(single(quiet, next));
    }

    @Test
    void aRestoredServerWorksOnWithItsPeopleAndReadersOfEvents() {
        DatabaseAddress restored = quietCopy();
        assertThat(Schema.prepare(restored).user()).isNotEmpty();
        assertThat(single(
                        restored,
                        "select count(*) from fairlead.event where tx >= pg_snapshot_xmin(pg_current_snapshot())"))
                .isZero();
        assertThat(single(restored, "select count(*) from shared.sign_in")).isPositive();
        assertThat(single(restored, "select count(*) from shared.session")).isZero();
    }

    @Test
    void aDatabaseThatHoldsACompanyIsNotTouched() {
        Path file = written();
        long leads = single(SERVER.database(), "select count(*) from fairlead.event");
        assertThatThrownBy(() -> Restore.read(file, SERVER.database(), FILES, line -> {}))
                .isInstanceOf(BackupFailure.class)
                .hasMessageContaining("holds a company already")
                .hasMessageContaining("--home");
        assertThat(single(SERVER.database(), "select count(*) from fairlead.event"))
                .isGreaterThanOrEqualTo(leads);
    }

    @Test
    void aDamagedBackupIsRefusedAndLeavesNothingBehind() throws IOException {
        DatabaseAddress other = TestServer.freshDatabase();
        Path damaged = changed(
                written(),
                "fairlead.app_user",
                text -> text.replace("Ursula", "Oscar").replace("Урсула", "Оскар"));
        assertThatThrownBy(() -> Restore.read(damaged, other, FILES, line -> {}))
                .isInstanceOf(BackupFailure.class)
                .hasMessageContaining("fairlead.app_user");
        assertThat(single(other, "select count(*) from fairlead.company")).isZero();
        Path cut = folder.resolve("cut.zip");
        byte[] whole = Files.readAllBytes(damaged);
        Files.write(cut, java.util.Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> Restore.read(cut, other, FILES, line -> {})).hasMessageContaining("cannot be read");
    }

    @Test
    void aBackupOfANewerFairleadIsRefused() throws IOException {
        Path newer = changed(
                written(), Manifest.NAME, text -> text.replaceFirst("\"level\" : \"\\d+\"", "\"level\" : \"999\""));
        assertThatThrownBy(() -> Restore.read(newer, TestServer.freshDatabase(), FILES, line -> {}))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("level 999");
    }

    @Test
    void aFailureLeavesTheBackupBeforeAsItWas() throws IOException {
        Path file = Files.writeString(folder.resolve("kept.zip"), "the one before");
        DatabaseAddress gone = new DatabaseAddress("jdbc:postgresql://127.0.0.1:1/none", "x", "y");
        assertThatThrownBy(() -> Backup.write(gone, FILES, file, line -> {})).isInstanceOf(BackupFailure.class);
        assertThat(file).hasContent("the one before");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void onlyItsOwnerReadsTheFile() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(written())))
                .isEqualTo("rw-------");
    }

    private Path written() {
        Path file = folder.resolve("written.zip");
        Backup.write(SERVER.database(), FILES, file, line -> {});
        return file;
    }

    /** A copy of the server's database that nobody works on. */
    private DatabaseAddress quietCopy() {
        DatabaseAddress copy = TestServer.freshDatabase();
        Restore.read(written(), copy, FILES, line -> {});
        return copy;
    }

    private DatabaseAddress backedUpAndRestored(DatabaseAddress database) {
        Path file = folder.resolve("again.zip");
        Backup.write(database, FILES, file, line -> {});
        DatabaseAddress copy = TestServer.freshDatabase();
        Restore.read(file, copy, FILES, line -> {});
        return copy;
    }

    private static void arrive(int leads) {
        List<Doing> doings = new ArrayList<>();
        for (int i = 0; i < leads; i++) {
            var lead = new Doing.NewLead("site", "", "Ann\t\\ \n" + i, "", "", "", Map.of("x", "'"), true, null);
            doings.add(new Doing.Arrival(lead, outcome -> {}));
        }
        SERVER.part(Desks.class).perform(1, doings);
    }

    private Path changed(Path backup, String entry, java.util.function.UnaryOperator<String> change)
            throws IOException {
        Path changed = folder.resolve("changed.zip");
        try (ZipFile zip = new ZipFile(backup.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(changed))) {
            for (ZipEntry one : zip.stream().toList()) {
                byte[] bytes = zip.getInputStream(one).readAllBytes();
                out.putNextEntry(new ZipEntry(one.getName()));
                out.write(
                        one.getName().equals(entry)
                                ? change.apply(new String(bytes, StandardCharsets.UTF_8))
                                        .getBytes(StandardCharsets.UTF_8)
                                : bytes);
                out.closeEntry();
            }
        }
        return changed;
    }

    private static long rows(Manifest manifest, String table) {
        return manifest.tables().stream()
                .filter(one -> one.name().equals(table))
                .mapToLong(Manifest.Table::rows)
                .sum();
    }

    /** A sum over all rows of every table, but for numbers of transactions and who reads events by them. */
    private static Map<String, String> sums(DatabaseAddress database) throws SQLException {
        Map<String, String> sums = new TreeMap<>();
        try (Connection connection = TestServer.connect(database);
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet found = statement.executeQuery("""
                    select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                     where c.relkind in ('r', 'p') and n.nspname in ('fairlead', 'shared')
                       and c.relname not in ('migration', 'session', 'tenant', 'watchdog')
                    """)) {
                while (found.next()) {
                    tables.add(found.getString(1));
                }
            }
            for (String table : tables) {
                try (ResultSet sum = statement.executeQuery(
                        "select md5(coalesce(string_agg((to_jsonb(t) - 'tx')::text, '\n' order by to_jsonb(t)::text), '')) from "
                                + table + " t")) {
                    sum.next();
                    sums.put(table, sum.getString(1));
                }
            }
        }
        return sums;
    }

    private static long single(DatabaseAddress database, String sql) {
        try (Connection connection = TestServer.connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
