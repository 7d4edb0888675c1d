package io.fairlead.server;

import io.fairlead.server.platform.DatabaseAddress;
import io.fairlead.server.platform.FilePlaces;
import io.fairlead.server.platform.StartFailure;
import io.fairlead.server.platform.postgres.EmbeddedPostgres;
import io.fairlead.server.platform.postgres.Home;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The database of an installation, for a command beside the server: a server's, the one a running server has embedded,
 * or the embedded one started for as long as this is open.
 */
public final class Installation implements AutoCloseable {
    private final Path home;
    private final boolean embedded;
    private final DatabaseAddress owner;
    private final FilePlaces files;
    private final Parts parts;

    private Installation(Path home, boolean embedded, DatabaseAddress owner, FilePlaces files, Parts parts) {
        this.parts = parts;
        this.home = home;
        this.embedded = embedded;
        this.owner = owner;
        this.files = files;
    }

    /**
     * Opens what a server with the same data folder and environment works on.
     *
     * @param folder the data folder; null for the user's own
     * @throws StartFailure if there is none, or it cannot be opened
     */
    public static Installation open(@Nullable Path folder, Map<String, String> environment) {
        Options options = options(folder, environment);
        FilePlaces files = FilePlaces.of(options.home(), environment);
        if (options.database() != null) {
            return new Installation(options.home(), false, options.database(), files, new Parts());
        }
        Path home = options.home().toAbsolutePath().normalize();
        Optional<DatabaseAddress> running = EmbeddedPostgres.running(home);
        if (running.isPresent()) {
            return new Installation(home, true, running.get(), files, new Parts());
        }
        if (!EmbeddedPostgres.in(home)) {
            throw new StartFailure("There is no database in " + home + "."
                    + "\nName the data folder with --home, or the server in FAIRLEAD_DB_URL.");
        }
        return started(home, files, sentence -> {});
    }

    /**
     * Opens an embedded database, made if it is missing.
     *
     * @throws StartFailure if the folder is in use, or a PostgreSQL server is named in the environment
     */
    public static Installation make(@Nullable Path folder, Map<String, String> environment, Consumer<String> progress) {
        Options options = options(folder, environment);
        if (options.database() != null) {
            throw served();
        }
        FilePlaces files = FilePlaces.of(options.home(), environment);
        return started(options.home().toAbsolutePath().normalize(), files, progress);
    }

    /** Why a command of the embedded database does nothing to a server's. */
    public static StartFailure served() {
        return new StartFailure("FAIRLEAD_DB_URL names a PostgreSQL server, which has its own ways."
                + "\nUse pg_dump and pg_restore as a superuser, or a base backup: docs/operate/backup.md.");
    }

    private static Options options(@Nullable Path folder, Map<String, String> environment) {
        return Options.parse(folder == null ? List.of() : List.of("--home", folder.toString()), environment);
    }

    private static Installation started(Path folder, FilePlaces files, Consumer<String> progress) {
        Parts parts = new Parts();
        try {
            Home home = parts.add(Home.open(folder));
            EmbeddedPostgres postgres = parts.add(EmbeddedPostgres.start(home, progress));
            return new Installation(folder, true, postgres.address(), files, parts);
        } catch (RuntimeException failure) {
            parts.close();
            throw failure;
        }
    }

    /** The data folder. */
    public Path home() {
        return home;
    }

    /** Whether the database lies in the data folder. */
    public boolean embedded() {
        return embedded;
    }

    /** The database, for who made the tables; of an embedded one the superuser. */
    public DatabaseAddress owner() {
        return owner;
    }

    /** Where the contents of files lie. */
    public FilePlaces files() {
        return files;
    }

    @Override
    public void close() {
        parts.close();
    }
}
