package io.fairlead.server.cli;

import io.fairlead.server.Demonstration;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Fills an installation with made-up companies. */
@Command(
        name = DemoCommand.NAME,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Fill an installation with made-up companies, as large as one likes.",
        description = {
            "",
            "A call centre with 80 people that calls its leads by provinces, and two smaller companies beside it: contacts,"
                    + " leads of two years with phones, e-mails, fields and statuses, what happened to them, tasks and"
                    + " callbacks. The database is the one that serve uses with the same data folder and environment; the"
                    + " embedded one is made if it is missing. Take a data folder of its own: what is made up cannot be taken"
                    + " out again.",
            ""
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  fairlead demo --leads 3000000 --history 10 --home /srv/fairlead-demo",
            "  fairlead serve --home /srv/fairlead-demo",
            "",
            "Exit code: 0 done, 1 not possible",
            ""
        })
final class DemoCommand implements Callable<Integer> {
    static final String NAME = "demo";

    private static final long MOST_LEADS = 20_000_000;
    private static final int MOST_HISTORY = 20;

    private final Console console;

    @Option(
            names = "--leads",
            paramLabel = "NUMBER",
            defaultValue = "100000",
            description = "of the largest company (default: ${DEFAULT-VALUE})")
    private long leads;

    @Option(
            names = "--history",
            paramLabel = "ROWS",
            defaultValue = "2",
            description = "rows of history a lead on average (default: ${DEFAULT-VALUE})")
    private int history;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "the same one makes the same leads on the same day (default: ${DEFAULT-VALUE})")
    private int seed;

    @Option(names = "--home", paramLabel = "DIR", description = "the data folder, as for serve")
    private @Nullable Path home;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (leads < 1 || leads > MOST_LEADS) {
            throw wrong("--leads", leads, MOST_LEADS);
        }
        if (history < 1 || history > MOST_HISTORY) {
            throw wrong("--history", history, MOST_HISTORY);
        }
        try (Output output = console.output()) {
            Demonstration.make(home, System.getenv(), leads, history, seed, line -> {
                output.println(line);
                output.flush();
            });
        }
        return Console.DONE;
    }

    private ParameterException wrong(String option, long found, long most) {
        return new ParameterException(
                spec.commandLine(), option + " is " + found + ", expected a number from 1 to " + most);
    }
}
