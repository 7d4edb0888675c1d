package io.fairlead.bench.engine;

import io.fairlead.engine.distribution.Decider;
import io.fairlead.engine.distribution.Decision;
import io.fairlead.engine.distribution.Lead;
import io.fairlead.engine.distribution.RuleBook;
import io.fairlead.server.settings.SettingsFile;
import io.fairlead.server.settings.SettingsReader;
import io.fairlead.server.settings.SettingsReader.Limits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** One decision under one rule: nine of ten candidates on shift, a cap for each, nobody known. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx1000m", "-XX:+UseSerialGC"})
public class DecideBench {
    private static final Instant NOW = Instant.parse("2026-11-23T09:05:00Z");

    @Param({"turns", "utilisation", "least-open", "priority", "claim"})
    private String strategy = "turns";

    @Param({"10", "50", "300"})
    private int candidates = 1;

    private FixedSituation situation = new FixedSituation(0);
    private final Lead lead = new Lead.Unknown();
    private @Nullable Decider decider;

    /** Makes the rule book. */
    @Setup(Level.Trial)
    public void prepare() {
        var ids = IntStream.range(0, candidates).mapToObj(i -> "p" + i).toList();
        var text = """
                company: {name: Bench, timezone: Europe/Rome}
                users: {%s}
                rules:
                  - {id: all, strategy: %s, caps: {day: 1000000, open: 1000000}, candidates: [%s]}
                """.formatted(
                        ids.stream().map(id -> id + ": {name: P}").collect(Collectors.joining(", ")),
                        strategy,
                        ids.stream().map(id -> "{user: " + id + ", weight: 2}").collect(Collectors.joining(", ")));
        decider = switch (SettingsReader.read("bench", text, new Limits(1 << 20, 0, null))) {
            case SettingsFile.Sound sound ->
                new Decider(new RuleBook(sound.scenario().settings()));
            case SettingsFile.Broken broken -> throw new IllegalStateException(broken.toString());
        };
        situation = new FixedSituation(candidates);
    }

    /** Decides, in a situation that differs a little each time. */
    @Benchmark
    public Decision decide() {
        situation.turn();
        return Objects.requireNonNull(decider).decide(lead, situation, NOW);
    }

    /** Nanoseconds a decision, with half of the 99.9 % confidence interval. */
    record Result(String strategy, int candidates, double nanos, double error) {}

    static List<Result> run() throws RunnerException {
        var options =
                new OptionsBuilder().include(DecideBench.class.getSimpleName()).build();
        var results = new ArrayList<Result>();
        for (var run : new Runner(options).run()) {
            var primary = run.getPrimaryResult();
            results.add(new Result(
                    run.getParams().getParam("strategy"),
                    Integer.parseInt(run.getParams().getParam("candidates")),
                    primary.getScore(),
                    primary.getScoreError()));
        }
        return results;
    }
}
