package io.fairlead.server.cli;

import io.fairlead.engine.simulation.Scenario;
import io.fairlead.engine.simulation.Simulation;
import io.fairlead.server.wording.WallTime;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a scenario and prints who got which lead. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Run a settings file with its events and print who gets which lead.",
        description = {
            "",
            "Prints CSV, one row an assignment in order: at,lead,rule,user,how. Times are the company's wall time. At the"
                    + " end comes a row for each lead that has nobody (how: waiting or unassigned).",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  fairlead simulate examples/beauty-shop.yaml",
            "  fairlead simulate --summary examples/beauty-shop.yaml    who got how much of their fair share",
            "  fairlead simulate --explain L14 examples/beauty-shop.yaml    why that lead went where it went",
            "  fairlead simulate --format json - < draft.yaml | jq .user",
            "",
            "Exit code: 0 done, 2 the file is broken (every flaw is printed as file:line:column: message)."
        })
final class SimulateCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "csv (default), or json: one object a line with an explanation")
    private Format format = Format.csv;

    @Option(names = "--summary", description = "print per ledger and user: entitled, received, balance in leads")
    private boolean summary;

    @Option(names = "--explain", paramLabel = "LEAD", description = "explain every decision about one lead")
    private String explain = "";

    @Parameters(paramLabel = "FILE", description = "settings file with events; - for standard input")
    private String file = "";

    enum Format {
        csv,
        json
    }

    SimulateCommand(Console console) {
        this.console = console;
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        refuseContradictions();
        var sound = console.read(file);
        if (sound.isEmpty()) {
            return Console.BROKEN;
        }
        var scenario = sound.get().scenario();
        if (!explain.isEmpty() && !Console.hasLead(scenario, explain)) {
            console.complain(file + ": there is no lead \"" + explain + "\" in its events");
            return Console.BROKEN;
        }
        try (var output = console.output()) {
            print(scenario, output);
        }
        return Console.DONE;
    }

    private void refuseContradictions() {
        var other = format == Format.json ? "--format json" : "--summary";
        if (!explain.isEmpty() && (summary || format == Format.json)) {
            throw misuse("--explain prints words about one lead: leave out " + other);
        }
        if (summary && format == Format.json) {
            throw misuse("--summary prints CSV only: leave out --format json");
        }
    }

    private ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void print(Scenario scenario, Output output) {
        var wallTime = new WallTime(scenario.settings().company().timezone());
        var wording = new ExplanationText(scenario.settings(), wallTime, explain, output);
        if (!explain.isEmpty()) {
            Simulation.run(scenario, wording);
        } else if (summary) {
            SimulationCsv.summary(output, Simulation.run(scenario, row -> {}));
        } else if (format == Format.json) {
            Simulation.run(scenario, new SimulationJson(output, wallTime, wording));
        } else {
            Simulation.run(scenario, new SimulationCsv(output, wallTime));
        }
    }
}
