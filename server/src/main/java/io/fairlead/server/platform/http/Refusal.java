package io.fairlead.server.platform.http;

import java.io.Serial;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Ends a request with a {@link Problem}. */
public final class Refusal extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String slug;
    private final transient List<Problem.FieldError> errors;
    private final transient Map<String, Object> more;
    private final @Nullable Duration retryAfter;

    private Refusal(
            HttpStatus status,
            String slug,
            @Nullable String detail,
            List<Problem.FieldError> errors,
            Map<String, Object> more,
            @Nullable Duration retryAfter) {
        super(detail, null, false, false);
        this.status = status;
        this.slug = slug;
        this.errors = errors;
        this.more = more;
        this.retryAfter = retryAfter;
    }

    public static Refusal of(HttpStatus status, String slug, @Nullable String detail) {
        return new Refusal(status, slug, detail, List.of(), Map.of(), null);
    }

    /** With further members of the problem. */
    public static Refusal of(HttpStatus status, String slug, String detail, Map<String, Object> more) {
        return new Refusal(status, slug, detail, List.of(), more, null);
    }

    /** Too many requests of a kind; the same again is welcome after the time given. */
    public static Refusal tooMany(String slug, String detail, Duration retryAfter) {
        return new Refusal(HttpStatus.TOO_MANY_REQUESTS, slug, detail, List.of(), Map.of(), retryAfter);
    }

    /** Fields that are wrong, all at once. */
    public static Refusal invalid(List<Problem.FieldError> errors) {
        return new Refusal(
                HttpStatus.UNPROCESSABLE_CONTENT, "invalid", "Some fields are wrong.", errors, Map.of(), null);
    }

    /** Fields that are wrong, all at once, in a kind of problem of its own. */
    public static Refusal invalid(
            String slug, String detail, List<Problem.FieldError> errors, Map<String, Object> more) {
        return new Refusal(HttpStatus.UNPROCESSABLE_CONTENT, slug, detail, errors, more, null);
    }

    public static Refusal signedOut() {
        return of(HttpStatus.UNAUTHORIZED, "signed-out", "Sign in first.");
    }

    public static Refusal forbidden() {
        return of(HttpStatus.FORBIDDEN, "forbidden", "You may not do this.");
    }

    public static Refusal notFound() {
        return of(HttpStatus.NOT_FOUND, "not-found", "There is nothing here.");
    }

    HttpStatus status() {
        return status;
    }

    String slug() {
        return slug;
    }

    String title() {
        String words = slug.replace('-', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    List<Problem.FieldError> errors() {
        return errors;
    }

    Map<String, Object> more() {
        return more;
    }

    /** After how long the same is welcome again; null where waiting does not help. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
