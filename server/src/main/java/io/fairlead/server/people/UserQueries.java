package io.fairlead.server.people;

import io.fairlead.engine.distribution.Settings.Team;
import io.fairlead.engine.distribution.User;
import io.fairlead.engine.simulation.Scenario;
import io.fairlead.engine.time.Absence;
import io.fairlead.engine.time.Absences;
import io.fairlead.engine.time.Away;
import io.fairlead.engine.time.Span;
import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Component
class UserQueries {
    private static final int LOOKS = 8;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final SettingsStore settings;
    private final JsonMapper json;
    private final InstantSource clock;

    UserQueries(
            JdbcClient jdbc, Transactions transactions, SettingsStore settings, JsonMapper json, InstantSource clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
    }

    /** Who asks, and what they may do with the users they see. */
    record Asked(Users.Editor by, boolean managesPeople, boolean invites) {}

    record UserRows(List<UserRow> rows, @Nullable String next) {}

    /**
     * A user as colleagues see them. The company's own fields and the target are for managers and the user alone.
     *
     * @param absence the one under way, else the next
     * @param signIn {@code active}, {@code invited} or {@code none}
     * @param signInEmail the e-mail by which they sign in until they choose a password for the one they have now; null if
     *     it is the same
     */
    record UserRow(
            String key,
            String name,
            @Nullable String email,
            String role,
            String locale,
            boolean active,
            @Nullable String schedule,
            List<String> skills,
            @Nullable Integer target,
            boolean technical,
            Map<String, Object> fields,
            List<String> teams,
            UserPresence presence,
            UserDuty duty,
            @Nullable UserAbsence absence,
            String signIn,
            @Nullable String signInEmail,
            @Nullable Instant invitedUntil,
            long version,
            UserCan can) {}

    /** @param state {@code online}, {@code offline} or {@code unknown} */
    record UserPresence(String state, String why, @Nullable Instant since) {}

    /**
     * Whether the user works now, by their schedule and absences.
     *
     * @param until when that changes, in company time; null if it never does or not within two years
     */
    record UserDuty(boolean on, @Nullable OffsetDateTime until) {}

    /** An absence in company time. Its kind is for managers and the user alone. */
    record UserAbsence(OffsetDateTime from, OffsetDateTime to, String kind) {}

    /** What who asks may do with the user. */
    record UserCan(boolean edit, boolean setRole, boolean deactivate, boolean invite) {}

    /** Everybody, in the order of the settings. */
    UserRows all(Asked asked) {
        return new UserRows(rows(asked, null), null);
    }

    UserRow one(Asked asked, String key) {
        return rows(asked, key).stream().findFirst().orElseThrow(Refusal::notFound);
    }

    private List<UserRow> rows(Asked asked, @Nullable String key) {
        return transactions.inCompany(asked.by().me().companyId(), () -> {
            Scenario scenario = settings.scenario();
            Map<String, Absences> absences = Absences.byUser(scenario.absences());
            Instant now = clock.instant();
            return jdbc.sql("""
                            select u.id, u.key, u.name, u.email, u.role, u.locale, u.active, u.body, u.fields, u.version,
                                   p.online, p.why, p.since, s.email as sign_in_email, i.expires_at
                              from fairlead.app_user u
                              left join fairlead.presence p on p.company_id = u.company_id and p.user_id = u.id
                              left join shared.sign_in s on s.company_id = u.company_id and s.user_id = u.id
                              left join shared.invitation i on i.company_id = u.company_id and i.user_id = u.id
                             where ?::text is null or u.key = ?
                             order by u.position, u.id
                            """)
                    .param(key)
                    .param(key)
                    .query((row, n) -> new Reader(asked, scenario, absences, now).read(row))
                    .list();
        });
    }

    private final class Reader {
        private final Asked asked;
        private final Scenario scenario;
        private final Map<String, Absences> absences;
        private final Instant now;
        private final ZoneId zone;

        private Reader(Asked asked, Scenario scenario, Map<String, Absences> absences, Instant now) {
            this.asked = asked;
            this.scenario = scenario;
            this.absences = absences;
            this.now = now;
            this.zone = scenario.settings().company().timezone();
        }

        private UserRow read(ResultSet row) throws SQLException {
            String key = row.getString("key");
            long id = row.getLong("id");
            boolean own = id == asked.by().me().userId();
            boolean allSeen = asked.managesPeople() || own;
            JsonNode body = json.readTree(row.getString("body"));
            String signInEmail = row.getString("sign_in_email");
            Instant invitedUntil = instant(row, "expires_at");
            boolean invited = invitedUntil != null && invitedUntil.isAfter(now);
            return new UserRow(
                    key,
                    row.getString("name"),
                    row.getString("email"),
                    row.getString("role"),
                    row.getString("locale"),
                    row.getBoolean("active"),
                    body.path("schedule").asString(null),
                    body.path("skills").valueStream().map(JsonNode::asString).toList(),
                    allSeen && body.has("target") ? body.path("target").asInt() : null,
                    body.path("technical").asBoolean(false),
                    allSeen ? UserForm.fields(json, row.getString("fields")) : Map.of(),
                    teams(key),
                    presence(row),
                    duty(key),
                    absence(key, allSeen),
                    signInEmail != null ? "active" : invited ? "invited" : "none",
                    allSeen ? other(signInEmail, row.getString("email")) : null,
                    invited ? invitedUntil : null,
                    row.getLong("version"),
                    can(id, Role.of(row.getString("role"))));
        }

        private static @Nullable String other(@Nullable String signInEmail, @Nullable String email) {
            return email == null || Passwords.normal(email).equals(signInEmail) ? null : signInEmail;
        }

        private List<String> teams(String key) {
            List<String> teams = new ArrayList<>();
            for (Team team : scenario.settings().teams().values()) {
                if (team.members().contains(key)) {
                    teams.add(team.id());
                }
            }
            return teams;
        }

        private UserPresence presence(ResultSet row) throws SQLException {
            Instant since = instant(row, "since");
            if (since == null) {
                return new UserPresence("unknown", "", null);
            }
            return new UserPresence(row.getBoolean("online") ? "online" : "offline", row.getString("why"), since);
        }

        private UserDuty duty(String key) {
            User user = scenario.settings().users().get(key);
            if (user == null || !user.active()) {
                return new UserDuty(false, null);
            }
            boolean on = works(user, now);
            Instant at = now;
            for (int look = 0; look < LOOKS; look++) {
                at = change(user, at);
                if (at.equals(Instant.MAX)) {
                    return new UserDuty(on, null);
                }
                if (works(user, at) != on) {
                    return new UserDuty(on, at.atZone(zone).toOffsetDateTime());
                }
            }
            return new UserDuty(on, null);
        }

        private boolean works(User user, Instant at) {
            return user.duty().at(at).on() && of(user).at(at) == null;
        }

        private Instant change(User user, Instant at) {
            Span span = user.duty().at(at);
            Instant boundary = of(user).nextBoundary(at);
            return boundary == null || span.until().isBefore(boundary) ? span.until() : boundary;
        }

        private Absences of(User user) {
            return absences.getOrDefault(user.id(), Absences.NONE);
        }

        private @Nullable UserAbsence absence(String key, boolean allSeen) {
            Absences own = absences.getOrDefault(key, Absences.NONE);
            Away away = own.at(now);
            Instant next = own.nextStart(now);
            if (away == null && next != null) {
                away = own.at(next);
            }
            if (away == null) {
                return null;
            }
            Absence absence = away.absence();
            return new UserAbsence(
                    absence.from().atZone(zone).toOffsetDateTime(),
                    absence.to().atZone(zone).toOffsetDateTime(),
                    allSeen ? absence.kind() : "");
        }

        private UserCan can(long id, Role role) {
            boolean edit = asked.managesPeople() && asked.by().mayEdit(id, role);
            boolean manages = asked.managesPeople() && asked.by().managesRoles();
            return new UserCan(
                    edit,
                    manages,
                    edit && id != asked.by().me().userId(),
                    asked.invites() && asked.by().mayEdit(id, role) && role.permits(Permission.ATTEND));
        }
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
