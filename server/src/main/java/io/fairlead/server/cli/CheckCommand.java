package io.fairlead.server.cli;

import io.fairlead.engine.coverage.Coverage;
import io.fairlead.server.settings.SettingsFile;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints what a manager would regret. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        header = "Examine a settings file for what a manager would regret.",
        description = {
            "",
            "Prints one finding a line, id: message. Looked at are 53 weeks from the week of the first event (of today"
                    + " without events): hours in which leads of a source reach nobody, rules that can never match,"
                    + " candidates never on shift when their rule works, hours with nobody or one person alone, rules"
                    + " without candidates, people, teams and schedules that nothing uses, unknown fields.",
            ""
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  fairlead check examples/beauty-shop.yaml",
            "",
            "Exit code: 0 nothing found, 1 something found, 2 the file is broken."
        })
final class CheckCommand implements Callable<Integer> {
    private final Console console;
    private final InstantSource clock;

    @Parameters(paramLabel = "FILE", description = "settings file; - for standard input")
    private String file = "";

    CheckCommand(Console console, InstantSource clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        return console.read(file).map(this::check).orElse(Console.BROKEN);
    }

    private int check(SettingsFile.Sound sound) {
        var scenario = sound.scenario();
        var start = scenario.startOr(clock.instant());
        var findings = Coverage.check(scenario.settings(), scenario.absences(), sound.eventFields(), start, () -> true);
        try (var output = console.output()) {
            findings.forEach(finding -> output.println(finding.id() + ": " + finding.message()));
        }
        return findings.isEmpty() ? Console.DONE : Console.FINDINGS;
    }
}
