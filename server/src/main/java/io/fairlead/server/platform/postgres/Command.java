package io.fairlead.server.platform.postgres;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A program run to its end. */
final class Command {
    private Command() {}

    /** What came of a program: its exit code (0 is success) and all it printed, both streams together. */
    record Outcome(int code, String output) {
        boolean ok() {
            return code == 0;
        }
    }

    /** Runs a program in a folder with a plain environment, and waits for it. */
    static Outcome run(Path folder, List<String> words) throws IOException {
        // A file rather than a pipe: a server that the program leaves running may keep its output open.
        Path output = Files.createTempFile("fairlead", ".out");
        try {
            Process process = builder(words)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .redirectInput(new File(nothing()))
                    .start();
            int code = await(process);
            return new Outcome(
                    code, Files.readString(output, StandardCharsets.UTF_8).strip());
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /** Whether the program can be run here and ends well. */
    static boolean succeeds(List<String> words) {
        try {
            Path here = Path.of(System.getProperty("java.io.tmpdir"));
            return run(here, words).ok();
        } catch (IOException e) {
            return false;
        }
    }

    /** A process in English whose PostgreSQL settings come from nobody's environment. */
    static ProcessBuilder builder(List<String> words) {
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    private static int await(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a program ran", e);
        }
    }

    private static String nothing() {
        return File.separatorChar == '\\' ? "NUL" : "/dev/null";
    }
}
