package io.fairlead.server.platform;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong as it may stand in a log: kind, place and causes as they were, the words without what people are called
 * and reached by. Databases and parsers quote the value they stumbled over.
 */
public final class Masked extends Exception {
    private static final long serialVersionUID = 1;

    private static final Pattern EMAIL = Pattern.compile("[^\\s<>\"'(),;:]+@[^\\s<>\"'(),;:]+");
    private static final Pattern PHONE = Pattern.compile("\\+?\\d[\\d ()./-]{5,}\\d");
    private static final Pattern QUOTED =
            Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|'((?:[^'\\\\]|\\\\.)*)'", Pattern.DOTALL);
    /** Names of tables, columns and constraints, as PostgreSQL quotes them. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(?:_[a-z0-9]+)+");

    private Masked(String message, @Nullable Throwable cause) {
        super(message, cause, false, true);
    }

    /** The failure with its causes, for the log. */
    public static Masked of(Throwable failure) {
        return of(failure, 0);
    }

    private static Masked of(Throwable failure, int depth) {
        Throwable cause = failure.getCause();
        String message = failure.getMessage();
        Masked masked = new Masked(
                failure.getClass().getName() + (message == null ? "" : ": " + words(quotes(message))),
                cause == null || depth > 10 ? null : of(cause, depth + 1));
        masked.setStackTrace(failure.getStackTrace());
        return masked;
    }

    private static String quotes(String message) {
        return QUOTED.matcher(message).replaceAll(Masked::quote);
    }

    private static String quote(MatchResult quoted) {
        String inside = quoted.group(1) == null ? quoted.group(2) : quoted.group(1);
        return NAME.matcher(inside).matches() ? "\"" + inside + "\"" : "\"…\"";
    }

    /** A text without e-mail addresses and what may be a phone number. */
    public static String words(String text) {
        return PHONE.matcher(EMAIL.matcher(text).replaceAll("…")).replaceAll("…");
    }
}
