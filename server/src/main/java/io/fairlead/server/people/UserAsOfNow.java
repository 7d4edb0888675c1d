package io.fairlead.server.people;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Looks at each request of a session what its user is now: a changed role counts at once, and who is no longer active
 * is signed out. Files of the web app, which are for everybody, are left out.
 */
final class UserAsOfNow extends OncePerRequestFilter {
    private final Users users;

    UserAsOfNow(Users users) {
        this.users = users;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/assets/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication kept = SecurityContextHolder.getContext().getAuthentication();
        if (kept != null && kept.getPrincipal() instanceof SignedIn before) {
            Optional<SignedIn> now = users.signedIn(before.companyId(), before.userId());
            if (now.isEmpty()) {
                SecurityContextHolder.clearContext();
                HttpSession session = request.getSession(false);
                if (session != null) {
                    session.invalidate();
                }
            } else {
                SecurityContextHolder.setContext(
                        new SecurityContextImpl(now.get().authentication()));
            }
        }
        chain.doFilter(request, response);
    }
}
