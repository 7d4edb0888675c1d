package io.fairlead.server.cli;

import io.fairlead.server.Installation;
import io.fairlead.server.seal.Verification;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks whether decisions are as they were sealed, and come out again. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = Console.BROKEN,
        header = "Recompute all decisions, and look whether they are as they were sealed.",
        description = {
            "",
            "Each decision is made again from what happened, under the settings of its time, and compared with the one"
                    + " that is stored. Decisions are also sealed a few seconds after they are made, by a chain of"
                    + " hashes. Note the newest hash elsewhere: who can write to the database could make a whole new"
                    + " chain.",
            ""
        },
        footerHeading = "%nExit code:%n",
        footer = {"  0 all agree, 1 one does not, or was changed, removed or inserted, 2 no database to look at", ""})
final class VerifyCommand implements Callable<Integer> {
    private static final long EVERY_NANOSECONDS = 2_000_000_000L;

    private final Console console;
    private long told = System.nanoTime();

    @Mixin
    private DataFolder folder = new DataFolder();

    VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Installation installation = folder.open();
                Output output = console.output()) {
            var total = new Total();
            for (var report : Verification.of(installation.owner(), this::progress)) {
                total.add(report);
                output.println(summary(report));
                report.sentences().forEach(finding -> output.println("  company " + report.company() + ", " + finding));
                if (report.moreFindings() > 0) {
                    output.println("  company " + report.company() + ", and " + report.moreFindings() + " more");
                }
                var whyNot = report.whyNot();
                if (report.notRecomputed() > 0 && whyNot != null) {
                    output.println("  company " + report.company() + ", " + report.notRecomputed()
                            + " decisions could not be recomputed: " + whyNot.sentence());
                }
            }
            output.println(total.sentence());
            return total.differ == 0 ? Console.DONE : Console.FINDINGS;
        } catch (SQLException failure) {
            console.complain("fairlead verify: the database could not be read: " + failure.getMessage());
            return Console.BROKEN;
        }
    }

    private void progress(int company, long decisions) {
        long now = System.nanoTime();
        if (now - told > EVERY_NANOSECONDS) {
            told = now;
            console.complain("company " + company + ": " + decisions + " decisions recomputed so far");
        }
    }

    /** What all companies come to. */
    private static final class Total {
        long recomputed;
        long left;
        long sealed;
        long differ;

        void add(Verification.Report report) {
            recomputed += report.recomputed();
            left += report.notRecomputed();
            sealed += report.sealed();
            differ += report.findings().size() + report.moreFindings();
        }

        String sentence() {
            return recomputed + " decisions recomputed, " + sealed + " sealed, "
                    + (differ > 0 ? differ + " NOT as they should be" : left > 0 ? "all of them agree" : "all agree");
        }
    }

    private static String summary(Verification.Report report) {
        String newest = report.newest().isEmpty() ? "" : "; newest " + report.newest() + " of " + report.sealedAt();
        return "company " + report.company() + ": "
                + (report.findings().isEmpty() ? "all agree" : "NOT as it should be")
                + ", " + report.recomputed() + " decisions recomputed, " + report.sealed() + " under " + report.seals()
                + " seals, " + report.unsealed()
                + " not yet sealed, " + report.erased() + " erased" + newest;
    }
}
