package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a settings file does to those who sign in: no more than its sender could do on screen. */
class SettingsFilePeopleTest {
    private static final String SHOP = """
            company: {name: Shop, timezone: Europe/Rome, otherwise: hold}
            schedules:
              day: {weekly: [{days: mon-fri, hours: "09:00-18:00"}]}
            users:
              anna: {name: Anna, email: anna@shop.example, schedule: day, target: 30}
              bruno: {name: Bruno, schedule: day}
            """;

    private final TestServer server = TestServer.start(true);
    private final Client client = server.administrator();

    @AfterEach
    void stop() {
        server.stop();
    }

    private void apply(String text) {
        client.post("/api/settings", text).expect(200);
    }

    @Test
    void theLastAdministratorStays() {
        String without = SHOP.replace("users:\n", "users:\n  head: {name: Head, active: false}\n");
        assertThat(client.post("/api/settings", without).expect(409).slug()).isEqualTo("last-administrator");
        server.execute("update fairlead.app_user set role = 'manager' where key = 'head'");
        server.execute("update fairlead.app_user set role = 'administrator' where key = 'marina'");
        String other = SHOP.replace("users:\n", "users:\n  marina: {name: Somebody else}\n");
        assertThat(client.post("/api/settings", other).expect(403).slug()).isEqualTo("forbidden");
    }

    private Client joined(String key) {
        return Office.accept(client, server.client(), key);
    }

    @Test
    void whoGetsAnotherEmailByFileSignsInByItOnceTheyChoseAPasswordForIt() {
        apply(SHOP);
        joined("anna");
        apply(SHOP.replace("anna@shop.example", "moved@shop.example"));
        server.client().signIn("anna@shop.example", Office.PASSWORD);
        joined("anna");
        server.client().signIn("moved@shop.example", Office.PASSWORD);
    }

    @Test
    void theTokensOfWhoAFileDeactivatesDoNotReviveWithThem() {
        apply(SHOP);
        Client anna = joined("anna");
        server.execute("update fairlead.app_user set role = 'manager' where key = 'anna'");
        String secret = anna.post("/api/tokens", Map.of("name", "export"))
                .expect(201)
                .json()
                .path("secret")
                .asString();
        Client program = anna.withToken(secret);
        program.get("/api/session").expect(200);
        apply(SHOP.replace("target: 30", "target: 30, active: false"));
        apply(SHOP);
        assertThat(program.get("/api/session").expect(401).slug()).isEqualTo("signed-out");
    }

    @Test
    void aFileChangesNobodyWhomItsSenderCouldNotChangeOnScreen() {
        apply(SHOP);
        Client anna = joined("anna");
        server.execute("update fairlead.app_user set role = 'manager' where key in ('anna', 'bruno')");
        assertThat(anna.post("/api/settings", SHOP.replace("name: Bruno", "name: Nobody"))
                        .expect(403)
                        .slug())
                .isEqualTo("forbidden");
        anna.post("/api/settings", SHOP.replace("schedule: day}", "schedule: day, active: false}"))
                .expect(403);
        anna.post("/api/settings", SHOP.replace("target: 30", "target: 31")).expect(200);
        String secret = client.post("/api/tokens", Map.of("name", "deploy"))
                .expect(201)
                .json()
                .path("secret")
                .asString();
        client.withToken(secret)
                .post("/api/settings", SHOP.replace("name: Bruno", "name: Nobody"))
                .expect(403);
        apply(SHOP.replace("name: Bruno", "name: Bruno B."));
    }
}
