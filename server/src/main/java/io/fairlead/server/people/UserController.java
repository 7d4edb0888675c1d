package io.fairlead.server.people;

import io.fairlead.server.notify.PublicAddress;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.IfMatch;
import io.fairlead.server.platform.http.Permission;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

@RestController
@RequestMapping("/api/users")
class UserController {
    private final Users users;
    private final UserQueries queries;
    private final Invitations invitations;
    private final PublicAddress address;

    UserController(Users users, UserQueries queries, Invitations invitations, PublicAddress address) {
        this.users = users;
        this.queries = queries;
        this.invitations = invitations;
        this.address = address;
    }

    @Allow(Permission.SIGNED_IN)
    @GetMapping
    UserQueries.UserRows users(@AuthenticationPrincipal SignedIn me, Authentication caller) {
        return queries.all(asked(me, caller));
    }

    @Allow(Permission.SIGNED_IN)
    @GetMapping("/{key}")
    ResponseEntity<UserQueries.UserRow> user(
            @AuthenticationPrincipal SignedIn me, Authentication caller, @PathVariable String key) {
        return answer(HttpStatus.OK, queries.one(asked(me, caller), key));
    }

    @Allow(Permission.MANAGE_PEOPLE)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<UserQueries.UserRow> addUser(
            @AuthenticationPrincipal SignedIn me, Authentication caller, @RequestBody UserForm.WantedUser wanted) {
        String key = users.create(editor(me, caller), wanted.checked());
        return answer(HttpStatus.CREATED, queries.one(asked(me, caller), key));
    }

    @Allow(Permission.MANAGE_PEOPLE)
    @PutMapping("/{key}")
    ResponseEntity<UserQueries.UserRow> changeUser(
            @AuthenticationPrincipal SignedIn me,
            Authentication caller,
            @PathVariable String key,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match,
            @RequestBody UserForm.WantedUser wanted) {
        String newKey = users.change(editor(me, caller), key, IfMatch.version(match), wanted.checked());
        return answer(HttpStatus.OK, queries.one(asked(me, caller), newKey));
    }

    @Allow(Permission.INVITE)
    @PostMapping("/{key}/invitation")
    @ResponseStatus(HttpStatus.CREATED)
    Invitations.NewInvitation invite(
            @AuthenticationPrincipal SignedIn me, Authentication caller, @PathVariable String key) {
        String server = address.or(
                ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString());
        return invitations.make(editor(me, caller), key, server);
    }

    @Allow(Permission.INVITE)
    @DeleteMapping("/{key}/invitation")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdrawInvitation(@AuthenticationPrincipal SignedIn me, Authentication caller, @PathVariable String key) {
        invitations.withdraw(editor(me, caller), key);
    }

    private static ResponseEntity<UserQueries.UserRow> answer(HttpStatus status, UserQueries.UserRow row) {
        return ResponseEntity.status(status).eTag(IfMatch.tag(row.version())).body(row);
    }

    private static Users.Editor editor(SignedIn me, Authentication caller) {
        return new Users.Editor(me, granted(caller).contains(Permission.MANAGE_ROLES.word()));
    }

    private static UserQueries.Asked asked(SignedIn me, Authentication caller) {
        Set<String> granted = granted(caller);
        return new UserQueries.Asked(
                editor(me, caller),
                granted.contains(Permission.MANAGE_PEOPLE.word()),
                granted.contains(Permission.INVITE.word()));
    }

    private static Set<String> granted(Authentication caller) {
        return AuthorityUtils.authorityListToSet(caller.getAuthorities());
    }
}
