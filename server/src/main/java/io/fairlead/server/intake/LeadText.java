package io.fairlead.server.intake;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** What is taken as text in a lead. */
final class LeadText {
    private static final int LONGEST_EMAIL = 254;
    private static final Pattern EMAIL =
            Pattern.compile("[^\\s@<>\"(),;:\\\\]+@[^\\s@<>\"(),;:\\\\.]+(\\.[^\\s@<>\"(),;:\\\\.]+)+");

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

    static boolean isEmail(String text) {
        return text.length() <= LONGEST_EMAIL && EMAIL.matcher(text).matches();
    }
}
