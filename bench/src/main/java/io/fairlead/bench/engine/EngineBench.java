package io.fairlead.bench.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/** Runs the benchmarks of the engine and writes what was measured as Markdown. */
public final class EngineBench {
    private static final long MILLION = 1_000_000;

    private EngineBench() {}

    /**
     * Measures.
     *
     * @param args the file to write; then, to measure less, the number of leads and the words of the workloads
     */
    public static void main(String[] args) throws IOException, RunnerException {
        long leads = args.length > 1 ? Long.parseLong(args[1]) : MILLION;
        var words = args.length > 2 ? List.of(args).subList(2, args.length) : List.<String>of();
        var folder = Files.createTempDirectory("fairlead-bench");
        try {
            var runs = new ArrayList<WholeRun>();
            for (var workload : Workload.values()) {
                if (words.isEmpty() || words.contains(workload.word())) {
                    runs.add(run(workload, leads, folder));
                }
            }
            var decisions = words.isEmpty() ? DecideBench.run() : List.<DecideBench.Result>of();
            var report = Report.of(runs, decisions);
            System.out.print(report);
            Files.createDirectories(Path.of(args[0]).toAbsolutePath().getParent());
            Files.writeString(Path.of(args[0]), report);
        } finally {
            delete(folder);
        }
    }

    /** A whole run beside the bare loop over the same file; {@code bytes} of that file. */
    record WholeRun(Workload workload, long leads, long bytes, Measured simulate, Measured bare) {}

    private static WholeRun run(Workload workload, long all, Path folder) throws IOException {
        long leads = workload == Workload.WAITING ? all / 10 + CompanyText.PEOPLE * CompanyText.OPEN_CAP : all;
        System.err.println("Simulating " + leads + " leads: " + workload.word() + " ...");
        var csv = folder.resolve("leads.csv");
        var settings = folder.resolve("settings.yaml");
        LeadFile.write(workload, leads, csv);
        Files.writeString(settings, CompanyText.of(workload, "leads.csv"));
        var simulate = Measured.launcher(folder, List.of("simulate", settings.toString()));
        var bare = Measured.java(folder, BareLoop.class, List.of(csv.toString(), Long.toString(simulate.rows())));
        return new WholeRun(workload, leads, Files.size(csv), simulate, bare);
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
