package io.fairlead.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints a company's settings as a settings file. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = Console.BROKEN,
        header = "Write the settings of a company on a running server as a settings file.",
        description = {"", "Leads, contacts and events are no settings and are left out.", ""},
        footerHeading = "%nExample:%n",
        footer = {
            "  fairlead export -o shop.yaml",
            "",
            "Exit code: 0 done, 2 refused or no server there.",
        })
final class ExportCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private Remote remote = new Remote();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "write here instead of standard output")
    private @Nullable Path file;

    ExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Remote.Refused {
        String text = remote.get("/api/settings", "text/plain");
        if (file == null) {
            try (var output = console.output()) {
                output.line().append(text);
            }
            return Console.DONE;
        }
        try {
            Files.writeString(file, text);
            return Console.DONE;
        } catch (IOException e) {
            console.complain("fairlead export: " + file + " cannot be written: " + e.getMessage());
            return Console.BROKEN;
        }
    }
}
