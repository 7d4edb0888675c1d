package io.fairlead.server.work;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something to be done about a lead.
 *
 * @param kind {@link #CALLBACK}, whose sight may be restricted, or {@link #TASK}
 * @param title what is to be done; empty for a callback that says no more
 * @param remind minutes before it is due; null for no reminder
 * @param remindAt when somebody is to be reminded; null where that is over, or not wanted
 * @param user whose it is, and by the key
 * @param doneAt null while it is open
 */
record Task(
        long id,
        long lead,
        String kind,
        String title,
        Instant due,
        @Nullable Integer remind,
        @Nullable Instant remindAt,
        long user,
        String key,
        @Nullable Instant doneAt,
        long version) {
    static final String TASK = "task";
    static final String CALLBACK = "callback";

    /** From a row of {@code task t} with the {@code key} of its user. */
    static Task of(ResultSet row, int number) throws SQLException {
        return new Task(
                row.getLong("id"),
                row.getLong("lead_id"),
                row.getString("kind"),
                row.getString("title"),
                row.getObject("due_at", OffsetDateTime.class).toInstant(),
                row.getObject("remind", Integer.class),
                instant(row, "remind_at"),
                row.getLong("user_id"),
                row.getString("key"),
                instant(row, "done_at"),
                row.getLong("version"));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    boolean open() {
        return doneAt == null;
    }

    /** What can be changed of it, as events keep it. */
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("title", title);
        values.put("kind", kind);
        values.put("due", due.toString());
        if (remind != null) {
            values.put("remind", remind);
        }
        values.put("user", key);
        return values;
    }

    /**
     * What an event tells of it.
     *
     * @param before what it was, null if nothing changed: whose callback it was may know of it too
     */
    Map<String, Object> told(@Nullable Task before) {
        Map<String, Object> told = new LinkedHashMap<>(values());
        told.put("task", id);
        if (before != null) {
            told.put("before", before.values());
            told.put("after", values());
        }
        boolean callback = kind.equals(CALLBACK) || (before != null && before.kind.equals(CALLBACK));
        if (callback) {
            told.put(
                    "owners",
                    before == null || before.user == user
                            ? List.of(Long.toString(user))
                            : List.of(Long.toString(before.user), Long.toString(user)));
        }
        return told;
    }
}
