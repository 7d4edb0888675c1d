package io.fairlead.server.intake;

import io.fairlead.server.people.Bearer;
import io.fairlead.server.people.Secret;
import io.fairlead.server.platform.sql.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Finds sources by their keys: secret ones that programs show, public ones in the addresses of forms. Thread-safe. */
@Component
public class SourceKeys implements Bearer {
    static final String SECRET = "fls_";
    static final String PUBLIC = "f_";

    private static final String COMPANY = "(select company_id::text from shared.source_key where hash = ?)";
    private static final String SOURCE = """
             from shared.source_key k
             join fairlead.source s on s.company_id = k.company_id and s.id = k.source_id
             join fairlead.company c on c.company_id = k.company_id
            where k.hash = ? and k.open = ? and s.active
            """;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final InstantSource clock;
    private final JsonMapper json;

    SourceKeys(JdbcClient jdbc, Transactions transactions, InstantSource clock, JsonMapper json) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
        this.json = json;
    }

    /**
     * What a key opens.
     *
     * @param stale whether it is not noted for the present minute that the key is used
     */
    private record Found<T>(T what, boolean stale) {}

    /**
     * A form that can be filled in now.
     *
     * @param seal signs what the form hands out; a secret
     */
    public record OpenForm(int companyId, long idSeed, String publicKey, Source source, String seal) {
        public Source.Form form() {
            Source.Form form = source.settings().form();
            if (form == null) {
                throw new IllegalStateException("source " + source.key() + " has no form");
            }
            return form;
        }
    }

    @Override
    public Optional<Authentication> shown(String secret) {
        if (!secret.startsWith(SECRET)) {
            return Optional.empty();
        }
        return found(
                secret,
                false,
                "s.company_id, s.key, (s.settings ->> 'perMinute')::int as per_minute, c.id_seed",
                row -> new SourceCaller(
                                row.getInt("company_id"),
                                row.getString("key"),
                                row.getInt("per_minute"),
                                row.getLong("id_seed"))
                        .authentication());
    }

    /** The form with this public key; empty if there is none, or an inactive one. */
    public Optional<OpenForm> form(String publicKey) {
        return found(
                publicKey,
                true,
                "s.company_id, s.id, s.key, s.name, s.kind, s.active, s.settings, s.seal, c.id_seed",
                row -> new OpenForm(
                        row.getInt("company_id"),
                        row.getLong("id_seed"),
                        publicKey,
                        SourceQueries.source(row, json),
                        HexFormat.of().formatHex(row.getBytes("seal"))));
    }

    private <T> Optional<T> found(String key, boolean open, String columns, Columns<T> what) {
        byte[] hash = Secret.of(key).hash();
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        Optional<Found<T>> found = transactions
                .look(
                        new Transactions.Whose(COMPANY, hash),
                        "select k.last_used_at is null or k.last_used_at < ? as stale, " + columns + SOURCE,
                        (row, n) -> new Found<>(what.of(row), row.getBoolean("stale")),
                        now.minusMinutes(1),
                        hash,
                        open)
                .stream()
                .findFirst();
        // To the minute is enough to see what is still in use, and spares a write a request.
        found.filter(Found::stale)
                .ifPresent(one -> jdbc.sql("update shared.source_key set last_used_at = ? where hash = ?")
                        .params(now, hash)
                        .update());
        return found.map(Found::what);
    }

    private interface Columns<T> {
        T of(ResultSet row) throws SQLException;
    }
}
