package io.fairlead.server.people;

import io.fairlead.server.company.Companies;
import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Transactions;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The first start of an installation: a demo company, or a one-time link for the administrator. Thread-safe. */
@Component
public class Setup {
    static final String DEMO_EMAIL = "head@beauty-shop.example";

    /** As in {@code examples/beauty-shop.yaml}. */
    private static final Map<String, String> SCHEDULES = new TreeMap<>(Map.of(
            "day", """
                    {"weekly": [{"days": "mon-fri", "hours": "09:00-19:00"}, {"days": "sat", "hours": "09:00-17:00"}]}""",
            "evening", """
                    {"weekly": [{"days": "mon-fri", "hours": "16:00-09:00", "until": "next-listed-day"},
                                {"days": "sat", "hours": "09:00-17:00"}]}""",
            "day-and-on-call", """
                    {"weekly": [{"days": "mon-fri", "hours": "09:00-19:00"},
                                {"days": "mon-fri", "hours": "16:00-09:00", "until": "next-listed-day"}]}"""));

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final SettingsStore settings;
    private final InstantSource clock;
    private final Companies companies;
    private final Users users;
    private final Passwords passwords;
    private final ApplicationEventPublisher publisher;

    Setup(
            JdbcClient jdbc,
            Transactions transactions,
            SettingsStore settings,
            InstantSource clock,
            Companies companies,
            Users users,
            Passwords passwords,
            ApplicationEventPublisher publisher) {
        this.settings = settings;
        this.clock = clock;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.companies = companies;
        this.users = users;
        this.passwords = passwords;
        this.publisher = publisher;
    }

    /** Published inside the transaction that founds the demo company, once its people are there. */
    public record DemoFounded(int companyId) {}

    /** How to sign in to the demo company. The password is not kept. */
    public record DemoSignIn(String email, String password) {}

    /** A company to be founded with its first administrator; all of it checked. */
    record NewInstallation(
            String company, String timezone, String name, String email, String password, String locale) {}

    /** Whether nobody can sign in yet. */
    public boolean needed() {
        return !jdbc.sql("select exists (select from shared.sign_in)")
                .query(Boolean.class)
                .single();
    }

    /**
     * Founds the demo company, the beauty shop.
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
            int company = found("Сибирская косметика", "Asia/Tomsk", head, password);
            furnish(company);
            publisher.publishEvent(new DemoFounded(company));
            return true;
        });
        return founded ? new DemoSignIn(DEMO_EMAIL, password) : null;
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
            return found(wanted.company(), wanted.timezone(), administrator, wanted.password());
        });
    }

    private int found(String name, String timezone, UserForm administrator, String password) {
        String email = Objects.requireNonNull(administrator.email());
        int company = companies.found(name, timezone, administrator.locale());
        settings.change(company, null, () -> {
            long user = users.add(null, administrator);
            passwords.set(company, user, email, password);
            return user;
        });
        return company;
    }

    /** The three sellers of the beauty shop, their shifts, their team, and a holiday to come. */
    private int furnish(int company) {
        return settings.change(company, null, () -> {
            SCHEDULES.forEach((key, body) -> add("schedule", key, body));
            users.add(null, seller("ursula", "Урсула Вебер").working("day-and-on-call", List.of()));
            users.add(null, seller("nadezhda", "Надежда Кузнецова").working("day", List.of("security")));
            long marina = users.add(null, seller("marina", "Марина Соколова").working("evening", List.of("security")));
            add("team", "sales", "{\"members\": [\"ursula\", \"nadezhda\", \"marina\"]}");
            LocalDate from =
                    LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(9);
            jdbc.sql("insert into fairlead.absence (user_id, \"from\", \"to\", kind) values (?, ?, ?, 'vacation')")
                    .params(marina, from.toString(), from.plusDays(6).toString())
                    .update();
            return company;
        });
    }

    private static UserForm seller(String key, String name) {
        return UserForm.of(key, name, key + "@beauty-shop.example", Role.OPERATOR, "ru");
    }

    private void add(String kind, String key, String body) {
        jdbc.sql("""
                        insert into fairlead.setting (kind, key, body, position)
                        values (?, ?, ?::jsonb, (select count(*) from fairlead.setting))
                        """).params(kind, key, body).update();
    }

    /** Keeps another node out until the transaction ends. */
    private void alone() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('fairlead setup', 0))")
                .query((row, n) -> "")
                .single();
    }
}
