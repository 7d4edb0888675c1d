package io.fairlead.server.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.server.TestServer;
import io.fairlead.server.platform.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What desks do by the clock alone: nobody asks them for anything. */
class WakesTest {
    private static final TestServer SERVER = TestServer.start(false);
    private static final Instant MONDAY = Instant.parse("2026-11-23T09:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static long lead(Shop shop) {
        var lead = new Doing.NewLead("web", "", "", "", "", "", Map.of(), true, null);
        return shop.perform(List.of(new Doing.Arrival(lead, outcome -> {})))
                .getFirst()
                .lead();
    }

    private static List<String> decisions(Shop shop) {
        return shop.inside(() -> shop.jdbc().sql("""
                        select d.how || ' ' || coalesce(u.key, '-') || ' ' || to_char(d.at at time zone 'UTC', 'HH24:MI:SS') as line
                          from fairlead.decision d left join fairlead.app_user u on u.id = d.user_id order by d.id
                        """).query(String.class).list());
    }

    @Test
    void aDeadlineIsKeptToTheSecondWithoutAnybodyAsking() {
        var shop = Shop.of(SERVER, """
                company: {name: Shop, timezone: UTC}
                users: {anna: {}, bruno: {}}
                rules:
                  - {id: all, strategy: priority, candidates: [{user: anna}, {user: bruno}],
                     redistribute: {after: 10m, times: 1}}
                """, MONDAY);
        lead(shop);
        assertThat(decisions(shop)).containsExactly("priority anna 09:00:00");
        SERVER.part(SettableClock.class).set(MONDAY.plus(Duration.ofMinutes(11)));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(decisions(shop))
                        .containsExactly("priority anna 09:00:00", "priority bruno 09:10:00"));
    }

    @Test
    void aShiftThatBeginsTakesTheLeadsThatWaitAndLaterTheNextOne() {
        var shop = Shop.of(SERVER, """
                company: {name: Shop, timezone: UTC}
                users: {anna: {schedule: ten}, bruno: {schedule: eleven}}
                schedules:
                  ten: {weekly: [{days: mon, hours: '10:00-10:30'}]}
                  eleven: {weekly: [{days: mon, hours: '11:00-18:00'}]}
                rules: [{id: all, candidates: [{user: anna, caps: {open: 1}}, {user: bruno}], overflow: false}]
                """, MONDAY);
        lead(shop);
        lead(shop);
        assertThat(decisions(shop)).containsExactly("waiting - 09:00:00", "waiting - 09:00:00");
        SERVER.part(SettableClock.class).set(MONDAY.plus(Duration.ofHours(5)));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(decisions(shop))
                        .containsExactly(
                                "waiting - 09:00:00",
                                "waiting - 09:00:00",
                                "held anna 10:00:00",
                                "held bruno 11:00:00"));
    }
}
