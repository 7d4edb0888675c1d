package io.fairlead.server.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Applies a settings file to a company. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = Console.BROKEN,
        header = "Apply a settings file to a company on a running server, all or nothing.",
        description = {
            "",
            "What the file names becomes as the file says. What it leaves out stays, unless --prune takes it away:"
                    + " people are then deactivated, everything else is deleted; administrators always stay. People who"
                    + " are new cannot sign in until they are invited. Contacts and events of the file are not applied.",
            "",
            "What is printed is what is applied: if somebody changes the settings meanwhile, or changed them since the"
                    + " version named by --seen, nothing is changed.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  fairlead apply --dry-run shop.yaml",
            "  fairlead apply shop.yaml",
            "  fairlead apply --seen 17 shop.yaml",
            "",
            "Exit code: 0 done, 2 the file is broken or refused; nothing is changed then.",
        })
final class ApplyCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private Remote remote = new Remote();

    @Parameters(paramLabel = "FILE", description = "settings file; - for standard input")
    private String file = "";

    @Option(names = "--dry-run", description = "check everything and show what would change, but change nothing")
    private boolean dryRun;

    @Option(names = "--prune", description = "take away what the file leaves out")
    private boolean prune;

    @Option(
            names = "--seen",
            paramLabel = "VERSION",
            description = "refuse if the settings are no longer of this version, which diff prints")
    private @Nullable Long seen;

    ApplyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Remote.Refused {
        String path = "/api/settings?prune=" + prune + "&dryRun=";
        String text = console.text(file);
        JsonNode diff = remote.post(path + true, text, file, seen);
        if (!dryRun) {
            diff = remote.post(path + false, text, file, diff.path("version").asLong());
        }
        try (var output = console.output()) {
            SettingsChanges.print(diff, output);
            for (JsonNode ignored : diff.path("ignored")) {
                output.println("= " + ignored.asString("") + " (never applied)");
            }
        }
        return Console.DONE;
    }
}
