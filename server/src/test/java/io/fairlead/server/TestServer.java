package io.fairlead.server;

import io.fairlead.server.notify.SmtpAddress;
import io.fairlead.server.platform.DatabaseAddress;
import io.fairlead.server.platform.postgres.EmbeddedPostgres;
import io.fairlead.server.platform.postgres.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.util.FileSystemUtils;

/** One embedded PostgreSQL for all tests of this process, databases in it, and one server with the demo company. */
public final class TestServer {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    /** Everything that is to be closed before the database is. */
    private static final List<Running> STARTED = new CopyOnWriteArrayList<>();
    /** What other classes go on with when a class of tests ends. */
    private static final Set<Running> SHARED = ConcurrentHashMap.newKeySet();

    private final Running running;
    private final DatabaseAddress database;
    private final List<String> said;

    private TestServer(Running running, DatabaseAddress database, List<String> said) {
        this.running = running;
        STARTED.add(running);
        this.database = database;
        this.said = said;
    }

    /** Ends with a class what it started for itself: its connections and rounds would burden the classes after it. */
    public static final class Ending implements AfterAllCallback {
        @Override
        public void afterAll(ExtensionContext context) {
            if (context.getRequiredTestClass().getEnclosingClass() == null) {
                List<Running> own = STARTED.stream()
                        .filter(running -> !SHARED.contains(running))
                        .toList();
                own.forEach(Running::close);
                STARTED.removeAll(own);
            }
        }
    }

    /** The same server, which goes on when the class of tests ends that asked for it first. */
    public TestServer shared() {
        SHARED.add(running);
        return this;
    }

    /** The server with the demo company that all tests share. */
    public static TestServer demo() {
        return Demo.SERVER;
    }

    /** A server of its own on an empty database. */
    public static TestServer start(boolean demo) {
        return start(demo, List.of());
    }

    /** The same, behind proxies. */
    static TestServer start(boolean demo, List<String> proxies) {
        List<String> said = new CopyOnWriteArrayList<>();
        DatabaseAddress database = freshDatabase();
        Options options = new Options(Folder.HOME, demo, 0, "127.0.0.1", proxies, database, null, null, null);
        return new TestServer(Running.start(options, said::add), database, said);
    }

    /** A server of its own that sends mail. */
    public static TestServer start(SmtpAddress mail) {
        List<String> said = new CopyOnWriteArrayList<>();
        DatabaseAddress database = freshDatabase();
        Options options = new Options(Folder.HOME, true, 0, "127.0.0.1", List.of(), database, mail, null, null);
        return new TestServer(Running.start(options, said::add), database, said);
    }

    /** A server of its own with the demo company whose clock stands at this instant until it is set. */
    public static TestServer rehearsal(Instant start) {
        List<String> said = new CopyOnWriteArrayList<>();
        DatabaseAddress database = freshDatabase();
        Options options = new Options(Folder.HOME, true, 0, "127.0.0.1", List.of(), database, null, null, start);
        return new TestServer(Running.start(options, said::add), database, said);
    }

    /** An empty database, for its superuser. */
    public static DatabaseAddress freshDatabase() {
        DatabaseAddress whole = Cluster.POSTGRES.address();
        String name = "test" + DATABASES.incrementAndGet();
        execute(whole, "create database " + name);
        return new DatabaseAddress(whole.url().replaceFirst("[^/]*$", name), whole.user(), whole.password());
    }

    public static void execute(DatabaseAddress database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    public static Connection connect(DatabaseAddress database) throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    /** A part of the running program. */
    public <T> T part(Class<T> type) {
        return running.part(type);
    }

    /** Another node on the same database. */
    public TestServer node() {
        return on(database);
    }

    /** Another node on the same database that sends mail too. */
    public TestServer node(SmtpAddress mail) {
        return on(database, mail);
    }

    /** A server on a database that may have companies already. */
    public static TestServer on(DatabaseAddress database) {
        return on(database, null);
    }

    private static TestServer on(DatabaseAddress database, @Nullable SmtpAddress mail) {
        List<String> heard = new CopyOnWriteArrayList<>();
        Options options = new Options(Folder.HOME, false, 0, "127.0.0.1", List.of(), database, mail, null, null);
        return new TestServer(Running.start(options, heard::add), database, heard);
    }

    /** Where its rows are, for the superuser. */
    public DatabaseAddress database() {
        return database;
    }

    /** What the PostgreSQL of these tests has logged. */
    public static String databaseLog() {
        try {
            return Files.readString(Cluster.FOLDER.resolve("log").resolve("postgres.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes the server's database as its superuser. */
    void execute(String sql) {
        execute(database, sql);
    }

    /** The only value that a statement gives, as its superuser sees it. */
    String query(String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            if (!row.next()) {
                throw new AssertionError("nothing found: " + sql);
            }
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** A browser or program that is not signed in. */
    public Client client() {
        return new Client(address());
    }

    /** Where the server is found. */
    public String address() {
        return "http://127.0.0.1:" + running.port();
    }

    /** A browser in which the demo's administrator is signed in. */
    public Client administrator() {
        return client().signIn("head@beauty-shop.example", demoPassword());
    }

    public String demoPassword() {
        return said("Password   ").replaceAll(" .*", "");
    }

    /** What the start printed after a label. */
    String said(String label) {
        return said.stream()
                .filter(line -> line.startsWith(label))
                .map(line -> line.substring(label.length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing was said about " + label + ": " + said));
    }

    public List<String> said() {
        return said;
    }

    public void stop() {
        running.close();
    }

    /** Started when first asked for, stopped with the process. */
    private static final class Cluster {
        static final Path FOLDER = folder();
        static final EmbeddedPostgres POSTGRES = startPostgres();

        private static Path folder() {
            try {
                return Files.createTempDirectory("fairlead-test");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static EmbeddedPostgres startPostgres() {
            Home home = Home.open(FOLDER);
            EmbeddedPostgres postgres = EmbeddedPostgres.start(home, sentence -> {});
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                STARTED.forEach(Running::close);
                postgres.close();
                home.close();
                try {
                    FileSystemUtils.deleteRecursively(FOLDER);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
            return postgres;
        }
    }

    /** Where servers whose database lies elsewhere keep their files. */
    private static final class Folder {
        static final Path HOME = make();

        private static Path make() {
            try {
                Path folder = Files.createTempDirectory("fairlead-test-files");
                Runtime.getRuntime()
                        .addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(folder.toFile())));
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Demo {
        static final TestServer SERVER = start(true).shared();
    }
}
