package io.fairlead.server.cli;

import io.fairlead.engine.desk.Event;
import io.fairlead.engine.simulation.Scenario;
import io.fairlead.server.settings.Flaw;
import io.fairlead.server.settings.SettingsFile;
import io.fairlead.server.settings.SettingsReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Standard input, output and error of a command. */
record Console(InputStream in, OutputStream out, PrintWriter err) {
    static final int DONE = 0;
    static final int FINDINGS = 1;
    static final int BROKEN = 2;
    /** A fault of the program itself. */
    static final int FAILED = 70;

    private static final String STANDARD_INPUT = "-";

    static Console of(InputStream in, OutputStream out, OutputStream err) {
        return new Console(in, out, new PrintWriter(err, true, StandardCharsets.UTF_8));
    }

    /** The file's settings and scenario, or nothing after printing all of its flaws. */
    Optional<SettingsFile.Sound> read(String file) {
        return switch (settings(file)) {
            case SettingsFile.Sound sound -> Optional.of(sound);
            case SettingsFile.Broken broken -> {
                broken.flaws().stream().map(Flaw::toString).forEach(this::complain);
                if (broken.more() > 0) {
                    complain("and " + broken.more() + " more");
                }
                yield Optional.empty();
            }
        };
    }

    /** The file's text as it stands. */
    String text(String file) throws Remote.Refused {
        try {
            byte[] bytes = file.equals(STANDARD_INPUT) ? in.readAllBytes() : Files.readAllBytes(Path.of(file));
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (InvalidPathException | IOException e) {
            throw new Remote.Refused(file + ": cannot be read: " + reason(e));
        }
    }

    private static String reason(Exception e) {
        return e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e.getMessage());
    }

    private SettingsFile settings(String file) {
        if (file.equals(STANDARD_INPUT)) {
            var folder = Path.of("").toAbsolutePath();
            return SettingsReader.read(file, in, SettingsReader.Limits.ofFile(folder));
        }
        try {
            return SettingsReader.read(Path.of(file));
        } catch (InvalidPathException e) {
            return SettingsReader.missing(file, "not a file name: " + e.getReason());
        }
    }

    /** One line on standard error, in LF. */
    void complain(String line) {
        err.print(line + "\n");
        err.flush();
    }

    Output output() {
        return new Output(out);
    }

    /** Whether the scenario has a lead of that id. */
    static boolean hasLead(Scenario scenario, String lead) {
        return scenario.events().stream()
                .anyMatch(event ->
                        event instanceof Event.Arrival arrival && arrival.lead().equals(lead));
    }
}
