package io.fairlead.server.work;

import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task as it is to be.
 *
 * @param kind {@code task} or {@code callback}; a task if missing
 * @param title needed for a task
 * @param due the company's wall time: {@code 2026-11-23T18:00}
 * @param remind minutes before it is due; null for no reminder
 * @param user the key of whose it is; the caller if missing
 * @param done whether it is done; open if missing
 */
record TaskForm(
        @Nullable String kind,
        @Nullable String title,
        @Nullable String due,
        @Nullable Integer remind,
        @Nullable String user,
        @Nullable Boolean done) {
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_REMIND = 40_320;

    /** What the form says, checked; of the user no more than the key. */
    record Wanted(
            String kind,
            String title,
            Instant due,
            @Nullable Integer remind,
            @Nullable String user,
            boolean done) {}

    /** @throws Refusal naming every field that is wrong */
    Wanted checked(ZoneId zone) {
        List<FieldError> errors = new ArrayList<>();
        String wantedKind = kind == null ? Task.TASK : kind;
        if (!List.of(Task.TASK, Task.CALLBACK).contains(wantedKind)) {
            errors.add(new FieldError("kind", "invalid"));
        }
        String text = title == null ? "" : title.strip();
        if (text.length() > LONGEST_TITLE) {
            errors.add(new FieldError("title", "too-long"));
        } else if (text.isEmpty() && wantedKind.equals(Task.TASK)) {
            errors.add(new FieldError("title", "required"));
        } else if (text.codePoints().anyMatch(TaskForm::isNoText)) {
            errors.add(new FieldError("title", "invalid"));
        }
        Instant at = read(due, zone);
        if (at == null) {
            errors.add(new FieldError("due", due == null || due.isBlank() ? "required" : "invalid"));
        }
        if (remind != null && (remind < 0 || remind > LONGEST_REMIND)) {
            errors.add(new FieldError("remind", "invalid"));
        }
        if (at == null || !errors.isEmpty()) {
            throw Refusal.invalid(errors);
        }
        return new Wanted(wantedKind, text, at, remind, user, done != null && done);
    }

    private static boolean isNoText(int c) {
        return Character.isISOControl(c) || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /** In a gap of the clock it moves forward, in an overlap it takes the earlier offset. */
    private static @Nullable Instant read(@Nullable String text, ZoneId zone) {
        try {
            LocalDateTime wall = LocalDateTime.parse(text == null ? "" : text).truncatedTo(ChronoUnit.MINUTES);
            boolean sensible = wall.getYear() >= 2000 && wall.getYear() < 2200;
            return sensible ? ZonedDateTime.of(wall, zone).toInstant() : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
