package io.fairlead.server.people;

import io.fairlead.server.platform.http.Permission;
import java.io.Serial;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticatedPrincipal;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * Who makes a request. What a session keeps of it is compared with the user at each request.
 *
 * @param idSeed the company's, for the ids it shows outside
 */
public record SignedIn(int companyId, long userId, Role role, long idSeed)
        implements AuthenticatedPrincipal, Serializable {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Published when somebody has signed out themselves. */
    public record SignedOut(SignedIn who) {}

    /** Published when somebody has signed in with their password. */
    public record Came(SignedIn who, String address) {}

    /**
     * Published when an attempt to sign in failed.
     *
     * @param email as somebody has it, or nobody; empty for none that can be one
     * @param waited whether nothing was looked at, since there had been too many
     */
    public record Refused(String email, String address, boolean waited) {}

    /** The name under which the user's sessions are found. */
    @Override
    public String getName() {
        return nameOf(companyId, userId);
    }

    static String nameOf(int companyId, long userId) {
        return companyId + "/" + userId;
    }

    /** As a person with a session. */
    Authentication authentication() {
        return with(role.permissions());
    }

    /**
     * As a program with a token. Tokens make no tokens, no administrators and no passwords: one that leaks could be
     * outlived by what it made. Nor do they export or erase people.
     *
     * @param exports whether the token was made to write leads out
     */
    Authentication program(boolean exports) {
        Set<Permission> permissions = new HashSet<>(role.permissions());
        permissions.removeAll(
                Set.of(Permission.TOKENS, Permission.MANAGE_ROLES, Permission.INVITE, Permission.PERSONAL_DATA));
        if (!exports) {
            permissions.remove(Permission.EXPORT_LEADS);
        }
        return with(permissions);
    }

    private Authentication with(Set<Permission> permissions) {
        List<SimpleGrantedAuthority> authorities = Stream.concat(Stream.of(Permission.SIGNED_IN), permissions.stream())
                .sorted()
                .map(permission -> new SimpleGrantedAuthority(permission.word()))
                .toList();
        return UsernamePasswordAuthenticationToken.authenticated(this, null, authorities);
    }
}
