package io.fairlead.server.people;

import io.fairlead.server.platform.http.Problem.FieldError;
import java.util.List;

/** What people type into a field of one line, and how much of it is taken. */
final class Typed {
    /** The longest e-mail address that can be written to. */
    static final int LONGEST_EMAIL = 254;

    static final int LONGEST_PASSWORD = 1_000;

    private Typed() {}

    /** What is wrong with a name, as errors of that field. */
    static List<FieldError> flaws(String field, String name, int longest) {
        if (name.isEmpty()) {
            return List.of(new FieldError(field, "required"));
        }
        if (name.length() > longest) {
            return List.of(new FieldError(field, "too-long"));
        }
        return hasControls(name) ? List.of(new FieldError(field, "invalid")) : List.of();
    }

    /** Whether there is a control character in it. PostgreSQL stores no NUL. */
    static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }
}
