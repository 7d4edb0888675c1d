package io.fairlead.server.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.server.TestServer;
import io.fairlead.server.platform.SettableClock;
import io.fairlead.server.seal.Verification;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Nothing is done with a lead twice: not when two do the same, and not when a node is killed in the middle. */
class MovedOnceTest {
    private static final Instant MONDAY = Instant.parse("2026-11-23T09:00:00Z");
    private static final int LEADS = 1500;
    private static final Map<String, List<String>> ANNAS = Map.of("assignee", List.of("anna"));
    private static final String SHOP = """
            company: {name: Shop, timezone: Europe/Rome, region: IT}
            users: {anna: {}, bruno: {}, carla: {}}
            rules: [{id: all, candidates: [{user: anna}, {user: bruno}, {user: carla}], known: off}]
            """;

    private long holder;

    @Test
    void ofTwoWhoHandALeadOverAtOnceOneDoes() throws Exception {
        assertThat(moves((lead, to) ->
                        new Doing.HandedOver(lead, holder, to, new Doing.Move(to, null, ""), (outcome, took) -> {})))
                .as("decisions of each lead after its first")
                .containsOnly(1L);
    }

    /** The control: by hand nobody looks at whom a lead is taken from. */
    @Test
    void whereNobodyLooksAtTheHolderALeadIsMovedTwice() throws Exception {
        assertThat(moves((lead, to) -> new Doing.AssignedByHand(lead, to, null)))
                .contains(2L);
    }

    /** Two nodes hand the same leads of one person over to two others. */
    private List<Long> moves(BiFunction<Long, Long, Doing> doing) throws Exception {
        var server = TestServer.start(false);
        var other = server.node();
        other.part(SettableClock.class).set(MONDAY);
        var shop = Shop.of(server, SHOP, MONDAY);
        holder = shop.users.getOrDefault("anna", 0L);
        var leads = new ArrayList<Long>();
        for (int n = 0; n < 20; n++) {
            leads.add(shop.perform(List.of(arrival(n))).getFirst().lead());
        }
        leads.forEach(lead -> shop.perform(List.of(new Doing.AssignedByHand(lead, holder, null))));
        long before = decisions(shop);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Callable<List<Outcome>>>();
            for (long lead : leads) {
                all.add(() -> shop.perform(List.of(doing.apply(lead, shop.users.getOrDefault("bruno", 0L)))));
                all.add(() -> shop.on(other).perform(List.of(doing.apply(lead, shop.users.getOrDefault("carla", 0L)))));
            }
            for (var done : threads.invokeAll(all)) {
                done.get();
            }
        }
        shop.verify();
        return shop.inside(() -> shop.jdbc()
                .sql("select count(*) from fairlead.decision where id > ? group by lead_id")
                .param(before)
                .query(Long.class)
                .list());
    }

    private static long decisions(Shop shop) {
        return shop.inside(() -> shop.jdbc()
                .sql("select max(id) from fairlead.decision")
                .query(Long.class)
                .single());
    }

    private static Doing arrival(int n) {
        return new Doing.Arrival(
                new Doing.NewLead("web", "new", "Lead " + n, "", "", "", Map.of(), true, null), outcome -> {});
    }

    @Test
    void aHandOverGoesOnWhereAKilledNodeLeftIt() throws IOException, SQLException {
        var server = goesOn("handed-over", Map.of("filter", ANNAS, "plan", Map.of("reason", "leaves")));
        assertThat(count(
                        server,
                        "select count(*) from fairlead.lead where owner_id = " + holder + " and id <= " + LEADS))
                .isZero();
    }

    @Test
    void aStatusForManyIsSetOnWhereAKilledNodeLeftIt() throws IOException, SQLException {
        var server = goesOn("status-changed", Map.of("filter", ANNAS, "change", Map.of("status", "warm")));
        assertThat(count(server, "select count(*) from fairlead.lead where status = 'warm' and owner_id = " + holder))
                .isEqualTo(LEADS / 3);
    }

    private TestServer goesOn(String kind, Map<String, ?> wanted) throws IOException, SQLException {
        var server = TestServer.start(false);
        var shop = Shop.of(server, SHOP, MONDAY);
        server.part(SettableClock.class).set(null);
        holder = shop.users.getOrDefault("anna", 0L);
        var leads = IntStream.range(0, LEADS).mapToObj(MovedOnceTest::arrival).toList();
        for (int from = 0; from < LEADS; from += 50) {
            shop.perform(leads.subList(from, from + 50));
        }
        var sent = KilledNode.nothing(shop.source("web"), List.of(shop.token("anna")));
        var head = server.client().withToken(shop.token("carla"));
        head.post("/api/bulk", wanted).expect(201);
        await().atMost(Duration.ofMinutes(1)).until(() -> state(shop).equals("planned"));
        server.stop();
        execute(server, "update fairlead.bulk set state = 'running', started_at = now()");
        execute(server, "update shared.tenant set bulk = true");
        killAgainAndAgain(server, sent);
        var after = TestServer.on(server.database());
        await().atMost(Duration.ofMinutes(2))
                .until(() -> count(server, "select count(*) from fairlead.bulk where state = 'done'") == 1);
        assertThat(count(
                        server,
                        "select count(*) from (select from fairlead.event where kind = '" + kind
                                + "' group by lead having count(*) > 1) x"))
                .as("leads that were changed twice")
                .isZero();
        assertThat(count(
                        server,
                        "select count(*) from fairlead.event e join fairlead.bulk_lead b on b.lead_id = e.lead where kind = '"
                                + kind + "'"))
                .isEqualTo(moved(server))
                .isEqualTo(LEADS / 3);
        assertThat(Verification.of(server.database(), shop.company).findings()).isEmpty();
        after.stop();
        return server;
    }

    /** Kills each node that goes on once it has moved some leads. */
    private static void killAgainAndAgain(TestServer server, KilledNode.Sent sent) throws IOException, SQLException {
        var random = new Random(7);
        for (int round = 1; round < 4; round++) {
            long goal = 1 + 120L * (round - 1);
            try (var node = new KilledNode(server, sent)) {
                await().atMost(Duration.ofMinutes(2))
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> moved(server) >= goal);
                node.killAfter(1, random);
            }
            // As if the time had passed after which another node takes over.
            execute(server, "update fairlead.bulk set claimed_until = now()");
        }
    }

    private static String state(Shop shop) {
        return shop.inside(() -> shop.jdbc()
                .sql("select state from fairlead.bulk")
                .query(String.class)
                .single());
    }

    private static long moved(TestServer server) {
        return count(server, "select count(*) from fairlead.bulk_lead where state = 'moved'");
    }

    private static void execute(TestServer server, String sql) {
        TestServer.execute(server.database(), sql);
    }

    private static long count(TestServer server, String sql) {
        try (var connection = TestServer.connect(server.database());
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
