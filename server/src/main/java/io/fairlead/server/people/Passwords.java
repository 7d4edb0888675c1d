package io.fairlead.server.people;

import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Signing in by e-mail and password. Thread-safe. */
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
    private final String nobodys;

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
        this.nobodys = hash.encode(random());
    }

    private record Login(int companyId, long userId, String password) {}

    /**
     * The user with this e-mail and password. An unknown e-mail takes as long as a wrong password.
     *
     * @param address where the attempt comes from
     * @throws Refusal {@code wrong-credentials} or {@code too-many-attempts}
     */
    SignedIn signIn(String email, String password, String address) {
        if (email.length() > Typed.LONGEST_EMAIL
                || Typed.hasControls(email)
                || password.length() > Typed.LONGEST_PASSWORD) {
            publisher.publishEvent(new SignedIn.Refused("", address, false));
            throw wrongCredentials();
        }
        Duration wait = signIns.begin(normal(email), address);
        if (wait != null) {
            publisher.publishEvent(new SignedIn.Refused(normal(email), address, true));
        }
        refuseToHurry(wait);
        Optional<Login> login = jdbc.sql("select company_id, user_id, password from shared.sign_in where email = ?")
                .param(normal(email))
                .query(Login.class)
                .optional();
        boolean right = hash.matches(password, login.map(Login::password).orElse(nobodys));
        Optional<SignedIn> user =
                login.filter(found -> right).flatMap(found -> users.signedIn(found.companyId(), found.userId()));
        if (user.isEmpty()) {
            publisher.publishEvent(new SignedIn.Refused(normal(email), address, false));
            throw wrongCredentials();
        }
        signIns.succeeded(normal(email), address);
        return user.get();
    }

    /** Lets a user sign in, in the transaction under way. */
    void set(int companyId, long userId, String email, String password) {
        put(companyId, userId, email, encoded(password));
    }

    /** Lets a user sign in with this password, whatever it was before, in the transaction under way. */
    void put(int companyId, long userId, String email, String encoded) {
        jdbc.sql("""
                        insert into shared.sign_in (email, company_id, user_id, password) values (?, ?, ?, ?)
                        on conflict (company_id, user_id) do update
                           set email = excluded.email, password = excluded.password, changed_at = now()
                        """).params(normal(email), companyId, userId, encoded).update();
    }

    /** The form in which a password is kept; takes a while. */
    String encoded(String password) {
        return hash.encode(password);
    }

    /** Changes the caller's own password. */
    void change(SignedIn by, String current, String next) {
        String key = by.getName();
        refuseToHurry(changes.begin(key));
        String before = jdbc.sql("select password from shared.sign_in where company_id = ? and user_id = ?")
                .params(by.companyId(), by.userId())
                .query(String.class)
                .optional()
                .orElse(nobodys);
        if (current.length() > Typed.LONGEST_PASSWORD || !hash.matches(current, before)) {
            throw Refusal.invalid(List.of(new FieldError("current", "wrong-password")));
        }
        changes.forget(key);
        List<FieldError> errors = flaws("next", next);
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors);
        }
        String encoded = hash.encode(next);
        transactions.inCompany(by.companyId(), () -> {
            jdbc.sql("update shared.sign_in set password = ?, changed_at = now() where company_id = ? and user_id = ?")
                    .params(encoded, by.companyId(), by.userId())
                    .update();
            events.append("password-changed", by.userId(), Map.of("user", by.userId()));
        });
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
