package io.fairlead.server.cli;

import io.fairlead.server.Installation;
import io.fairlead.server.backup.Restore;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads a backup into an empty data folder. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        header = "Read a backup into an empty data folder, made if it is missing: all of it, or nothing.",
        footerHeading = "%nExample:%n",
        footer = {
            "  fairlead restore fairlead-2026-12-01.zip --home /srv/fairlead",
            "  fairlead serve --home /srv/fairlead",
            "",
            "Exit code: 0 done, 1 not possible; the data folder holds no company then.",
            ""
        })
final class RestoreCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private DataFolder folder = new DataFolder();

    @Parameters(paramLabel = "FILE", description = "what fairlead backup has written")
    private Path file = Path.of("");

    @Option(names = "--erased", paramLabel = "LIST", description = "who was erased since, as downloaded; erased again")
    private @Nullable Path erased;

    RestoreCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var manifest = Restore.manifest(file);
        console.complain("A backup of " + manifest.madeAt() + ", " + manifest.count() + " rows");
        try (Installation installation = folder.make(console::complain)) {
            Restore.read(file, installation.owner(), installation.files(), console::complain);
            if (erased != null) {
                int again = Restore.erase(erased, installation.owner());
                console.complain(again + " people are erased again when the server is started");
            }
            console.complain("Restored into " + installation.home());
        }
        return Console.DONE;
    }
}
