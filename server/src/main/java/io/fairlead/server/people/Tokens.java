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
    private final Events events;
    private final InstantSource clock;

    Tokens(JdbcClient jdbc, Transactions transactions, Events events, InstantSource clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
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
    private record Found(long id, boolean exports, boolean stale, SignedIn user) {}

    /** Empty if no token has it, or it has expired, or its user is inactive. */
    @Override
    public Optional<Authentication> shown(String secret) {
        OffsetDateTime now = utc(clock.instant());
        byte[] hash = Secret.of(secret).hash();
        return transactions
                .look(
                        new Transactions.Whose("(select company_id::text from shared.token where hash = ?)", hash),
                        """
                        select t.id, t.company_id, t.user_id, t.exports, u.role, c.id_seed,
                               t.last_used_at is null or t.last_used_at < ? as stale
                          from shared.token t
                          join fairlead.app_user u on u.company_id = t.company_id and u.id = t.user_id and u.active
                          join fairlead.company c on c.company_id = t.company_id
                         where t.hash = ? and (t.expires_at is null or t.expires_at > ?)
                        """,
                        (row, n) -> new Found(
                                row.getLong("id"),
                                row.getBoolean("exports"),
                                row.getBoolean("stale"),
                                new SignedIn(
                                        row.getInt("company_id"),
                                        row.getLong("user_id"),
                                        Role.of(row.getString("role")),
                                        row.getLong("id_seed"))),
                        now.minusMinutes(1),
                        hash,
                        now)
                .stream()
                .findFirst()
                .map(found -> {
                    // To the minute is enough to see what is still in use, and spares a write a request.
                    if (found.stale()) {
                        jdbc.sql("update shared.token set last_used_at = ? where id = ?")
                                .params(now, found.id())
                                .update();
                    }
                    return found.user().program(found.exports());
                });
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
