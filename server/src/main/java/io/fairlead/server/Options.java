package io.fairlead.server;

import io.fairlead.server.notify.SmtpAddress;
import io.fairlead.server.platform.DatabaseAddress;
import io.fairlead.server.platform.StartFailure;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the server is to be started.
 *
 * @param home the data folder
 * @param demo whether an empty installation gets the demo company
 * @param port 0 takes a free one
 * @param bind the address to listen on
 * @param proxies the addresses of proxies whose {@code X-Forwarded-*} headers are believed
 * @param database a PostgreSQL server's; null runs the embedded one in the home
 * @param mail the mail server; null leaves mails in the outbox
 * @param address by which people reach the server, without a slash at its end; null for where it listens
 * @param clock where the clock stands in a rehearsal, until it is set over the API; null for the real time
 */
record Options(
        Path home,
        boolean demo,
        int port,
        String bind,
        List<String> proxies,
        @Nullable DatabaseAddress database,
        @Nullable SmtpAddress mail,
        @Nullable String address,
        @Nullable Instant clock) {
    static final String USAGE = """
            Usage: fairlead serve [--home DIR] [--port PORT] [--bind ADDRESS] [--no-demo] [--clock INSTANT]

              --home DIR      the data folder (default: %s)
              --port PORT     the port of the web server (default: 8080)
              --bind ADDRESS  the address to listen on (default: 127.0.0.1, this machine only)
              --no-demo       start empty: prints a one-time link for the administrator
              --clock INSTANT for rehearsals: the clock stands there until PUT /api/clock moves it on, such as
                              2026-11-23T09:00:00Z; only on this machine, and without FAIRLEAD_PROXIES

            FAIRLEAD_DB_URL=postgresql://HOST:PORT/DATABASE uses a PostgreSQL server instead of the embedded one; the
            user and password are in the address or in FAIRLEAD_DB_USER and FAIRLEAD_DB_PASSWORD.

            FAIRLEAD_PROXIES=ADDRESS,ADDRESS names the reverse proxies whose X-Forwarded-* headers are believed
            (default: none).

            FAIRLEAD_URL=https://HOST is the address by which people reach the server; links in mails begin with it
            (default: the address it listens on).

            FAIRLEAD_SMTP_URL=smtp://USER:PASSWORD@HOST:PORT is the mail server, FAIRLEAD_MAIL_FROM the sender
            (default: mails wait in the outbox).

            FAIRLEAD_FILES=FOLDER is where the files at leads lie; several nodes share one (default: files in the data
            folder). FAIRLEAD_FILE_MB=MB is how large one may be (default: 25).
            """;

    private static final Pattern ADDRESS =
            Pattern.compile("https?://[\\w.-]+(:\\d{1,5})?|https?://\\[[0-9a-fA-F:]+](:\\d{1,5})?");
    private static final Pattern CREDENTIALS = Pattern.compile("^(jdbc:postgresql://)([^/@:]+)(?::([^/@]*))?@(.*)$");

    /**
     * Reads the command line and the environment.
     *
     * @throws StartFailure for what it does not know
     */
    static Options parse(List<String> args, Map<String, String> environment) {
        Path home = defaultHome(System.getProperty("os.name"), System.getProperty("user.home"), environment);
        boolean demo = true;
        int port = 8080;
        String bind = "127.0.0.1";
        Instant clock = null;
        Iterator<String> words = args.iterator();
        while (words.hasNext()) {
            String word = words.next();
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            String name = equals < 0 ? word : word.substring(0, equals);
            Function<String, String> value = wanted -> {
                if (equals >= 0 || words.hasNext()) {
                    return equals >= 0 ? word.substring(equals + 1) : words.next();
                }
                throw new StartFailure(name + " needs " + wanted + ".\n\n" + usage());
            };
            switch (name) {
                case "--home" -> home = Path.of(value.apply("a folder"));
                case "--port" -> port = port(value.apply("a port"));
                case "--bind" -> bind = value.apply("an address");
                case "--no-demo" -> demo = false;
                case "--clock" -> clock = instant(value.apply("an instant"));
                default -> throw new StartFailure("There is no option " + word + ".\n\n" + usage());
            }
        }
        List<String> proxies = proxies(environment);
        checkRehearsal(clock, bind, proxies);
        return new Options(
                home,
                demo,
                port,
                bind,
                proxies,
                database(environment),
                SmtpAddress.of(environment),
                address(environment),
                clock);
    }

    /** A clock that can be set is for one's own machine: real leads would get wrong times and deadlines. */
    private static void checkRehearsal(@Nullable Instant clock, String bind, List<String> proxies) {
        boolean here = bind.equals("localhost") || bind.equals("::1") || bind.matches("127(\\.\\d{1,3}){3}");
        if (clock != null && (!here || !proxies.isEmpty())) {
            throw new StartFailure("--clock is for rehearsals on this machine alone: leave out "
                    + (here ? "FAIRLEAD_PROXIES." : "--bind " + bind + "."));
        }
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new StartFailure(
                    "\"" + text + "\" is no instant (--clock). Expected: such as 2026-11-23T09:00:00Z", e);
        }
    }

    static String usage() {
        return USAGE.formatted(
                defaultHome(System.getProperty("os.name"), System.getProperty("user.home"), System.getenv()));
    }

    /** The user's data folder as the platform has it. */
    static Path defaultHome(String os, String user, Map<String, String> environment) {
        String name = os.toLowerCase(Locale.ROOT);
        if (name.contains("mac")) {
            return Path.of(user, "Library", "Application Support", "Fairlead");
        }
        if (name.contains("windows")) {
            String local = environment.get("LOCALAPPDATA");
            return local == null ? Path.of(user, "AppData", "Local", "Fairlead") : Path.of(local, "Fairlead");
        }
        String data = environment.get("XDG_DATA_HOME");
        boolean usable = data != null && Path.of(data).isAbsolute();
        return (usable ? Path.of(data) : Path.of(user, ".local", "share")).resolve("fairlead");
    }

    private static int port(String text) {
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= 65535) {
            return Integer.parseInt(text);
        }
        throw new StartFailure("\"" + text + "\" is not a port: a whole number from 0 (any free one) to 65535.");
    }

    private static List<String> proxies(Map<String, String> environment) {
        return Pattern.compile(",")
                .splitAsStream(environment.getOrDefault("FAIRLEAD_PROXIES", ""))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .map(Options::ipAddress)
                .toList();
    }

    private static String ipAddress(String text) {
        try {
            return InetAddress.ofLiteral(text).getHostAddress();
        } catch (IllegalArgumentException e) {
            throw new StartFailure(
                    "FAIRLEAD_PROXIES names \"" + text + "\", which is no IP address."
                            + "\nExpected: the proxies' addresses with commas between them, such as 10.0.0.5,10.0.0.6",
                    e);
        }
    }

    private static @Nullable String address(Map<String, String> environment) {
        String given = environment.getOrDefault("FAIRLEAD_URL", "").strip().replaceFirst("/+$", "");
        if (given.isEmpty()) {
            return null;
        }
        if (!ADDRESS.matcher(given).matches()) {
            throw new StartFailure("FAIRLEAD_URL is \"" + given + "\", which is no address of a web server."
                    + "\nExpected: https://HOST or http://HOST:PORT, such as https://leads.example.com");
        }
        return given;
    }

    private static @Nullable DatabaseAddress database(Map<String, String> environment) {
        String given = environment.getOrDefault("FAIRLEAD_DB_URL", "").strip();
        if (given.isEmpty()) {
            return null;
        }
        String url = given.replaceFirst("^(jdbc:)?postgres(ql)?://", "jdbc:postgresql://");
        if (!url.startsWith("jdbc:postgresql://")) {
            throw new StartFailure("FAIRLEAD_DB_URL is no PostgreSQL address."
                    + "\nExpected: postgresql://USER:PASSWORD@HOST:PORT/DATABASE");
        }
        int mark = url.indexOf('?');
        String query = mark < 0 ? "" : url.substring(mark + 1);
        String place = mark < 0 ? url : url.substring(0, mark);
        String user = parameter(query, "user");
        String password = parameter(query, "password");
        Matcher credentials = CREDENTIALS.matcher(place);
        if (credentials.matches()) {
            place = credentials.group(1) + credentials.group(4);
            user = decoded(credentials.group(2));
            password = credentials.group(3) == null ? password : decoded(credentials.group(3));
        }
        if (place.contains("@")) {
            throw new StartFailure("FAIRLEAD_DB_URL has a user or password that cannot be read."
                    + "\nIn an address / is written %2F, @ is %40, : is %3A, ? is %3F and % is %25.");
        }
        user = environment.getOrDefault("FAIRLEAD_DB_USER", user);
        password = environment.getOrDefault("FAIRLEAD_DB_PASSWORD", password);
        if (user == null) {
            throw new StartFailure("FAIRLEAD_DB_URL names no user."
                    + "\nExpected: postgresql://USER:PASSWORD@HOST:PORT/DATABASE, or set FAIRLEAD_DB_USER.");
        }
        // The driver would prefer a user named in the query to every other, the application's own role included.
        String others = Pattern.compile("&")
                .splitAsStream(query)
                .filter(parameter -> !parameter.isEmpty() && !parameter.matches("(user|password)(=.*)?"))
                .collect(Collectors.joining("&"));
        String address = others.isEmpty() ? place : place + "?" + others;
        return new DatabaseAddress(address, user, password == null ? "" : password);
    }

    /**
     * The value of a parameter after the address's question mark; the last one counts, as for the driver.
     */
    private static @Nullable String parameter(String query, String name) {
        return Pattern.compile("&")
                .splitAsStream(query)
                .filter(parameter -> parameter.startsWith(name + "="))
                .reduce((first, second) -> second)
                .map(parameter -> decoded(parameter.substring(name.length() + 1)))
                .orElse(null);
    }

    private static @Nullable String decoded(@Nullable String text) {
        try {
            // A plus is a plus.
            return text == null ? null : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // The cause is left out: it quotes what may be the password.
            throw new StartFailure("FAIRLEAD_DB_URL has a user or password that cannot be read: a % begins no %XX."
                    + "\nIn an address % is written %25.");
        }
    }
}
