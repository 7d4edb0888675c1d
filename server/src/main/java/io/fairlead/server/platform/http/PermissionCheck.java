package io.fairlead.server.platform.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Lets a handler of ours run only for who has the permission it names. */
final class PermissionCheck implements HandlerInterceptor {
    private static final String OURS = "io.fairlead.";

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && method.getBeanType().getName().startsWith(OURS)) {
            check(method, SecurityContextHolder.getContext().getAuthentication());
        }
        return true;
    }

    private static void check(HandlerMethod method, @Nullable Authentication caller) {
        Allow allow = method.getMethodAnnotation(Allow.class);
        if (allow == null) {
            throw new IllegalStateException(method.getShortLogMessage() + " names no permission");
        }
        Permission needed = allow.value();
        if (needed == Permission.ANYONE) {
            return;
        }
        if (caller == null || caller instanceof AnonymousAuthenticationToken || !caller.isAuthenticated()) {
            throw Refusal.signedOut();
        }
        if (caller.getAuthorities().stream()
                .noneMatch(authority -> needed.word().equals(authority.getAuthority()))) {
            throw Refusal.forbidden();
        }
    }
}
