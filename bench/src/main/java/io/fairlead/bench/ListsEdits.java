package io.fairlead.bench;

import io.fairlead.bench.ListsDoor.Line;
import io.fairlead.server.platform.sql.Ids;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Cells that are changed as on screen, there and back, beside the two statements that somebody would write by hand. */
final class ListsEdits {
    private static final String BEFORE =
            "create table if not exists shared.bench_event (like fairlead.event including all)";
    private static final String EVENT = "insert into shared.bench_event (company_id, lead, kind, who, data)"
            + " values ({company}, ?, 'lead-edited', 1, '{\"before\": {\"fields.kwh\": 4000}, \"after\": {\"fields.kwh\": 4001}}')";

    private final LiveServer server;
    private final LiveServer.Node node;
    private final int company;
    private final List<Line> lines;
    private final ListsReport report;
    private final List<Lead> leads = new ArrayList<>();
    private final List<Hand> hands = new ArrayList<>();

    ListsEdits(LiveServer server, LiveServer.Node node, int company, List<Line> lines, ListsReport report) {
        this.server = server;
        this.node = node;
        this.company = company;
        this.lines = lines;
        this.report = report;
    }

    /** A lead of a client, as it was last seen. */
    private static final class Lead {
        private final String path;
        private final int kwh;
        private String version = "";

        Lead(String path, int kwh) {
            this.path = path;
            this.kwh = kwh;
        }
    }

    /** A connection of a client without a server, with a lead of its own. */
    private record Hand(
            Connection connection,
            long lead,
            PreparedStatement field,
            PreparedStatement status,
            PreparedStatement event) {}

    void measure(ListsBench.Sizes sizes) throws SQLException, IOException {
        server.fill(
                BEFORE,
                "grant insert on shared.bench_event to " + server.application().user());
        try {
            prepare();
            field(sizes);
            status(sizes);
        } finally {
            for (var hand : hands) {
                hand.connection().close();
            }
            server.fill("drop table shared.bench_event");
        }
    }

    private void prepare() throws SQLException, IOException {
        var numbers = new ArrayList<Long>();
        var kwh = new ArrayList<Integer>();
        long seed;
        try (var look = ListsDoor.bare(server.application(), company);
                var statement = look.createStatement()) {
            var row = statement.executeQuery("select id_seed from fairlead.company");
            row.next();
            seed = row.getLong(1);
            var rows =
                    statement.executeQuery("select id, (custom ->> 'kwh')::int from fairlead.lead where company_id = "
                            + company + " and status = 'no-answer' and owner_id <> 0 and not closed order by id limit "
                            + ListsBench.CLIENTS * 2);
            while (rows.next()) {
                numbers.add(rows.getLong(1));
                kwh.add(rows.getInt(2));
            }
        }
        for (int i = 0; i < ListsBench.CLIENTS; i++) {
            var lead = new Lead("/api/leads/" + Ids.of(seed).show(Ids.Kind.LEAD, numbers.get(i)), kwh.get(i));
            lead.version = lines.get(i).ask("GET", lead.path, "", "").version();
            leads.add(lead);
            hands.add(hand(numbers.get(ListsBench.CLIENTS + i)));
        }
    }

    private Hand hand(long lead) throws SQLException {
        var connection = ListsDoor.bare(server.application(), company);
        connection.setAutoCommit(false);
        var of = ", version = version + 1 where company_id = " + company + " and id = ?";
        return new Hand(
                connection,
                lead,
                connection.prepareStatement(
                        "update fairlead.lead set custom = custom || jsonb_build_object('kwh', (custom ->> 'kwh')::int + ?)"
                                + of),
                connection.prepareStatement("update fairlead.lead set status = ?" + of),
                connection.prepareStatement(EVENT.replace("{company}", Integer.toString(company))));
    }

    private void field(ListsBench.Sizes sizes) throws SQLException {
        System.err.println("Measuring edits ...");
        long before = updates(true);
        long allBefore = updates(false);
        var pairs = pairs(
                "an own number",
                sizes,
                (client, there) -> {
                    var lead = leads.get(client);
                    var body = "{\"fields\": {\"kwh\": " + (there ? lead.kwh + 1 : lead.kwh) + "}}";
                    var answer = lines.get(client).ask("PATCH", lead.path + "/facts", body, lead.version);
                    ListsDoor.expect(answer, 200);
                    lead.version = answer.version();
                },
                (client, there) -> {
                    var hand = hands.get(client);
                    hand.field().setInt(1, there ? 1 : -1);
                    hand.field().setLong(2, hand.lead());
                    byHand(hand, hand.field());
                });
        pause();
        report.edit(pairs, (double) (updates(true) - before) / (updates(false) - allBefore));
    }

    private void status(ListsBench.Sizes sizes) throws SQLException {
        var pairs = pairs(
                "a status",
                sizes,
                (client, there) -> {
                    var lead = leads.get(client);
                    var body = "{\"status\": \"" + (there ? "contacted" : "no-answer") + "\"}";
                    var answer = lines.get(client).ask("PATCH", lead.path, body, lead.version);
                    ListsDoor.expect(answer, 200);
                    lead.version = answer.version();
                },
                (client, there) -> {
                    var hand = hands.get(client);
                    hand.status().setString(1, there ? "contacted" : "no-answer");
                    hand.status().setLong(2, hand.lead());
                    byHand(hand, hand.status());
                });
        report.edit(pairs, Double.NaN);
    }

    private static void byHand(Hand hand, PreparedStatement update) throws SQLException {
        update.execute();
        hand.event().setLong(1, hand.lead());
        hand.event().execute();
        hand.connection().commit();
    }

    private interface Edit {
        void make(int client, boolean there) throws Exception;
    }

    /** By one client and by many; each there and back, so that nothing is changed in the end. */
    private List<LiveBench.Pair> pairs(String what, ListsBench.Sizes sizes, Edit ours, Edit byHand)
            throws SQLException {
        var alone = new LiveBench.Pair(what + ", 1 client");
        var many = new LiveBench.Pair(what + ", " + ListsBench.CLIENTS + " clients");
        edits(ListsBench.CLIENTS, 1500, ours);
        edits(ListsBench.CLIENTS, 500, byHand);
        for (int round = 0; round < sizes.rounds(); round++) {
            alone.round(round, () -> edits(1, sizes.millis(), ours), () -> edits(1, sizes.millis(), byHand));
            many.round(
                    round,
                    () -> edits(ListsBench.CLIENTS, sizes.millis() * 2, ours),
                    () -> edits(ListsBench.CLIENTS, sizes.millis() * 2, byHand));
        }
        return List.of(alone, many);
    }

    private static Timing edits(int clients, int millis, Edit edit) {
        Timing.Call call = n -> edit.make(n % clients, n / clients % 2 == 0);
        var first = Timing.of(clients, clients * 4, 1, call);
        int pairs = (int) Math.clamp(millis / 1000.0 * first.rate() / clients / 2, 1, 1000);
        return first.and(Timing.of(clients, pairs * 2 * clients, 1, call));
    }

    private long updates(boolean hot) {
        return node.part(JdbcClient.class)
                .sql("select sum(" + (hot ? "n_tup_hot_upd" : "n_tup_upd")
                        + ") from pg_stat_user_tables where relname like 'lead\\_%' and schemaname = 'fairlead'")
                .query(Long.class)
                .single();
    }

    /** Until every connection has told its counts. */
    private static void pause() {
        try {
            Thread.sleep(2500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
