package io.fairlead.server.desk.again;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Why what was recorded does not tell what a desk was told.
 *
 * @param about the lead or the settings by number, or what does not fit; empty for nothing
 */
public record Missing(Kind kind, String about) {
    public enum Kind {
        ARRIVAL("the arrival of lead %s is missing"),
        SECOND_ARRIVAL("lead %s arrives twice"),
        ARRIVED_WITH("what lead %s arrived with is missing"),
        EDITED_TO("what lead %s was edited to is missing"),
        TOLD("something that was told in the batch is missing"),
        SETTINGS("settings %s are missing"),
        SETTINGS_BROKEN("its settings are broken: %s"),
        BEGINNING("what happened since the company was founded is not there"),
        MISFIT("what is recorded does not fit together: %s");

        private final String sentence;

        Kind(String sentence) {
            this.sentence = sentence;
        }

        /** In small letters with hyphens. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether it is about a lead. */
        public boolean ofLead() {
            return switch (this) {
                case ARRIVAL, SECOND_ARRIVAL, ARRIVED_WITH, EDITED_TO -> true;
                case TOLD, SETTINGS, SETTINGS_BROKEN, BEGINNING, MISFIT -> false;
            };
        }
    }

    public static Missing of(Kind kind, Object about) {
        return new Missing(kind, about.toString());
    }

    /** In English. */
    public String sentence() {
        return kind.sentence.formatted(about);
    }
}
