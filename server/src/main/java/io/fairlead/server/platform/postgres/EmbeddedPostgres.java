package io.fairlead.server.platform.postgres;

import io.fairlead.server.platform.DatabaseAddress;
import io.fairlead.server.platform.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running PostgreSQL whose data lies in a {@link Home}. It listens on 127.0.0.1 only, ends when this process ends,
 * is started again on the same port if it is killed, and keeps every acknowledged row through all of that. Thread-safe.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final String DATABASE = "fairlead";
    private static final long WATCH_MILLIS = 200;
    private static final long LONGEST_WAIT_MILLIS = 30_000;
    private static final Duration WATCH_END = Duration.ofSeconds(10);

    private final Cluster cluster;
    private final int port;
    private final DatabaseAddress address;
    private final Thread watcher =
            Thread.ofPlatform().daemon().name("postgres-watch").unstarted(this::watch);
    private @Nullable Guard guard;
    private boolean closed;

    private EmbeddedPostgres(Cluster cluster, int port, DatabaseAddress address) {
        this.cluster = cluster;
        this.port = port;
        this.address = address;
    }

    /**
     * Starts it; makes the database first if the home has none.
     *
     * @param progress told in a sentence what takes long
     * @throws StartFailure if it cannot be made or started
     */
    public static EmbeddedPostgres start(Home home, Consumer<String> progress) {
        try {
            return startIn(home.folder(), progress);
        } catch (IOException e) {
            throw new StartFailure("The database in " + home.folder() + " could not be started: " + e, e);
        }
    }

    /**
     * The database of a home whose server runs in another process, for its superuser; empty if none does.
     *
     * @throws StartFailure if the home's files cannot be read
     */
    public static Optional<DatabaseAddress> running(Path home) {
        try {
            Path file = home.resolve("password");
            Optional<Integer> port = PidFile.port(home.resolve("data"));
            return port.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            address(port.get(), DATABASE, Files.readString(file).strip()));
        } catch (IOException e) {
            throw new StartFailure("The data folder " + home + " cannot be read (" + e + ").", e);
        }
    }

    /** Whether the home holds a database. */
    public static boolean in(Path home) {
        return Files.isDirectory(home.resolve("data"));
    }

    private static EmbeddedPostgres startIn(Path home, Consumer<String> progress) throws IOException {
        Account account = Account.choose();
        account.enter(home);
        Cluster cluster = new Cluster(home, Binaries.unpack(home), account);
        String password = password(home, cluster.exists());
        if (cluster.exists()) {
            cluster.checkVersion();
            cluster.clearTheWay();
        } else {
            progress.accept("Making a database in " + home);
            cluster.create(home.resolve("password"));
        }
        int port = Cluster.freePort();
        DatabaseAddress address = address(port, DATABASE, password);
        EmbeddedPostgres postgres = new EmbeddedPostgres(cluster, port, address);
        try {
            postgres.begin();
            createDatabase(address(port, "postgres", password));
        } catch (IOException | RuntimeException e) {
            postgres.close();
            throw e;
        }
        return postgres;
    }

    /** The database, for its superuser. */
    public DatabaseAddress address() {
        return address;
    }

    /** The process number of PostgreSQL's main process, -1 while it is down. */
    public long pid() {
        try {
            return PidFile.read(cluster.data()).map(PidFile::pid).orElse(-1L);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process number of the shell that stops PostgreSQL when this process dies, -1 if there is none. */
    public synchronized long guardPid() {
        return guard == null ? -1 : guard.pid();
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            notifyAll();
        }
        endWatch();
        try {
            cluster.stop();
        } catch (IOException e) {
            LOG.error("PostgreSQL could not be stopped", e);
        }
        synchronized (this) {
            if (guard != null) {
                guard.close();
            }
        }
    }

    /** Ends a start that is under way too: the interrupt ends the program that waits for it. */
    private void endWatch() {
        watcher.interrupt();
        try {
            watcher.join(WATCH_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void begin() throws IOException {
        guardIt();
        cluster.start(port);
        watcher.start();
    }

    private void watch() {
        boolean wasUp = true;
        long wait = WATCH_MILLIS;
        while (pause(wait)) {
            boolean up = look(wasUp);
            wait = up ? WATCH_MILLIS : Math.min(2 * wait, LONGEST_WAIT_MILLIS);
            wasUp = up;
        }
    }

    /** Waits without holding anything up; false once this is closed. */
    private synchronized boolean pause(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            for (long left = millis;
                    left > 0 && !closed;
                    left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
                wait(left);
            }
        } catch (InterruptedException e) {
            return false;
        }
        return !closed;
    }

    /** Starts what has ended, and tells whether all runs. Only a change is worth a line in the log. */
    private boolean look(boolean wasUp) {
        try {
            guardIt();
            if (PidFile.read(cluster.data())
                    .filter(file -> file.running(cluster.data()))
                    .isEmpty()) {
                if (wasUp) {
                    LOG.warn("PostgreSQL ended unexpectedly; starting it again");
                }
                cluster.clearTheWay();
                cluster.start(port);
                LOG.warn("PostgreSQL runs again");
            }
            return true;
        } catch (IOException | RuntimeException e) {
            if (wasUp && !closed()) {
                LOG.error("PostgreSQL could not be started again; trying on", e);
            }
            return false;
        }
    }

    private synchronized boolean closed() {
        return closed;
    }

    private synchronized void guardIt() throws IOException {
        if (!closed && Guard.possible() && (guard == null || !guard.alive())) {
            guard = Guard.over(cluster.data());
        }
    }

    private static DatabaseAddress address(int port, String database, String password) {
        return new DatabaseAddress("jdbc:postgresql://127.0.0.1:" + port + "/" + database, Cluster.SUPERUSER, password);
    }

    /** The superuser's password, kept in a file that only this user reads. */
    private static String password(Path home, boolean mustExist) throws IOException {
        Path file = home.resolve("password");
        if (Files.exists(file) && Files.size(file) > 0) {
            return Files.readString(file).strip();
        }
        if (mustExist) {
            throw new StartFailure("The file " + file + " with the database's password is missing."
                    + "\nPut it back from where you keep it.");
        }
        byte[] secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        keep(home, file, password);
        return password;
    }

    /** Writes the file whole or not at all: a database whose password is lost is lost too. */
    private static void keep(Path home, Path file, String password) throws IOException {
        Path fresh = file.resolveSibling("password.part");
        Files.deleteIfExists(fresh);
        if (Guard.possible()) {
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(password.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        Cluster.sync(home);
    }

    private static void createDatabase(DatabaseAddress postgres) {
        try (Connection connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
                Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("select from pg_database where datname = '" + DATABASE + "'")) {
            if (!found.next()) {
                statement.execute("create database " + DATABASE);
            }
        } catch (SQLException e) {
            throw new StartFailure("The database could not be made: " + e.getMessage(), e);
        }
    }
}
