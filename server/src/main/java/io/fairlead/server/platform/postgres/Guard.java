package io.fairlead.server.platform.postgres;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A shell that outlives this process by a moment. Its standard input is a pipe from here; when the pipe ends, however
 * this process ended, it tells PostgreSQL to stop.
 */
final class Guard implements AutoCloseable {
    /** Terminal signals are for this process: it stops PostgreSQL in its own order. */
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            read -r _
            if read -r pid < "$1"; then kill -INT "$pid"; fi
            """;

    private final Process shell;

    private Guard(Process shell) {
        this.shell = shell;
    }

    static Guard over(Path data) throws IOException {
        List<String> words = List.of(
                "/bin/sh", "-c", SCRIPT, "fairlead-guard", PidFile.in(data).toString());
        return new Guard(Command.builder(words)
                .directory(data.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Windows has no such shell; there a server left behind is stopped at the next start. */
    static boolean possible() {
        return File.separatorChar == '/';
    }

    boolean alive() {
        return shell.isAlive();
    }

    long pid() {
        return shell.pid();
    }

    /** Ends the guard without a word to PostgreSQL. */
    @Override
    public void close() {
        shell.destroyForcibly();
    }
}
