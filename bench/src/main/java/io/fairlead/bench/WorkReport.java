package io.fairlead.bench;

import io.fairlead.bench.engine.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Words what was measured of the work in a large company, as Markdown. Not thread-safe. */
final class WorkReport {
    private final WorkBench.Sizes sizes;
    private final double filled;
    private final StringBuilder pages = new StringBuilder();
    private final StringBuilder behind = new StringBuilder();
    private final StringBuilder plans = new StringBuilder();
    private final StringBuilder scans = new StringBuilder();
    private final StringBuilder handOver = new StringBuilder();
    private final List<Double> timeline = new ArrayList<>();
    private final List<Double> own = new ArrayList<>();
    private final StringBuilder rounds = new StringBuilder();

    WorkReport(WorkBench.Sizes sizes, double filled) {
        this.sizes = sizes;
        this.filled = filled;
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }

    void page(String what, Timing service, Timing bare, List<WorkPlan> of) {
        line(
                pages,
                String.format(
                        Locale.ROOT,
                        "| %s | %.1f | %.1f | %.1f | %.2f | %,d | %d |",
                        what,
                        service.millis(0.5),
                        service.millis(0.99),
                        bare.millis(0.5),
                        bare.millis(0.5) / service.millis(0.5),
                        of.stream().mapToLong(WorkPlan::buffers).sum(),
                        of.size()));
        tell(what, of);
    }

    private void tell(String what, List<WorkPlan> of) {
        of.stream()
                .max(Comparator.comparingLong(WorkPlan::buffers))
                .ifPresent(one -> line(
                        plans,
                        String.format(
                                Locale.ROOT,
                                "- %s, %,d buffers: `%s`",
                                what,
                                one.buffers(),
                                one.sql().substring(0, Math.min(300, one.sql().length())))));
        for (var one : of) {
            if (!one.scans().isEmpty()) {
                line(
                        scans,
                        String.format(
                                Locale.ROOT,
                                "- %s: %s",
                                what,
                                one.scans().stream().distinct().collect(Collectors.joining("; "))));
            }
        }
    }

    void rows(Timing row, Timing page, Timing mine) {
        timeline.add(page.rate() / row.rate());
        own.add(mine.rate() / row.rate());
        line(
                rounds,
                String.format(
                        Locale.ROOT,
                        "| %.0f | %.0f | %.0f | %.2f | %.2f |",
                        row.rate(),
                        page.rate(),
                        mine.rate(),
                        page.rate() / row.rate(),
                        mine.rate() / row.rate()));
    }

    void behind(String what, int count, double seconds, List<WorkPlan> of) {
        line(
                behind,
                String.format(
                        Locale.ROOT,
                        "| %s | %,d | %.1f | %.0f | %,d |",
                        what,
                        count,
                        seconds,
                        count / seconds,
                        of.stream().mapToLong(WorkPlan::buffers).max().orElse(0)));
        tell(what, of);
    }

    /** In seconds. */
    record HandOver(int leads, int moved, double planned, double ran, double undone) {}

    void handOver(HandOver done, Timing alone, Timing beside) {
        line(
                handOver,
                String.format(
                        Locale.ROOT,
                        """
                %,d leads were planned in %.1f s; %,d of them went to others in %.1f s, %.0f a second, while further leads
                arrived one by one: %.0f a second with p50 %.1f ms and p99 %.1f ms, without the hand-over %.0f a second with
                p50 %.1f ms and p99 %.1f ms. All of it was undone in %.1f s.""",
                        done.leads(),
                        done.planned(),
                        done.moved(),
                        done.ran(),
                        done.moved() / done.ran(),
                        beside.rate(),
                        beside.millis(0.5),
                        beside.millis(0.99),
                        alone.rate(),
                        alone.millis(0.5),
                        alone.millis(0.99),
                        done.undone()));
    }

    private static String goal(String goal, double measured, double least) {
        return String.format(Locale.ROOT, "| %s | %.2f | %s |", goal, measured, measured >= least ? "yes" : "no");
    }

    String text() throws IOException {
        return Report.machine("Work in a large company, measured", "./fairlead bench work")
                + goals()
                + figures()
                + "\n## What is read and left out\n\nSteps of plans that left out more than a thousand rows"
                + (scans.isEmpty() ? ": none.\n" : ":\n\n" + scans)
                + "\n## The largest statement of each\n\n" + plans;
    }

    private String goals() {
        return String.format(
                Locale.ROOT,
                """

                `fairlead demo` made a company with %,d leads and %d rows of history each, and two smaller ones beside it, in
                %.0f s; tasks, notices and days of ledgers were added. Pages are asked for over HTTP by one client, as an
                administrator; *bare* are the statements of the same requests, recorded and run again by JDBC. *Buffers* are
                the pages of 8 kB that all statements of a request look at, by `explain (analyze, buffers)` as the
                application role under row-level security: they do not depend on the machine.

                | goal | measured | holds |
                |---|---|---|
                %s
                %s
                """,
                sizes.leads(),
                sizes.history(),
                filled,
                goal("first page of a timeline: ≥ 1/4 of the rows by primary key", LiveBench.median(timeline), 0.25),
                goal("the reader's own part of it: ≥ 1/2 of the rows by primary key", LiveBench.median(own), 0.5));
    }

    private String figures() {
        return """

                ## Pages

                | page | p50 ms | p99 ms | bare p50 ms | bare to page | buffers | statements |
                |---|---|---|---|---|---|---|
                %s
                ## Timelines beside rows by their primary key, %d clients, bare JDBC

                | rows a second | timelines | own | timelines to rows | own to rows |
                |---|---|---|---|---|
                %s
                ## Behind the pages

                A round goes round every half second to two seconds; its pause is in the time.

                | what | how many | s | a second | buffers of the largest statement |
                |---|---|---|---|---|
                %s
                %s""".formatted(pages, LiveBench.CLIENTS, rounds, behind, handOver);
    }
}
