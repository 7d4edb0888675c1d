package io.fairlead.server.cli;

import io.fairlead.server.Installation;
import io.fairlead.server.seal.Verification;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks whether decisions are as they were when they were sealed. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = Console.BROKEN,
        header = "Look whether all decisions are as they were when they were sealed.",
        description = {
            "",
            "Decisions are sealed a few seconds after they are made, by a chain of hashes. Note the newest hash"
                    + " elsewhere: who can write to the database could make a whole new chain.",
            ""
        },
        footerHeading = "%nExit code:%n",
        footer = {"  0 all are, 1 one was changed, removed or inserted, 2 no database to look at", ""})
final class VerifyCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private DataFolder folder = new DataFolder();

    VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Installation installation = folder.open();
                Output output = console.output()) {
            int code = Console.DONE;
            for (var report : Verification.of(installation.owner())) {
                output.println(summary(report));
                report.findings().forEach(finding -> output.println("  company " + report.company() + ", " + finding));
                code = report.findings().isEmpty() ? code : Console.FINDINGS;
            }
            return code;
        } catch (SQLException failure) {
            console.complain("fairlead verify: the database could not be read: " + failure.getMessage());
            return Console.BROKEN;
        }
    }

    private static String summary(Verification.Report report) {
        String newest = report.newest().isEmpty() ? "" : "; newest " + report.newest() + " of " + report.sealedAt();
        return "company " + report.company() + ": " + (report.findings().isEmpty() ? "as sealed" : "NOT as sealed")
                + ", " + report.sealed() + " decisions under " + report.seals() + " seals, " + report.unsealed()
                + " not yet sealed, " + report.erased() + " erased" + newest;
    }
}
