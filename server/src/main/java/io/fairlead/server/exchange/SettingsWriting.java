package io.fairlead.server.exchange;

import io.fairlead.server.company.ZoneRows;
import io.fairlead.server.people.Users;
import io.fairlead.server.platform.event.Events;
import io.fairlead.server.rules.Rules;
import io.fairlead.server.settings.PlainTree;
import io.fairlead.server.settings.values.ZoneLines;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes what differs into the tables of the settings, with an event for each object. Thread-safe. */
@Component
class SettingsWriting {
    /** The languages a company or a user may have. */
    static final Set<String> LANGUAGES = Set.of("en", "it", "de", "ru", "he");

    private static final Map<String, String> KINDS = Map.of(
            "schedules", "schedule",
            "teams", "team",
            "listings", "listing",
            "fields", "field",
            "user-fields", "user-field");

    private final JdbcClient jdbc;
    private final Rules rules;
    private final Users users;
    private final ZoneRows zones;
    private final Events events;
    private final JsonMapper json;

    SettingsWriting(JdbcClient jdbc, Rules rules, Users users, ZoneRows zones, Events events, JsonMapper json) {
        this.jdbc = jdbc;
        this.rules = rules;
        this.users = users;
        this.zones = zones;
        this.events = events;
        this.json = json;
    }

    /** Writes in the change of settings under way. */
    void write(Map<String, Object> current, Target target, SettingsDiff diff, @Nullable Long who, String note) {
        boolean newRules = false;
        for (SettingsDiff.ObjectChange row : diff.rows()) {
            boolean onlyMoved = row.kind().equals("moved") && !row.section().equals("rules");
            if (row.kind().equals("kept") || onlyMoved) {
                continue;
            }
            switch (row.section()) {
                case "company" -> company(Target.map(target.sections().get("company")));
                case "zones" -> zones.write(ZoneLines.of(target.sections().get("zones")), who);
                case "users" -> user(row.key(), Target.map(object(target.sections(), "users", row.key())));
                case "rules" -> newRules = true;
                case "absences" -> {}
                default ->
                    setting(kind(row.section()), row.key(), object(target.sections(), row.section(), row.key()), who);
            }
            if (!row.section().equals("rules")) {
                record(row, current, target, who);
            }
        }
        absences(
                diff,
                Target.list(current.get("absences")),
                Target.list(target.sections().get("absences")),
                who);
        if (newRules) {
            rules.putIntoForce(Target.rulesOf(ordered(target)), note, who);
        }
        positions(target);
        ordered(current, target, diff, who);
    }

    private void ordered(Map<String, Object> current, Target target, SettingsDiff diff, @Nullable Long who) {
        for (String section : List.of("fields", "user-fields")) {
            if (diff.rows().stream()
                    .anyMatch(row -> row.kind().equals("moved") && row.section().equals(section))) {
                List<String> before =
                        List.copyOf(Target.map(current.get(section)).keySet());
                events.append(
                        kind(section) + "s-ordered",
                        who,
                        Map.of("before", before, "after", List.of(keys(target, section))));
            }
        }
    }

    private static List<Object> ordered(Target target) {
        return Target.list(PlainTree.ordered(target.sections()).get("rules"));
    }

    private static String kind(String section) {
        return KINDS.getOrDefault(section, section);
    }

    private static @Nullable Object object(Map<String, Object> sections, String section, String key) {
        return Target.map(sections.get(section)).get(key);
    }

    private void record(SettingsDiff.ObjectChange row, Map<String, Object> current, Target target, @Nullable Long who) {
        String what = switch (row.section()) {
            case "users" -> "user";
            case "absences" -> "absence";
            default -> kind(row.section());
        };
        String done = switch (row.kind()) {
            case "added" -> "created";
            case "removed" -> "deleted";
            default -> "changed";
        };
        boolean whole = row.key().isEmpty();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("key", row.key());
        data.put("before", whole ? current.get(row.section()) : object(current, row.section(), row.key()));
        data.put(
                "after",
                whole ? target.sections().get(row.section()) : object(target.sections(), row.section(), row.key()));
        events.append(what + "-" + done, who, data);
    }

    /** A language that is not said stays as it is, but is not shown as said. */
    private void company(Map<String, Object> company) {
        Map<String, Object> body = new LinkedHashMap<>(company);
        Object name = body.remove("name");
        Object timezone = body.remove("timezone");
        @Nullable String language = language(company);
        body.put("locale", company.get("locale"));
        jdbc.sql("""
                        update fairlead.company
                           set name = ?, timezone = ?, locale = coalesce(?, locale), body = ?::jsonb, version = version + 1
                        """)
                .param(name)
                .param(timezone)
                .param(language)
                .param(json.writeValueAsString(body))
                .update();
    }

    private static @Nullable String language(Map<String, Object> object) {
        String language = object.get("locale") instanceof String locale
                ? locale.replaceFirst("-.*", "").toLowerCase(Locale.ROOT)
                : "";
        return LANGUAGES.contains(language) ? language : null;
    }

    private void setting(String kind, String key, @Nullable Object body, @Nullable Long who) {
        if (body == null) {
            jdbc.sql("delete from fairlead.setting where kind = ? and key = ?")
                    .params(kind, key)
                    .update();
            return;
        }
        jdbc.sql("""
                        insert into fairlead.setting (kind, key, body, changed_by) values (?, ?, ?::jsonb, ?)
                        on conflict (company_id, kind, key) do update
                           set body = excluded.body, version = setting.version + 1, changed_at = now(),
                               changed_by = excluded.changed_by
                        """)
                .params(kind, key, json.writeValueAsString(body))
                .param(who)
                .update();
    }

    /** Somebody new cannot sign in until they are invited. */
    private void user(String key, Map<String, Object> user) {
        Map<String, Object> body = new LinkedHashMap<>(user);
        Object name = body.remove("name");
        @Nullable Object email = body.remove("email");
        boolean active = !Boolean.FALSE.equals(body.remove("active"));
        Object fields = Target.map(body.remove("fields"));
        body.put("locale", user.get("locale"));
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("key", key);
        values.put("name", name);
        values.put("email", email);
        values.put("active", active);
        values.put("locale", language(user));
        values.put("body", json.writeValueAsString(body));
        values.put("fields", json.writeValueAsString(fields));
        Optional<Users.Numbered> before = jdbc.sql(
                        "select company_id as company, id as \"user\" from fairlead.app_user where key = ?")
                .param(key)
                .query(Users.Numbered.class)
                .optional();
        jdbc.sql("""
                        update fairlead.app_user
                           set name = :name, email = :email, active = :active, locale = coalesce(:locale, locale),
                               body = :body::jsonb, fields = :fields::jsonb, version = version + 1
                         where key = :key
                        """).params(values).update();
        if (before.isPresent()) {
            users.followSignIn(before.get(), active, (String) email);
        } else {
            jdbc.sql("""
                            insert into fairlead.app_user (key, name, email, role, active, locale, body, fields)
                            values (:key, :name, :email, 'operator', :active,
                                    coalesce(:locale, (select locale from fairlead.company)), :body::jsonb,
                                    :fields::jsonb)
                            """).params(values).update();
        }
    }

    private void absences(SettingsDiff diff, List<Object> before, List<Object> after, @Nullable Long who) {
        if (diff.rows().stream()
                .noneMatch(
                        row -> row.section().equals("absences") && !row.kind().equals("kept"))) {
            return;
        }
        for (Object absence : before) {
            if (!after.contains(absence)) {
                Map<String, Object> gone = Target.map(absence);
                jdbc.sql("""
                                delete from fairlead.absence where "from" = ? and "to" = ? and kind = ?
                                   and user_id = (select id from fairlead.app_user where key = ?)
                                """)
                        .param(gone.get("from"))
                        .param(gone.get("to"))
                        .param(gone.getOrDefault("kind", ""))
                        .param(gone.get("user"))
                        .update();
            }
        }
        for (Object absence : after) {
            if (!before.contains(absence)) {
                Map<String, Object> added = Target.map(absence);
                jdbc.sql("""
                                insert into fairlead.absence (user_id, "from", "to", kind, changed_by)
                                select id, ?, ?, ?, ? from fairlead.app_user where key = ?
                                """)
                        .param(added.get("from"))
                        .param(added.get("to"))
                        .param(added.getOrDefault("kind", ""))
                        .param(who)
                        .param(added.get("user"))
                        .update();
            }
        }
    }

    /** The order of the file, what it leaves out behind. */
    private void positions(Target target) {
        KINDS.forEach((section, kind) ->
                jdbc.sql("""
                        update fairlead.setting s set position = x.place - 1
                          from unnest(?) with ordinality as x (key, place)
                         where s.kind = ? and s.key = x.key and s.position <> x.place - 1
                        """).params(keys(target, section), kind).update());
        jdbc.sql("""
                        update fairlead.app_user u set position = x.place - 1
                          from unnest(?) with ordinality as x (key, place)
                         where u.key = x.key and u.position <> x.place - 1
                        """).param(keys(target, "users")).update();
    }

    private static String[] keys(Target target, String section) {
        return Target.map(target.sections().get(section)).keySet().toArray(String[]::new);
    }
}
