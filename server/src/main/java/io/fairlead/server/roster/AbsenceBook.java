package io.fairlead.server.roster;

import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.http.IfMatch;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes absences, in the form of the settings file, with whose reader they are checked. Thread-safe. */
@Component
class AbsenceBook {
    private static final int LONGEST_KIND = 100;

    private final JdbcClient jdbc;
    private final SettingsStore settings;
    private final Events events;
    private final InstantSource clock;

    AbsenceBook(JdbcClient jdbc, SettingsStore settings, Events events, InstantSource clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    /**
     * An absence as it is sent.
     *
     * @param user the user's key; null means who asks
     * @param from a date, or a date and time in company time
     * @param to the last day, or the date and time of the end
     */
    record WantedAbsence(
            @Nullable String user,
            @Nullable String from,
            @Nullable String to,
            @Nullable String kind) {}

    private record Entry(String from, String to, String kind) {
        Map<String, String> shown() {
            return Map.of("from", from, "to", to, "kind", kind);
        }
    }

    private record Stored(long userId, String from, String to, String kind, long version) {
        Entry entry() {
            return new Entry(from, to, kind);
        }
    }

    /** Adds an absence and returns its number. */
    long add(SignedIn me, WantedAbsence wanted) {
        Entry entry = checked(wanted);
        return settings.change(me.companyId(), me.userId(), () -> {
            long user = userOf(me, wanted.user());
            long id = jdbc.sql("""
                            insert into fairlead.absence (user_id, "from", "to", kind, changed_at, changed_by)
                            values (?, ?, ?, ?, ?, ?) returning id
                            """)
                    .params(user, entry.from(), entry.to(), entry.kind(), now(), me.userId())
                    .query(Long.class)
                    .single();
            events.append("absence-added", me.userId(), Map.of("absence", id, "user", user, "after", entry.shown()));
            return id;
        });
    }

    /** Changes when and why somebody is absent, not who, and returns the absence's number. */
    long change(SignedIn me, String shownId, long version, WantedAbsence wanted) {
        Entry entry = checked(wanted);
        return settings.change(me.companyId(), me.userId(), () -> {
            long id = number(me, shownId);
            Stored before = current(me, id, version);
            jdbc.sql("""
                            update fairlead.absence
                               set "from" = ?, "to" = ?, kind = ?, version = version + 1, changed_at = ?, changed_by = ?
                             where id = ?
                            """)
                    .params(entry.from(), entry.to(), entry.kind(), now(), me.userId(), id)
                    .update();
            events.append(
                    "absence-changed",
                    me.userId(),
                    Map.of(
                            "absence", id,
                            "user", before.userId(),
                            "before", before.entry().shown(),
                            "after", entry.shown()));
            return id;
        });
    }

    void remove(SignedIn me, String shownId, long version) {
        settings.change(me.companyId(), me.userId(), () -> {
            long id = number(me, shownId);
            Stored before = current(me, id, version);
            int removed = jdbc.sql("delete from fairlead.absence where id = ?")
                    .param(id)
                    .update();
            events.append(
                    "absence-removed",
                    me.userId(),
                    Map.of(
                            "absence",
                            id,
                            "user",
                            before.userId(),
                            "before",
                            before.entry().shown()));
            return removed;
        });
    }

    private Stored current(SignedIn me, long id, long version) {
        Stored stored = jdbc.sql("""
                        select user_id, "from", "to", kind, version from fairlead.absence where id = ? and (? or user_id = ?)
                        """)
                .params(id, me.role().permits(Permission.MANAGE_PEOPLE), me.userId())
                .query(Stored.class)
                .optional()
                .orElseThrow(Refusal::notFound);
        if (stored.version() != version) {
            throw IfMatch.changedMeanwhile(stored.entry().shown());
        }
        return stored;
    }

    private long userOf(SignedIn me, @Nullable String key) {
        if (key == null) {
            return me.userId();
        }
        long user = jdbc.sql("select id from fairlead.app_user where key = ? and role <> 'integration'")
                .param(key)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> Refusal.invalid(List.of(new FieldError("user", "unknown-user"))));
        if (user != me.userId() && !me.role().permits(Permission.MANAGE_PEOPLE)) {
            throw Refusal.forbidden();
        }
        return user;
    }

    private static long number(SignedIn me, String shownId) {
        return Ids.of(me.idSeed()).read(Ids.Kind.ABSENCE, shownId).orElseThrow(Refusal::notFound);
    }

    private static Entry checked(WantedAbsence wanted) {
        Entry entry = new Entry(text(wanted.from()), text(wanted.to()), text(wanted.kind()));
        List<FieldError> errors = new ArrayList<>();
        if (entry.from().isEmpty()) {
            errors.add(new FieldError("from", "required"));
        }
        if (entry.to().isEmpty()) {
            errors.add(new FieldError("to", "required"));
        }
        if (entry.kind().length() > LONGEST_KIND || entry.kind().chars().anyMatch(Character::isISOControl)) {
            errors.add(new FieldError("kind", "invalid"));
        }
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors);
        }
        return entry;
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given.strip();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
