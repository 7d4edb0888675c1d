package io.fairlead.server.settings;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong in a settings file, at its place.
 *
 * @param file the name of the file as the reader was given it
 * @param line from 1
 * @param column from 1, in characters (code points)
 * @param kind what is wrong, as the word of a {@link Kind} such as {@code unknown-key}
 * @param found what the file says, null when something is missing
 * @param expected what would do, null when that cannot be said shortly
 * @param message an English sentence without the place
 */
public record Flaw(
        String file,
        int line,
        int column,
        String kind,
        @Nullable String found,
        @Nullable String expected,
        String message) {

    /** All that can be wrong with settings, and with conditions; the web app has words for each. */
    public enum Kind {
        UNKNOWN_KEY,
        DUPLICATE_KEY,
        MISSING_KEY,
        WRONG_TYPE,
        NOT_ALLOWED,
        UNKNOWN_ID,
        DUPLICATE_ID,
        BAD_TIME,
        UNSORTED,
        BAD_DATE,
        BAD_HOURS,
        BAD_DAYS,
        BAD_DURATION,
        BAD_NUMBER,
        BAD_ZONE,
        BAD_REGION,
        BAD_LOCALE,
        BAD_EMAIL,
        FILTER_UNEXPECTED,
        FILTER_BAD_TEXT,
        FILTER_BAD_NUMBER,
        FILTER_BAD_DATE,
        FILTER_BAD_TIMESTAMP,
        FILTER_BAD_DURATION,
        FILTER_BAD_FIELD,
        FILTER_OUTSIDE,
        FILTER_TOO_DEEP,
        FILTER_TOO_LONG,
        FILTER_UNKNOWN_FIELD,
        FILTER_UNKNOWN_ZONE,
        FILTER_WRONG_OPERATOR,
        FILTER_UNLIKE_TYPES,
        BAD_FIELD,
        BAD_ALIAS,
        UNKNOWN_HOLIDAYS,
        MIXED_TYPES,
        NOT_ARRIVED,
        SECOND_ARRIVAL,
        TOO_DEEP,
        TOO_MANY_EVENTS,
        TOO_LARGE,
        EMPTY,
        NOT_TEXT,
        NOT_UTF8,
        NOT_YAML,
        NOT_CSV,
        UNREADABLE;

        /** In small letters with hyphens. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /**
         * The kind of this word.
         *
         * @throws IllegalArgumentException if there is none
         */
        public static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /**
     * Checks the kind.
     *
     * @throws IllegalArgumentException for a kind that is none
     */
    public Flaw {
        Kind.of(kind);
    }

    /** {@code file:line:column: message}, always one line. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message;
    }
}
