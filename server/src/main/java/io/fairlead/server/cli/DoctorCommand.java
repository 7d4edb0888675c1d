package io.fairlead.server.cli;

import io.fairlead.server.Installation;
import io.fairlead.server.doctor.Doctor;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what is wrong or slow with an installation, and what to do. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        header = "Say what is wrong or slow with an installation, and what to do.",
        description = {"", "Give it the environment of the server. It changes nothing.", ""},
        footerHeading = "%nExit code:%n",
        footer = {"  0 all is well, 1 there is something to do", ""})
final class DoctorCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private DataFolder folder = new DataFolder();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Installation installation = folder.open();
                Output output = console.output()) {
            output.println("ok       version: " + String.join(" ", spec.root().version()));
            int code = Console.DONE;
            for (var finding : Doctor.examine(
                    installation.owner(),
                    installation.embedded() ? installation.home() : null,
                    System.getenv(),
                    InstantSource.system())) {
                output.println((finding.bad() ? "FINDING  " : "ok       ") + finding.subject() + ": " + finding.seen());
                if (finding.bad()) {
                    output.println("         " + finding.advice());
                    code = Console.FINDINGS;
                }
            }
            return code;
        }
    }
}
