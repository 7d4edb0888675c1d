package io.fairlead.bench;

import ch.qos.logback.classic.Level;
import io.fairlead.server.FairleadServer;
import io.fairlead.server.Installation;
import io.fairlead.server.platform.DatabaseAddress;
import io.fairlead.server.platform.postgres.EmbeddedPostgres;
import io.fairlead.server.platform.postgres.Home;
import io.fairlead.server.platform.sql.Schema;
import io.fairlead.server.platform.sql.TableOwner;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An embedded PostgreSQL and nodes of the server on it, all in this process but the database. */
final class LiveServer implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final DatabaseAddress owner;
    private final DatabaseAddress application;
    private final Path home;

    LiveServer(Path folder) {
        quiet();
        var opened = Home.open(folder);
        parts.push(opened);
        var postgres = EmbeddedPostgres.start(opened, sentence -> {});
        parts.push(postgres);
        home = folder;
        owner = postgres.address();
        application = Schema.prepare(owner);
    }

    /** On a database that is there, which is closed by whoever opened it. */
    LiveServer(Installation installation) {
        quiet();
        home = installation.home();
        owner = installation.owner();
        application = Schema.prepare(owner);
    }

    private static void quiet() {
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(Level.ERROR);
        }
    }

    /** Where the server signs in: as the role that row-level security holds for. */
    DatabaseAddress application() {
        return application;
    }

    /** How a node commits, and how who signs in as the application does. */
    List<String> commits(Node node) throws SQLException {
        var question = "select 'fsync ' || current_setting('fsync') || ', synchronous_commit '"
                + " || current_setting('synchronous_commit')";
        try (var connection =
                        DriverManager.getConnection(application.url(), application.user(), application.password());
                var statement = connection.createStatement();
                var row = statement.executeQuery(question)) {
            row.next();
            return List.of(
                    node.part(JdbcClient.class)
                            .sql(question)
                            .query(String.class)
                            .single(),
                    row.getString(1));
        }
    }

    /** A server, and what notes its statements. */
    static final class Node {
        private final ConfigurableApplicationContext context;
        private final Recorder recorder;

        private Node(ConfigurableApplicationContext context) {
            this.context = context;
            this.recorder = (Recorder) context.getBean(DataSource.class);
        }

        <T> T part(Class<T> type) {
            return context.getBean(type);
        }

        Recorder recorder() {
            return recorder;
        }

        int port() {
            var web = ((WebServerApplicationContext) context).getWebServer();
            if (web == null) {
                throw new IllegalStateException("no web server");
            }
            return web.getPort();
        }
    }

    /** Starts a node as {@code serve} does. */
    Node node() {
        var program = new SpringApplication(FairleadServer.class);
        program.setBannerMode(Banner.Mode.OFF);
        program.setLogStartupInfo(false);
        program.setRegisterShutdownHook(false);
        program.addInitializers(context -> {
            context.getBeanFactory().registerSingleton("tableOwner", new TableOwner(owner));
            context.getBeanFactory().registerSingleton("serverTimes", new Times());
            context.getBeanFactory().addBeanPostProcessor(new Recording());
        });
        var context = program.run(
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--logging.level.root=error",
                "--fairlead.home=" + home.toAbsolutePath().normalize(),
                "--spring.datasource.url=" + application.url(),
                "--spring.datasource.username=" + application.user(),
                "--spring.datasource.password=" + application.password());
        parts.push(context);
        return new Node(context);
    }

    /** Puts the recorder around the pool of connections. */
    private static final class Recording implements BeanPostProcessor {
        @Override
        public @Nullable Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof DataSource source ? new Recorder(source) : bean;
        }
    }

    /**
     * Fills tables as the superuser; every statement commits for itself, without waiting for the disk. What rows refer to
     * is not checked.
     */
    void fill(String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection(owner.url(), owner.user(), owner.password());
                var statement = connection.createStatement()) {
            statement.execute("set synchronous_commit = off");
            statement.execute("set session_replication_role = replica");
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public void close() throws Exception {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }

    /**
     * How long a server had requests in hand: from when it has read their headers, before every filter, until their answer is
     * written. What a client and the way there and back take is not in it. Thread-safe.
     */
    static final class Times implements Filter, Ordered {
        private final List<Long> nanos = new ArrayList<>();

        @Override
        public int getOrder() {
            return HIGHEST_PRECEDENCE;
        }

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            long start = System.nanoTime();
            chain.doFilter(request, response);
            if (!request.isAsyncStarted()) {
                response.flushBuffer();
                add(System.nanoTime() - start);
            }
        }

        private synchronized void add(long took) {
            nanos.add(took);
        }

        /** Those since it was asked last. */
        synchronized Timing taken() {
            var taken = Timing.of(nanos.stream().mapToLong(Long::longValue).toArray());
            nanos.clear();
            return taken;
        }
    }
}
