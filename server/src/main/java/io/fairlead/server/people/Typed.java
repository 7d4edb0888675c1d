package io.fairlead.server.people;

import io.fairlead.server.platform.http.Problem.FieldError;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What people type into a field of one line, and how much of it is taken. */
final class Typed {
    /** The longest e-mail address that can be written to. */
    static final int LONGEST_EMAIL = 254;

    static final int LONGEST_PASSWORD = 1_000;

    static final int LONGEST_NAME = 200;

    private static final Pattern EMAIL = Pattern.compile("[^\\s@\\p{Cntrl}]{1,64}@[^\\s@\\p{Cntrl}]{1,189}");

    private Typed() {}

    /** What was sent, without the white space around it; empty for nothing. */
    static String text(@Nullable String given) {
        return given == null ? "" : given.strip();
    }

    static boolean isEmail(String text) {
        return EMAIL.matcher(text).matches();
    }

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
