package io.fairlead.bench;

import io.fairlead.bench.engine.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
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
    private final Map<String, Double> hot = new LinkedHashMap<>();
    private final Goals told = new Goals();
    private final StringBuilder files = new StringBuilder();
    private final Goals goals = new Goals();
    private final ListsFilesReport read = new ListsFilesReport(files, goals);
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

    private record Line(ListsShape shape, LiveBench.Pair alone, Timing inside, LiveBench.Pair many, Looked looked) {}

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
            hot.put(pairs.getFirst().what.split(",", 2)[0], hotShare);
        }
    }

    /** What is told of files that are read in. */
    ListsFilesReport read() {
        return read;
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

    /** The goal of all lines of some kind, by the worst of them. */
    private void worst(
            String goal,
            double most,
            Predicate<Line> which,
            ToDoubleFunction<Line> measured,
            Function<Line, String> why) {
        var of = lines.stream().filter(which).toList();
        of.stream().max(Comparator.comparingDouble(measured)).ifPresent(worst -> {
            long held = of.stream()
                    .filter(one -> measured.applyAsDouble(one) <= most)
                    .count();
            var where = worst.shape().name() + (of.size() > 1 ? "; " + held + " of " + of.size() + " hold" : "");
            told.most(goal, measured.applyAsDouble(worst), most, where, why.apply(worst));
        });
    }

    private static Predicate<Line> kind(ListsShape.Kind kind) {
        return line -> line.shape().kind() == kind;
    }

    private double row(double share) {
        return LiveBench.median(rowsAlone.stream().map(one -> one.millis(share)).toList());
    }

    private String allGoals() {
        told.lines.setLength(0);
        pages();
        filters();
        contains();
        hot.forEach((what, share) -> told.least(
                what + " is changed: ≥ 0.95 of the rows without an entry in an index",
                share,
                0.95,
                "indexes over own fields read the column `custom`; PostgreSQL compares whole columns, so a change in it"
                        + " enters a row anew in every index"));
        return told.toString() + goals;
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
                line -> line.looked().page(),
                this::buffers);
        worst("newest first: p99 ≤ 1.5 × by hand, 1 client", 1.5, newest, alone, one -> ways(one, one.alone()));
        worst("newest first: p99 ≤ 1.5 × by hand, 16 clients", 1.5, newest, many, one -> ways(one, one.many()));
        worst("any order, both ways: p99 ≤ 1.5 × by hand, 1 client", 1.5, page, alone, one -> ways(one, one.alone()));
        worst("any order, both ways: p99 ≤ 1.5 × by hand, 16 clients", 1.5, page, many, one -> ways(one, one.many()));
        worst("page 1000: p50 ≤ 1.2 × the first page", 1.2, kind(ListsShape.Kind.DEEP), this::deepness, this::buffers);
    }

    private void filters() {
        var filtered = kind(ListsShape.Kind.FILTERED).or(kind(ListsShape.Kind.PREFIX));
        Predicate<Line> few = line -> line.looked().few();
        ToDoubleFunction<Line> buffers = line -> line.looked().buffers();
        worst(
                "filtered, with total: p99 ≤ 3 × p50, 1 client",
                3,
                filtered,
                line -> share(line.alone(), 0.99),
                this::spread);
        worst("filtered, ≤ 10,000: ≤ 12,000 buffers", 12_000, filtered.and(few), buffers, this::buffers);
        worst("filtered, more: ≤ 20,000 buffers", 20_000, filtered.and(few.negate()), buffers, this::buffers);
        worst(
                "filtered: ≤ 2,000 buffers to count",
                2_000,
                filtered,
                line -> line.looked().count(),
                this::buffers);
    }

    private static String ways(Line line, LiveBench.Pair pair) {
        return String.format(
                Locale.ROOT,
                "p50 is %.1f ms beside %.1f by hand: HTTP, who is signed in, rights and JSON besides %d statements for the %d by hand",
                pair.service.millis(0.5),
                pair.bare.millis(0.5),
                line.looked().statements(),
                line.looked().byHand().size());
    }

    private String buffers(Line line) {
        return String.format(
                Locale.ROOT,
                "%s looks at %,d buffers, %,d of them to count what is in no index that can be read alone; by hand %,d",
                line.shape().name(),
                line.looked().buffers(),
                line.looked().count(),
                Looked.sum(line.looked().byHand()));
    }

    private String spread(Line line) {
        return String.format(
                Locale.ROOT,
                "its values differ: p50 is %.1f ms, by hand %.1f, and the dearest of four calls looks at %,d buffers",
                line.alone().service.millis(0.5),
                line.alone().bare.millis(0.5),
                line.looked().buffers());
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
                                / lead.alone().service.millis(0.5),
                        line -> String.format(
                                Locale.ROOT,
                                "a lead takes %.1f ms; this %.1f ms, by hand %.1f ms",
                                lead.alone().service.millis(0.5),
                                line.alone().service.millis(0.5),
                                line.alone().bare.millis(0.5))));
        worst("contains: slowest ≤ 10 × p50, 16 clients", 10, contains, line -> share(line.many(), 1), this::spread);
        named("a lead's timeline")
                .ifPresent(line -> told.least(
                        "timeline: ≥ 1/4 of the rows by key, by hand, 16 clients",
                        line.many().bare.rate() / rows(),
                        0.25,
                        buffers(line)));
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

    /** Goals with what was measured, and for each that does not hold one sentence of measured facts why. Not thread-safe. */
    static final class Goals {
        private final StringBuilder lines = new StringBuilder();

        /** A number of at least so much is wanted. */
        void least(String goal, double measured, double least, String why) {
            line(goal, String.format(Locale.ROOT, measured < 0.1 ? "%.3f" : "%.2f", measured), measured >= least, why);
        }

        /**
         * A number of at most so much is wanted.
         *
         * @param where of several things measured the one that is told; empty for one
         */
        void most(String goal, double measured, double most, String where, String why) {
            line(
                    goal,
                    String.format(Locale.ROOT, measured >= 100 ? "%,.0f" : "%.2f", measured)
                            + (where.isEmpty() ? "" : " (" + where + ")"),
                    measured <= most,
                    why);
        }

        private void line(String goal, String measured, boolean holds, String why) {
            lines.append("| %s | %s | %s | %s |%n".formatted(goal, measured, holds ? "yes" : "no", holds ? "" : why));
        }

        /** All so far, as rows of a table in Markdown. */
        @Override
        public String toString() {
            return lines.toString().replace(System.lineSeparator(), "\n");
        }
    }
}
