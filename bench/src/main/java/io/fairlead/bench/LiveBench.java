package io.fairlead.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** Measures live decisions beside their own statements run by bare JDBC, and writes what was measured as Markdown. */
public final class LiveBench {
    static final int CLIENTS = 16;
    static final int TOGETHER = 50;
    private static final int TIMES = 3;

    private final LiveServer server;
    private final LiveServer.Node node;
    private final LiveServer.Node other;
    private final Sizes sizes;
    private final List<Pair> pairs = new ArrayList<>();
    private final List<Cost> costs = new ArrayList<>();

    private LiveBench(LiveServer server, Sizes sizes) {
        this.server = server;
        this.sizes = sizes;
        node = server.node();
        other = server.node();
    }

    /**
     * How much is done.
     *
     * @param warm leads before anything counts
     * @param calls of one client in a round
     * @param many leads in the base
     * @param waiting leads that wait, or are told again
     */
    record Sizes(int rounds, int warm, int calls, int many, int waiting) {
        static final Sizes FULL = new Sizes(12, 4000, 150, 1_000_000, 100_000);
        static final Sizes QUICK = new Sizes(5, 1000, 50, 50_000, 10_000);
    }

    /** One side of a round. */
    interface Side {
        Timing run() throws SQLException;
    }

    /** Something measured beside its bare statements, round by round. */
    static final class Pair {
        final String what;
        final List<Double> ratios = new ArrayList<>();
        /** To one by one, in the same round; empty if nothing is said of that. */
        final List<Double> times = new ArrayList<>();

        Timing service = Timing.NONE;
        Timing bare = Timing.NONE;

        Pair(String what) {
            this.what = what;
        }

        /** Runs both sides, each first in every other round; returns what the service took. */
        Timing round(int round, Side serviceSide, Side bareSide) throws SQLException {
            Timing serviceNow;
            Timing bareNow;
            if (round % 2 == 0) {
                serviceNow = serviceSide.run();
                bareNow = bareSide.run();
            } else {
                bareNow = bareSide.run();
                serviceNow = serviceSide.run();
            }
            add(serviceNow, bareNow);
            return serviceNow;
        }

        void add(Timing serviceNow, Timing bareNow) {
            service = service.and(serviceNow);
            bare = bare.and(bareNow);
            ratios.add(serviceNow.rate() / bareNow.rate());
        }

        /** The median round's. */
        double ratio() {
            return median(ratios);
        }

        /** How many p99 of the bare side this side's is. */
        double tail() {
            return service.millis(0.99) / bare.millis(0.99);
        }
    }

    static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    /**
     * Measures.
     *
     * @param args the file to write; then, to measure less, {@code quick}, and the parts {@code service}, {@code http},
     *     {@code flat}, or {@code replay}, which is measured alone
     */
    public static void main(String[] args) throws Exception {
        var words = new ArrayList<>(List.of(args).subList(1, args.length));
        var sizes = words.remove("quick") ? Sizes.QUICK : Sizes.FULL;
        var folder = Files.createTempDirectory("fairlead-bench");
        try (var server = new LiveServer(folder)) {
            var bench = new LiveBench(server, sizes);
            if (words.isEmpty() || words.contains("service")) {
                bench.service("one hot rule", LiveCompany.HOT);
                bench.service("20 rules", LiveCompany.TWENTY);
            }
            List<Pair> http = List.of();
            if (words.isEmpty() || words.contains("http")) {
                say("over HTTP");
                http = new LiveHttp(server, bench.node).measure(sizes);
            }
            if (words.contains("replay")) {
                say("told again");
                write(args[0], new LiveReplay(server, bench.node).measure(sizes.waiting(), TIMES));
                return;
            }
            LiveFlat.@Nullable Flat flat = null;
            if (words.isEmpty() || words.contains("flat")) {
                say("with many leads");
                flat = new LiveFlat(server, bench.node, bench.other).measure(sizes);
            }
            var report = LiveReport.of(sizes, bench.pairs, bench.costs, http, flat);
            write(args[0], report);
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private static void write(String file, String report) throws IOException {
        System.out.print(report);
        Files.createDirectories(Path.of(file).toAbsolutePath().getParent());
        Files.writeString(Path.of(file), report);
    }

    static void say(String what) {
        System.err.println("Measuring decisions " + what + " ...");
    }

    /** The service in one company, the same recorded in a second one and run again by JDBC in a third. */
    private void service(String rules, String json) throws SQLException {
        say("by " + rules);
        var company = LiveCompany.found(node, json);
        var recorded = LiveCompany.found(node, json);
        int twin = recorded.twin(json).id();
        var one = pair("one by one, " + rules);
        var clients = pair(CLIENTS + " clients, " + rules);
        var bulk = pair("jobs of " + TOGETHER + ", " + rules);
        var contended =
                pair(CLIENTS + " clients, " + rules + ", beside one lead a transaction on " + CLIENTS + " connections");
        var nodes = pair(CLIENTS + " clients on 2 nodes, " + rules + ", beside 1 node");
        try (var alone = new Replay(server.application(), twin, 1);
                var many = new Replay(server.application(), twin, CLIENTS)) {
            company.timed(1, sizes.warm(), 1);
            company.timed(CLIENTS, sizes.warm(), 1);
            alone.run(record(recorded, 1, sizes.warm(), 1), sizes.warm());
            // As the server's vacuum does within a minute: until then plans are those of empty tables.
            server.fill("vacuum analyze");
            bothNodes(company, sizes.warm() / 2);
            for (int round = 0; round < sizes.rounds(); round++) {
                int calls = sizes.calls();
                var single = record(recorded, 1, calls, 1);
                var oneNow = one.round(round, () -> company.timed(1, calls, 1), () -> alone.run(single, calls));
                int more = calls * 5;
                var crowded = record(recorded, CLIENTS, more, 1);
                var crowd = clients.round(round, () -> company.timed(CLIENTS, more, 1), () -> alone.run(crowded, more));
                clients.times.add(crowd.rate() / oneNow.rate());
                nodes.add(bothNodes(company, more), crowd);
                contended.add(crowd, many.run(record(recorded, 1, calls, 1), calls));
                int jobs = calls / 10;
                var together = record(recorded, 1, jobs, TOGETHER);
                long leads = (long) jobs * TOGETHER;
                var bulkNow =
                        bulk.round(round, () -> company.timed(1, jobs, TOGETHER), () -> alone.run(together, leads));
                bulk.times.add(bulkNow.rate() / oneNow.rate());
            }
            costs.add(new Cost(rules, record(recorded, 1, 1, 1).getLast(), server.commits(node)));
        }
    }

    /**
     * What one lead costs.
     *
     * @param lead its transaction, which the bare side runs too
     * @param commits how the service commits, and how the bare side
     */
    record Cost(String rules, Recorder.Recorded lead, List<String> commits) {}

    private Pair pair(String what) {
        var pair = new Pair(what);
        pairs.add(pair);
        return pair;
    }

    private static List<Recorder.Recorded> record(LiveCompany company, int clients, int calls, int leadsEach) {
        return company.node().recorder().during(company.id(), () -> company.timed(clients, calls, leadsEach));
    }

    /** Half of the clients at either node. */
    private Timing bothNodes(LiveCompany company, int calls) {
        var ways = List.of(company, company.on(other));
        return Timing.of(CLIENTS, calls, 1, i -> ways.get(i % 2).give(1));
    }
}
