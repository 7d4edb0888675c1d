package io.fairlead.server.people;

import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.company.UserRenamed;
import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.http.IfMatch;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Transactions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The people of a company. Thread-safe. */
@Component
public class Users {
    static final Set<String> LOCALES = Set.of("en", "it", "de", "ru", "he");

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final SettingsStore settings;
    private final Events events;
    private final JsonMapper json;
    private final ApplicationEventPublisher publisher;

    Users(
            JdbcClient jdbc,
            Transactions transactions,
            SettingsStore settings,
            Events events,
            JsonMapper json,
            ApplicationEventPublisher publisher) {
        this.publisher = publisher;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.settings = settings;
        this.events = events;
        this.json = json;
    }

    /**
     * Who makes a change, and whether they may change those who may do more than an operator.
     */
    record Editor(SignedIn me, boolean managesRoles) {
        /** Whether this editor may change that user at all. Managers change operators, and themselves. */
        boolean mayEdit(long userId, Role role) {
            return managesRoles || role == Role.OPERATOR || userId == me.userId();
        }
    }

    /** A user as stored. */
    record Stored(long id, UserForm form, long version) {}

    /** Adds a user and returns their key. */
    String create(Editor by, UserForm wanted) {
        if (wanted.role() != Role.OPERATOR && !by.managesRoles()) {
            throw Refusal.forbidden();
        }
        return settings.change(by.me().companyId(), by.me().userId(), () -> {
            UserForm user = withKey(wanted);
            checkFree(user, null);
            user.checkFields(ownFields(), Map.of());
            add(by.me().userId(), user);
            return user.key();
        });
    }

    /** Adds a user to the company of the transaction under way, which changes settings, and returns its number. */
    long add(@Nullable Long who, UserForm user) {
        long id = jdbc.sql("""
                        insert into fairlead.app_user (key, name, email, role, locale, active, body, fields, position)
                        values (?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb,
                                (select coalesce(max(position), 0) + 1 from fairlead.app_user))
                        returning id
                        """).params(columns(user)).query(Long.class).single();
        events.append("user-created", who, Map.of("user", id, "after", shown(user)));
        return id;
    }

    /** Changes all that is said of a user, and returns their key. */
    String change(Editor by, String key, long version, UserForm wanted) {
        return settings.change(by.me().companyId(), by.me().userId(), () -> {
            Stored before = one(key);
            check(by, before, wanted);
            if (before.version() != version) {
                throw IfMatch.changedMeanwhile(shown(before.form()));
            }
            UserForm after = wanted.key().isEmpty() ? keyed(wanted, key) : wanted;
            checkFree(after, before);
            after.checkFields(ownFields(), before.form().fields());
            jdbc.sql("""
                            update fairlead.app_user set key = ?, name = ?, email = ?, role = ?, locale = ?, active = ?,
                                   body = ?::jsonb, fields = ?::jsonb, version = version + 1
                             where id = ?
                            """).params(columns(after)).param(before.id()).update();
            if (!after.key().equals(key)) {
                publisher.publishEvent(new UserRenamed(by.me().companyId(), key, after.key()));
            }
            followSignIn(new Numbered(by.me().companyId(), before.id()), after.active(), after.email());
            events.append(
                    "user-changed",
                    by.me().userId(),
                    Map.of("user", before.id(), "before", shown(before.form()), "after", shown(after)));
            return after.key();
        });
    }

    private void check(Editor by, Stored before, UserForm wanted) {
        Role role = before.form().role();
        boolean promoted = wanted.role() != role && !by.managesRoles();
        if (promoted || !by.mayEdit(before.id(), role)) {
            throw Refusal.forbidden();
        }
        boolean stays = wanted.active() && wanted.role() == Role.ADMINISTRATOR;
        if (role == Role.ADMINISTRATOR && before.form().active() && !stays && !anotherAdministrator(before.id())) {
            throw Refusal.of(
                    HttpStatus.CONFLICT, "last-administrator", "This is the last administrator who can sign in.");
        }
    }

    private boolean anotherAdministrator(long userId) {
        return jdbc.sql("""
                        select exists (
                            select from fairlead.app_user u join shared.sign_in s on s.company_id = u.company_id and s.user_id = u.id
                             where u.role = 'administrator' and u.active and u.id <> ?)
                        """).param(userId).query(Boolean.class).single();
    }

    /** A user by the numbers of company and row. */
    public record Numbered(int company, long user) {}

    /**
     * Lets sign-in follow a changed user in the transaction under way: sessions, tokens and links of who is no longer
     * active stop. Who has another e-mail signs in as before until they choose a password by a link: the kept one counts
     * for its e-mail alone, whether or not another company has the new one.
     *
     * @throws Refusal for no e-mail where they sign in
     */
    public void followSignIn(Numbered changed, boolean active, @Nullable String email) {
        int company = changed.company();
        if (!active) {
            jdbc.sql("delete from shared.session where principal_name = ?")
                    .param(SignedIn.nameOf(company, changed.user()))
                    .update();
            for (String table : List.of("token", "invitation")) {
                jdbc.sql("delete from shared." + table + " where company_id = ? and user_id = ?")
                        .params(company, changed.user())
                        .update();
            }
        }
        boolean signsIn = jdbc.sql("select exists (select from shared.sign_in where company_id = ? and user_id = ?)")
                .params(company, changed.user())
                .query(Boolean.class)
                .single();
        if (signsIn && email == null) {
            throw Refusal.invalid(List.of(new FieldError("email", "required")));
        }
    }

    private void checkFree(UserForm user, @Nullable Stored own) {
        long id = own == null ? 0 : own.id();
        if (exists("key = ? and id <> ?", user.key(), id)) {
            throw Refusal.invalid(List.of(new FieldError("key", "taken")));
        }
        String email = user.email();
        if (email != null && exists("lower(email) = ? and id <> ?", Passwords.normal(email), id)) {
            throw Refusal.invalid(List.of(new FieldError("email", "taken")));
        }
    }

    /** The declared fields of users by their ids. */
    private Map<String, JsonNode> ownFields() {
        Map<String, JsonNode> declared = new LinkedHashMap<>();
        jdbc.sql("select key, body from fairlead.setting where kind = 'user-field'")
                .query((RowCallbackHandler)
                        row -> declared.put(row.getString("key"), json.readTree(row.getString("body"))));
        return declared;
    }

    private boolean exists(String condition, Object... params) {
        return jdbc.sql("select exists (select from fairlead.app_user where " + condition + ")")
                .params(params)
                .query(Boolean.class)
                .single();
    }

    private UserForm withKey(UserForm user) {
        if (!user.key().isEmpty()) {
            return user;
        }
        String proposed = user.proposedKey();
        String key = proposed;
        for (int n = 2; exists("key = ?", key); n++) {
            key = proposed + "-" + n;
        }
        return keyed(user, key);
    }

    private static UserForm keyed(UserForm user, String key) {
        return new UserForm(
                key,
                user.name(),
                user.email(),
                user.role(),
                user.locale(),
                user.active(),
                user.schedule(),
                user.skills(),
                user.target(),
                user.technical(),
                user.fields());
    }

    /** The user with this key in the company of the transaction under way. */
    Stored one(String key) {
        return jdbc.sql("""
                        select id, key, name, email, role, locale, active, body, fields, version
                          from fairlead.app_user where key = ?
                        """)
                .param(key)
                .query((row, n) -> {
                    JsonNode body = json.readTree(row.getString("body"));
                    UserForm form = new UserForm(
                            row.getString("key"),
                            row.getString("name"),
                            row.getString("email"),
                            Role.of(row.getString("role")),
                            row.getString("locale"),
                            row.getBoolean("active"),
                            body.path("schedule").asString(null),
                            body.path("skills")
                                    .valueStream()
                                    .map(JsonNode::asString)
                                    .toList(),
                            body.has("target") ? body.path("target").asInt() : null,
                            body.path("technical").asBoolean(false),
                            UserForm.fields(json, row.getString("fields")));
                    return new Stored(row.getLong("id"), form, row.getLong("version"));
                })
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    private List<@Nullable Object> columns(UserForm user) {
        ObjectNode body = json.createObjectNode();
        if (user.schedule() != null) {
            body.put("schedule", user.schedule());
        }
        if (!user.skills().isEmpty()) {
            user.skills().forEach(body.withArray("skills")::add);
        }
        if (user.target() != null) {
            body.put("target", user.target());
        }
        if (user.technical()) {
            body.put("technical", true);
        }
        return Arrays.<@Nullable Object>asList(
                user.key(),
                user.name(),
                user.email(),
                user.role().word(),
                user.locale(),
                user.active(),
                body.toString(),
                json.writeValueAsString(user.fields()));
    }

    private static Map<String, @Nullable Object> shown(UserForm user) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("key", user.key());
        shown.put("name", user.name());
        shown.put("email", user.email());
        shown.put("role", user.role().word());
        shown.put("locale", user.locale());
        shown.put("active", user.active());
        shown.put("schedule", user.schedule());
        shown.put("skills", user.skills());
        shown.put("target", user.target());
        shown.put("technical", user.technical());
        shown.put("fields", user.fields());
        return shown;
    }

    /** A user says how they are called and what they read; the rest of the work is in the same transaction. */
    void introduced(int companyId, long userId, String name, String locale, Runnable rest) {
        settings.change(companyId, userId, () -> {
            rest.run();
            Map<String, ?> before = jdbc.sql("select name, locale from fairlead.app_user where id = ?")
                    .param(userId)
                    .query()
                    .singleRow();
            Map<String, ?> after = Map.of("name", name, "locale", locale);
            jdbc.sql("update fairlead.app_user set name = ?, locale = ?, version = version + 1 where id = ?")
                    .params(name, locale, userId)
                    .update();
            if (!before.equals(after)) {
                events.append("user-changed", userId, Map.of("user", userId, "before", before, "after", after));
            }
            return userId;
        });
    }

    /** The user as one who makes requests; empty if there is no such user, or an inactive one. */
    public Optional<SignedIn> signedIn(int companyId, long userId) {
        return transactions
                .look(
                        companyId,
                        """
                        select u.role, c.id_seed from fairlead.app_user u join fairlead.company c using (company_id)
                         where u.id = ? and u.active
                        """,
                        (row, n) ->
                                new SignedIn(companyId, userId, Role.of(row.getString("role")), row.getLong("id_seed")),
                        userId)
                .stream()
                .findFirst();
    }

    /** Sets the language a user reads, which no rule looks at: the settings in force stay as they are. */
    void setLocale(SignedIn by, String locale) {
        if (!LOCALES.contains(locale)) {
            throw Refusal.invalid(List.of(new FieldError("locale", "unknown-locale")));
        }
        transactions.inCompany(by.companyId(), () -> {
            String before = jdbc.sql("select locale from fairlead.app_user where id = ?")
                    .param(by.userId())
                    .query(String.class)
                    .single();
            jdbc.sql("update fairlead.app_user set locale = ?, version = version + 1 where id = ?")
                    .params(locale, by.userId())
                    .update();
            events.append(
                    "locale-changed", by.userId(), Map.of("user", by.userId(), "before", before, "after", locale));
        });
    }
}
