package io.fairlead.bench;

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
            LiveBench.Sizes sizes, List<LiveBench.Pair> pairs, List<LiveBench.Pair> http, LiveFlat.@Nullable Flat flat)
            throws IOException {
        var report = new LiveReport();
        report.line(Report.machine("Live decisions, measured", "./fairlead bench live"));
        report.introduction(sizes);
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

    private void service(List<LiveBench.Pair> pairs) {
        line("## The service");
        line("");
        head("leads/s");
        pairs.forEach(this::row);
        line("");
        pairs.stream().filter(pair -> pair.what.startsWith("one by one")).forEach(one -> {
            var rules = one.what.substring(one.what.indexOf(", "));
            pairs.stream()
                    .filter(pair -> pair.what.endsWith(rules) && pair != one)
                    .forEach(pair -> line(String.format(
                            Locale.ROOT,
                            "- %s: %.1f × the leads a second of one by one",
                            pair.what,
                            pair.service.rate() / one.service.rate())));
        });
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
        for (var pair : pairs) {
            line(String.format(
                    Locale.ROOT,
                    "- %s: p99 %.1f × that of the bare transaction",
                    pair.what,
                    pair.service.millis(0.99) / pair.bare.millis(0.99)));
        }
        line("");
    }

    private void flat(LiveBench.Sizes sizes, LiveFlat.Flat flat) {
        line("""
                ## With many leads

                One by one. *Beside* is a company of few leads in the same tables, by turns with the first one: what moves
                in both is the machine, or the size of the tables.

                | what | leads/s | p50 ms | p99 ms | beside leads/s | ratio |
                |---|---|---|---|---|---|""");
        flatRow("few leads", flat.before(), flat.nearBefore());
        flatRow("%,d leads".formatted(sizes.many()), flat.with(), flat.nearWith());
        flatRow("%,d leads that wait in another rule".formatted(sizes.waiting()), flat.waiting(), flat.nearWaiting());
        line("");
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

    private void flatRow(String what, Timing it, Timing near) {
        line(String.format(
                Locale.ROOT,
                "| %s | %.0f | %.2f | %.2f | %.0f | %.2f |",
                what,
                it.rate(),
                it.millis(0.5),
                it.millis(0.99),
                near.rate(),
                it.rate() / near.rate()));
    }
}
