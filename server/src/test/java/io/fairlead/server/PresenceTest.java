package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PresenceTest {
    private final Client head = Office.head();

    @Test
    void whoSignsInIsNotOnlineUntilTheySaySo() {
        Client operator = Office.joined("switcher", "operator");
        assertThat(state(operator)).isEqualTo("unknown");
        operator.put("/api/me/presence", Map.of("online", true)).expect(200);
        assertThat(state(operator)).isEqualTo("online");
        operator.put("/api/me/presence", Map.of("online", false, "why", "lunch"))
                .expect(200);
        assertThat(Office.user(head, "switcher").at("/presence/state").asString())
                .isEqualTo("offline");
        assertThat(Office.user(head, "switcher").at("/presence/why").asString()).isEqualTo("lunch");
        assertThat(Office.errors(operator.put("/api/me/presence", Map.of()).expect(422)))
                .containsExactly("online required");
    }

    @Test
    void whoGivesNoSignOfLifeForTheIdleTimeGoesOffline() {
        Client sleeper = Office.joined("sleeper", "operator");
        sleeper.put("/api/me/presence", Map.of("online", true)).expect(200);
        Client awake = Office.joined("awake", "operator");
        awake.put("/api/me/presence", Map.of("online", true)).expect(200);
        back("sleeper", 14);
        back("awake", 14);
        awake.post("/api/me/seen", "{}").expect(200);
        back("sleeper", 2);
        back("awake", 2);
        await().atMost(Duration.ofSeconds(40)).until(() -> state(sleeper).equals("offline"));
        assertThat(sleeper.get("/api/me/presence").json().path("why").asString())
                .isEqualTo("idle");
        assertThat(state(awake)).isEqualTo("online");
        assertThat(Office.SERVER.query("""
                        select string_agg((data->'after'->>'online') || ' ' || (data->'after'->>'why') || ' '
                                   || (e.who is not null), ', ' order by e.id)
                          from fairlead.event e join fairlead.app_user u on u.id = (data->>'user')::bigint
                         where kind = 'presence-changed' and u.key = 'sleeper'
                        """)).isEqualTo("true  true, false idle false");
    }

    @Test
    void whoSignsOutIsOffline() {
        Client operator = Office.joined("goer", "operator");
        operator.put("/api/me/presence", Map.of("online", true)).expect(200);
        operator.delete("/api/session").expect(204);
        assertThat(Office.user(head, "goer").at("/presence/state").asString()).isEqualTo("offline");
    }

    /** As if the user had been seen so much earlier. */
    private static void back(String key, int minutes) {
        Office.SERVER.execute("update fairlead.presence set seen_at = seen_at - interval '" + minutes
                + " minutes' where user_id = (select id from fairlead.app_user where key = '" + key + "')");
    }

    private static String state(Client client) {
        return client.get("/api/me/presence").expect(200).json().path("state").asString();
    }
}
