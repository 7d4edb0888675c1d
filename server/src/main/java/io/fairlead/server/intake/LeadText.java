package io.fairlead.server.intake;

import java.text.Normalizer;

/** What is taken as text in a lead. */
final class LeadText {
    private LeadText() {}

    /** Trimmed, and letters with their accents composed. */
    static String clean(String given) {
        return Normalizer.normalize(given.strip(), Normalizer.Form.NFC);
    }

    /** Whether it is whole Unicode without the NUL, which the database does not take. */
    static boolean isStorable(String text) {
        return text.codePoints()
                .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    /** Whether there are control characters in it, as a text of one line has none. */
    static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }
}
