package io.fairlead.server.cli;

import io.fairlead.server.backup.BackupFailure;
import io.fairlead.server.platform.StartFailure;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program {@code fairlead}. */
@Command(
        name = "fairlead",
        mixinStandardHelpOptions = true,
        version = "fairlead 0.1.0",
        header = "Fairlead gives every lead to the right person at once, fairly.",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "",
            "A settings file (YAML) describes a company: who works when, and which rule gives which leads to whom."
                    + " Try it on written events before you trust it.",
            ""
        },
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nFirst steps:%n",
        footer = {
            "  fairlead simulate examples/beauty-shop.yaml    who gets which lead",
            "  fairlead check examples/beauty-shop.yaml       what a manager would regret",
            "  fairlead serve                                 the web application on this machine",
            "",
            "In the source tree, ./fairlead runs all of these, and ./fairlead test runs the tests.",
            "",
            "fairlead COMMAND --help explains a command. docs/guide/settings.md explains the settings file."
        })
public final class Fairlead implements Callable<Integer> {
    private final Console console;

    private Fairlead(Console console) {
        this.console = console;
    }

    public static void main(String[] args) {
        if (args.length == 0 || !List.of(ServeCommand.NAME, DemoCommand.NAME).contains(args[0])) {
            logNothing();
        }
        int exit = run(
                args,
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err));
        if (exit != ServeCommand.RUNNING) {
            System.exit(exit);
        }
    }

    /** Libraries log to standard output unless told otherwise, and looking for a logger takes time. */
    private static void logNothing() {
        System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
        System.setProperty("slf4j.internal.verbosity", "ERROR");
    }

    /** Runs one command on these streams, which stay open, and answers with its exit code. */
    static int run(String[] args, InputStream in, OutputStream out, OutputStream err) {
        var console = Console.of(in, out, err);
        var usage = new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        return new CommandLine(new Fairlead(console))
                .addSubcommand(new SimulateCommand(console))
                .addSubcommand(new CheckCommand(console, InstantSource.system()))
                .addSubcommand(new SchemaCommand(console))
                .addSubcommand(new ServeCommand(usage))
                .addSubcommand(new DemoCommand(console))
                .addSubcommand(new ExportCommand(console))
                .addSubcommand(new DiffCommand(console))
                .addSubcommand(new ApplyCommand(console))
                .addSubcommand(new ReplayCommand(console))
                .addSubcommand(new BackupCommand(console))
                .addSubcommand(new RestoreCommand(console))
                .addSubcommand(new VerifyCommand(console))
                .addSubcommand(new DoctorCommand(console))
                .setOut(usage)
                .setErr(console.err())
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler((wrong, given) -> misused(wrong, console))
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command, console))
                .execute(args);
    }

    private static int misused(ParameterException wrong, Console console) {
        var command = wrong.getCommandLine().getCommandSpec().qualifiedName();
        var problem = whatIsWrong(wrong);
        console.complain(
                command + ": " + problem + (problem.endsWith("?") ? " " : "; ") + command + " --help explains");
        return Console.BROKEN;
    }

    private static String whatIsWrong(ParameterException wrong) {
        if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
            return String.valueOf(wrong.getMessage());
        }
        var argument = unmatched.getUnmatched().getFirst();
        boolean top = wrong.getCommandLine().getParent() == null;
        var what = argument.startsWith("-") ? "unknown option" : top ? "unknown command" : "unexpected argument";
        int alike = Math.min(argument.length(), argument.startsWith("--") ? 3 : 1);
        var meant = unmatched.getSuggestions().stream()
                .filter(known -> known.startsWith(argument.substring(0, alike)))
                .findFirst()
                .map(known -> ", did you mean " + known + "?")
                .orElse("");
        return what + " \"" + argument + "\"" + meant;
    }

    private static int failed(Exception failure, CommandLine command, Console console) {
        if (failure instanceof Remote.Refused || failure instanceof StartFailure || failure instanceof BackupFailure) {
            console.complain(String.valueOf(failure.getMessage()));
            return command.getCommandSpec().exitCodeOnExecutionException();
        }
        if (failure instanceof UncheckedIOException e) {
            if (readerHasGone(e)) {
                return Console.DONE;
            }
            console.complain("fairlead: the output cannot be written: " + whatWentWrong(e));
            return Console.FAILED;
        }
        failure.printStackTrace(console.err());
        return Console.FAILED;
    }

    /** Whether whoever read the output has had enough; systems say it in words only. */
    private static boolean readerHasGone(UncheckedIOException failure) {
        return whatWentWrong(failure).toLowerCase(Locale.ROOT).contains("pipe");
    }

    private static String whatWentWrong(UncheckedIOException failure) {
        var cause = failure.getCause();
        return cause == null ? "" : String.valueOf(cause.getMessage());
    }

    @Override
    public Integer call() {
        console.complain("fairlead: expected a command; fairlead --help lists them");
        return Console.BROKEN;
    }
}
