package io.fairlead.bench;

import io.fairlead.bench.WorkCompany.Asked;
import io.fairlead.server.Demonstration;
import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** Measures the work with leads in a large company: pages with the plans of their statements, and what goes on behind. */
public final class WorkBench {
    private static final String REQUESTS = "tomcat-handler";

    private final LiveServer server;
    private final WorkCompany company;
    private final Sizes sizes;
    private final WorkReport report;

    private WorkBench(LiveServer server, WorkCompany company, Sizes sizes, WorkReport report) {
        this.server = server;
        this.company = company;
        this.sizes = sizes;
        this.report = report;
    }

    /**
     * How much there is, and how much is done.
     *
     * @param calls of each page
     * @param events that notices are made of
     * @param handedOver leads that are handed over together
     */
    record Sizes(int leads, int history, int calls, int events, int handedOver) {
        static final Sizes FULL = new Sizes(1_000_000, 3, 400, 4000, 10_000);
        static final Sizes QUICK = new Sizes(30_000, 3, 50, 1000, 1000);
    }

    /**
     * Measures and writes the report.
     *
     * @param args the file to write; then {@code quick} to measure less
     */
    public static void main(String[] args) throws Exception {
        var sizes = List.of(args).contains("quick") ? Sizes.QUICK : Sizes.FULL;
        var folder = Files.createTempDirectory("fairlead-bench");
        try {
            long start = System.nanoTime();
            var said = new ArrayList<String>();
            Demonstration.make(folder, Map.of(), sizes.leads(), sizes.history(), 1, line -> {
                said.add(line);
                System.err.println(line);
            });
            double filled = (System.nanoTime() - start) / 1e9;
            try (var server = new LiveServer(folder)) {
                var company = new WorkCompany(server, server.node(), sizes.leads(), said);
                var report = new WorkReport(sizes, filled);
                new WorkBench(server, company, sizes, report).measure();
                var text = report.text();
                System.out.print(text);
                Files.createDirectories(Path.of(args[0]).toAbsolutePath().getParent());
                Files.writeString(Path.of(args[0]), text);
            }
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private void measure() throws SQLException {
        var leads = company.leads(100);
        page("timeline of a lead", i -> Asked.get("/api/leads/" + leads.get(i % leads.size()) + "/journal"));
        page("its own part of it", i -> Asked.get("/api/leads/" + leads.get(i % leads.size()) + "/journal?own=true"));
        page("tasks of a lead", i -> Asked.get("/api/leads/" + leads.get(i % leads.size()) + "/tasks"));
        page("one's tasks", i -> Asked.get("/api/tasks"));
        page("everybody's tasks", i -> Asked.get("/api/tasks?user=*"));
        page("everybody's done tasks", i -> Asked.get("/api/tasks?user=*&done=true"));
        page("somebody's tasks", i -> Asked.get("/api/tasks?user=op01"));
        page("bell", i -> Asked.get("/api/me/notices"));
        page("ledgers, 30 days", i -> Asked.get("/api/fairness/ledgers?period=30"));
        page("ledgers, all", i -> Asked.get("/api/fairness/ledgers?period=all"));
        page("balances, 90 days", i -> Asked.get("/api/fairness/balances?ledger=centro&period=90"));
        page("who holds how many", i -> Asked.get("/api/holdings"));
        page("retention, something is old", i -> trial(12));
        page("retention, nothing is old", i -> trial(30));
        rows();
        notices("on a lead that 300 people work", "1");
        notices("each on another lead", "n");
        reminders();
        handOver();
    }

    private static Asked trial(int months) {
        return new Asked("POST", "/api/privacy/retention/trial", Map.of("contacts", months));
    }

    /** A page over HTTP, beside the same statements by bare JDBC, and their plans. */
    private void page(String what, IntFunction<Asked> asked) throws SQLException {
        System.err.println("Measuring " + what + " ...");
        // A few calls first, so that what takes long is not called hundreds of times.
        var first = Timing.of(1, 10, 1, i -> company.ask(asked.apply(i)));
        int calls = (int) Math.clamp(3000 / Math.max(0.1, first.millis(0.5)), 5, sizes.calls());
        var recorded = new ArrayList<Recorder.Recorded>();
        for (int i = 0; i < calls; i++) {
            var one = asked.apply(i);
            recorded.add(company.node().recorder().of(REQUESTS, () -> company.ask(one)));
        }
        var service = Timing.of(1, calls, 1, i -> company.ask(asked.apply(i)));
        try (var bare = new Replay(server.application(), company.id(), 1)) {
            bare.run(recorded.subList(0, Math.min(calls, 10)), 10);
            var plain = bare.run(recorded, calls);
            report.page(what, service, plain, WorkPlan.of(server.application(), company.id(), recorded.getLast()));
        }
    }

    /** The first page of timelines beside rows of leads by their primary key, by bare JDBC from many clients. */
    private void rows() throws SQLException {
        int calls = sizes.calls() * 50;
        var timeline = "select id, at, kind, who, lead, data from (select * from fairlead.event where company_id = ?"
                + " and lead = ? order by id desc limit 2000) looked order by id desc limit 31";
        for (int round = 0; round < 3; round++) {
            var row = many("select * from fairlead.lead where company_id = ? and id = ?", calls);
            var page = many(timeline, calls);
            var own = many(timeline.replace(") looked", ") looked where who = 5"), calls);
            report.rows(row, page, own);
        }
    }

    private Timing many(String sql, int calls) throws SQLException {
        var address = server.application();
        var connections = new ArrayList<PreparedStatement>();
        try {
            for (int i = 0; i < LiveBench.CLIENTS; i++) {
                var connection = DriverManager.getConnection(address.url(), address.user(), address.password());
                try (var set = connection.createStatement()) {
                    set.execute("set fairlead.company = '" + company.id() + "'");
                }
                connections.add(connection.prepareStatement(sql));
            }
            return Timing.of(LiveBench.CLIENTS, calls, 1, i -> {
                var statement = connections.get(i % LiveBench.CLIENTS);
                statement.setInt(1, company.id());
                statement.setLong(2, 1 + (i * 7919L) % sizes.leads());
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        var ignored = rows.getString(1);
                    }
                }
            });
        } finally {
            for (var one : connections) {
                one.getConnection().close();
            }
        }
    }

    /** Notes that are written all at once, until the journal's reader has made notices of them. */
    private void notices(String what, String lead) throws SQLException {
        System.err.println("Measuring notes " + what + " ...");
        var sql = """
                insert into fairlead.event (company_id, lead, kind, who, data)
                select %1$d, %3$s, 'note-written', (select id from fairlead.app_user where company_id = %1$d and key = 'head'),
                       '{"text": "Rang back"}' from generate_series(1, %2$d) n
                """.formatted(company.id(), sizes.events(), lead);
        var over = """
                not exists (select from fairlead.event e join shared.tenant t on t.company_id = e.company_id
                             where e.company_id = %d and (e.tx, e.id) > (t.read_tx, t.read_id))""".formatted(company.id());
        var recorded = new ArrayList<Recorder.Recorded>();
        long start = System.nanoTime();
        recorded.add(company.node().recorder().of("notices and mails about leads", () -> {
            fill(sql);
            await(over);
        }));
        double seconds = (System.nanoTime() - start) / 1e9;
        report.behind(
                "notes " + what, sizes.events(), seconds, plans(recorded.getFirst(), "insert into fairlead.notice"));
    }

    private void reminders() throws SQLException {
        System.err.println("Measuring reminders ...");
        var due = """
                update fairlead.task set remind = 0, remind_at = now() where company_id = %d and done_at is null and id in (
                    select id from fairlead.task where company_id = %d and done_at is null order by due_at limit %d)
                """.formatted(company.id(), company.id(), sizes.events());
        long start = System.nanoTime();
        var recorded = company.node().recorder().of("reminders of tasks", () -> {
            fill(due);
            await("not exists (select from fairlead.task where company_id = " + company.id()
                    + " and remind_at <= now())");
        });
        double seconds = (System.nanoTime() - start) / 1e9;
        report.behind("reminders that are due", sizes.events(), seconds, plans(recorded, "from fairlead.task"));
    }

    /** Open leads of all people go to three of them while further leads arrive, and back again. */
    private void handOver() throws SQLException {
        System.err.println("Measuring a hand-over ...");
        var alone = arrivals(sizes.calls(), new AtomicBoolean());
        var people = List.of(Map.of("user", "op02"), Map.of("user", "op03"), Map.of("user", "op04"));
        var leads = company.openLeads(sizes.handedOver());
        long start = System.nanoTime();
        var made = company.ask(new Asked(
                "POST", "/api/bulk", Map.of("leads", leads, "plan", Map.of("way", "turns", "people", people))));
        var path = "/api/bulk/" + made.at("/row/id").asString();
        until(path, "planned");
        double planned = (System.nanoTime() - start) / 1e9;
        company.ask(new Asked("POST", path + "/run", Map.of()));
        var over = new AtomicBoolean();
        start = System.nanoTime();
        var beside = new AtomicReference<>(Timing.NONE);
        var arriving = Thread.ofPlatform().start(() -> beside.set(arrivals(1_000_000, over)));
        var done = until(path, "done");
        double ran = (System.nanoTime() - start) / 1e9;
        over.set(true);
        join(arriving);
        company.ask(new Asked("POST", path + "/undo", Map.of()));
        start = System.nanoTime();
        until(path, "undone");
        double undone = (System.nanoTime() - start) / 1e9;
        report.handOver(
                new WorkReport.HandOver(leads.size(), done.at("/row/moved").asInt(), planned, ran, undone),
                alone,
                beside.get());
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Leads that arrive one by one. */
    private Timing arrivals(int most, AtomicBoolean over) {
        var desks = company.node().part(Desks.class);
        var all = Timing.NONE;
        for (int n = 0; n < most && !over.get(); n++) {
            var lead = new Doing.NewLead("web", "", "Ada Conti", "", "", "", Map.of("zone", "Milano"), true, null);
            all = all.and(Timing.of(
                    1, 1, 1, i -> desks.perform(company.id(), List.of(new Doing.Arrival(lead, outcome -> {})))));
        }
        return all;
    }

    private JsonNode until(String path, String state) {
        var sheet = company.ask(Asked.get(path));
        while (!sheet.at("/row/state").asString().equals(state)) {
            pause();
            sheet = company.ask(Asked.get(path));
        }
        return sheet;
    }

    private List<WorkPlan> plans(Recorder.Recorded recorded, String named) throws SQLException {
        var wanted = recorded.statements().stream()
                .filter(one -> one.sql().contains(named))
                .limit(1)
                .toList();
        return WorkPlan.of(server.application(), company.id(), new Recorder.Recorded(wanted));
    }

    private void fill(String sql) {
        try {
            server.fill(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void await(String question) {
        while (!company.holds(question)) {
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
