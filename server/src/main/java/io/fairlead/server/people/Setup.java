package io.fairlead.server.people;

import io.fairlead.server.company.Companies;
import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Transactions;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The first start of an installation: a demo company, or a one-time link for the administrator. Thread-safe. */
@Component
public class Setup {
    static final String DEMO_EMAIL = "head@beauty-shop.example";

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final SettingsStore settings;
    private final Companies companies;
    private final Users users;
    private final Passwords passwords;
    private final ApplicationEventPublisher publisher;

    Setup(
            JdbcClient jdbc,
            Transactions transactions,
            SettingsStore settings,
            Companies companies,
            Users users,
            Passwords passwords,
            ApplicationEventPublisher publisher) {
        this.settings = settings;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.companies = companies;
        this.users = users;
        this.passwords = passwords;
        this.publisher = publisher;
    }

    /**
     * Published inside the transaction that founds a demo company, once its administrator is there.
     *
     * @param settings its settings file; null for the first start's
     */
    public record DemoFounded(
            SignedIn administrator, @Nullable String settings) {}

    /**
     * A demo company that is asked for.
     *
     * @param region the country of its phone numbers, in two letters
     * @param settings its settings file
     */
    public record Demo(
            String name, String timezone, String region, String locale, String head, String email, String settings) {}

    /** How to sign in to the demo company. The password is not kept. */
    public record DemoSignIn(String email, String password) {}

    /** A company to be founded with its first administrator; all of it checked. An empty region is none. */
    record NewInstallation(
            String company,
            String timezone,
            String region,
            String name,
            String email,
            String password,
            String locale) {}

    /** Whether nobody can sign in yet. */
    public boolean needed() {
        return !jdbc.sql("select exists (select from shared.sign_in)")
                .query(Boolean.class)
                .single();
    }

    /**
     * Founds the demo company.
     *
     * @return null if somebody can sign in already
     */
    public @Nullable DemoSignIn demo() {
        String password = passwords.random();
        boolean founded = transactions.across(() -> {
            alone();
            if (!needed()) {
                return false;
            }
            UserForm head = UserForm.of("head", "Ольга Савельева", DEMO_EMAIL, Role.ADMINISTRATOR, "en");
            publisher.publishEvent(new DemoFounded(found(new Place("Demo", "UTC", ""), head, password), null));
            return true;
        });
        return founded ? new DemoSignIn(DEMO_EMAIL, password) : null;
    }

    /** A demo company that was founded, and how its administrator signs in. */
    public record DemoCompany(SignedIn administrator, DemoSignIn signIn) {}

    /**
     * Founds a demo company beside those that are there.
     *
     * @return null if somebody signs in with its address already
     */
    public @Nullable DemoCompany demo(Demo wanted) {
        String password = passwords.random();
        return transactions
                .across(() -> {
                    alone();
                    boolean there = jdbc.sql("select exists (select from shared.sign_in where email = ?)")
                            .param(wanted.email())
                            .query(Boolean.class)
                            .single();
                    if (there) {
                        return Optional.<DemoCompany>empty();
                    }
                    UserForm head =
                            UserForm.of("head", wanted.head(), wanted.email(), Role.ADMINISTRATOR, wanted.locale());
                    Place place = new Place(wanted.name(), wanted.timezone(), wanted.region());
                    SignedIn administrator = found(place, head, password);
                    publisher.publishEvent(new DemoFounded(administrator, wanted.settings()));
                    return Optional.of(new DemoCompany(administrator, new DemoSignIn(wanted.email(), password)));
                })
                .orElse(null);
    }

    /** A new one-time secret for the administrator of an empty installation; the one before stops working. */
    public String link() {
        Secret secret = Secret.random("fl_");
        jdbc.sql("insert into shared.setup (hash) values (?) on conflict (one) do update set hash = excluded.hash")
                .param(secret.hash())
                .update();
        return secret.text();
    }

    /** Founds the company and its administrator for who has the one-time secret, which is used up. */
    void complete(String token, NewInstallation wanted) {
        transactions.across(() -> {
            alone();
            if (!needed()) {
                throw Refusal.of(HttpStatus.CONFLICT, "already-set-up", "This installation is set up already.");
            }
            int used = jdbc.sql("delete from shared.setup where hash = ?")
                    .param(Secret.of(token).hash())
                    .update();
            if (used == 0) {
                throw Refusal.of(HttpStatus.FORBIDDEN, "wrong-link", "This is not the newest one-time link.");
            }
            UserForm administrator =
                    UserForm.of("administrator", wanted.name(), wanted.email(), Role.ADMINISTRATOR, wanted.locale());
            return found(
                    new Place(wanted.company(), wanted.timezone(), wanted.region()), administrator, wanted.password());
        });
    }

    /** A company and where it is. */
    private record Place(String company, String timezone, String region) {}

    private SignedIn found(Place place, UserForm administrator, String password) {
        String email = Objects.requireNonNull(administrator.email());
        int company = companies.found(place.company(), place.timezone(), administrator.locale());
        return settings.change(company, null, () -> {
            if (!place.region().isEmpty()) {
                jdbc.sql("update fairlead.company set body = jsonb_build_object('region', ?)")
                        .param(place.region())
                        .update();
            }
            long user = users.add(null, administrator);
            passwords.set(company, user, email, password);
            return new SignedIn(
                    company, user, administrator.role(), companies.current().idSeed());
        });
    }

    /** Keeps another node out until the transaction ends. */
    private void alone() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('fairlead setup', 0))")
                .query((row, n) -> "")
                .single();
    }
}
