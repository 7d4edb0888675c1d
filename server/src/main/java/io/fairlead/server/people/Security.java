package io.fairlead.server.people;

import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.platform.http.Problems;
import io.fairlead.server.platform.http.Refusal;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.session.autoconfigure.DefaultCookieSerializerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Who a request comes from, in two chains: programs show a token and leave nothing behind, people have a session and a
 * CSRF token. What each may do is said at the handlers.
 */
@Configuration(proxyBeanMethods = false)
class Security {
    private static final String BEARER = "Bearer ";

    /** Component libraries write style elements; scripts come from files of ours alone. */
    private static final String CONTENT_POLICY = String.join(
            "; ",
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'");

    private final Problems problems;

    Security(Problems problems) {
        this.problems = problems;
    }

    @Bean
    @Order(1)
    SecurityFilterChain programs(HttpSecurity http, List<Bearer> bearers) {
        AuthenticationFilter filter = new AuthenticationFilter(byToken(bearers), Security::shown);
        filter.setSuccessHandler((request, response, authentication) -> {});
        filter.setFailureHandler((request, response, failure) -> {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
            problems.write(response, Refusal.signedOut());
        });
        http.securityMatcher(request -> token(request).isPresent())
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(filter, AuthorizationFilter.class);
        return common(http).build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain people(HttpSecurity http, Users users) {
        http.csrf(csrf -> csrf.spa()).addFilterBefore(new UserAsOfNow(users), AuthorizationFilter.class);
        return common(http).build();
    }

    /** The cookie is the session's id as it is: decoding it could give what the database does not take, like a NUL. */
    @Bean
    DefaultCookieSerializerCustomizer plainCookie() {
        return cookies -> cookies.setUseBase64Encoding(false);
    }

    /** Each request says when its session was last used: the row is written for it once a minute, or if more was changed. */
    @Bean
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> rarelyWritten() {
        return sessions -> sessions.setUpdateSessionQuery("""
                update %TABLE_NAME% s
                   set session_id = v.session_id, last_access_time = v.used, max_inactive_interval = v.idle,
                       expiry_time = v.expiry, principal_name = v.principal
                  from (values (?::char(36), ?::bigint, ?::int, ?::bigint, ?::text, ?::char(36)))
                       as v (session_id, used, idle, expiry, principal, id)
                 where s.primary_id = v.id
                   and (v.used >= s.last_access_time + 60000 or v.session_id <> s.session_id
                        or v.idle <> s.max_inactive_interval or v.principal is distinct from s.principal_name)
                """);
    }

    private HttpSecurity common(HttpSecurity http) {
        return http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD)
                        .permitAll()
                        .requestMatchers("/actuator/health/**")
                        .permitAll()
                        .requestMatchers("/actuator/**")
                        .hasAuthority(Permission.METRICS.word())
                        .anyRequest()
                        .permitAll())
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_POLICY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                        .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(permissions ->
                                permissions.policy("camera=(), geolocation=(), microphone=(), payment=()")))
                .exceptionHandling(failures -> failures.authenticationEntryPoint(
                                (request, response, failure) -> problems.write(response, Refusal.signedOut()))
                        .accessDeniedHandler(
                                (request, response, failure) -> problems.write(response, Refusal.forbidden())))
                .requestCache(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable);
    }

    private static AuthenticationManager byToken(List<Bearer> bearers) {
        return shown -> bearers.stream()
                .flatMap(bearer -> bearer.shown(shown.getName()).stream())
                .findFirst()
                .orElseThrow(() -> new BadCredentialsException("no such token"));
    }

    private static @Nullable Authentication shown(HttpServletRequest request) {
        return token(request)
                .map(secret -> new PreAuthenticatedAuthenticationToken(secret, ""))
                .orElse(null);
    }

    private static Optional<String> token(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length()).strip());
    }

    /**
     * Looks at each request of a session what its user is now: a changed role counts at once, and who is no longer active
     * is signed out. Files of the web app, which are for everybody, are left out.
     */
    private static final class UserAsOfNow extends OncePerRequestFilter {
        private final Users users;

        private UserAsOfNow(Users users) {
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
}
