package io.fairlead.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Prints what applying a file would change. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = Console.BROKEN,
        header = "Show what a settings file would change on a running server.",
        description = {
            "",
            "One line an object: + added, ~ changed (with its keys below), - gone, = not in the file but kept. The last"
                    + " line is the version they were compared with, for apply --seen.",
            ""
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  fairlead diff shop.yaml",
            "",
            "Exit code: 0 no difference, 1 differences, 2 the file is broken or refused.",
        })
final class DiffCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private Remote remote = new Remote();

    @Parameters(paramLabel = "FILE", description = "settings file; - for standard input")
    private String file = "";

    @Option(names = "--prune", description = "as if what the file leaves out were taken away")
    private boolean prune;

    DiffCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Remote.Refused {
        JsonNode diff = remote.post("/api/settings/diff?prune=" + prune, console.text(file), file, null);
        try (var output = console.output()) {
            SettingsChanges.print(diff, output);
            if (diff.path("differs").asBoolean()) {
                output.println("settings version " + diff.path("version").asLong());
            }
        }
        return diff.path("differs").asBoolean() ? Console.FINDINGS : Console.DONE;
    }
}
