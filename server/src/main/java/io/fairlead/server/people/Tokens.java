package io.fairlead.server.people;

import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/**
 * API tokens: what a program shows instead of a password. A token acts as the user who made it, with the rights that
 * user has at the moment. Only a hash of the secret is kept. Thread-safe.
 */
@Component
class Tokens implements Bearer {
    private static final Instant NEVER = Instant.parse("+10000-01-01T00:00:00Z");

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Users users;
    private final Events events;
    private final InstantSource clock;

    Tokens(JdbcClient jdbc, Transactions transactions, Users users, Events events, InstantSource clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.users = users;
        this.events = events;
        this.clock = clock;
    }

    /** A token just made: the only time its secret is known. */
    record NewToken(String id, String name, String secret) {}

    /**
     * Makes one.
     *
     * @param exports whether it may write leads out
     * @throws Refusal if it would have expired already, or never within what dates are written as; if whoever makes it may
     *     not do what it may
     */
    NewToken make(SignedIn by, String name, @Nullable Instant expiresAt, boolean exports) {
        if (exports && !by.role().permits(Permission.EXPORT_LEADS)) {
            throw Refusal.forbidden();
        }
        if (expiresAt != null && (!expiresAt.isAfter(clock.instant()) || !expiresAt.isBefore(NEVER))) {
            throw Refusal.invalid(List.of(new FieldError("expiresAt", "invalid")));
        }
        Secret secret = Secret.random("fl_");
        return transactions.inCompany(by.companyId(), () -> {
            long id = jdbc.sql("""
                            insert into shared.token (company_id, user_id, name, hash, created_at, exports, expires_at)
                            values (?, ?, ?, ?, ?, ?, ?) returning id
                            """)
                    .params(by.companyId(), by.userId(), name, secret.hash(), utc(clock.instant()), exports)
                    .param(expiresAt == null ? null : utc(expiresAt))
                    .query(Long.class)
                    .single();
            events.append("token-created", by.userId(), Map.of("token", id, "name", name, "exports", exports));
            return new NewToken(Ids.of(by.idSeed()).show(Ids.Kind.TOKEN, id), name, secret.text());
        });
    }

    /** Deletes one of the caller's own tokens; it stops working at once. */
    void delete(SignedIn by, String shownId) {
        OptionalLong id = Ids.of(by.idSeed()).read(Ids.Kind.TOKEN, shownId);
        if (id.isEmpty()) {
            throw Refusal.notFound();
        }
        transactions.inCompany(by.companyId(), () -> {
            int deleted = jdbc.sql("delete from shared.token where id = ? and company_id = ? and user_id = ?")
                    .params(id.getAsLong(), by.companyId(), by.userId())
                    .update();
            if (deleted == 0) {
                throw Refusal.notFound();
            }
            events.append("token-deleted", by.userId(), Map.of("token", id.getAsLong()));
        });
    }

    /** @param stale whether it is not noted for the present minute that the token is used */
    private record Found(long id, int companyId, long userId, boolean exports, boolean stale) {}

    /** Empty if no token has it, or it has expired, or its user is inactive. */
    @Override
    public Optional<Authentication> shown(String secret) {
        OffsetDateTime now = utc(clock.instant());
        return jdbc.sql("""
                        select id, company_id, user_id, exports, last_used_at is null or last_used_at < ? as stale
                          from shared.token where hash = ? and (expires_at is null or expires_at > ?)
                        """)
                .params(now.minusMinutes(1), Secret.of(secret).hash(), now)
                .query(Found.class)
                .optional()
                .flatMap(found -> {
                    // To the minute is enough to see what is still in use, and spares a write a request.
                    if (found.stale()) {
                        jdbc.sql("update shared.token set last_used_at = ? where id = ?")
                                .params(now, found.id())
                                .update();
                    }
                    return users.signedIn(found.companyId(), found.userId()).map(user -> user.program(found.exports()));
                });
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
