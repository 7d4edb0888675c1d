package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PeopleTest {
    private final Client head = Office.head();

    @Test
    void theDemosPeopleHaveTheirShiftsSkillsTeamAndHoliday() {
        JsonNode marina = Office.user(head, "marina");
        assertThat(marina.path("schedule").asString()).isEqualTo("evening");
        assertThat(marina.at("/skills/0").asString()).isEqualTo("security");
        assertThat(marina.at("/teams/0").asString()).isEqualTo("sales");
        assertThat(marina.at("/presence/state").asString()).isEqualTo("unknown");
        assertThat(marina.at("/duty/until").asString()).contains("+07:00");
        assertThat(marina.at("/absence/kind").asString()).isEqualTo("vacation");
        assertThat(marina.at("/signIn").asString()).isEqualTo("none");
        assertThat(head.get("/api/users").json().path("rows").size()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void aUserIsAddedWithAllThatIsSaidOfThemAndChanged() {
        JsonNode added = head.post(
                        "/api/users",
                        Map.of(
                                "name",
                                "Anna Maria Rossi",
                                "email",
                                "Anna@shop.example",
                                "schedule",
                                "day",
                                "skills",
                                List.of("security", " ", "security"),
                                "target",
                                30,
                                "fields",
                                Map.of("licence", "B", "languages", 3, "car", true)))
                .expect(201)
                .json();
        assertThat(added.path("key").asString()).isEqualTo("anna-maria-rossi");
        assertThat(added.path("role").asString()).isEqualTo("operator");
        assertThat(added.path("skills").size()).isEqualTo(1);
        assertThat(added.path("target").asInt()).isEqualTo(30);
        assertThat(added.at("/fields/languages").asInt()).isEqualTo(3);

        JsonNode changed = head.put(
                        "/api/users/anna-maria-rossi",
                        Map.of("key", "анна", "name", "Анна", "email", "anna@shop.example", "technical", true),
                        added.path("version").asLong())
                .expect(200)
                .json();
        assertThat(changed.path("key").asString()).isEqualTo("анна");
        assertThat(changed.path("schedule").isNull()).isTrue();
        assertThat(changed.path("target").isNull()).isTrue();
        assertThat(changed.path("technical").asBoolean()).isTrue();
        head.get("/api/users/anna-maria-rossi").expect(404);
    }

    @Test
    void twoWhoChangeAUserAtOnceSeeTheirConflict() {
        JsonNode before = added("twice", "operator");
        long version = before.path("version").asLong();
        head.put("/api/users/twice", Map.of("name", "First"), version).expect(200);
        Client.Answer late =
                head.put("/api/users/twice", Map.of("name", "Second"), version).expect(409);
        assertThat(late.slug()).isEqualTo("changed-meanwhile");
        assertThat(late.json().at("/current/name").asString()).isEqualTo("First");
        assertThat(head.put("/api/users/twice", Map.of("name", "Third"))
                        .expect(428)
                        .slug())
                .isEqualTo("no-version");
    }

    @Test
    void wrongFieldsAreNamedAllAtOnce() {
        Map<String, Object> wrong = new HashMap<>(Map.of(
                "key", "none",
                "name", "a\u0001b",
                "email", "anna",
                "role", "king",
                "locale", "xx",
                "target", -1));
        wrong.put("fields", Map.of("nested", List.of(1)));
        assertThat(Office.errors(head.post("/api/users", wrong).expect(422)))
                .containsExactly(
                        "key invalid",
                        "name invalid",
                        "email not-an-email",
                        "role unknown-role",
                        "locale unknown-locale",
                        "target invalid",
                        "fields invalid");
        assertThat(Office.errors(head.post("/api/users", Map.of("name", "x", "key", "head"))
                        .expect(422)))
                .containsExactly("key taken");
        assertThat(Office.errors(head.post("/api/users", Map.of("name", "x", "email", "HEAD@beauty-shop.example"))
                        .expect(422)))
                .containsExactly("email taken");
    }

    @Test
    void aScheduleThatIsNotThereIsAFlawOfTheSettings() {
        Client.Answer refused = head.post("/api/users", Map.of("name", "Lost", "key", "lost", "schedule", "nights"))
                .expect(422);
        assertThat(refused.slug()).isEqualTo("broken-settings");
        assertThat(refused.json().at("/misfits/0/section").asString()).isEqualTo("users");
        assertThat(refused.json().at("/misfits/0/key").asString()).isEqualTo("lost");
        head.get("/api/users/lost").expect(404);
    }

    @Test
    void aUserWhomATeamNamesIsNotRenamedBehindItsBack() {
        JsonNode ursula = Office.user(head, "ursula");
        Client.Answer refused = head.put(
                        "/api/users/ursula",
                        Map.of("key", "uschi", "name", "Урсула"),
                        ursula.path("version").asLong())
                .expect(422);
        assertThat(refused.json().at("/misfits/0/section").asString()).isEqualTo("teams");
    }

    @Test
    void theLastAdministratorIsNeitherDemotedNorDeactivated() {
        added("second-administrator", "administrator");
        for (Map<String, Object> change : List.<Map<String, Object>>of(
                Map.of("name", "Head", "email", "head@beauty-shop.example", "role", "operator"),
                Map.of(
                        "name",
                        "Head",
                        "email",
                        "head@beauty-shop.example",
                        "role",
                        "administrator",
                        "active",
                        false))) {
            long version = Office.user(head, "head").path("version").asLong();
            assertThat(head.put("/api/users/head", change, version).expect(409).slug())
                    .isEqualTo("last-administrator");
        }
    }

    @Test
    void aDeactivatedUsersSessionsAndTokensStopAtOnce() {
        Client manager = Office.joined("leaver", "manager");
        String token = manager.post("/api/tokens", Map.of("name", "export"))
                .expect(201)
                .json()
                .path("secret")
                .asString();
        Client program = manager.withToken(token);
        program.get("/api/users").expect(200);
        JsonNode leaver = Office.user(head, "leaver");
        head.put(
                        "/api/users/leaver",
                        Map.of("name", "Leaver", "email", "leaver@shop.example", "role", "manager", "active", false),
                        leaver.path("version").asLong())
                .expect(200);
        manager.get("/api/session").expect(401);
        program.get("/api/users").expect(401);
        assertThat(Office.SERVER
                        .client()
                        .post(
                                "/api/session",
                                Map.of("email", "leaver@shop.example", "password", "a long password for tests"))
                        .expect(401)
                        .slug())
                .isEqualTo("wrong-credentials");
    }

    @Test
    void whoGetsAnotherEmailSignsInByItOnceTheyChoseAPasswordForIt() {
        Office.joined("mover", "operator");
        JsonNode mover = Office.user(head, "mover");
        assertThat(mover.path("signInEmail").isNull()).isTrue();
        Map<String, String> moved = Map.of("name", "Mover", "email", "moved@shop.example");
        JsonNode changed = head.put(
                        "/api/users/mover", moved, mover.path("version").asLong())
                .expect(200)
                .json();
        assertThat(changed.path("signInEmail").asString()).isEqualTo("mover@shop.example");
        Office.SERVER.client().signIn("mover@shop.example", Office.PASSWORD);
        assertThat(Office.errors(head.put(
                                "/api/users/mover",
                                Map.of("name", "Mover"),
                                changed.path("version").asLong())
                        .expect(422)))
                .containsExactly("email required");

        head.post("/api/users", Map.of("key", "heir", "name", "Heir", "email", "mover@shop.example"))
                .expect(201);
        assertThat(Office.errors(head.post("/api/users/heir/invitation", "{}").expect(422)))
                .containsExactly("email taken");
        Office.accept(head, "mover");
        assertThat(Office.user(head, "mover").path("signInEmail").isNull()).isTrue();
        Office.SERVER.client().signIn("moved@shop.example", Office.PASSWORD);
        Office.SERVER
                .client()
                .post("/api/session", Map.of("email", "mover@shop.example", "password", Office.PASSWORD))
                .expect(401);
        Office.accept(head, "heir");
    }

    @Test
    void managersKeepToOperatorsAndOperatorsToThemselves() {
        Client manager = Office.joined("middle", "manager");
        added("plain", "operator");
        assertThat(manager.post("/api/users", Map.of("name", "x", "role", "administrator"))
                        .expect(403)
                        .slug())
                .isEqualTo("forbidden");
        manager.put("/api/users/head", Map.of("name", "Gone", "role", "administrator"), 1)
                .expect(403);
        manager.post("/api/users/head/invitation", "{}").expect(403);
        manager.put("/api/users/plain", Map.of("name", "Plain", "role", "manager"), 1)
                .expect(403);
        manager.put("/api/users/plain", Map.of("name", "Plainer"), 1).expect(200);
        JsonNode row = Office.user(manager, "head");
        assertThat(row.at("/can/edit").asBoolean()).isFalse();
        assertThat(Office.user(manager, "plain").at("/can/edit").asBoolean()).isTrue();

        Client operator = Office.joined("worker", "operator");
        operator.post("/api/users", Map.of("name", "x")).expect(403);
        operator.put("/api/users/worker", Map.of("name", "x"), 1).expect(403);
        operator.post("/api/users/plain/invitation", "{}").expect(403);
        assertThat(Office.user(operator, "marina").at("/absence/kind").asString())
                .isEmpty();
    }

    @Test
    void tokensMakeNoAdministratorsAndNoPasswords() {
        Client program = head.withToken(head.post("/api/tokens", Map.of("name", "t"))
                .expect(201)
                .json()
                .path("secret")
                .asString());
        program.post("/api/users", Map.of("name", "x", "role", "administrator")).expect(403);
        program.post("/api/users/marina/invitation", "{}").expect(403);
    }

    @Test
    void ofTwoAdministratorsWhoDemoteEachOtherAtOnceOneStays() throws InterruptedException {
        TestServer server = TestServer.start(true);
        try {
            Client first = server.administrator();
            first.post(
                            "/api/users",
                            Map.of("key", "b", "name", "B", "email", "b@shop.example", "role", "administrator"))
                    .expect(201);
            Client second = joined(server, first, "b");
            long versionOfHead = Office.user(first, "head").path("version").asLong();
            long versionOfB = Office.user(first, "b").path("version").asLong();
            List<Integer> statuses = Collections.synchronizedList(new ArrayList<>());
            Thread one = Thread.ofVirtual()
                    .start(() -> statuses.add(
                            first.put("/api/users/b", Map.of("name", "B", "email", "b@shop.example"), versionOfB)
                                    .status()));
            Thread other = Thread.ofVirtual()
                    .start(() -> statuses.add(second.put(
                                    "/api/users/head",
                                    Map.of("name", "Head", "email", "head@beauty-shop.example"),
                                    versionOfHead)
                            .status()));
            one.join();
            other.join();
            assertThat(statuses).contains(200).doesNotContain(500);
            assertThat(server.query("select count(*) from fairlead.app_user where role = 'administrator' and active"))
                    .isEqualTo("1");
        } finally {
            server.stop();
        }
    }

    /** Somebody who was invited and has accepted. */
    private static Client joined(TestServer server, Client inviter, String key) {
        String secret = inviter.post("/api/users/" + key + "/invitation", "{}")
                .expect(201)
                .json()
                .path("secret")
                .asString();
        Client joined = server.client();
        var wanted = Map.of("secret", secret, "name", "B", "locale", "en", "password", "a long password for tests");
        joined.post("/api/invitations/accept", wanted).expect(204);
        return joined;
    }

    @Test
    void everyChangeOfAUserIsKeptWithWhoWhatWasAndWhatIs() {
        JsonNode user = added("recorded", "operator");
        head.put(
                        "/api/users/recorded",
                        Map.of("name", "Later", "target", 5),
                        user.path("version").asLong())
                .expect(200);
        assertThat(Office.SERVER.query("""
                        select u.key || ': ' || (data->'before'->>'name') || ', ' || coalesce(data->'before'->>'target', '-')
                               || ' > ' || (data->'after'->>'name') || ', ' || (data->'after'->>'target')
                          from fairlead.event e join fairlead.app_user u on u.company_id = e.company_id and u.id = e.who
                         where kind = 'user-changed' and data->'after'->>'key' = 'recorded'
                        """)).isEqualTo("head: recorded, - > Later, 5");
    }

    @Test
    void theNeighbourSeesAndChangesOnlyTheirOwn() {
        Client neighbour = Office.neighbour();
        List<String> keys = new ArrayList<>();
        neighbour
                .get("/api/users")
                .expect(200)
                .json()
                .path("rows")
                .forEach(row -> keys.add(row.path("key").asString()));
        assertThat(keys).containsExactly("boss", "ursula");
        neighbour.get("/api/users/marina").expect(404);
        neighbour.put("/api/users/marina", Map.of("name", "Mine"), 1).expect(404);
        neighbour.post("/api/users/marina/invitation", "{}").expect(404);
        assertThat(Office.user(neighbour, "ursula").path("name").asString()).isEqualTo("Ursula");
    }

    private JsonNode added(String key, String role) {
        return head.post("/api/users", Map.of("key", key, "name", key, "role", role))
                .expect(201)
                .json();
    }
}
