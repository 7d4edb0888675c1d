package io.fairlead.server.platform.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Which version of a record a change means. Answers carry it as {@code ETag} and as {@code version}; changes repeat it
 * as {@code If-Match}.
 */
public final class IfMatch {
    private static final long NONE = -1;

    private IfMatch() {}

    /**
     * The version named by the header; one that is never a record's if it names something else.
     *
     * @throws Refusal {@code no-version} if there is no such header
     */
    public static long version(@Nullable String header) {
        if (header == null) {
            throw Refusal.of(
                    HttpStatus.PRECONDITION_REQUIRED, "no-version", "Say with If-Match which version you change.");
        }
        String number = header.replaceFirst("^W/", "").replaceAll("^\"|\"$", "");
        return number.matches("\\d{1,18}") ? Long.parseLong(number) : NONE;
    }

    /** A version as {@code ETag}. */
    public static String tag(long version) {
        return "\"" + version + "\"";
    }

    /** Somebody else was faster. */
    public static Refusal changedMeanwhile(Object current) {
        return Refusal.of(
                HttpStatus.CONFLICT,
                "changed-meanwhile",
                "It was changed since you read it.",
                Map.of("current", current));
    }
}
