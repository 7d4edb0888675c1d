package io.fairlead.engine.filter;

import io.fairlead.engine.filter.Places.Place;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a filter, and where. Immutable.
 *
 * @param path JSON pointer of the part in the filter's JSON form; empty for the root and where a text gave no tree
 * @param place where it stands in the filter's text; null if the filter was not read from a text
 * @param found what stands there, shortened
 * @param expected what could stand there
 * @param message both as a plain English sentence, with the likely meaning if there is one
 */
public record FilterFlaw(Kind kind, String path, @Nullable Place place, String found, String expected, String message) {

    /** What sort of flaw it is. */
    public enum Kind {
        /** Something else was expected here, or something is missing. */
        UNEXPECTED("unexpected"),
        BAD_TEXT("bad-text"),
        BAD_NUMBER("bad-number"),
        BAD_DATE("bad-date"),
        BAD_TIMESTAMP("bad-timestamp"),
        BAD_DURATION("bad-duration"),
        /** No field can have this id. */
        BAD_FIELD("bad-field"),
        /** Right in CEL, but outside the filter language: arithmetic, macros, regular expressions, field access. */
        OUTSIDE("outside"),
        TOO_DEEP("too-deep"),
        TOO_LONG("too-long"),
        /** The company has no such field. */
        UNKNOWN_FIELD("unknown-field"),
        /** The company's zone tree has no such zone. */
        UNKNOWN_ZONE("unknown-zone"),
        /** The operator does not fit the field's type. */
        WRONG_OPERATOR("wrong-operator"),
        /** The value does not fit the field's type. */
        UNLIKE_TYPES("unlike-types");

        private final String slug;

        Kind(String slug) {
            this.slug = slug;
        }

        /** The stable name that interfaces word in their language. */
        public String slug() {
            return slug;
        }
    }
}
