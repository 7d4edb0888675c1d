package io.fairlead.server.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.server.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Nodes are killed at random moments under load; {@code -Dkill.rounds=200} for more of them. */
class KillTest {
    private static final TestServer SERVER = TestServer.start(false);
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String SHOP = """
            company: {name: Shop, timezone: Europe/Rome, region: IT}
            users: {anna: {}, bruno: {}, carla: {}}
            rules:
              - {id: all, candidates: [{user: anna}, {user: bruno, weight: 2}, {user: carla}], caps: {day: 400},
                 accept-within: 1s, redistribute: {after: 1s, times: 2, clock: wall}, known: off}
            """;

    private final Shop shop = Shop.of(SERVER, SHOP, Instant.parse("2026-11-23T09:00:00Z"));
    private final Random random = new Random(Integer.getInteger("kill.seed", 7));

    /** A node in a process of its own, with the leads it acknowledged. */
    private final class Node implements AutoCloseable {
        final Process process;
        final Queue<Long> acknowledged = new ConcurrentLinkedQueue<>();
        final Queue<String> said = new ConcurrentLinkedQueue<>();

        Node() throws IOException {
            var database = SERVER.database();
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Load.class.getName(),
                            database.url(),
                            database.user(),
                            database.password(),
                            Integer.toString(shop.company))
                    .redirectErrorStream(true)
                    .start();
            Thread.ofVirtual().start(this::listen);
        }

        private void listen() {
            try (var lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("lead ")) {
                        acknowledged.add(Long.parseLong(line.substring("lead ".length())));
                    } else {
                        said.add(line);
                    }
                }
            } catch (IOException killed) {
                said.add("killed while it was listened to");
            }
        }

        void awaitLeads(int more) {
            int goal = acknowledged.size() + more;
            await().atMost(LONG)
                    .pollInterval(Duration.ofMillis(5))
                    .failFast("the node ended", () -> !process.isAlive())
                    .until(() -> acknowledged.size() >= goal);
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }

    @Test
    void nothingAcknowledgedIsLostWhenANodeIsKilled() throws IOException {
        SERVER.part(io.fairlead.server.platform.SettableClock.class).set(null);
        var acknowledged = new ArrayList<Long>();
        for (int round = 0; round < Integer.getInteger("kill.rounds", 3); round++) {
            try (var node = new Node()) {
                node.awaitLeads(20 + random.nextInt(60));
                node.close();
                acknowledged.addAll(node.acknowledged);
            }
            assertSound(acknowledged);
        }
    }

    @Test
    void theOtherNodeCarriesOnWhenOneIsKilled() throws IOException {
        SERVER.part(io.fairlead.server.platform.SettableClock.class).set(null);
        var acknowledged = new ArrayList<Long>();
        try (var one = new Node();
                var other = new Node()) {
            one.awaitLeads(30);
            other.awaitLeads(30);
            one.close();
            other.awaitLeads(60);
            other.close();
            acknowledged.addAll(one.acknowledged);
            acknowledged.addAll(other.acknowledged);
        }
        assertSound(acknowledged);
    }

    private void assertSound(List<Long> acknowledged) {
        assertThat(acknowledged).doesNotHaveDuplicates();
        shop.perform(List.of());
        var stored = shop.inside(() -> shop.jdbc()
                .sql("select id from fairlead.lead")
                .query((row, n) -> row.getLong("id"))
                .list());
        assertThat(new TreeSet<>(stored)).containsAll(acknowledged);
        assertThat(shop.unbalanced()).isEmpty();
        assertThat(flaws()).isEmpty();
    }

    /** What must not be, however a node ends. */
    private List<String> flaws() {
        return shop.inside(() ->
                shop.jdbc().sql("""
                        select 'lead ' || id || ' has no decision' as flaw from fairlead.lead l
                         where not exists (select from fairlead.decision d
                                            where d.company_id = l.company_id and d.lead_id = l.id)
                        union all
                        select 'lead ' || d.lead_id || ' is not with whom it was decided' from (
                            select distinct on (lead_id) lead_id, user_id from fairlead.decision order by lead_id, id desc) d
                          join fairlead.lead l on l.id = d.lead_id where l.owner_id <> coalesce(d.user_id, 0)
                        union all
                        select 'numbers have gaps' from fairlead.desk k
                         where (select count(*) from fairlead.lead) <> k.leads
                            or (select count(*) from fairlead.decision) <> k.decisions
                        union all
                        select 'open leads of ' || t.user_id || ' are miscounted' from fairlead.tally t
                         where t.what = 'open' and t.amount <> (
                            select count(*) from fairlead.lead l where l.owner_id = t.user_id and not l.closed)
                        """).query((row, n) -> row.getString("flaw")).list());
    }
}
