package io.fairlead.bench;

import io.fairlead.bench.ListsDoor.Line;
import io.fairlead.server.Demonstration;
import io.fairlead.server.Installation;
import io.fairlead.server.platform.postgres.EmbeddedPostgres;
import io.fairlead.server.platform.sql.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Measures lists of leads in a very large company over HTTP, beside statements by hand over bare JDBC. */
public final class ListsBench implements AutoCloseable {
    static final int CLIENTS = 16;
    static final JsonMapper JSON = new JsonMapper();
    private static final String REQUESTS = "tomcat-handler";
    private static final String ROW = "select * from fairlead.lead where company_id = {company} and id = ?";
    private static final int DEEP = 1000;

    /** Milliseconds. */
    private static final double SLOW = 30;

    /** Nanoseconds a round that is measured later. */
    private static final long LONGEST_WARMING = 40_000_000_000L;

    /** After how many turns none of which was faster all is warm. */
    private static final int MOST_TRIES = 5;

    private final LiveServer server;
    private final LiveServer.Node node;
    private final Sizes sizes;
    private final int company;
    private final ListsDoor door;
    private final List<Line> lines = new ArrayList<>();
    private final ListsBare bare;
    private final ListsShapes.Values values;
    private final ListsReport report;

    /**
     * How much is measured.
     *
     * @param rounds in which both sides take turns
     * @param millis of one side in a round
     * @param rows of the file that is read in
     */
    record Sizes(long leads, int history, int rounds, int millis, int rows) {
        static final Sizes FULL = new Sizes(3_000_000, 10, 4, 350, 200_000);
        static final Sizes QUICK = new Sizes(100_000, 10, 2, 150, 20_000);

        Sizes with(long ofLeads, int ofRows) {
            return new Sizes(ofLeads, history, rounds, millis, ofRows);
        }
    }

    private ListsBench(Installation installation, LiveServer server, Sizes sizes) throws SQLException, IOException {
        this.server = server;
        this.sizes = sizes;
        node = server.node();
        company = node.part(JdbcClient.class)
                .sql("select min(company_id) from shared.tenant")
                .query(Integer.class)
                .single();
        door = new ListsDoor(node.port());
        door.signIn(installation, company);
        for (int i = 0; i < CLIENTS; i++) {
            lines.add(door.line());
        }
        bare = new ListsBare(server.application(), company, CLIENTS);
        try (var look = ListsDoor.bare(server.application(), company)) {
            values = ListsShapes.Values.of(look);
        }
        report = new ListsReport(sizes, values.leads());
    }

    /**
     * Measures and writes the report. What it changes is taken back.
     *
     * @param args the file to write; then {@code --home} with a data folder, which is filled if it has no database;
     *     {@code --leads} with how many leads it is filled; {@code --rows} with how many rows are read in; {@code quick} to measure less; {@code lists}, {@code edits} or
     *     {@code files} for parts alone
     */
    public static void main(String[] args) throws Exception {
        var words = new ArrayList<>(List.of(args).subList(1, args.length));
        var sizes = words.remove("quick") ? Sizes.QUICK : Sizes.FULL;
        var rows = option(words, "--rows");
        var leads = option(words, "--leads");
        sizes = sizes.with(
                leads.isEmpty() ? sizes.leads() : Long.parseLong(leads),
                rows.isEmpty() ? sizes.rows() : Integer.parseInt(rows));
        var given = option(words, "--home");
        var home = given.isEmpty() ? Path.of("bench/target/lists-home") : Path.of(given);
        if (!EmbeddedPostgres.in(home)) {
            Demonstration.make(home, Map.of(), sizes.leads(), sizes.history(), 1, System.err::println);
        }
        try (var installation = Installation.open(home, Map.of());
                var server = new LiveServer(installation);
                var bench = new ListsBench(installation, server, sizes)) {
            Files.createDirectories(Path.of(args[0]).toAbsolutePath().getParent());
            bench.measure(words, Path.of(args[0]));
            System.out.print(Files.readString(Path.of(args[0])));
        }
    }

    private static String option(List<String> words, String name) {
        int at = words.indexOf(name);
        if (at < 0) {
            return "";
        }
        words.remove(at);
        return words.remove(at);
    }

    /** What was measured is written after each part. */
    private void measure(List<String> parts, Path file) throws SQLException, IOException {
        long start = System.nanoTime();
        if (parts.isEmpty() || parts.contains("lists")) {
            lists(parts.stream().filter(part -> part.startsWith("only=")).toList());
            write(file, start);
        }
        if (parts.isEmpty() || parts.contains("edits")) {
            new ListsEdits(server, node, company, lines, report).measure(sizes);
            write(file, start);
        }
        if (parts.isEmpty() || parts.contains("files")) {
            new ListsFiles(server, company, lines.getFirst(), report).measure(sizes.rows());
            write(file, start);
        }
    }

    private void write(Path file, long start) throws IOException {
        report.took(System.nanoTime() - start);
        Files.writeString(file, report.text());
    }

    private void lists(List<String> only) throws SQLException, IOException {
        var shapes = new ArrayList<>(ListsShapes.of(values, ids()));
        shapes.addAll(deep());
        warm(shapes);
        row();
        int done = 0;
        for (var shape : shapes) {
            if (only.isEmpty() || only.stream().anyMatch(one -> shape.name().contains(one.substring(5)))) {
                System.err.println("Measuring " + shape.name() + " ...");
                one(shape);
                if (++done % 12 == 0) {
                    row();
                }
            }
        }
        row();
        counts();
    }

    private Ids ids() throws SQLException {
        try (var look = ListsDoor.bare(server.application(), company);
                var statement = look.createStatement();
                var row = statement.executeQuery("select id_seed from fairlead.company")) {
            row.next();
            return Ids.of(row.getLong(1));
        }
    }

    /** Rows by their key: what a connection can do at all, now. */
    private void row() throws SQLException {
        var statement = List.of(new ListsShape.Bare(ROW, n -> new Object[] {1 + (n * 7919L) % values.leads()}));
        Timing.of(1, 200, 1, n -> bare.run(0, statement, n));
        var alone = Timing.of(1, 1000, 1, n -> bare.run(0, statement, n));
        var many = Timing.of(CLIENTS, 8000, 1, n -> bare.run(n % CLIENTS, statement, n));
        report.row(alone, many);
    }

    private void one(ListsShape shape) throws SQLException {
        boolean slow = warm(shape);
        var alone = new LiveBench.Pair(shape.name());
        var many = new LiveBench.Pair(shape.name());
        var inside = new ArrayList<Timing>();
        for (int round = 0; round < (slow ? 2 : sizes.rounds()); round++) {
            int from = 1000 + round * 100_003;
            alone.round(round, () -> ours(shape, from, inside), () -> byHand(shape, 1, from));
            many.round(round, () -> ours(shape, CLIENTS, from), () -> byHand(shape, CLIENTS, from));
        }
        report.shape(shape, alone, inside.stream().reduce(Timing.NONE, Timing::and), many, looks(shape));
    }

    /**
     * Until nothing gets faster any more, since the compiler has seen all of it: a server that runs for a day is no other.
     * What takes long is left out.
     */
    private void warm(List<ListsShape> shapes) {
        System.err.println("Warming up ...");
        var quick = new ArrayList<>(shapes);
        long start = System.nanoTime();
        double fastest = Double.MAX_VALUE;
        int tries = 0;
        for (int n = 0; tries < MOST_TRIES && System.nanoTime() - start < sizes.rounds() * LONGEST_WARMING; n += 10) {
            int call = n;
            double took = 0;
            for (var shape : List.copyOf(quick)) {
                double each = Timing.of(1, 10, 1, i -> ask(shape, 0, call + i)).millis(0.5);
                took += each;
                if (each > SLOW) {
                    quick.remove(shape);
                }
            }
            tries = took < 0.98 * fastest ? 0 : tries + 1;
            fastest = Math.min(fastest, took);
        }
    }

    /**
     * Enough calls for prepared statements to be such, and for the compiler to have seen the code; true for what takes so
     * long that there is no time for them.
     */
    private boolean warm(ListsShape shape) {
        double first = Math.max(
                Timing.of(1, 3, 1, n -> ask(shape, 0, n)).millis(0.5),
                Timing.of(1, 3, 1, n -> bare.run(0, shape.bare(), n)).millis(0.5));
        boolean slow = first > SLOW;
        for (int client = 0; client < CLIENTS; client++) {
            int of = client;
            Timing.of(1, slow ? 1 : 7, 1, n -> bare.run(of, shape.bare(), n));
        }
        if (!slow) {
            Timing.of(CLIENTS, CLIENTS * 4, 1, n -> ask(shape, n % CLIENTS, n));
        }
        return slow;
    }

    /** One client's calls; what of their time the server had them in hand is added to {@code inside}. */
    private Timing ours(ListsShape shape, int from, List<Timing> inside) {
        var times = node.part(LiveServer.Times.class);
        times.taken();
        var all = ours(shape, 1, from);
        inside.add(times.taken());
        return all;
    }

    private Timing ours(ListsShape shape, int clients, int from) {
        return during(clients, n -> ask(shape, n % clients, from + n));
    }

    private Timing byHand(ListsShape shape, int clients, int from) {
        return during(clients, n -> bare.run(n % clients, shape.bare(), from + n));
    }

    /** About as many calls as a round's time has room for. */
    private Timing during(int clients, Timing.Call call) {
        var first = Timing.of(clients, clients, 1, call);
        int calls = (int) Math.clamp(sizes.millis() / 1000.0 * first.rate(), clients, 4000);
        return first.and(Timing.of(clients, calls, 1, n -> call.make(n + clients)));
    }

    private void ask(ListsShape shape, int client, int n) throws IOException {
        var asked = shape.asked().apply(n);
        lines.get(client).count(asked.method(), asked.path(), asked.body());
    }

    /** What the database looks at for some calls, of the dearest one. */
    private ListsReport.Looked looks(ListsShape shape) throws SQLException {
        var looked = new ArrayList<ListsReport.Looked>();
        for (int n = 0; n < 4; n++) {
            int call = n * 5;
            var asked = shape.asked().apply(call);
            var answers = new ArrayList<String>();
            var recorded = node.recorder().of(REQUESTS, () -> {
                try {
                    answers.add(lines.getFirst()
                            .ask(asked.method(), asked.path(), asked.body(), "")
                            .text());
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            looked.add(new ListsReport.Looked(
                    WorkPlan.of(server.application(), company, recorded),
                    bare.plans(shape.bare(), call),
                    recorded.statements().size(),
                    JSON.readTree(answers.getFirst())));
        }
        return looked.stream()
                .max(Comparator.comparingLong(ListsReport.Looked::buffers))
                .orElseThrow();
    }

    /** Page 1000 of three orders; the way there is walked before. */
    private List<ListsShape> deep() throws SQLException, IOException {
        var shapes = new ArrayList<ListsShape>();
        int steps = (int) Math.min(DEEP / 2, values.leads() / 500);
        for (var sort : List.of("-created", "name", "-email")) {
            var cursor = "";
            for (int step = 0; step < steps; step++) {
                cursor = page(sort, cursor).path("next").asString("");
            }
            shapes.add(ListsShape.after("page " + steps * 2 + ", " + sort, sort, cursor, last(sort, steps * 200 - 1)));
        }
        return shapes;
    }

    private JsonNode page(String sort, String cursor) throws IOException {
        var body = cursor.isEmpty()
                ? Map.<String, Object>of("sort", sort, "limit", 200)
                : Map.<String, Object>of("sort", sort, "limit", 200, "cursor", cursor);
        var answer = lines.getFirst().ask("POST", "/api/leads/query", JSON.writeValueAsString(body), "");
        ListsDoor.expect(answer, 200);
        return JSON.readTree(answer.text());
    }

    private Object[] last(String sort, int offset) throws SQLException {
        var keys = ListsShape.keys(sort);
        try (var look = ListsDoor.bare(server.application(), company);
                var statement = look.createStatement();
                var row = statement.executeQuery(
                        "select " + String.join(", ", keys) + " from fairlead.lead where company_id = " + company
                                + ListsShape.ordered(sort) + " offset " + offset + " limit 1")) {
            row.next();
            return keys.size() == 1 ? new Object[] {row.getLong(1)} : new Object[] {row.getString(1), row.getLong(2)};
        }
    }

    /** Exact numbers, slice by slice, as the screen adds them up. */
    private void counts() throws SQLException, IOException {
        for (var filter : List.of("a status", "a name")) {
            System.err.println("Counting " + filter + " ...");
            var body = filter.equals("a status")
                    ? Map.of("status", List.of(values.statuses().get(1)))
                    : Map.of("columns", Map.of("name", List.of("*rossi")));
            var where = filter.equals("a status") ? "status = ?" : "search like ? and name_key like ?";
            var by = filter.equals("a status")
                    ? new Object[] {values.statuses().get(1)}
                    : new Object[] {"%rossi%", "%rossi%"};
            var statement = List.of(new ListsShape.Bare(
                    "select count(*) from fairlead.lead l where " + ListsShape.OF + where, n -> by));
            var pair = new LiveBench.Pair("exact count of " + filter);
            for (int round = 0; round < 3; round++) {
                pair.round(
                        round,
                        () -> Timing.of(1, 1, 1, n -> exact(Map.of("filter", body))),
                        () -> Timing.of(1, 1, 1, n -> bare.run(0, statement, n)));
            }
            report.count(pair);
        }
    }

    private void exact(Map<String, Object> search) throws IOException {
        var mark = "";
        do {
            var answer =
                    lines.getFirst().ask("POST", "/api/leads/count?after=" + mark, JSON.writeValueAsString(search), "");
            ListsDoor.expect(answer, 200);
            mark = JSON.readTree(answer.text()).path("next").asString("");
        } while (!mark.isEmpty());
    }

    @Override
    public void close() throws SQLException, IOException {
        bare.close();
        for (var line : lines) {
            line.close();
        }
    }
}
