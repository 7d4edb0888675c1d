package io.fairlead.server.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.server.TestServer;
import io.fairlead.server.platform.SettableClock;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.seal.Verification;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes are killed at random moments under load; {@code -Dkill.rounds=200} for more of them. */
class KillTest {
    private static final TestServer SERVER = TestServer.start(false);
    private static final String SHOP = """
            company: {name: Shop, timezone: Europe/Rome, region: IT}
            users: {anna: {}, bruno: {}, carla: {}}
            rules:
              - {id: all, candidates: [{user: anna}, {user: bruno, weight: 2}, {user: carla}], caps: {day: 9000},
                 accept-within: 1s, redistribute: {after: 1s, times: 2, clock: wall}, known: off}
            """;

    private final Shop shop = Shop.of(SERVER, SHOP, Instant.parse("2026-11-23T09:00:00Z"));
    private final KilledNode.Sent sent =
            KilledNode.nothing(shop.source("web"), List.of(shop.token("anna"), shop.token("bruno")));
    private final Random random = new Random(Integer.getInteger("kill.seed", 7));

    @BeforeEach
    void realTime() {
        SERVER.part(SettableClock.class).set(null);
    }

    @Test
    void nothingAcknowledgedIsLostWhenANodeIsKilled() throws IOException, SQLException {
        int again = 0;
        for (int round = 0; round < Integer.getInteger("kill.rounds", 3); round++) {
            try (var node = new KilledNode(SERVER, sent)) {
                node.killAfter(20 + random.nextInt(60), random);
            }
            again += sent.unanswered().size();
            assertSound();
        }
        assertThat(again).as("requests that were under way at a kill").isPositive();
        sendAgain();
        assertSealed();
    }

    @Test
    void theOtherNodeCarriesOnWhenOneIsKilled() throws IOException, SQLException {
        try (var one = new KilledNode(SERVER, sent);
                var other = new KilledNode(SERVER, sent)) {
            one.awaitLeads(30);
            other.awaitLeads(30);
            one.killAfter(1, random);
            other.awaitLeads(60);
            other.killAfter(1, random);
        }
        assertSound();
        sendAgain();
        assertSealed();
    }

    private void assertSound() {
        assertThat(sent.unexpected()).isEmpty();
        shop.perform(List.of());
        var kept = kept();
        var ids = Ids.of(shop.inside(() -> shop.jdbc()
                .sql("select id_seed from fairlead.company")
                .query(Long.class)
                .single()));
        var acknowledged = new HashMap<String, Long>();
        sent.acknowledged()
                .forEach((key, id) -> acknowledged.put(
                        key,
                        ids.read(Ids.Kind.LEAD, id)
                                .orElseThrow(() -> new AssertionError(key + " was answered with the id " + id))));
        assertThat(kept).containsAllEntriesOf(acknowledged);
        assertThat(shop.unbalanced()).isEmpty();
        assertThat(flaws()).isEmpty();
        var watched = SERVER.client().withToken(shop.token("anna")).post("/api/watchdog/checks", "{}");
        var sheet = watched.expect(200).json();
        assertThat(sheet.path("astray")).as("found by the watchdog").isEmpty();
        assertThat(sheet.path("overdue")).as("found by the watchdog").isEmpty();
    }

    /** Who sent what was never answered sends it again, and there is one lead for each. */
    private void sendAgain() {
        var program = SERVER.client().withToken(sent.source());
        sent.unanswered().forEach(number -> sent.send(program, number));
        sent.unanswered().clear();
        assertSound();
        assertThat(kept().keySet()).isEqualTo(sent.acknowledged().keySet());
        assertThat(sent.acknowledged()).hasSize((int) sent.number().get());
    }

    private void assertSealed() throws SQLException {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(Verification.of(SERVER.database()))
                        .allSatisfy(report -> {
                            assertThat(report.findings()).isEmpty();
                            assertThat(report.unsealed()).isZero();
                        }));
    }

    /** The lead of each idempotency key. */
    private Map<String, Long> kept() {
        return shop.inside(() -> {
            var kept = new HashMap<String, Long>();
            shop.jdbc()
                    .sql("select key, (outcome -> 'outcome' ->> 'lead')::bigint as lead from fairlead.submission")
                    .query(row -> {
                        kept.put(row.getString("key"), row.getLong("lead"));
                    });
            return kept;
        });
    }

    /** What must not be, however a node ends. */
    private List<String> flaws() {
        return shop.inside(() ->
                shop.jdbc().sql("""
                        select 'lead ' || id || ' has no decision' as flaw from fairlead.lead l
                         where not exists (select from fairlead.decision d
                                            where d.company_id = l.company_id and d.lead_id = l.id)
                        union all
                        select 'lead ' || id || ' was not sent, or twice' from fairlead.lead l
                          left join (select (outcome -> 'outcome' ->> 'lead')::bigint as lead, count(*) as sent
                                       from fairlead.submission group by 1) s on s.lead = l.id
                         where coalesce(s.sent, 0) <> 1
                        union all
                        select 'lead ' || lead_id || ' was decided twice: ' || how from (
                            select lead_id, how, at, lag(at) over lead as before, lag(how) over lead as how_before
                              from fairlead.decision window lead as (partition by lead_id order by id)) d
                         where how = how_before and at < before + interval '1 second'
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
