package io.fairlead.server.people;

import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticatedPrincipal;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * Who makes a request. It is kept in sessions, so whoever changes a user's role ends the user's sessions.
 *
 * @param idSeed the company's, for the ids it shows outside
 */
public record SignedIn(int companyId, long userId, Role role, long idSeed)
        implements AuthenticatedPrincipal, Serializable {
    @Serial
    private static final long serialVersionUID = 1L;

    /** The name under which the user's sessions are found. */
    @Override
    public String getName() {
        return companyId + "/" + userId;
    }

    Authentication authentication() {
        return UsernamePasswordAuthenticationToken.authenticated(this, null, authorities());
    }

    private List<SimpleGrantedAuthority> authorities() {
        return role.permissions().stream()
                .sorted()
                .map(permission -> new SimpleGrantedAuthority(permission.word()))
                .toList();
    }
}
