package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class InvitationTest {
    private static final String PASSWORD = "correct horse battery";

    private final Client head = Office.head();

    @Test
    void anInvitedColleagueChoosesTheirPasswordAndIsSignedIn() {
        JsonNode invitation = invited("guest");
        assertThat(invitation.path("path").asString())
                .isEqualTo("/invitation#" + invitation.path("secret").asString());
        assertThat(Office.user(head, "guest").path("signIn").asString()).isEqualTo("invited");
        Client browser = Office.SERVER.client();
        JsonNode seen = browser.post(
                        "/api/invitations/look",
                        Map.of("secret", invitation.path("secret").asString()))
                .expect(200)
                .json();
        assertThat(seen.path("company").asString()).isEqualTo("Сибирская косметика");
        assertThat(seen.path("email").asString()).isEqualTo("guest@shop.example");

        accept(browser, invitation, PASSWORD).expect(204);
        JsonNode session = browser.get("/api/session").expect(200).json();
        assertThat(session.at("/user/name").asString()).isEqualTo("Gudrun Gast");
        assertThat(session.at("/user/locale").asString()).isEqualTo("de");
        assertThat(session.at("/can/attend").asBoolean()).isTrue();
        assertThat(session.at("/can/managePeople").asBoolean()).isFalse();
        assertThat(Office.user(head, "guest").path("signIn").asString()).isEqualTo("active");
        Office.SERVER.client().signIn("guest@shop.example", PASSWORD);
    }

    @Test
    void aLinkWorksOnceAndOnlyTheNewest() {
        JsonNode first = invited("once");
        JsonNode second =
                head.post("/api/users/once/invitation", "{}").expect(201).json();
        assertThat(accept(Office.SERVER.client(), first, PASSWORD).expect(410).slug())
                .isEqualTo("invitation-ended");
        accept(Office.SERVER.client(), second, PASSWORD).expect(204);
        accept(Office.SERVER.client(), second, PASSWORD).expect(410);
    }

    @Test
    void aWithdrawnOrOldLinkOpensNothing() {
        JsonNode withdrawn = invited("withdrawn");
        head.delete("/api/users/withdrawn/invitation").expect(204);
        accept(Office.SERVER.client(), withdrawn, PASSWORD).expect(410);
        JsonNode old = invited("late");
        Office.SERVER.execute("update shared.invitation set expires_at = now() where user_id = "
                + "(select id from fairlead.app_user where key = 'late')");
        accept(Office.SERVER.client(), old, PASSWORD).expect(410);
        assertThat(Office.user(head, "late").path("signIn").asString()).isEqualTo("none");
    }

    @Test
    void aPasswordThatIsTooEasyLeavesTheLinkAsItIs() {
        JsonNode invitation = invited("careless");
        assertThat(Office.errors(
                        accept(Office.SERVER.client(), invitation, "short").expect(422)))
                .containsExactly("password too-short");
        accept(Office.SERVER.client(), invitation, PASSWORD).expect(204);
    }

    @Test
    void aNewLinkForWhoSignsInAlreadyEndsTheirOtherSessions() {
        Client before = Office.joined("forgetful", "operator");
        Client after = Office.accept(head, "forgetful");
        before.get("/api/session").expect(401);
        after.get("/api/session").expect(200);
    }

    @Test
    void whoHasNoEmailOrIsInactiveIsNotInvited() {
        head.post("/api/users", Map.of("key", "mailless", "name", "Mailless")).expect(201);
        assertThat(Office.errors(
                        head.post("/api/users/mailless/invitation", "{}").expect(422)))
                .containsExactly("email required");
        head.post("/api/users", Map.of("key", "gone", "name", "Gone", "email", "gone@shop.example", "active", false))
                .expect(201);
        assertThat(Office.errors(head.post("/api/users/gone/invitation", "{}").expect(422)))
                .containsExactly("active inactive");
    }

    private JsonNode invited(String key) {
        head.post("/api/users", Map.of("key", key, "name", key, "email", key + "@shop.example"))
                .expect(201);
        return head.post("/api/users/" + key + "/invitation", "{}").expect(201).json();
    }

    private static Client.Answer accept(Client browser, JsonNode invitation, String password) {
        return browser.post(
                "/api/invitations/accept",
                Map.of(
                        "secret",
                        invitation.path("secret").asString(),
                        "name",
                        "Gudrun Gast",
                        "locale",
                        "de",
                        "password",
                        password));
    }
}
