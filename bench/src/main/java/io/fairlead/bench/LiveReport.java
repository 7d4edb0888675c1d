package io.fairlead.bench;

import io.fairlead.bench.engine.Report;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Words what was measured of live decisions, as Markdown. */
final class LiveReport {
    private final StringBuilder text = new StringBuilder();

    private LiveReport() {}

    static String of(
            LiveBench.Sizes sizes,
            List<LiveBench.Pair> pairs,
            List<LiveBench.Cost> costs,
            List<LiveBench.Pair> http,
            LiveFlat.@Nullable Flat flat)
            throws IOException {
        var report = new LiveReport();
        report.line(Report.machine("Live decisions, measured", "./fairlead bench live"));
        report.introduction(sizes);
        report.goals(pairs, http, flat);
        costs.forEach(report::cost);
        if (!pairs.isEmpty()) {
            report.service(pairs);
        }
        if (!http.isEmpty()) {
            report.http(http);
        }
        if (flat != null) {
            report.flat(sizes, flat);
        }
        return report.text.toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void introduction(LiveBench.Sizes sizes) {
        line(String.format(Locale.ROOT, """
                PostgreSQL is the embedded one on the same machine with its own settings, and every commit reaches the
                disk. Server, clients and both nodes are in one Java process. All of it works as the application role
                under row-level security. *Bare* are the very statements of the service with their parameters, recorded
                and then run again by JDBC with prepared statements in a company that is its twin: what a program could
                reach that knew all its decisions beforehand. Service and bare take turns, %d rounds; *ratio* is leads a
                second of the service to bare in the median round, in brackets the lowest and the highest.
                """, sizes.rounds()));
    }

    /** What was aimed at, and what came out. */
    private void goals(List<LiveBench.Pair> pairs, List<LiveBench.Pair> http, LiveFlat.@Nullable Flat flat) {
        line("## Goals");
        line("");
        line("| goal | measured | holds |");
        line("|---|---|---|");
        for (var pair : pairs) {
            if (pair.what.startsWith("one by one")) {
                atLeast(pair.what + ": ≥ 0.7 × its bare statements", pair.ratio(), 0.7);
            } else if (pair.what.startsWith("jobs of")) {
                atLeast(pair.what + ": ≥ 5 × one by one", LiveBench.median(pair.times), 5);
            } else if (pair.what.contains("one lead a transaction")) {
                atLeast(pair.what + ": ≥ 1 ×", pair.ratio(), 1);
            }
        }
        for (var pair : http) {
            goal(pair.what + ": p99 ≤ 3 × that of the bare transaction", pair.tail(), pair.tail() <= 3);
        }
        if (flat != null) {
            for (var one : List.of(flat.large(), flat.waiting())) {
                atLeast("%s: ≥ 0.8 × the leads a second of few leads".formatted(one.what()), flat.kept(one), 0.8);
            }
        }
        line("");
    }

    private void atLeast(String what, double measured, double goal) {
        goal(what, measured, measured >= goal);
    }

    private void goal(String what, double measured, boolean holds) {
        line(String.format(Locale.ROOT, "| %s | %.2f | %s |", what, measured, holds ? "yes" : "no"));
    }

    private void cost(LiveBench.Cost cost) {
        var statements = cost.lead().statements();
        line(String.format(
                Locale.ROOT,
                "One lead by %s: %d ways with %,d bytes of parameters, then the commit as one more, to the"
                        + " database and back, on both sides. The service commits with %s, the bare side with %s.",
                cost.rules(),
                statements.size(),
                statements.stream()
                        .flatMap(one -> one.parameters().stream())
                        .mapToInt(value -> value instanceof String text ? text.length() : 8)
                        .sum(),
                cost.commits().getFirst(),
                cost.commits().getLast()));
        line("");
        statements.forEach(one -> line("- `" + one.sql().strip().replaceAll("\\s+", " ") + "`"));
        line("");
    }

    private void service(List<LiveBench.Pair> pairs) {
        line("## The service");
        line("");
        head("leads/s");
        pairs.forEach(this::row);
        line("");
        pairs.stream()
                .filter(pair -> !pair.times.isEmpty())
                .forEach(pair -> line(String.format(
                        Locale.ROOT,
                        "- %s: %.1f × the leads a second of one by one in the same round (%.1f–%.1f)",
                        pair.what,
                        LiveBench.median(pair.times),
                        Collections.min(pair.times),
                        Collections.max(pair.times))));
        line("");
    }

    private void head(String rate) {
        line(String.format(
                Locale.ROOT,
                "| what | %s | p50 ms | p99 ms | bare %s | bare p50 ms | bare p99 ms | ratio |",
                rate,
                rate));
        line("|---|---|---|---|---|---|---|---|");
    }

    private void row(LiveBench.Pair pair) {
        var it = pair.service;
        var bare = pair.bare;
        line(String.format(
                Locale.ROOT,
                "| %s | %.0f | %.2f | %.2f | %.0f | %.2f | %.2f | %.2f (%.2f–%.2f) |",
                pair.what,
                it.rate(),
                it.millis(0.5),
                it.millis(0.99),
                bare.rate(),
                bare.millis(0.5),
                bare.millis(0.99),
                pair.ratio(),
                Collections.min(pair.ratios),
                Collections.max(pair.ratios)));
    }

    private void http(List<LiveBench.Pair> pairs) {
        line("""
                ## Over HTTP

                With the key of a source and an idempotency key for each lead; the answer carries the decision. *Bare* is
                the one transaction that decides the lead, on as many connections.
                """);
        head("requests/s");
        pairs.forEach(this::row);
        line("");
        pairs.forEach(pair -> line(
                String.format(Locale.ROOT, "- %s: p99 %.1f × that of the bare transaction", pair.what, pair.tail())));
        line("");
    }

    private void flat(LiveBench.Sizes sizes, LiveFlat.Flat flat) {
        line("""
                ## With many leads

                One by one. *Beside* is a company of few leads in the same tables, by turns with the first one: what moves
                in both is the machine, or the size of the tables.

                | what | leads/s | p50 ms | p99 ms | beside leads/s | ratio |
                |---|---|---|---|---|---|""");
        List.of(flat.few(), flat.large(), flat.waiting()).forEach(this::flatRow);
        line("");
        line(String.format(Locale.ROOT, "- The leads were put there in %.0f s", flat.fillSeconds()));
        line(String.format(
                Locale.ROOT,
                "- A lead is closed and one of the %,d waiting ones is given: p50 %.2f ms, p99 %.2f ms",
                sizes.waiting(),
                flat.freed().millis(0.5),
                flat.freed().millis(0.99)));
        line(String.format(
                Locale.ROOT,
                "- The first lead after another node did something: %.0f ms with %,d waiting leads, %.0f ms with one",
                flat.reloadMillis(),
                sizes.waiting(),
                flat.reloadFewMillis()));
        line(String.format(
                Locale.ROOT, "- All waiting leads are read for the first time: %.0f ms", flat.takeUpMillis()));
    }

    private void flatRow(LiveFlat.Beside one) {
        line(String.format(
                Locale.ROOT,
                "| %s | %.0f | %.2f | %.2f | %.0f | %.2f |",
                one.what(),
                one.company().rate(),
                one.company().millis(0.5),
                one.company().millis(0.99),
                one.near().rate(),
                LiveBench.median(one.ratios())));
    }
}
