package io.fairlead.server.cli;

import io.fairlead.server.Installation;
import io.fairlead.server.platform.StartFailure;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The installation that a command works on, told as {@code serve} is told. */
final class DataFolder {
    @Option(names = "--home", paramLabel = "DIR", description = "the data folder, as for serve")
    private @Nullable Path home;

    /**
     * Opens what is there.
     *
     * @throws StartFailure if there is nothing, or it cannot be opened
     */
    Installation open() {
        return Installation.open(home, System.getenv());
    }

    /**
     * Opens an embedded database, made if it is missing.
     *
     * @throws StartFailure if the folder is in use, or a PostgreSQL server is named in the environment
     */
    Installation make(Consumer<String> progress) {
        return Installation.make(home, System.getenv(), progress);
    }
}
