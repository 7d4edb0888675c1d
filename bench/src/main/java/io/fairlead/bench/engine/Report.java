package io.fairlead.bench.engine;

import io.fairlead.bench.engine.EngineBench.WholeRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** Words what was measured, as Markdown. */
public final class Report {
    private final StringBuilder text = new StringBuilder();

    private Report() {}

    static String of(List<WholeRun> runs, List<DecideBench.Result> decisions) throws IOException {
        var report = new Report();
        report.line(machine("The engine, measured", "./fairlead bench engine"));
        report.runs(runs);
        if (!decisions.isEmpty()) {
            report.decisions(decisions);
        }
        return report.text.toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    /** The head of a report: when and on what it was measured. */
    public static String machine(String title, String command) throws IOException {
        return String.format(
                Locale.ROOT,
                """
                # %s

                Written by `%s`.

                - Date: %s
                - Processor: %s, %d cores
                - Memory: %s
                - Load averages at the end: %s (1, 5, 15 minutes)
                - Java: %s %s
                """,
                title,
                command,
                LocalDate.now(ZoneOffset.UTC),
                first("/proc/cpuinfo", "model name"),
                Runtime.getRuntime().availableProcessors(),
                first("/proc/meminfo", "MemTotal"),
                load(),
                System.getProperty("java.vm.vendor"),
                System.getProperty("java.vm.version"));
    }

    private static String load() throws IOException {
        var file = Path.of("/proc/loadavg");
        return Files.exists(file) ? Files.readString(file).replaceAll("^(\\S+ \\S+ \\S+).*\\s*", "$1") : "unknown";
    }

    /** The value of the first line of a {@code /proc} file that starts with a name. */
    private static String first(String file, String name) throws IOException {
        if (Files.exists(Path.of(file))) {
            for (var line : Files.readAllLines(Path.of(file))) {
                if (line.startsWith(name)) {
                    return line.substring(line.indexOf(':') + 1).strip();
                }
            }
        }
        return "unknown";
    }

    private void runs(List<WholeRun> runs) {
        line("## Whole runs: `fairlead simulate`, rows to a pipe");
        line("");
        line("50 people, 200 listings, 6 rules, half a year of leads with 12 columns; one core, the launcher's"
                + " own flags and `-Xmx1000m`. Everything counts: start of the virtual machine, reading of the file, compiler, collector."
                + " *CPU* is processor time, *wall* what a clock showed while other work ran beside it. A *tenth* is a"
                + " tenth of the rows, in processor time for each lead; the first one pays for the warming up. *Ratio* is CPU to"
                + " that of a bare loop, which parses the same file and writes as many rows.");
        line("");
        line(
                "| leads | run | file | rows | CPU s | wall s | leads a CPU s | until the first rows s | µs/lead: first, second,"
                        + " last tenth | heap MB | resident MB | bare loop s | ratio |");
        line("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        runs.forEach(this::row);
        line("");
        for (var run : runs) {
            line(String.format(
                    Locale.ROOT,
                    "- %s: %s",
                    run.workload().word(),
                    run.workload().description()));
        }
        line("");
    }

    private void row(WholeRun run) {
        var it = run.simulate();
        double tenth = run.leads() / 10.0 / 1e6;
        double reading = it.samples().getFirst().cpu();
        line(String.format(
                Locale.ROOT,
                "| %d | %s | %d MB | %d | %.1f | %.1f | %.0f | %.1f | %.1f, %.1f, %.1f | %d | %d | %.1f | %.1f |",
                run.leads(),
                run.workload().word(),
                run.bytes() / 1_000_000,
                it.rows(),
                it.cpu(),
                it.seconds(),
                run.leads() / it.cpu(),
                reading,
                (it.cpuAt(0.1) - reading) / tenth,
                (it.cpuAt(0.2) - it.cpuAt(0.1)) / tenth,
                (it.cpuAt(1) - it.cpuAt(0.9)) / tenth,
                it.heapMb(),
                it.residentMb(),
                run.bare().cpu(),
                it.cpu() / run.bare().cpu()));
    }

    private void decisions(List<DecideBench.Result> decisions) {
        line("## One decision: `Decider.decide` (JMH)");
        line("");
        line("| strategy | candidates | ns a decision | ± (99.9 %) |");
        line("|---|---|---|---|");
        for (var one : decisions) {
            line(String.format(
                    Locale.ROOT,
                    "| %s | %d | %.0f | %.0f |",
                    one.strategy(),
                    one.candidates(),
                    one.nanos(),
                    one.error()));
        }
    }
}
