package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.server.backup.Backup;
import io.fairlead.server.backup.Restore;
import io.fairlead.server.doctor.Doctor;
import io.fairlead.server.platform.StartFailure;
import io.fairlead.server.seal.Verification;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done beside a server that has its own database, as the commands do it. */
class OperateTest {
    @TempDir
    Path folder;

    @Test
    void aWorkingServerIsBackedUpAndItsPeopleSignInToTheRestoredOne() throws Exception {
        Path file = folder.resolve("backup.zip");
        List<String> said = new CopyOnWriteArrayList<>();
        String keptFile;
        try (Running running = Running.start(options(folder.resolve("one")), said::add);
                Installation beside = Installation.open(folder.resolve("one"), Map.of())) {
            assertThat(running.port()).isPositive();
            assertThat(beside.embedded()).isTrue();
            keptFile = fileAtALead(signedIn(running, said));
            Backup.write(beside.owner(), beside.files(), file, line -> {});
            assertThat(Verification.of(beside.owner()))
                    .allMatch(report -> report.findings().isEmpty());
            assertThat(Doctor.examine(beside.owner(), beside.home(), Map.of(), InstantSource.system()))
                    .noneMatch(finding -> finding.bad() && !finding.subject().equals("disk"));
        }
        try (Installation fresh = Installation.make(folder.resolve("two"), Map.of(), line -> {})) {
            Restore.read(file, fresh.owner(), fresh.files(), line -> {});
        }
        try (Running restored = Running.start(options(folder.resolve("two")), line -> {})) {
            Client head = signedIn(restored, said);
            assertThat(head.get(keptFile).expect(200).text()).isEqualTo("the contract");
        }
        try (Installation stopped = Installation.open(folder.resolve("two"), Map.of())) {
            assertThat(Verification.of(stopped.owner()))
                    .singleElement()
                    .satisfies(report -> assertThat(report.findings()).isEmpty());
        }
    }

    private static Client signedIn(Running running, List<String> said) {
        String password = said.stream()
                .filter(line -> line.startsWith("Password"))
                .map(line -> line.replaceAll("Password\\s+(\\S+).*", "$1"))
                .findFirst()
                .orElseThrow();
        return new Client("http://127.0.0.1:" + running.port()).signIn("head@beauty-shop.example", password);
    }

    /** Keeps a file at a new lead; its path. */
    private static String fileAtALead(Client head) {
        String lead = head.post("/api/leads/manual", Map.of("name", "Ada"))
                .expect(201)
                .json()
                .at("/lead/id")
                .asString();
        String file = head.call(
                        "POST",
                        "/api/leads/" + lead + "/files?name=contract.txt",
                        "the contract",
                        Map.of("Content-Type", "application/octet-stream"))
                .expect(201)
                .json()
                .path("id")
                .asString();
        return "/api/files/" + file;
    }

    @Test
    void aFolderWithoutADatabaseIsNamedAndLeftAsItIs() {
        Path empty = folder.resolve("empty");
        assertThatThrownBy(() -> Installation.open(empty, Map.of()))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("no database in " + empty);
        assertThat(empty).doesNotExist();
    }

    @Test
    void aServersDatabaseIsNotRestoredInto() {
        Map<String, String> served = Map.of("FAIRLEAD_DB_URL", "postgresql://u:p@127.0.0.1:1/db");
        assertThatThrownBy(() -> Installation.make(folder, served, line -> {}))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("pg_dump");
    }

    private static Options options(Path home) {
        return new Options(home, true, 0, "127.0.0.1", List.of(), null, null, null, null);
    }
}
