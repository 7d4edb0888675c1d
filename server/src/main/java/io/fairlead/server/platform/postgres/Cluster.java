package io.fairlead.server.platform.postgres;

import io.fairlead.server.platform.StartFailure;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** A data folder of PostgreSQL and the programs that make, start and stop it. */
final class Cluster {
    static final String SUPERUSER = "fairlead";

    private static final Duration ORPHANS_END = Duration.ofSeconds(30);
    private static final long LOG_LIMIT = 10_000_000;

    private final Path home;
    private final Path binaries;
    private final Account account;

    Cluster(Path home, Path binaries, Account account) {
        this.home = home;
        this.binaries = binaries;
        this.account = account;
    }

    Path data() {
        return home.resolve("data");
    }

    Path log() {
        return home.resolve("log").resolve("postgres.log");
    }

    boolean exists() {
        return Files.isDirectory(data());
    }

    /** Makes the data folder, whole or not at all. The file holds the superuser's password. */
    void create(Path passwordFile) throws IOException {
        removeUnfinished();
        Path fresh = home.resolve("data.new-" + ProcessHandle.current().pid());
        Files.createDirectory(fresh);
        Path secret = Files.copy(
                passwordFile,
                home.resolve("password.new"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
        account.give(fresh);
        account.give(secret);
        Command.Outcome made = run(List.of(
                program("initdb"),
                "--pgdata=" + fresh,
                "--username=" + SUPERUSER,
                "--pwfile=" + secret,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions"));
        Files.delete(secret);
        if (!made.ok()) {
            throw new StartFailure("PostgreSQL could not make its data folder in " + home + ":\n" + made.output());
        }
        Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
        sync(home);
    }

    /** Refuses data of another major version, which these programs cannot read. */
    void checkVersion() throws IOException {
        String found = Files.readString(data().resolve("PG_VERSION")).strip();
        String wanted = run(List.of(program("postgres"), "--version")).output().replaceAll("[^0-9]*(\\d+).*", "$1");
        if (!found.equals(wanted)) {
            throw new StartFailure(
                    "The data in " + data() + " is of PostgreSQL " + found + ", and this Fairlead brings " + wanted
                            + ".\nStart the Fairlead that wrote it, export the data, and import it here.");
        }
    }

    /** Ends a server that an earlier process left running on this data; makes the file of a dead one harmless. */
    void clearTheWay() throws IOException {
        Optional<PidFile> left = PidFile.read(data());
        if (left.isPresent() && left.get().running(data())) {
            stop();
        } else if (Files.exists(PidFile.in(data()))) {
            PidFile.disown(data());
        }
    }

    /** Starts the server on a port of this machine and waits until it takes connections. */
    void start(int port) throws IOException {
        Path log = prepareLog();
        List<String> command = List.of(
                program("pg_ctl"),
                "start",
                "-w",
                "-t",
                "600",
                "-s",
                "-D",
                data().toString(),
                "-l",
                log.toString(),
                "-o",
                options(port));
        long deadline = System.nanoTime() + ORPHANS_END.toNanos();
        while (true) {
            long before = Files.exists(log) ? Files.size(log) : 0;
            Command.Outcome outcome = run(command);
            if (outcome.ok() && PidFile.read(data()).filter(PidFile::ready).isPresent()) {
                return;
            }
            String said = since(log, before);
            // Children of a killed server end by themselves, but not at once.
            if (!said.contains("still in use") || System.nanoTime() > deadline) {
                throw new StartFailure(
                        "PostgreSQL did not start (its log is " + log + "):\n" + said + outcome.output());
            }
        }
    }

    /** Stops the server: open transactions are rolled back, nothing that was committed is lost. */
    void stop() throws IOException {
        Optional<PidFile> file = PidFile.read(data());
        if (file.isEmpty() || !file.get().running(data())) {
            return;
        }
        if (!stop("fast").ok()) {
            stop("immediate");
        }
    }

    private Command.Outcome stop(String mode) throws IOException {
        return run(List.of(program("pg_ctl"), "stop", "-w", "-t", "60", "-s", "-m", mode, "-D", data().toString()));
    }

    /** A port of 127.0.0.1 that is free now. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String options(int port) throws IOException {
        List<String> settings = new ArrayList<>();
        for (String setting : List.of(
                "listen_addresses=127.0.0.1",
                "port=" + port,
                "unix_socket_directories=",
                "password_encryption=scram-sha-256",
                "timezone=UTC",
                "log_timezone=UTC",
                "log_checkpoints=off",
                // What fails is told to the server, which masks it; PostgreSQL would quote the rows themselves.
                "log_min_messages=log",
                "log_min_error_statement=panic",
                "log_error_verbosity=terse",
                "jit=off")) {
            settings.add("-c " + setting);
        }
        for (String setting : Budget.of(data()).settings()) {
            settings.add("-c " + setting);
        }
        return String.join(" ", settings);
    }

    private Path prepareLog() throws IOException {
        Path folder = Files.createDirectories(home.resolve("log"));
        if (Files.exists(log()) && Files.size(log()) > LOG_LIMIT) {
            Files.move(log(), folder.resolve("postgres.1.log"), StandardCopyOption.REPLACE_EXISTING);
        }
        account.give(folder);
        account.give(data());
        return log();
    }

    private static String since(Path log, long start) throws IOException {
        if (!Files.exists(log)) {
            return "";
        }
        try (var in = Files.newInputStream(log)) {
            in.skipNBytes(Math.min(start, Files.size(log)));
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void removeUnfinished() throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            for (Path left : files.filter(f -> f.getFileName().toString().startsWith("data.new-"))
                    .toList()) {
                FileSystemUtils.deleteRecursively(left);
            }
        }
    }

    /** Makes a rename in the folder last. */
    static void sync(Path folder) throws IOException {
        if (File.separatorChar == '/') {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private String program(String name) {
        return binaries.resolve("bin").resolve(name).toString();
    }

    private Command.Outcome run(List<String> program) throws IOException {
        return Command.run(binaries, account.command(program));
    }
}
