package io.fairlead.server.people;

import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.Permission;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** For who has a link. Its secret comes in the body, since addresses are logged. */
@RestController
@RequestMapping("/api/invitations")
class InvitationController {
    private final Invitations invitations;
    private final Sessions sessions;

    InvitationController(Invitations invitations, Sessions sessions) {
        this.invitations = invitations;
        this.sessions = sessions;
    }

    record ShownInvitation(@Nullable String secret) {}

    record AcceptedInvitation(
            @Nullable String secret,
            @Nullable String name,
            @Nullable String locale,
            @Nullable String password) {}

    @Allow(Permission.ANYONE)
    @PostMapping("/look")
    Invitations.Invited lookAtInvitation(@RequestBody ShownInvitation shown) {
        return invitations.look(Typed.text(shown.secret()));
    }

    @Allow(Permission.ANYONE)
    @PostMapping("/accept")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void acceptInvitation(
            @RequestBody AcceptedInvitation accepted, HttpServletRequest request, HttpServletResponse response) {
        SignedIn user = invitations.accept(
                Typed.text(accepted.secret()),
                Typed.text(accepted.name()),
                Typed.text(accepted.locale()),
                accepted.password() == null ? "" : accepted.password());
        sessions.begin(user, request, response);
    }
}
