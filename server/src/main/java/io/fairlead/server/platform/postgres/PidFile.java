package io.fairlead.server.platform.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * PostgreSQL's {@code postmaster.pid}: written by the main process while it runs, left behind when it is killed.
 *
 * @param pid the main process
 * @param status what its eighth line says, {@code ready} once it takes connections, empty before
 */
record PidFile(long pid, String status) {
    private static final int PORT_LINE = 3;
    private static final int STATUS_LINE = 7;

    /** A process number no system gives away. */
    private static final String NOBODY = Integer.toString(Integer.MAX_VALUE);

    static Path in(Path data) {
        return data.resolve("postmaster.pid");
    }

    /** Empty if there is no such file, or if it is being written. */
    static Optional<PidFile> read(Path data) throws IOException {
        List<String> lines = lines(data);
        if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d{1,10}")) {
            return Optional.empty();
        }
        String status = lines.size() > STATUS_LINE ? lines.get(STATUS_LINE).strip() : "";
        return Optional.of(new PidFile(Long.parseLong(lines.getFirst().strip()), status));
    }

    /** The port the server of this data folder listens on; empty unless it runs and takes connections. */
    static Optional<Integer> port(Path data) throws IOException {
        if (read(data).filter(file -> file.ready() && file.running(data)).isEmpty()) {
            return Optional.empty();
        }
        List<String> lines = lines(data);
        return lines.size() > PORT_LINE
                ? Optional.of(Integer.parseInt(lines.get(PORT_LINE).strip()))
                : Optional.empty();
    }

    boolean ready() {
        return status.equals("ready");
    }

    /**
     * Whether the main process is alive and a PostgreSQL on this data folder; its number may long belong to another
     * program.
     */
    boolean running(Path data) {
        Path process = Path.of("/proc", Long.toString(pid));
        if (Files.isDirectory(Path.of("/proc/self"))) {
            // PostgreSQL works in its data folder. The link of a process that ended, even unreaped, leads nowhere.
            try {
                return Files.isSameFile(process.resolve("cwd"), data)
                        && Files.readString(process.resolve("comm")).strip().equals("postgres");
            } catch (IOException e) {
                return false;
            }
        }
        return ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().commandLine())
                .filter(line -> line.contains("postgres") && line.contains(data.toString()))
                .isPresent();
    }

    /**
     * Makes the file of a server that is gone harmless. PostgreSQL would take another program that now has the number
     * for itself. The file is not deleted: its other lines let PostgreSQL see whether a child of the dead server still
     * holds the data.
     */
    static void disown(Path data) throws IOException {
        List<String> lines = new ArrayList<>(lines(data));
        if (lines.size() <= PORT_LINE) {
            Files.deleteIfExists(in(data));
            return;
        }
        lines.set(0, NOBODY);
        Files.write(in(data), lines, StandardCharsets.UTF_8);
    }

    private static List<String> lines(Path data) throws IOException {
        try {
            return Files.readAllLines(in(data), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
