package io.fairlead.server.intake;

import io.fairlead.server.intake.SourceCheck.WantedSettings;
import io.fairlead.server.people.Secret;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Transactions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The sources of a company. They are never deleted, since leads name them; one that is not active takes nothing. */
@Component
public class Sources {
    private static final int SEAL_BYTES = 32;
    private static final int PUBLIC_KEY_LENGTH = 24;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Events events;
    private final InstantSource clock;
    private final JsonMapper json;
    private final SecureRandom random = new SecureRandom();

    Sources(JdbcClient jdbc, Transactions transactions, Events events, InstantSource clock, JsonMapper json) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.events = events;
        this.clock = clock;
        this.json = json;
    }

    /** A source just made: the only time the secret key of one for programs is known. */
    record Made(long id, @Nullable String secret) {}

    /** @throws Refusal {@code invalid} with every wrong field; {@code taken} for a key that there is already */
    Made add(
            SignedIn by,
            @Nullable String wantedKey,
            @Nullable String wantedName,
            @Nullable String wantedKind,
            @Nullable WantedSettings wanted) {
        SourceCheck check = new SourceCheck();
        String key = check.key(wantedKey);
        String name = check.name(wantedName);
        Source.Kind kind = check.kind(wantedKind);
        return transactions.inCompany(by.companyId(), () -> {
            Source.Settings settings = check.settings(kind, wanted, this::isListing);
            if (jdbc.sql("select exists (select from fairlead.source where key = ?)")
                    .param(key)
                    .query(Boolean.class)
                    .single()) {
                check.errors().add(new FieldError("key", "taken"));
            }
            refuse(check);
            boolean open = kind == Source.Kind.FORM;
            String secret = open
                    ? SourceKeys.PUBLIC
                            + Secret.random("").text().replaceAll("[-_]", "x").substring(0, PUBLIC_KEY_LENGTH)
                    : Secret.random(SourceKeys.SECRET).text();
            byte[] seal = new byte[SEAL_BYTES];
            random.nextBytes(seal);
            long id = jdbc.sql("""
                            insert into fairlead.source (key, name, kind, settings, public_key, seal, created_at)
                            values (?, ?, ?, ?::jsonb, ?, ?, ?) returning id
                            """)
                    .params(key, name, word(kind), json.writeValueAsString(settings))
                    .param(open ? secret : null)
                    .params(seal, clock.instant().atOffset(ZoneOffset.UTC))
                    .query(Long.class)
                    .single();
            keep(by.companyId(), id, secret, open);
            events.append(
                    "source-created",
                    by.userId(),
                    Map.of("source", key, "name", name, "kind", word(kind), "settings", settings));
            return new Made(id, open ? null : secret);
        });
    }

    /**
     * Sets everything that can change of a source.
     *
     * @param version what the caller saw
     * @throws Refusal {@code changed-meanwhile} if it has another version by now
     */
    void change(SignedIn by, long id, long version, SourceController.WantedSource wanted) {
        transactions.inCompany(by.companyId(), () -> {
            Source before = locked(id, version);
            SourceCheck check = new SourceCheck();
            String name = check.name(wanted.name() == null ? before.name() : wanted.name());
            boolean active = wanted.active() == null ? before.active() : wanted.active();
            Source.Settings settings = wanted.settings() == null
                    ? before.settings()
                    : check.settings(before.kind(), wanted.settings(), this::isListing);
            refuse(check);
            jdbc.sql("""
                            update fairlead.source set name = ?, active = ?, settings = ?::jsonb, version = version + 1
                             where id = ?
                            """)
                    .params(name, active, json.writeValueAsString(settings), id)
                    .update();
            Source after = new Source(id, before.key(), name, before.kind(), active, settings);
            events.append("source-changed", by.userId(), Map.of("before", before, "after", after));
        });
    }

    /** Gives a source for programs a new secret key; the one before stops working at once. */
    String renewKey(SignedIn by, long id) {
        return transactions.inCompany(by.companyId(), () -> {
            String key = jdbc.sql("select key from fairlead.source where id = ? and kind = 'api' for update")
                    .param(id)
                    .query(String.class)
                    .optional()
                    .orElseThrow(Refusal::notFound);
            String secret = Secret.random(SourceKeys.SECRET).text();
            jdbc.sql("delete from shared.source_key where company_id = ? and source_id = ?")
                    .params(by.companyId(), id)
                    .update();
            keep(by.companyId(), id, secret, false);
            events.append("source-key-renewed", by.userId(), Map.of("source", key));
            return secret;
        });
    }

    /** A form as it is wanted, checked and completed, to be looked at. */
    public Source.Form draft(SignedIn by, SourceCheck.@Nullable WantedForm wanted) {
        SourceCheck check = new SourceCheck();
        Source.Settings settings = transactions.inCompany(
                by.companyId(),
                () -> check.settings(Source.Kind.FORM, new WantedSettings(null, null, null, wanted), this::isListing));
        refuse(check);
        Source.Form form = settings.form();
        if (form == null) {
            throw Refusal.notFound();
        }
        return form;
    }

    private Source locked(long id, long version) {
        record Row(Source source, long version) {}
        Row row = jdbc.sql("select * from fairlead.source where id = ? for update")
                .param(id)
                .query((found, n) -> new Row(SourceQueries.source(found, json), found.getLong("version")))
                .optional()
                .orElseThrow(Refusal::notFound);
        if (row.version() != version) {
            throw Refusal.of(
                    HttpStatus.CONFLICT,
                    "changed-meanwhile",
                    "Somebody changed this source meanwhile.",
                    Map.of("current", row.source(), "version", row.version()));
        }
        return row.source();
    }

    private void keep(int companyId, long id, String key, boolean open) {
        jdbc.sql("insert into shared.source_key (hash, company_id, source_id, open) values (?, ?, ?, ?)")
                .params(Secret.of(key).hash(), companyId, id, open)
                .update();
    }

    private boolean isListing(String key) {
        return jdbc.sql("select exists (select from fairlead.setting where kind = 'listing' and key = ?)")
                .param(key)
                .query(Boolean.class)
                .single();
    }

    private static void refuse(SourceCheck check) {
        List<FieldError> errors = check.errors();
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors);
        }
    }

    private static String word(Source.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
