package io.fairlead.server.settings;

import org.jspecify.annotations.Nullable;

/**
 * Something wrong in a settings file, at its place.
 *
 * @param file the name of the file as the reader was given it
 * @param line from 1
 * @param column from 1, in characters (code points)
 * @param kind what is wrong, as a slug such as {@code unknown-key}
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

    /** {@code file:line:column: message}, always one line. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message;
    }
}
