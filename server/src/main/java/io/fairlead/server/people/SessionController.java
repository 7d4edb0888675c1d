package io.fairlead.server.people;

import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.Permission;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/session")
class SessionController {
    private final Passwords passwords;
    private final Users users;
    private final SessionQueries queries;
    private final Sessions sessions;
    private final ApplicationEventPublisher publisher;

    SessionController(
            Passwords passwords,
            Users users,
            SessionQueries queries,
            Sessions sessions,
            ApplicationEventPublisher publisher) {
        this.publisher = publisher;
        this.passwords = passwords;
        this.users = users;
        this.queries = queries;
        this.sessions = sessions;
    }

    /** @param company the id of one in which the password fits; null asks for the only one, or which there are */
    record Credentials(
            @Nullable String email,
            @Nullable String password,
            @Nullable String company) {}

    record PasswordChange(
            @Nullable String current, @Nullable String next) {}

    record Preferences(@Nullable String locale) {}

    @Allow(Permission.SIGNED_IN)
    @GetMapping
    SessionQueries.Session session(@AuthenticationPrincipal SignedIn me, Authentication caller) {
        Set<String> granted = AuthorityUtils.authorityListToSet(caller.getAuthorities());
        return queries.of(me, permission -> granted.contains(permission.word()));
    }

    @Allow(Permission.ANYONE)
    @PostMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signIn(@RequestBody Credentials given, HttpServletRequest request, HttpServletResponse response) {
        SignedIn user = passwords.signIn(new Passwords.Attempt(
                text(given.email()), text(given.password()), given.company(), request.getRemoteAddr()));
        sessions.begin(user, request, response);
        publisher.publishEvent(new SignedIn.Came(user, request.getRemoteAddr()));
    }

    @Allow(Permission.ANYONE)
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signOut(
            @AuthenticationPrincipal @Nullable SignedIn me, HttpServletRequest request, HttpServletResponse response) {
        sessions.end(request, response);
        if (me != null) {
            publisher.publishEvent(new SignedIn.SignedOut(me));
        }
    }

    @Allow(Permission.SIGNED_IN)
    @PutMapping("/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changePassword(
            @AuthenticationPrincipal SignedIn me, @RequestBody PasswordChange change, HttpServletRequest request) {
        passwords.change(me, text(change.current()), text(change.next()));
        sessions.endOthers(me, request);
    }

    @Allow(Permission.SIGNED_IN)
    @PatchMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changeSession(@AuthenticationPrincipal SignedIn me, @RequestBody Preferences preferences) {
        users.setLocale(me, text(preferences.locale()));
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given;
    }
}
