package io.fairlead.server.people;

import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.platform.http.Problems;
import io.fairlead.server.platform.http.Refusal;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Who a request comes from, in two chains: programs show a token, people have a session of ours and a CSRF token; nothing
 * is kept in memory from request to request. What each may do is said at the handlers.
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
                .addFilterBefore(filter, AuthorizationFilter.class);
        return common(http).build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain people(HttpSecurity http, Sessions sessions) {
        http.csrf(csrf -> csrf.spa()).addFilterBefore(new UserAsOfNow(sessions), AnonymousAuthenticationFilter.class);
        return common(http).build();
    }

    /** Each filter of each request would be measured, which nobody reads. */
    @Bean
    SecurityObservationSettings unobserved() {
        return SecurityObservationSettings.noObservations();
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
                .securityContext(
                        contexts -> contexts.securityContextRepository(new RequestAttributeSecurityContextRepository()))
                .sessionManagement(AbstractHttpConfigurer::disable)
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

    /** Knows whose session a request has as soon as somebody asks: files of the web app, which are for everybody, do not. */
    private static final class UserAsOfNow extends OncePerRequestFilter {
        private final Sessions sessions;

        private UserAsOfNow(Sessions sessions) {
            this.sessions = sessions;
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            SecurityContextHolder.setDeferredContext(SingletonSupplier.of(() -> sessions.user(request)
                    .map(user -> sessions.keep(user, request, response))
                    .orElseGet(SecurityContextHolder::createEmptyContext)));
            chain.doFilter(request, response);
        }
    }
}
