package io.fairlead.server.cli;

import io.fairlead.server.Installation;
import io.fairlead.server.backup.Backup;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes everything an installation holds into one file. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        header = "Write all that an installation holds into one file, while the server works on.",
        description = {"", "For the embedded database. Sessions are left out: everybody signs in anew.", ""},
        footerHeading = "%nExample:%n",
        footer = {"  fairlead backup fairlead-2026-12-01.zip", "", "Exit code: 0 done, 1 not possible.", ""})
final class BackupCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private DataFolder folder = new DataFolder();

    @Parameters(paramLabel = "FILE", description = "the file to write; one that is there is replaced when done")
    private Path file = Path.of("");

    BackupCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Installation installation = folder.open()) {
            if (!installation.embedded()) {
                throw Installation.served();
            }
            var manifest = Backup.write(installation.owner(), installation.files(), file, console::complain);
            console.complain("Written: " + manifest.count() + " rows, "
                    + manifest.contents().size() + " files, "
                    + file.toAbsolutePath().normalize());
            return Console.DONE;
        }
    }
}
