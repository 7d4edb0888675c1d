package io.fairlead.server.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.server.platform.DatabaseAddress;
import io.fairlead.server.platform.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills what can be killed and looks whether a row that was acknowledged is still there. */
class EmbeddedPostgresTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path home;

    @Test
    void aKilledServerLosesNoAcknowledgedRow() throws Exception {
        long acknowledged;
        long postgres;
        try (WriterProcess writer = new WriterProcess(home).awaitRows(200)) {
            postgres = writer.postgres();
            writer.kill();
            acknowledged = writer.acknowledged();
        }
        awaitEnd(postgres);
        assertThat(rowsAfterRestart()).isGreaterThanOrEqualTo(acknowledged);
    }

    @Test
    void aServerKilledTogetherWithItsGuardLeavesADatabaseThatTheNextStartTakesOver() throws Exception {
        long acknowledged;
        long postgres;
        try (WriterProcess writer = new WriterProcess(home).awaitRows(200)) {
            postgres = writer.postgres();
            // The guard is stopped first, so that it can neither act nor be replaced before the server dies.
            Command.run(home, List.of("kill", "-STOP", Long.toString(writer.guard())));
            writer.kill();
            kill(writer.guard());
            acknowledged = writer.acknowledged();
        }
        assertThat(new PidFile(postgres, "").running(home.resolve("data"))).isTrue();
        assertThat(rowsAfterRestart()).isGreaterThanOrEqualTo(acknowledged);
        awaitEnd(postgres);
    }

    @Test
    void aKilledGuardIsReplacedAndStillStopsTheDatabase() throws Exception {
        long acknowledged;
        long postgres;
        try (WriterProcess writer = new WriterProcess(home).awaitRows(50)) {
            postgres = writer.postgres();
            kill(writer.guard());
            await().atMost(LONG)
                    .until(() ->
                            guards() == 1 && !ProcessHandle.of(writer.guard()).isPresent());
            writer.awaitRows(400).kill();
            acknowledged = writer.acknowledged();
        }
        awaitEnd(postgres);
        assertThat(rowsAfterRestart()).isGreaterThanOrEqualTo(acknowledged);
    }

    @Test
    void aKilledDatabaseIsStartedAgainAndGoesOnWithEveryAcknowledgedRow() throws Exception {
        long acknowledged;
        try (WriterProcess writer = new WriterProcess(home).awaitRows(200)) {
            kill(writer.postgres());
            int before = (int) writer.acknowledged();
            writer.awaitRows(before + 500).kill();
            acknowledged = writer.acknowledged();
        }
        awaitEnd(PidFile.read(home.resolve("data")).map(PidFile::pid).orElse(-1L));
        assertThat(rowsAfterRestart()).isGreaterThanOrEqualTo(acknowledged);
    }

    @Test
    void aSecondServerOnTheSameHomeIsRefusedWithTheProcessThatHoldsIt() throws Exception {
        try (WriterProcess writer = new WriterProcess(home).awaitRows(1);
                WriterProcess second = new WriterProcess(home)) {
            second.awaitEnd();
            assertThat(second.said()).anyMatch(line -> line.contains("is in use by another Fairlead (process "));
            writer.awaitRows((int) writer.acknowledged() + 50);
        }
    }

    @Test
    void aSecondHomeInTheSameProcessIsRefused() {
        try (Home first = Home.open(home)) {
            assertThat(first.folder()).isEqualTo(home);
            assertThatThrownBy(() -> Home.open(home)).isInstanceOf(StartFailure.class);
        }
        Home.open(home).close();
    }

    @Test
    void aPidFileWhoseNumberNowBelongsToAnotherProgramStandsInNobodysWay() throws Exception {
        assertThat(rowsAfterRestart()).isZero();
        Path file = PidFile.in(home.resolve("data"));
        long another = ProcessHandle.current().pid();
        Files.write(
                file,
                List.of(Long.toString(another), home + "/data", "1700000000", "5432", "", "127.0.0.1", "", "ready"));

        assertThat(rowsAfterRestart()).isZero();
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    @Test
    void anUnfinishedDataFolderIsMadeAnew() throws Exception {
        Files.createDirectories(home.resolve("data.new-1/base"));
        assertThat(rowsAfterRestart()).isZero();
        assertThat(home.resolve("data.new-1")).doesNotExist();
    }

    @Test
    void itSpeaksOnlyToThisMachineAndOnlyWithItsPassword() throws Exception {
        try (Home locked = Home.open(home);
                EmbeddedPostgres postgres = EmbeddedPostgres.start(locked, sentence -> {})) {
            DatabaseAddress address = postgres.address();
            assertThatThrownBy(() -> DriverManager.getConnection(address.url(), address.user(), "wrong"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThat(query(address, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(query(address, "show unix_socket_directories")).isEmpty();
            assertThat(query(address, "select datlocale from pg_database where datname = 'fairlead'"))
                    .isEqualTo("C.UTF-8");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("password"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void dataOfAnotherMajorVersionIsRefused() throws Exception {
        assertThat(rowsAfterRestart()).isZero();
        Files.writeString(home.resolve("data/PG_VERSION"), "12\n");
        assertThatThrownBy(this::rowsAfterRestart)
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("is of PostgreSQL 12");
    }

    private long rowsAfterRestart() throws SQLException {
        try (Home locked = Home.open(home);
                EmbeddedPostgres postgres = EmbeddedPostgres.start(locked, sentence -> {})) {
            query(postgres.address(), "create table if not exists row (number bigint); select ''");
            String gaps = query(
                    postgres.address(),
                    "select count(distinct number) from row having max(number) <> count(distinct number)");
            assertThat(gaps).isEmpty();
            String rows = query(postgres.address(), "select count(distinct number) from row");
            return Long.parseLong(rows);
        }
    }

    private static String query(DatabaseAddress address, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(address.url(), address.user(), address.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            while (statement.getUpdateCount() >= 0) {
                statement.getMoreResults();
            }
            try (ResultSet rows = statement.getResultSet()) {
                return rows.next() ? rows.getString(1) : "";
            }
        }
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    private void awaitEnd(long postgres) {
        Path data = home.resolve("data");
        await().atMost(LONG).until(() -> !new PidFile(postgres, "").running(data));
    }

    private long guards() throws IOException {
        List<String> found = new ArrayList<>();
        ProcessHandle.allProcesses()
                .filter(ProcessHandle::isAlive)
                .map(handle -> handle.info().arguments().map(List::of).orElse(List.of()))
                .filter(words -> words.contains("fairlead-guard") && words.contains(home + "/data/postmaster.pid"))
                .forEach(words -> found.add(words.toString()));
        return found.size();
    }
}
