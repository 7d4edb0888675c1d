package io.fairlead.server.roster;

import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.http.IfMatch;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Schedules, teams, listings and fields. What is in them is checked with the whole settings, as the settings file is.
 * Thread-safe.
 */
@Component
class RosterSettings {
    private static final int LONGEST_KEY = 100;

    private final JdbcClient jdbc;
    private final SettingsStore settings;
    private final Events events;
    private final JsonMapper json;
    private final InstantSource clock;

    RosterSettings(JdbcClient jdbc, SettingsStore settings, Events events, JsonMapper json, InstantSource clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.events = events;
        this.json = json;
        this.clock = clock;
    }

    private record Stored(JsonNode body, long version) {}

    /** @throws Refusal {@code key-taken} if there is one already */
    void add(SignedIn me, Section section, String key, Map<String, Object> body) {
        if (key.isBlank() || key.length() > LONGEST_KEY || key.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.invalid(List.of(new FieldError("key", "invalid")));
        }
        settings.change(me.companyId(), me.userId(), () -> {
            int added = jdbc.sql("""
                            insert into fairlead.setting (kind, key, body, position, changed_at, changed_by)
                            values (?, ?, ?::jsonb, (select coalesce(max(position), 0) + 1 from fairlead.setting), ?, ?)
                            on conflict do nothing
                            """)
                    .params(section.kind(), key, json.writeValueAsString(body))
                    .params(clock.instant().atOffset(ZoneOffset.UTC), me.userId())
                    .update();
            if (added == 0) {
                throw Refusal.of(
                        HttpStatus.CONFLICT, "key-taken", "There is a " + section.kind() + " " + key + " already.");
            }
            events.append(section.kind() + "-added", me.userId(), Map.of("key", key, "after", body));
            return added;
        });
    }

    void change(SignedIn me, Section section, String key, long version, Map<String, Object> body) {
        settings.change(me.companyId(), me.userId(), () -> {
            JsonNode before = current(section, key, version);
            int changed = jdbc.sql("""
                            update fairlead.setting
                               set body = ?::jsonb, version = version + 1, changed_at = ?, changed_by = ?
                             where kind = ? and key = ?
                            """)
                    .params(json.writeValueAsString(body), clock.instant().atOffset(ZoneOffset.UTC), me.userId())
                    .params(section.kind(), key)
                    .update();
            events.append(
                    section.kind() + "-changed", me.userId(), Map.of("key", key, "before", before, "after", body));
            return changed;
        });
    }

    void remove(SignedIn me, Section section, String key, long version) {
        settings.change(me.companyId(), me.userId(), () -> {
            JsonNode before = current(section, key, version);
            int removed = jdbc.sql("delete from fairlead.setting where kind = ? and key = ?")
                    .params(section.kind(), key)
                    .update();
            events.append(section.kind() + "-removed", me.userId(), Map.of("key", key, "before", before));
            return removed;
        });
    }

    /** @throws Refusal {@code invalid} unless the keys are those of the section, each once */
    void order(SignedIn me, Section section, List<String> keys) {
        settings.change(me.companyId(), me.userId(), () -> {
            List<String> before = jdbc.sql("select key from fairlead.setting where kind = ? order by position, key")
                    .param(section.kind())
                    .query((row, n) -> row.getString("key"))
                    .list();
            if (keys.size() != before.size() || !Set.copyOf(before).equals(new HashSet<>(keys))) {
                throw Refusal.invalid(List.of(new FieldError("keys", "invalid")));
            }
            for (int i = 0; i < keys.size(); i++) {
                jdbc.sql("update fairlead.setting set position = ? where kind = ? and key = ?")
                        .params(i, section.kind(), keys.get(i))
                        .update();
            }
            events.append(section.kind() + "s-ordered", me.userId(), Map.of("before", before, "after", keys));
            return keys;
        });
    }

    private JsonNode current(Section section, String key, long version) {
        Stored stored = jdbc.sql("select body, version from fairlead.setting where kind = ? and key = ?")
                .params(section.kind(), key)
                .query((row, n) -> new Stored(json.readTree(row.getString("body")), row.getLong("version")))
                .optional()
                .orElseThrow(Refusal::notFound);
        if (stored.version() != version) {
            throw IfMatch.changedMeanwhile(Map.of("body", stored.body(), "version", stored.version()));
        }
        return stored.body();
    }
}
