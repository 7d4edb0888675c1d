package io.fairlead.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Fairlead as somebody starts it: the packaged jar in a process of its own, with an empty home. Reads the address and
 * the sign-in from what it prints, as a person would.
 */
final class Installation implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("https?://\\S+");
    private static final Pattern EMAIL = Pattern.compile("\\S+@\\S+");
    private static final Pattern PASSWORD = Pattern.compile("(?i)password\\W+(\\S+)");

    private final Process process;
    private final BufferedReader lines;
    private final StringBuilder said = new StringBuilder();

    private Installation(Process process) {
        this.process = process;
        // Not closed: closing it would close the pipe that the server goes on writing to.
        lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts the jar that the build packaged, on a free port, with an empty folder for its data and a demo company. */
    static Installation start(Path home) throws IOException {
        return started(home, List.of(), Map.of(), EMAIL, PASSWORD);
    }

    /** Starts it with a demo company, sending its mails to the mail server at this port of the machine. */
    static Installation startMailing(Path home, int port) throws IOException {
        var environment = Map.of(
                "FAIRLEAD_SMTP_URL", "smtp://127.0.0.1:" + port, "FAIRLEAD_MAIL_FROM", "Fairlead <leads@shop.example>");
        return started(home, List.of(), environment, EMAIL, PASSWORD);
    }

    /** Starts it without a demo company: its address is the one-time link that makes a company. */
    static Installation startEmpty(Path home) throws IOException {
        return started(home, List.of("--no-demo"), Map.of());
    }

    private static Installation started(
            Path home, List<String> more, Map<String, String> environment, Pattern... awaited) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("fairlead.jar"),
                "serve",
                "--home",
                home.toString(),
                "--port",
                "0"));
        command.addAll(more);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        var fairlead = new Installation(builder.start());
        fairlead.listen(ADDRESS);
        for (Pattern pattern : awaited) {
            fairlead.listen(pattern);
        }
        // Read on, or the server would wait for room in the pipe.
        Thread.ofVirtual().start(() -> fairlead.lines.lines().forEach(line -> {}));
        return fairlead;
    }

    private void listen(Pattern awaited) throws IOException {
        while (!awaited.matcher(said).find()) {
            var line = lines.readLine();
            if (line == null) {
                throw new AssertionError("the server ended before it said where it is:\n" + said);
            }
            said.append(line).append('\n');
        }
    }

    private String heard(Pattern pattern) {
        var matcher = pattern.matcher(said);
        if (!matcher.find()) {
            throw new AssertionError("the server did not say " + pattern + ":\n" + said);
        }
        return matcher.group(matcher.groupCount());
    }

    /** Where it is to be opened: {@code http://127.0.0.1:PORT}, without the secret of a one-time link. */
    String address() {
        return heard(Pattern.compile("https?://[^/\\s]+"));
    }

    /** The one-time link that makes a company, if it was started without one. */
    String setUpLink() {
        return heard(ADDRESS);
    }

    String email() {
        return heard(EMAIL);
    }

    String password() {
        return heard(PASSWORD);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
