package io.fairlead.server.people;

import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Transactions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The people of a company. Thread-safe. */
@Component
class Users {
    static final Set<String> LOCALES = Set.of("en", "it", "de", "ru", "he");

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Events events;
    private final JsonMapper json;

    Users(JdbcClient jdbc, Transactions transactions, Events events, JsonMapper json) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.events = events;
        this.json = json;
    }

    /** A user to be added. {@code key} is the id in the settings file. */
    record NewUser(String key, String name, @Nullable String email, Role role, String locale) {}

    /** Adds a user to the company of the transaction under way, and returns its number. */
    long add(NewUser user) {
        long id = jdbc.sql(
                        "insert into fairlead.app_user (key, name, email, role, locale) values (?, ?, ?, ?, ?) returning id")
                .param(user.key())
                .param(user.name())
                .param(user.email())
                .param(user.role().word())
                .param(user.locale())
                .query(Long.class)
                .single();
        events.append(
                "user-created",
                null,
                Map.of("user", id, "key", user.key(), "role", user.role().word()));
        return id;
    }

    /** Makes a team of users, in their order, in the company of the transaction under way. */
    void addTeam(String key, String name, List<String> members) {
        jdbc.sql("insert into fairlead.setting (kind, key, body) values ('team', ?, ?::jsonb)")
                .params(key, json.writeValueAsString(Map.of("name", name, "members", members)))
                .update();
        events.append("team-created", null, Map.of("team", key, "name", name, "members", members));
    }

    /** The user as one who makes requests; empty if there is no such user, or an inactive one. */
    Optional<SignedIn> signedIn(int companyId, long userId) {
        return transactions.inCompany(
                companyId,
                () -> jdbc.sql("""
                                select u.role, c.id_seed
                                  from fairlead.app_user u join fairlead.company c using (company_id)
                                 where u.id = ? and u.active
                                """)
                        .param(userId)
                        .query((row, n) ->
                                new SignedIn(companyId, userId, Role.of(row.getString("role")), row.getLong("id_seed")))
                        .optional());
    }

    /** Sets the language a user reads. */
    void setLocale(SignedIn by, String locale) {
        if (!LOCALES.contains(locale)) {
            throw Refusal.invalid(List.of(new FieldError("locale", "unknown-locale")));
        }
        transactions.inCompany(by.companyId(), () -> {
            String before = jdbc.sql("select locale from fairlead.app_user where id = ? for update")
                    .param(by.userId())
                    .query(String.class)
                    .single();
            jdbc.sql("update fairlead.app_user set locale = ? where id = ?")
                    .params(locale, by.userId())
                    .update();
            events.append(
                    "locale-changed", by.userId(), Map.of("user", by.userId(), "before", before, "after", locale));
        });
    }
}
