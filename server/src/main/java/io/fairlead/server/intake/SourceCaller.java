package io.fairlead.server.intake;

import io.fairlead.server.platform.http.Permission;
import java.util.List;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticatedPrincipal;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * A program that shows the secret key of a source: it may send leads of that source, and nothing else.
 *
 * @param perMinute how many leads the source may send
 */
record SourceCaller(int companyId, String source, int perMinute, long idSeed) implements AuthenticatedPrincipal {
    @Override
    public String getName() {
        return companyId + "/source/" + source;
    }

    Authentication authentication() {
        return UsernamePasswordAuthenticationToken.authenticated(
                this, null, List.of(new SimpleGrantedAuthority(Permission.INTAKE.word())));
    }
}
