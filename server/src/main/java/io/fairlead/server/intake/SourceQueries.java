package io.fairlead.server.intake;

import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

@Component
class SourceQueries {
    private static final String ROWS = """
            select s.id, s.key, s.name, s.kind, s.active, s.settings, s.public_key, s.created_at, s.version, k.last_used_at
              from fairlead.source s
              left join shared.source_key k on k.company_id = s.company_id and k.source_id = s.id
            """;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final JsonMapper json;

    SourceQueries(JdbcClient jdbc, Transactions transactions, JsonMapper json) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.json = json;
    }

    record SourceRows(List<SourceRow> rows, @Nullable String next, IntakeTotal total) {}

    record IntakeTotal(long value, boolean exact) {}

    /**
     * A source as managers see it.
     *
     * @param publicKey of a form; null for others
     */
    record SourceRow(
            String id,
            String key,
            String name,
            String kind,
            boolean active,
            Source.Settings settings,
            @Nullable String publicKey,
            Instant createdAt,
            @Nullable Instant lastUsedAt,
            long version,
            SourceCan can) {}

    record SourceCan(boolean edit, boolean renewKey) {}

    SourceRows of(SignedIn me) {
        List<SourceRow> rows = transactions.inCompany(
                me.companyId(),
                () -> jdbc.sql(ROWS + " order by s.active desc, s.name, s.id")
                        .query((row, n) -> row(row, me))
                        .list());
        return new SourceRows(rows, null, new IntakeTotal(rows.size(), true));
    }

    SourceRow one(SignedIn me, long id) {
        return transactions.inCompany(
                me.companyId(),
                () -> jdbc.sql(ROWS + " where s.id = ?")
                        .param(id)
                        .query((row, n) -> row(row, me))
                        .optional()
                        .orElseThrow(Refusal::notFound));
    }

    private SourceRow row(ResultSet row, SignedIn me) throws SQLException {
        Source source = source(row, json);
        OffsetDateTime used = row.getObject("last_used_at", OffsetDateTime.class);
        return new SourceRow(
                Ids.of(me.idSeed()).show(Ids.Kind.SOURCE, source.id()),
                source.key(),
                source.name(),
                source.kind().name().toLowerCase(Locale.ROOT),
                source.active(),
                source.settings(),
                row.getString("public_key"),
                Objects.requireNonNull(row.getObject("created_at", OffsetDateTime.class))
                        .toInstant(),
                used == null ? null : used.toInstant(),
                row.getLong("version"),
                new SourceCan(true, source.kind() == Source.Kind.API));
    }

    static Source source(ResultSet row, JsonMapper json) throws SQLException {
        return new Source(
                row.getLong("id"),
                row.getString("key"),
                row.getString("name"),
                Source.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getBoolean("active"),
                json.readValue(row.getString("settings"), Source.Settings.class));
    }
}
