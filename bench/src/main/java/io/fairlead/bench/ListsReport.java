package io.fairlead.bench;

import io.fairlead.bench.engine.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Words what was measured of lists in a very large company, as Markdown. Not thread-safe. */
final class ListsReport {
    private static final String NEWEST = "newest first";

    private final ListsBench.Sizes sizes;
    private final long leads;
    private final List<Line> lines = new ArrayList<>();
    private final List<Timing> rowsAlone = new ArrayList<>();
    private final List<Timing> rowsMany = new ArrayList<>();
    private final StringBuilder edits = new StringBuilder();
    private final StringBuilder counts = new StringBuilder();
    private final List<Double> hot = new ArrayList<>();
    private final StringBuilder files = new StringBuilder();
    private final StringBuilder goals = new StringBuilder();
    private @Nullable Imported imported;
    private double took;

    ListsReport(ListsBench.Sizes sizes, long leads) {
        this.sizes = sizes;
        this.leads = leads;
    }

    /**
     * What the database looked at for a call.
     *
     * @param ours of each statement of the request that reads the company's tables
     * @param statements of the request in all
     */
    record Looked(List<WorkPlan> ours, List<WorkPlan> byHand, int statements, JsonNode answer) {
        long buffers() {
            return sum(ours);
        }

        static long sum(List<WorkPlan> of) {
            return of.stream().mapToLong(WorkPlan::buffers).sum();
        }

        long of(Predicate<String> sql) {
            return ours.stream()
                    .filter(one -> sql.test(one.sql()))
                    .mapToLong(WorkPlan::buffers)
                    .max()
                    .orElse(0);
        }

        /** What counts, alone or with the first page. */
        long count() {
            return of(sql -> sql.startsWith("select count(*) from (") || sql.contains("select c.counted, "));
        }

        /** What reads the rows of the page. */
        long page() {
            return of(sql -> sql.contains("l.contact_id") && sql.contains("order by"));
        }

        /** Whether there are no more than lists sort as a whole. */
        boolean few() {
            return answer.at("/total/exact").asBoolean(false)
                    && answer.at("/total/value").asLong() <= 10_000;
        }
    }

    private record Line(
            ListsShape shape, LiveBench.Pair alone, Timing inside, LiveBench.Pair many, Looked looked) {}

    /** @param inside how long the server had the calls of one client in hand */
    void shape(ListsShape shape, LiveBench.Pair alone, Timing inside, LiveBench.Pair many, Looked looked) {
        lines.add(new Line(shape, alone, inside, many, looked));
        System.err.printf(
                Locale.ROOT,
                "  %.1f/%.1f beside %.1f/%.1f ms, %d clients %.1f/%.1f beside %.1f/%.1f ms, %d buffers beside %d%n",
                alone.service.millis(0.5),
                alone.service.millis(0.99),
                alone.bare.millis(0.5),
                alone.bare.millis(0.99),
                ListsBench.CLIENTS,
                many.service.millis(0.5),
                many.service.millis(0.99),
                many.bare.millis(0.5),
                many.bare.millis(0.99),
                looked.buffers(),
                Looked.sum(looked.byHand()));
    }

    void row(Timing alone, Timing many) {
        rowsAlone.add(alone);
        rowsMany.add(many);
    }

    void count(LiveBench.Pair pair) {
        line(
                counts,
                String.format(
                        Locale.ROOT,
                        "| %s | %.0f | %.0f |",
                        pair.what,
                        pair.service.millis(0.5),
                        pair.bare.millis(0.5)));
    }

    /** @param hotShare of the lead's rows that were changed, without an entry in any index; not a number if not asked */
    void edit(List<LiveBench.Pair> pairs, double hotShare) {
        for (var one : pairs) {
            line(
                    edits,
                    String.format(
                            Locale.ROOT,
                            "| %s | %.1f | %.1f | %.0f | %.1f | %.1f | %.0f | %.2f |",
                            one.what,
                            one.service.millis(0.5),
                            one.service.millis(0.99),
                            one.service.rate(),
                            one.bare.millis(0.5),
                            one.bare.millis(0.99),
                            one.bare.rate(),
                            one.ratio()));
        }
        if (!Double.isNaN(hotShare)) {
            hot.add(hotShare);
        }
    }

    /** Seconds that processors worked, for this process and for the database. */
    record Spent(double here, double database) {
        Spent since(Spent before) {
            return new Spent(here - before.here, database - before.database);
        }
    }

    /**
     * A file that was read in.
     *
     * @param wal bytes that were written ahead while it ran
     * @param spent while it ran
     */
    record Imported(
            int rows,
            long made,
            long invalid,
            double sent,
            double checked,
            double ran,
            double undone,
            long wal,
            Spent spent) {}

    /**
     * The same leads by hand.
     *
     * @param copied seconds of COPY into a table without an index
     * @param leads seconds of INSERT .. SELECT into the leads
     * @param beside seconds into what else is kept of them
     * @param spent on both
     */
    record ByHand(int rows, double copied, double leads, double beside, long wal, Spent spent) {}

    void imported(Imported all) {
        imported = all;
        line(
                files,
                String.format(
                        Locale.ROOT,
                        "- %,d rows, %,d of them faulty: sent in %.1f s, looked through in %.1f s, read in in %.1f s (%,.0f leads a second,"
                                + " %,d bytes of WAL each), taken back in %.1f s",
                        all.rows(),
                        all.invalid(),
                        all.sent(),
                        all.checked(),
                        all.ran(),
                        all.made() / all.ran(),
                        all.wal() / all.made(),
                        all.undone()));
    }

    void byHand(ByHand by) {
        line(
                files,
                String.format(
                        Locale.ROOT,
                        "- By hand: COPY without an index %,.0f rows a second; INSERT .. SELECT into the leads %,.0f a second, %,d bytes of"
                                + " WAL each; with contacts, what they are found by and history %,.0f a second",
                        by.rows() / by.copied(),
                        by.rows() / by.leads(),
                        by.wal() / by.rows(),
                        by.rows() / (by.leads() + by.beside())));
        var ours = imported;
        if (ours != null) {
            double rate = ours.made() / ours.ran();
            least("import: ≥ 0.7 × INSERT .. SELECT into the leads alone", rate * by.leads() / by.rows(), 0.7);
            least(
                    "import: ≥ 0.7 × INSERT .. SELECT into all tables that hold a lead",
                    rate * (by.leads() + by.beside()) / by.rows(),
                    0.7);
            line(
                    files,
                    String.format(
                            Locale.ROOT,
                            "- Processor time a lead: %.0f µs of the database and %.0f µs of the server, which reads the next rows"
                                    + " while these are written; by hand, into all tables, %.0f µs of the database",
                            ours.spent().database() / ours.made() * 1e6,
                            ours.spent().here() / ours.made() * 1e6,
                            by.spent().database() / by.rows() * 1e6));
            least("import: ≥ 1/40 of COPY without an index", rate * by.copied() / by.rows(), 0.025);
            most("import: ≤ 3,000 bytes of WAL a lead", (double) ours.wal() / ours.made(), 3000, "");
        }
    }

    void exported(long bytes, double ours, double byHand) {
        line(
                files,
                String.format(
                        Locale.ROOT,
                        "- All leads as CSV, %,d MB: %.1f s, %,.0f a second; COPY of the same columns %.1f s, %.1f × as fast",
                        bytes / 1_000_000,
                        ours,
                        leads / ours,
                        byHand,
                        ours / byHand));
    }

    void took(long nanos) {
        took = nanos / 1e9;
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }

    private void least(String goal, double measured, double least) {
        line(goals, String.format(Locale.ROOT, "| %s | %.2f | %s |", goal, measured, measured >= least ? "yes" : "no"));
    }

    private void most(String goal, double measured, double most, String where) {
        line(
                goals,
                String.format(
                        Locale.ROOT,
                        measured >= 100 ? "| %s | %,.0f%s | %s |" : "| %s | %.2f%s | %s |",
                        goal,
                        measured,
                        where.isEmpty() ? "" : " (" + where + ")",
                        measured <= most ? "yes" : "no"));
    }

    /** The goal of all lines of some kind, by the worst of them. */
    private void worst(String goal, double most, Predicate<Line> which, ToDoubleFunction<Line> measured) {
        var of = lines.stream().filter(which).toList();
        of.stream().max(Comparator.comparingDouble(measured)).ifPresent(worst -> {
            long held = of.stream()
                    .filter(one -> measured.applyAsDouble(one) <= most)
                    .count();
            var where = worst.shape().name() + (of.size() > 1 ? "; " + held + " of " + of.size() + " hold" : "");
            most(goal, measured.applyAsDouble(worst), most, where);
        });
    }

    private static Predicate<Line> kind(ListsShape.Kind kind) {
        return line -> line.shape().kind() == kind;
    }

    private double row(double share) {
        return LiveBench.median(rowsAlone.stream().map(one -> one.millis(share)).toList());
    }

    private String allGoals() {
        var files = goals.toString();
        goals.setLength(0);
        pages();
        filters();
        contains();
        hot.forEach(share ->
                least("an own field is changed: ≥ 0.95 of the rows without an entry in an index", share, 0.95));
        return goals + files;
    }

    private void pages() {
        Predicate<Line> newest = line -> line.shape().name().equals(NEWEST);
        var page = kind(ListsShape.Kind.PAGE);
        ToDoubleFunction<Line> alone = line -> line.alone().tail();
        ToDoubleFunction<Line> many = line -> line.many().tail();
        worst(
                "newest first: ≤ 60 buffers for a page",
                60,
                newest,
                line -> line.looked().page());
        worst("newest first: p99 ≤ 1.5 × by hand, 1 client", 1.5, newest, alone);
        worst("newest first: p99 ≤ 1.5 × by hand, 16 clients", 1.5, newest, many);
        worst("any order, both ways: p99 ≤ 1.5 × by hand, 1 client", 1.5, page, alone);
        worst("any order, both ways: p99 ≤ 1.5 × by hand, 16 clients", 1.5, page, many);
        worst("page 1000: p50 ≤ 1.2 × the first page", 1.2, kind(ListsShape.Kind.DEEP), this::deepness);
    }

    private void filters() {
        var filtered = kind(ListsShape.Kind.FILTERED).or(kind(ListsShape.Kind.PREFIX));
        Predicate<Line> few = line -> line.looked().few();
        ToDoubleFunction<Line> buffers = line -> line.looked().buffers();
        worst("filtered, with total: p99 ≤ 3 × p50, 1 client", 3, filtered, line -> share(line.alone(), 0.99));
        worst("filtered, ≤ 10,000: ≤ 12,000 buffers", 12_000, filtered.and(few), buffers);
        worst("filtered, more: ≤ 20,000 buffers", 20_000, filtered.and(few.negate()), buffers);
        worst(
                "filtered: ≤ 2,000 buffers to count",
                2_000,
                filtered,
                line -> line.looked().count());
    }

    private static double share(LiveBench.Pair pair, double of) {
        return pair.service.millis(of) / pair.service.millis(0.5);
    }

    private void contains() {
        var contains = kind(ListsShape.Kind.CONTAINS);
        named("a lead")
                .ifPresent(lead -> worst(
                        "contains: p50 ≤ 30 × that of a lead, 1 client",
                        30,
                        contains,
                        line -> line.alone().service.millis(0.5)
                                / lead.alone().service.millis(0.5)));
        worst("contains: slowest ≤ 10 × p50, 16 clients", 10, contains, line -> share(line.many(), 1));
        named("a lead's timeline")
                .ifPresent(line -> least(
                        "timeline: ≥ 1/4 of the rows by key, by hand, 16 clients",
                        line.many().bare.rate() / rows(),
                        0.25));
    }

    private double rows() {
        return LiveBench.median(rowsMany.stream().map(Timing::rate).toList());
    }

    private Optional<Line> named(String name) {
        return lines.stream().filter(line -> line.shape().name().equals(name)).findFirst();
    }

    private double deepness(Line deep) {
        var sort = deep.shape().name().substring(deep.shape().name().indexOf(", ") + 2);
        var first = switch (sort) {
            case "-created" -> NEWEST;
            case "name" -> "by name";
            default -> "by email, backwards";
        };
        return named(first)
                .map(line ->
                        deep.alone().service.millis(0.5) / line.alone().service.millis(0.5))
                .orElse(0.0);
    }

    String text() throws IOException {
        var tables = new ListsTables(sizes, leads, took);
        var shapes = new StringBuilder();
        var plans = new StringBuilder();
        for (var one : lines) {
            shapes.append(tables.row(one.shape(), one.alone(), one.inside(), one.many(), one.looked()));
            plans.append(tables.plan(one.shape(), one.looked()));
        }
        return Report.machine("Lists of three million leads, measured", "./fairlead bench lists")
                + tables.head(allGoals())
                + tables.body(shapes, counts, edits, files, rowsByKey())
                + "\n## Plans that leave out more than a thousand rows\n\n" + (plans.isEmpty() ? "None.\n" : plans);
    }

    private String rowsByKey() {
        return rowsAlone.isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "A row by its key over bare JDBC: p50 %.2f ms, p99 %.2f ms; %d clients: %,.0f rows a second.\n",
                        row(0.5),
                        row(0.99),
                        ListsBench.CLIENTS,
                        rows());
    }
}
