package io.fairlead.server;

import ch.qos.logback.classic.Level;
import io.fairlead.server.people.Setup;
import io.fairlead.server.platform.DatabaseAddress;
import io.fairlead.server.platform.Rehearsal;
import io.fairlead.server.platform.StartFailure;
import io.fairlead.server.platform.postgres.EmbeddedPostgres;
import io.fairlead.server.platform.postgres.Home;
import io.fairlead.server.platform.sql.Schema;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** A running server. Closing it ends the requests under way, the web server, the database, and frees the home. */
final class Running implements AutoCloseable {
    private final Parts parts = new Parts();
    private int port;

    private Running() {}

    /**
     * Starts all parts in their order.
     *
     * @param say told what happens, a line at a time, for the person who started it
     * @throws StartFailure if one cannot be started; those before it are stopped again
     */
    static Running start(Options options, Consumer<String> say) {
        Running running = new Running();
        try {
            running.begin(options, say);
        } catch (StartFailure failure) {
            running.close();
            throw failure;
        } catch (RuntimeException failure) {
            running.close();
            throw asStartFailure(failure, options);
        }
        return running;
    }

    /** A part of the program. */
    <T> T part(Class<T> type) {
        return parts.find(ConfigurableApplicationContext.class).orElseThrow().getBean(type);
    }

    /** The port the web server listens on. */
    int port() {
        return port;
    }

    @Override
    public void close() {
        parts.close();
    }

    private void begin(Options options, Consumer<String> say) {
        checkPort(options);
        quiet();
        DatabaseAddress owner = database(options, say);
        DatabaseAddress application = Schema.prepare(owner);
        ConfigurableApplicationContext context = parts.add(application(options, application));
        port = context instanceof WebServerApplicationContext web && web.getWebServer() != null
                ? web.getWebServer().getPort()
                : options.port();
        welcome(context.getBean(Setup.class), options, say);
    }

    private DatabaseAddress database(Options options, Consumer<String> say) {
        if (options.database() != null) {
            say.accept("Database   " + options.database());
            return options.database();
        }
        say.accept("Data       " + options.home().toAbsolutePath().normalize());
        Home home = parts.add(Home.open(options.home()));
        long start = System.nanoTime();
        EmbeddedPostgres postgres =
                parts.add(EmbeddedPostgres.start(home, sentence -> say.accept("           " + sentence + " …")));
        say.accept("Database   embedded PostgreSQL, ready in %.1f s".formatted((System.nanoTime() - start) / 1e9));
        return postgres.address();
    }

    /** Starts the program on a database that is ready. */
    static ConfigurableApplicationContext application(Options options, DatabaseAddress database) {
        SpringApplication application = new SpringApplication(FairleadServer.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        var mail = options.mail();
        if (mail != null) {
            application.addInitializers(context -> context.getBeanFactory().registerSingleton("mailServer", mail));
        }
        var clock = options.clock();
        if (clock != null) {
            application.addInitializers(
                    context -> context.getBeanFactory().registerSingleton("rehearsal", new Rehearsal(clock)));
        }
        List<String> settings = new ArrayList<>(List.of(
                "--server.address=" + options.bind(),
                "--server.port=" + options.port(),
                "--fairlead.home=" + options.home().toAbsolutePath().normalize(),
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password()));
        if (options.address() != null) {
            settings.add("--fairlead.address=" + options.address());
        }
        if (!options.proxies().isEmpty()) {
            settings.add("--server.forward-headers-strategy=native");
            settings.add("--server.tomcat.remoteip.internal-proxies="
                    + options.proxies().stream().map(Pattern::quote).collect(Collectors.joining("|")));
        }
        if (options.database() == null) {
            settings.add(
                    "--logging.file.name=" + options.home().toAbsolutePath().resolve("log/server.log"));
        }
        return application.run(settings.toArray(String[]::new));
    }

    private void welcome(Setup setup, Options options, Consumer<String> say) {
        String address = "http://" + shown(options.bind()) + ":" + port;
        say.accept("");
        if (setup.needed() && options.demo()) {
            Setup.DemoSignIn demo = setup.demo();
            say.accept("Open       " + address);
            if (demo != null) {
                say.accept("Sign in    " + demo.email());
                say.accept("Password   " + demo.password() + "   (demo company; shown only this once)");
            }
        } else if (setup.needed()) {
            say.accept("Open       " + address + "/setup#" + setup.link());
            say.accept("           This link makes the administrator and works once.");
        } else {
            say.accept("Open       " + address);
        }
        if (options.clock() != null) {
            say.accept("CLOCK      stands at " + options.clock() + " until PUT /api/clock moves it on.");
            say.accept("           This is a rehearsal: keep no real leads here, their times would be wrong.");
        }
        say.accept("");
        say.accept("Stop with Ctrl+C.");
    }

    /** Looks before the database is started whether the address can be had: the answer is quick and clear. */
    private static void checkPort(Options options) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(options.bind()), options.port()));
        } catch (UnknownHostException e) {
            throw new StartFailure("\"" + options.bind() + "\" is not an address of this machine (--bind).", e);
        } catch (BindException e) {
            throw String.valueOf(e.getMessage()).contains("assign")
                    ? new StartFailure("\"" + options.bind() + "\" is not an address of this machine (--bind).", e)
                    : portTaken(options, e);
        } catch (IOException e) {
            throw portTaken(options, e);
        }
    }

    private static Path log(Options options) {
        return options.home().toAbsolutePath().normalize().resolve("log").resolve("server.log");
    }

    /** Until the web server sets up logging, only what went wrong is worth a line between those for the person. */
    static void quiet() {
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(Level.ERROR);
        }
    }

    private static StartFailure asStartFailure(RuntimeException failure, Options options) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PortInUseException || cause instanceof BindException) {
                return portTaken(options, failure);
            }
        }
        String more = options.database() == null ? "\nMore is in " + log(options) : "";
        return new StartFailure("The server could not be started: " + rootOf(failure) + more, failure);
    }

    private static StartFailure portTaken(Options options, Exception cause) {
        return new StartFailure(
                "Port " + options.port() + " of " + options.bind() + " cannot be used: " + cause.getMessage()
                        + "\nChoose another with --port, or end the program that uses it.",
                cause);
    }

    private static Throwable rootOf(Throwable failure) {
        @Nullable Throwable cause = failure.getCause();
        return cause == null ? failure : rootOf(cause);
    }

    private static String shown(String bind) {
        boolean everywhere = bind.equals("0.0.0.0") || bind.equals("::");
        return everywhere ? "localhost" : bind.contains(":") ? "[" + bind + "]" : bind;
    }
}
