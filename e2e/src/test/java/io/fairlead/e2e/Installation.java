package io.fairlead.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fairlead as somebody starts it: the packaged jar in a process of its own, with an empty home. Reads the address and
 * the sign-in from what it prints, as a person would.
 */
final class Installation implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("https?://\\S+");
    private static final Pattern EMAIL = Pattern.compile("\\S+@\\S+");
    private static final Pattern PASSWORD = Pattern.compile("(?i)password\\W+(\\S+)");

    private final Process process;
    private final List<String> said = new ArrayList<>();
    private final String address;
    private final String email;
    private final String password;

    private Installation(Process process) throws IOException {
        this.process = process;
        String foundAddress = null;
        String foundEmail = null;
        String foundPassword = null;
        // Not closed: closing it would close the pipe that the server goes on writing to.
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        while (foundAddress == null || foundEmail == null || foundPassword == null) {
            var line = lines.readLine();
            if (line == null) {
                throw new AssertionError("the server ended before it said where it is:\n" + String.join("\n", said));
            }
            said.add(line);
            foundAddress = first(foundAddress, ADDRESS, 0, line);
            foundEmail = first(foundEmail, EMAIL, 0, line);
            foundPassword = first(foundPassword, PASSWORD, 1, line);
        }
        this.address = foundAddress;
        this.email = foundEmail;
        this.password = foundPassword;
        Thread.ofVirtual().start(() -> lines.lines().forEach(said::add));
    }

    private static @Nullable String first(@Nullable String found, Pattern pattern, int group, String line) {
        var matcher = pattern.matcher(line);
        return found == null && matcher.find() ? matcher.group(group) : found;
    }

    /** Starts the jar that the build packaged, on a free port, with an empty folder for its data. */
    static Installation start(Path home) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var process = new ProcessBuilder(
                        java.toString(),
                        "-jar",
                        System.getProperty("fairlead.jar"),
                        "serve",
                        "--home",
                        home.toString(),
                        "--port",
                        "0")
                .redirectErrorStream(true)
                .start();
        return new Installation(process);
    }

    String address() {
        return address;
    }

    String email() {
        return email;
    }

    String password() {
        return password;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
