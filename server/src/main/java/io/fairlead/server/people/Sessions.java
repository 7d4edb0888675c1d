package io.fairlead.server.people;

import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.platform.sql.Transactions.Whose;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.stereotype.Component;

/**
 * The sessions of people who signed in: a cookie with a secret, of which the database keeps a hash. Each request asks the
 * database, by one statement, whose session it is and what that user is now: on every node a session that was ended opens
 * nothing from then on, a changed role counts at once, and who is no longer active is signed out. Thread-safe.
 */
@Component
class Sessions {
    private static final String COOKIE = "SESSION";
    private static final Duration IDLE = Duration.ofDays(14);
    /** That a session is used is written once a minute at most. */
    private static final Duration WRITTEN = Duration.ofMinutes(1);

    private static final String KEY = "cast(? as char(36))";
    private static final String MINE =
            "(select split_part(principal_name, '/', 1) from shared.session" + " where session_id = " + KEY + ")";
    private static final String FOUND = """
            select s.principal_name, s.last_access_time, u.role, c.id_seed
              from shared.session s
              left join (fairlead.app_user u join fairlead.company c on c.company_id = u.company_id)
                on u.company_id = split_part(s.principal_name, '/', 1)::int
               and u.id = split_part(s.principal_name, '/', 2)::bigint and u.active
             where s.session_id = %s and s.expiry_time > ?
            """.formatted(KEY);

    private final RequestAttributeSecurityContextRepository contexts = new RequestAttributeSecurityContextRepository();
    private final CookieCsrfTokenRepository csrf = CookieCsrfTokenRepository.withHttpOnlyFalse();
    private final JdbcClient jdbc;
    private final Transactions transactions;

    Sessions(JdbcClient jdbc, Transactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** @param user null if there is no such user any more, or an inactive one */
    private record Found(long used, @Nullable SignedIn user) {}

    /**
     * Begins a session under a new secret and with a new CSRF token: those that somebody planted in the browser before
     * become worthless. Sessions that nobody has used for too long are thrown away on the occasion.
     */
    void begin(SignedIn user, HttpServletRequest request, HttpServletResponse response) {
        shown(request).ifPresent(this::delete);
        Secret secret = Secret.random("");
        String key = key(secret);
        long now = now();
        jdbc.sql("delete from shared.session where expiry_time <= ?").param(now).update();
        jdbc.sql("""
                        insert into shared.session (primary_id, session_id, creation_time, last_access_time,
                                                    max_inactive_interval, expiry_time, principal_name)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(key, key, now, now, IDLE.toSeconds(), now + IDLE.toMillis(), user.getName())
                .update();
        response.addCookie(cookie(secret.text(), IDLE, request));
        SecurityContextHolder.setContext(keep(user, request, response));
        csrf.saveToken(csrf.generateToken(request), request, response);
    }

    /** The user of this request's session as of now; empty without one. */
    Optional<SignedIn> user(HttpServletRequest request) {
        return shown(request).flatMap(this::user);
    }

    private Optional<SignedIn> user(String key) {
        long now = now();
        List<Found> rows = transactions.look(
                new Whose(MINE, key),
                FOUND,
                (row, n) -> {
                    String role = row.getString("role");
                    String[] name = row.getString("principal_name").split("/", 2);
                    SignedIn user = role == null
                            ? null
                            : new SignedIn(
                                    Integer.parseInt(name[0]),
                                    Long.parseLong(name[1]),
                                    Role.of(role),
                                    row.getLong("id_seed"));
                    return new Found(row.getLong("last_access_time"), user);
                },
                key,
                now);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        Found found = rows.getFirst();
        if (found.user() == null) {
            delete(key);
        } else if (found.used() + WRITTEN.toMillis() <= now) {
            jdbc.sql("update shared.session set last_access_time = ?, expiry_time = ? where session_id = " + KEY)
                    .params(now, now + IDLE.toMillis(), key)
                    .update();
        }
        return Optional.ofNullable(found.user());
    }

    /** The user as who makes this request, also where it is dispatched again. */
    SecurityContext keep(SignedIn user, HttpServletRequest request, HttpServletResponse response) {
        SecurityContext context = new SecurityContextImpl(user.authentication());
        contexts.saveContext(context, request, response);
        return context;
    }

    void end(HttpServletRequest request, HttpServletResponse response) {
        shown(request).ifPresent(key -> {
            delete(key);
            response.addCookie(cookie("", Duration.ZERO, request));
        });
        SecurityContextHolder.clearContext();
    }

    /** Ends all sessions of the user but the one of this request. */
    void endOthers(SignedIn user, HttpServletRequest request) {
        jdbc.sql("delete from shared.session where principal_name = ? and session_id <> " + KEY)
                .params(user.getName(), shown(request).orElse(""))
                .update();
    }

    private void delete(String key) {
        jdbc.sql("delete from shared.session where session_id = " + KEY)
                .param(key)
                .update();
    }

    /** As the database keeps the session whose secret the request shows. */
    private static Optional<String> shown(HttpServletRequest request) {
        return Stream.of(request.getCookies() == null ? new Cookie[0] : request.getCookies())
                .filter(cookie -> cookie.getName().equals(COOKIE))
                .findFirst()
                .map(cookie -> key(Secret.of(cookie.getValue())));
    }

    /** The first 216 bits of the secret's hash, which are 36 characters. */
    private static String key(Secret secret) {
        return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(secret.hash(), 27));
    }

    private static Cookie cookie(String value, Duration age, HttpServletRequest request) {
        Cookie cookie = new Cookie(COOKIE, value);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setMaxAge(Math.toIntExact(age.toSeconds()));
        cookie.setAttribute("SameSite", "Lax");
        return cookie;
    }

    /** Not the clock that rehearsals set: nobody is to be signed out because a month is played through. */
    private static long now() {
        return System.currentTimeMillis();
    }
}
