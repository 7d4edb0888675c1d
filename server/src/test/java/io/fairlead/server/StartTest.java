package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.server.platform.DatabaseAddress;
import io.fairlead.server.platform.StartFailure;
import io.fairlead.server.platform.postgres.Home;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start as a person sees it: calm when it goes well, a plain sentence when it does not. */
class StartTest {
    @TempDir
    Path folder;

    @Test
    void theFirstStartSaysWhereItIsAndHowToSignInAndTheSecondOnlyWhere() {
        List<String> first = new ArrayList<>();
        try (Running running = Running.start(options(folder, 0, null), first::add)) {
            assertThat(first).anyMatch(line -> line.equals("Open       http://127.0.0.1:" + running.port()));
            assertThat(first).anyMatch(line -> line.matches("Password   [a-z2-9]{4}(-[a-z2-9]{4}){3} .*"));
        }
        List<String> second = new ArrayList<>();
        try (Running running = Running.start(options(folder, 0, null), second::add)) {
            assertThat(second).anyMatch(line -> line.equals("Open       http://127.0.0.1:" + running.port()));
            assertThat(second).noneMatch(line -> line.startsWith("Password"));
        }
    }

    @Test
    void aTakenPortIsNamedBeforeAnythingIsStarted() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertRefused(options(folder, taken.getLocalPort(), null), "Port " + taken.getLocalPort(), "--port");
            assertThat(folder.resolve("data")).doesNotExist();
        }
    }

    @Test
    void aHomeInUseIsNamed() {
        try (Home home = Home.open(folder)) {
            assertRefused(options(home.folder(), 0, null), "is in use by another Fairlead", "--home");
        }
    }

    @Test
    void aHomeThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertRefused(options(file.resolve("home"), 0, null), "cannot be written", "--home");
    }

    @Test
    void anAddressThatIsNotOursIsNamed() {
        Options elsewhere = new Options(folder, true, 0, "203.0.113.7", List.of(), null, null, null, null);
        assertRefused(elsewhere, "\"203.0.113.7\" is not an address of this machine", "--bind");
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsNamed() {
        DatabaseAddress nowhere = new DatabaseAddress("jdbc:postgresql://127.0.0.1:1/leads", "anna", "secret");
        assertRefused(options(folder, 0, nowhere), "cannot be reached", "FAIRLEAD_DB_URL");
    }

    private static Options options(Path home, int port, @Nullable DatabaseAddress database) {
        return new Options(home, true, port, "127.0.0.1", List.of(), database, null, null, null);
    }

    private static void assertRefused(Options options, String found, String remedy) {
        assertThatThrownBy(() -> Running.start(options, line -> {}))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining(found)
                .hasMessageContaining(remedy);
    }
}
