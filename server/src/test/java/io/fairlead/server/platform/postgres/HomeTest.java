package io.fairlead.server.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.server.platform.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    @TempDir
    Path folder;

    @Test
    void aHomeThatIsMadeIsItsOwnersAlone() throws IOException {
        Path home = folder.resolve("above/home");
        Home.open(home).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
                .isEqualTo("rwx------");
    }

    @Test
    void aHomeThatPostgresqlCannotEnterIsNamedBeforeAnythingIsMade() {
        Account keptOut = new Account(List.of("false"), -1);
        assertThatThrownBy(() -> keptOut.enter(folder))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("cannot enter " + folder)
                .hasMessageContaining("--home");
    }
}
