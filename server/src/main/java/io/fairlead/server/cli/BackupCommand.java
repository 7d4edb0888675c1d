package io.fairlead.server.cli;

import io.fairlead.server.Installation;
import io.fairlead.server.backup.Backup;
import io.fairlead.server.backup.BackupFailure;
import io.fairlead.server.platform.StartFailure;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
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

    @Option(names = "--home", paramLabel = "DIR", description = "the data folder, as for serve")
    private @Nullable Path home;

    @Parameters(paramLabel = "FILE", description = "the file to write; one that is there is replaced when done")
    private Path file = Path.of("");

    BackupCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Installation installation = Installation.open(home, System.getenv())) {
            if (!installation.embedded()) {
                throw Installation.served();
            }
            var manifest = Backup.write(installation.owner(), file, console::complain);
            console.complain("Written: " + manifest.count() + " rows, "
                    + file.toAbsolutePath().normalize());
            return Console.DONE;
        } catch (StartFailure | BackupFailure failure) {
            console.complain(String.valueOf(failure.getMessage()));
            return Console.FINDINGS;
        }
    }
}
