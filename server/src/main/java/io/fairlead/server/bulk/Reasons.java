package io.fairlead.server.bulk;

import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people give as a reason. */
final class Reasons {
    private static final int LONGEST = 1000;

    private Reasons() {}

    /**
     * Without space around it; empty if it is missing.
     *
     * @throws Refusal {@code invalid} if it is too long or cannot be stored
     */
    static String checked(@Nullable String reason) {
        String text = reason == null ? "" : reason.strip();
        if (text.length() > LONGEST) {
            throw Refusal.invalid(List.of(new FieldError("reason", "too-long")));
        }
        if (text.codePoints().anyMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE))) {
            throw Refusal.invalid(List.of(new FieldError("reason", "invalid")));
        }
        return text;
    }
}
