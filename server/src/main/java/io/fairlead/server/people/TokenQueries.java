package io.fairlead.server.people;

import io.fairlead.server.platform.sql.Ids;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class TokenQueries {
    private final JdbcClient jdbc;

    TokenQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record TokenRows(List<TokenRow> rows, @Nullable String next) {}

    record TokenRow(
            String id,
            String name,
            boolean exports,
            Instant createdAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant expiresAt) {}

    /** The caller's own tokens, oldest first. */
    TokenRows of(SignedIn me) {
        Ids ids = Ids.of(me.idSeed());
        List<TokenRow> rows = jdbc.sql("""
                        select id, name, exports, created_at, last_used_at, expires_at from shared.token
                         where company_id = ? and user_id = ? order by id
                        """)
                .params(me.companyId(), me.userId())
                .query((row, n) -> new TokenRow(
                        ids.show(Ids.Kind.TOKEN, row.getLong("id")),
                        row.getString("name"),
                        row.getBoolean("exports"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        instant(row.getObject("last_used_at", OffsetDateTime.class)),
                        instant(row.getObject("expires_at", OffsetDateTime.class))))
                .list();
        return new TokenRows(rows, null);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }
}
