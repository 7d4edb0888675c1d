package io.fairlead.server.people;

import io.fairlead.server.notify.Mails;
import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * One-time links by which people choose their password, the first one or a new one. A user's newest link works, for a
 * week; only a hash of its secret is kept. Thread-safe.
 */
@Component
class Invitations {
    private static final Duration TERM = Duration.ofDays(7);

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Users users;
    private final Passwords passwords;
    private final Events events;
    private final Mails mails;
    private final InstantSource clock;

    Invitations(
            JdbcClient jdbc,
            Transactions transactions,
            Users users,
            Passwords passwords,
            Events events,
            Mails mails,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.users = users;
        this.passwords = passwords;
        this.events = events;
        this.mails = mails;
        this.clock = clock;
    }

    /**
     * A link just made: the only time its secret is known.
     *
     * @param path behind the address of this server
     * @param mailed whether it was sent to the e-mail address too
     */
    record NewInvitation(String path, String secret, String email, Instant expiresAt, boolean mailed) {}

    /** Whom a link invites, and to where. */
    record Invited(String company, String name, String email, String locale) {}

    private record Found(int companyId, long userId) {}

    /**
     * Makes a link, and mails it if there is a mail server.
     *
     * @param server the address by which people reach this server
     */
    NewInvitation make(Users.Editor by, String key, String server) {
        Secret secret = Secret.random("fl_");
        int company = by.me().companyId();
        Instant expiresAt = clock.instant().plus(TERM);
        return transactions.inCompany(company, () -> {
            Users.Stored user = users.one(key);
            if (!by.mayEdit(user.id(), user.form().role())) {
                throw Refusal.forbidden();
            }
            String email = user.form().email();
            if (email == null || !user.form().active()) {
                throw Refusal.invalid(List.of(
                        new FieldError(email == null ? "email" : "active", email == null ? "required" : "inactive")));
            }
            checkFree(company, user.id(), email);
            jdbc.sql("""
                            insert into shared.invitation (company_id, user_id, hash, made_at, expires_at)
                            values (?, ?, ?, ?, ?)
                            on conflict (company_id, user_id) do update
                               set hash = excluded.hash, made_at = excluded.made_at, expires_at = excluded.expires_at
                            """)
                    .params(company, user.id(), secret.hash(), utc(clock.instant()), utc(expiresAt))
                    .update();
            events.append("user-invited", by.me().userId(), Map.of("user", user.id(), "email", email));
            String path = "/invitation#" + secret.text();
            if (mails.canSend()) {
                mail(company, user.form(), email, server + path);
            }
            return new NewInvitation(path, secret.text(), email, expiresAt, mails.canSend());
        });
    }

    private void mail(int companyId, UserForm user, String email, String link) {
        String company = jdbc.sql("select name from fairlead.company")
                .query(String.class)
                .single();
        mails.sendSecret(
                companyId,
                email,
                user.locale(),
                "invitation",
                Map.of("company", company, "name", user.name(), "link", link));
    }

    /** Makes a user's link worthless. */
    void withdraw(Users.Editor by, String key) {
        transactions.inCompany(by.me().companyId(), () -> {
            Users.Stored user = users.one(key);
            if (!by.mayEdit(user.id(), user.form().role())) {
                throw Refusal.forbidden();
            }
            int withdrawn = jdbc.sql("delete from shared.invitation where company_id = ? and user_id = ?")
                    .params(by.me().companyId(), user.id())
                    .update();
            if (withdrawn > 0) {
                events.append("invitation-withdrawn", by.me().userId(), Map.of("user", user.id()));
            }
        });
    }

    /** Whom the secret invites. */
    Invited look(String secret) {
        Found found = found(secret);
        return transactions.inCompany(
                found.companyId(),
                () -> jdbc.sql("""
                                select c.name as company, u.name, u.email, u.locale
                                  from fairlead.app_user u join fairlead.company c using (company_id)
                                 where u.id = ? and u.active and u.email is not null
                                """)
                        .param(found.userId())
                        .query(Invited.class)
                        .optional()
                        .orElseThrow(Invitations::ended));
    }

    /**
     * Lets the invited sign in with this password from now on; the link is used up and their other sessions end.
     *
     * @throws Refusal naming the fields that are wrong; the link then still works
     */
    SignedIn accept(String secret, String name, String locale, String password) {
        List<FieldError> errors = new ArrayList<>(Typed.flaws("name", name, Typed.LONGEST_NAME));
        errors.addAll(passwords.flaws("password", password));
        if (!Users.LOCALES.contains(locale)) {
            errors.add(new FieldError("locale", "unknown-locale"));
        }
        Found found = found(secret);
        Invited invited = look(secret);
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors);
        }
        String encoded = passwords.encoded(invited.email(), password);
        users.introduced(found.companyId(), found.userId(), name, locale, () -> {
            use(secret);
            checkFree(found.companyId(), found.userId(), invited.email());
            passwords.put(found.companyId(), found.userId(), invited.email(), encoded);
            jdbc.sql("delete from shared.session where principal_name = ?")
                    .param(SignedIn.nameOf(found.companyId(), found.userId()))
                    .update();
            events.append("invitation-accepted", found.userId(), Map.of("user", found.userId()));
        });
        return users.signedIn(found.companyId(), found.userId()).orElseThrow(Invitations::ended);
    }

    /**
     * An e-mail signs in one user of a company. What it does in others is not looked at.
     *
     * @throws Refusal for one by which somebody else of the company signs in
     */
    private void checkFree(int company, long userId, String email) {
        boolean taken = jdbc.sql(
                        "select exists (select from shared.sign_in where email = ? and company_id = ? and user_id <> ?)")
                .params(Passwords.normal(email), company, userId)
                .query(Boolean.class)
                .single();
        if (taken) {
            throw Refusal.invalid(List.of(new FieldError("email", "taken")));
        }
    }

    private void use(String secret) {
        int used = jdbc.sql("delete from shared.invitation where hash = ? and expires_at > ?")
                .params(Secret.of(secret).hash(), utc(clock.instant()))
                .update();
        if (used == 0) {
            throw ended();
        }
    }

    private Found found(String secret) {
        return jdbc.sql("select company_id, user_id from shared.invitation where hash = ? and expires_at > ?")
                .params(Secret.of(secret).hash(), utc(clock.instant()))
                .query(Found.class)
                .optional()
                .orElseThrow(Invitations::ended);
    }

    private static Refusal ended() {
        return Refusal.of(
                HttpStatus.GONE, "invitation-ended", "This link was used, replaced or withdrawn, or is too old.");
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
