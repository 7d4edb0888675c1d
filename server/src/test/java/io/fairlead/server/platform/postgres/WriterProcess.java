package io.fairlead.server.platform.postgres;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** {@link Writer} in a process of its own, with what it has said so far. */
final class WriterProcess implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Process process;
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    WriterProcess(Path home) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        process = new ProcessBuilder(
                        java,
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        home.toString())
                .redirectErrorStream(true)
                .start();
        Thread.ofVirtual().start(this::read);
    }

    WriterProcess awaitRows(int count) {
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(20))
                .failFast("the writer ended", () -> !process.isAlive())
                .until(() -> last("row ") >= count);
        return this;
    }

    /** The number of the last row the database acknowledged. */
    long acknowledged() {
        return last("row ");
    }

    long postgres() {
        return last("postgres ");
    }

    long guard() {
        return last("guard ");
    }

    List<String> said() {
        return List.copyOf(lines);
    }

    /** Kills the program as {@code kill -9} does, and waits until it is gone and all it said is read. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    void awaitEnd() {
        await().atMost(LONG).until(() -> !process.isAlive() && lines.contains("end of output"));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private long last(String label) {
        return lines.stream()
                .filter(line -> line.startsWith(label))
                .mapToLong(line -> Long.parseLong(line.substring(label.length())))
                .reduce(0, (earlier, later) -> later);
    }

    private void read() {
        try (var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException killed) {
            lines.add("killed while it was listened to");
        }
        lines.add("end of output");
    }
}
