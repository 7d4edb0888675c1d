package io.fairlead.server.people;

import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Signing in by e-mail and password, to each company by a password of its own. Thread-safe. */
@Component
class Passwords {
    static final int SHORTEST = 12;
    private static final int FEWEST_DIFFERENT = 5;
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Users users;
    private final Events events;
    private final PasswordHash hash;
    private final SignInThrottle signIns;
    private final Throttle changes;
    private final ApplicationEventPublisher publisher;
    private final SecureRandom random = new SecureRandom();
    private final Set<String> common = readCommon();

    Passwords(
            JdbcClient jdbc,
            Transactions transactions,
            Users users,
            Events events,
            PasswordHash hash,
            InstantSource clock,
            ApplicationEventPublisher publisher) {
        this.publisher = publisher;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.users = users;
        this.events = events;
        this.hash = hash;
        this.signIns = new SignInThrottle(clock);
        this.changes = new Throttle(clock, 5, Duration.ofMinutes(15));
    }

    private record Login(int companyId, long userId, String password) {}

    /** What somebody typed, and where from. A company that is null has not been asked for yet. */
    record Attempt(String email, String password, @Nullable String company, String address) {
        private boolean impossible() {
            return email.length() > Typed.LONGEST_EMAIL
                    || Typed.hasControls(email)
                    || password.length() > Typed.LONGEST_PASSWORD;
        }
    }

    /** A company in which the password fits, for whom it fits in several. */
    record Choice(String id, String name) {}

    /**
     * The user with this e-mail and password. One hash is computed whether nobody has the e-mail, somebody, or somebody in
     * each of many companies, so that all of it takes as long.
     *
     * @throws Refusal {@code wrong-credentials}, {@code too-many-attempts}, or {@code several-companies} with those of
     *     which one is to be named
     */
    SignedIn signIn(Attempt attempt) {
        String address = attempt.address();
        if (attempt.impossible()) {
            publisher.publishEvent(new SignedIn.Refused("", address, false));
            throw wrongCredentials();
        }
        String email = normal(attempt.email());
        Duration wait = signIns.begin(email, address);
        if (wait != null) {
            publisher.publishEvent(new SignedIn.Refused(email, address, true));
        }
        refuseToHurry(wait);
        List<SignedIn> users = fitting(email, attempt.password()).stream()
                .filter(user -> attempt.company() == null || shown(user).equals(attempt.company()))
                .toList();
        if (users.isEmpty()) {
            publisher.publishEvent(new SignedIn.Refused(email, address, false));
            throw wrongCredentials();
        }
        signIns.succeeded(email, address);
        if (users.size() > 1) {
            throw severalCompanies(users);
        }
        return users.getFirst();
    }

    private List<SignedIn> fitting(String email, String password) {
        List<Login> logins = jdbc.sql(
                        "select company_id, user_id, password from shared.sign_in where email = ? order by company_id")
                .param(email)
                .query((row, n) -> new Login(row.getInt(1), row.getLong(2), row.getString(3)))
                .list();
        byte[] salt = logins.stream()
                .flatMap(login -> PasswordHash.saltOf(login.password()).stream())
                .findFirst()
                .orElseGet(hash::salt);
        String typed = hash.encode(password, salt);
        return logins.stream()
                .filter(login -> PasswordHash.same(typed, login.password()))
                .flatMap(login -> users.signedIn(login.companyId(), login.userId()).stream())
                .toList();
    }

    private Refusal severalCompanies(List<SignedIn> users) {
        List<Choice> choices = users.stream()
                .map(user -> new Choice(
                        shown(user),
                        transactions.inCompany(
                                user.companyId(),
                                () -> jdbc.sql("select name from fairlead.company")
                                        .query(String.class)
                                        .single())))
                .toList();
        return Refusal.of(
                HttpStatus.CONFLICT,
                "several-companies",
                "The password fits several companies: name one.",
                Map.of("companies", choices));
    }

    private static String shown(SignedIn user) {
        return Ids.of(user.idSeed()).show(Ids.Kind.COMPANY, user.companyId());
    }

    /** Lets a user sign in, in the transaction under way. */
    void set(int companyId, long userId, String email, String password) {
        put(companyId, userId, email, encoded(email, password));
    }

    /** Lets a user sign in with this password, whatever it was before, in the transaction under way. */
    void put(int companyId, long userId, String email, String encoded) {
        jdbc.sql("""
                        insert into shared.sign_in (email, company_id, user_id, password) values (?, ?, ?, ?)
                        on conflict (company_id, user_id) do update
                           set email = excluded.email, password = excluded.password, changed_at = now()
                        """).params(normal(email), companyId, userId, encoded).update();
    }

    /**
     * The form in which a password for this e-mail is kept; takes a while. Who chooses one and signs in by it could learn
     * whether it fits elsewhere too, so it counts as an attempt to sign in by the e-mail.
     */
    String encoded(String email, String password) {
        signIns.chosen(normal(email));
        byte[] salt = jdbc.sql("""
                        insert into shared.password_salt (email, salt) values (?, ?)
                        on conflict (email) do update set salt = password_salt.salt
                        returning salt
                        """)
                .params(normal(email), hash.salt())
                .query((row, n) -> row.getBytes("salt"))
                .single();
        return hash.encode(password, salt);
    }

    private record Own(String email, String password) {}

    /** Changes the caller's own password. */
    void change(SignedIn by, String current, String next) {
        String key = by.getName();
        refuseToHurry(changes.begin(key));
        Own own = jdbc.sql("select email, password from shared.sign_in where company_id = ? and user_id = ?")
                .params(by.companyId(), by.userId())
                .query((row, n) -> new Own(row.getString(1), row.getString(2)))
                .optional()
                .orElse(new Own("", ""));
        if (current.length() > Typed.LONGEST_PASSWORD || !matches(current, own.password())) {
            throw Refusal.invalid(List.of(new FieldError("current", "wrong-password")));
        }
        changes.forget(key);
        List<FieldError> errors = flaws("next", next);
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors);
        }
        String encoded = encoded(own.email(), next);
        transactions.inCompany(by.companyId(), () -> {
            jdbc.sql("update shared.sign_in set password = ?, changed_at = now() where company_id = ? and user_id = ?")
                    .params(encoded, by.companyId(), by.userId())
                    .update();
            events.append("password-changed", by.userId(), Map.of("user", by.userId()));
        });
    }

    private boolean matches(String password, String kept) {
        String typed = hash.encode(password, PasswordHash.saltOf(kept).orElseGet(hash::salt));
        return PasswordHash.same(typed, kept);
    }

    /** What is wrong with a password someone chose, as errors of that field. */
    List<FieldError> flaws(String field, String password) {
        if (password.codePointCount(0, password.length()) < SHORTEST) {
            return List.of(new FieldError(field, "too-short"));
        }
        if (password.length() > Typed.LONGEST_PASSWORD) {
            return List.of(new FieldError(field, "too-long"));
        }
        boolean easy = password.codePoints().distinct().count() < FEWEST_DIFFERENT
                || common.contains(password.toLowerCase(Locale.ROOT));
        return easy ? List.of(new FieldError(field, "too-common")) : List.of();
    }

    /** A random password that can be read aloud: about 79 bits. */
    String random() {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            password.append(i > 0 && i % 4 == 0 ? "-" : "").append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return password.toString();
    }

    static String normal(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    private static Refusal wrongCredentials() {
        return Refusal.of(HttpStatus.UNAUTHORIZED, "wrong-credentials", "No user has this e-mail and password.");
    }

    private static void refuseToHurry(@Nullable Duration wait) {
        if (wait != null) {
            throw Refusal.tooMany("too-many-attempts", "Too many attempts; wait before the next.", wait);
        }
    }

    private static Set<String> readCommon() {
        try (InputStream in = Passwords.class.getResourceAsStream("/common-passwords.txt")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(line -> !line.isBlank()).collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
