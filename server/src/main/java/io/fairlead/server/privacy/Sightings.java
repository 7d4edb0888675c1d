package io.fairlead.server.privacy;

import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Notes who opened which lead or contact, used a token or signed in. Of the same person and record one row an
 * hour; what this node has noted in this hour costs no statement. Thread-safe.
 */
@Component
class Sightings implements HandlerInterceptor, WebMvcConfigurer {
    private static final int MOST_KNOWN = 20_000;
    private static final Map<String, Opened> OPENED = Map.of(
            "/api/leads/{id}", new Opened("lead-opened", Ids.Kind.LEAD),
            "/api/contacts/{id}", new Opened("contact-opened", Ids.Kind.CONTACT),
            "/api/privacy/contacts/{id}", new Opened("contact-opened", Ids.Kind.CONTACT));

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final InstantSource clock;
    private final Set<Sighting> known = ConcurrentHashMap.newKeySet();

    Sightings(JdbcClient jdbc, Transactions transactions, InstantSource clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    private record Opened(String kind, Ids.Kind record) {}

    private record Sighting(int company, long who, String kind, long record, Instant hour) {}

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/api/**");
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        if (response.getStatus() >= 300 || caller == null || !(caller.getPrincipal() instanceof SignedIn me)) {
            return;
        }
        if (request.getHeader(HttpHeaders.AUTHORIZATION) != null) {
            note(me, "token-used", 0, request.getRemoteAddr());
        }
        Opened opened = request.getMethod().equals("GET")
                ? OPENED.get(String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)))
                : null;
        if (opened != null
                && request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> places) {
            OptionalLong record = Ids.of(me.idSeed()).read(opened.record(), String.valueOf(places.get("id")));
            record.ifPresent(number -> note(me, opened.kind(), number, request.getRemoteAddr()));
        }
    }

    @EventListener
    void on(SignedIn.Came came) {
        SignedIn who = came.who();
        write(who.companyId(), who.userId(), "signed-in", 0, null, came.address());
    }

    private void note(SignedIn who, String kind, long record, String address) {
        Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
        Sighting sighting = new Sighting(who.companyId(), who.userId(), kind, record, hour);
        if (known.contains(sighting)) {
            return;
        }
        write(who.companyId(), who.userId(), kind, record, hour, address);
        if (known.size() >= MOST_KNOWN) {
            known.clear();
        }
        known.add(sighting);
    }

    private void write(int company, long who, String kind, long record, @Nullable Instant hour, String address) {
        transactions.inCompany(company, () -> {
            jdbc.sql("""
                            insert into fairlead.audit (at, who, kind, record, hour, address) values (?, ?, ?, ?, ?, ?)
                            on conflict do nothing
                            """)
                    .param(clock.instant().atOffset(ZoneOffset.UTC))
                    .param(who)
                    .param(kind)
                    .param(record)
                    .param(hour == null ? null : hour.atOffset(ZoneOffset.UTC))
                    .param(address)
                    .update();
        });
    }
}
