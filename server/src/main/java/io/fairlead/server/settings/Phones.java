package io.fairlead.server.settings;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.i18n.phonenumbers.metadata.DefaultMetadataDependenciesProvider;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Brings phone numbers and e-mail addresses into the form in which they are compared. Not thread-safe.
 *
 * <p>Parsing costs several microseconds a number, so numbers that start with + and a country code take a short cut:
 * their digits are E.164 already unless the country has a trunk prefix that the number starts with.
 */
public final class Phones {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final String NO_REGION = "ZZ";
    private static final int LONGEST_COUNTRY_CODE = 3;
    private static final int FEWEST_DIGITS = 7;
    private static final int MOST_DIGITS = 15;

    /** By country code: matches what the short cut must leave to the parser; null when not looked up yet. */
    private final @Nullable Pattern[] trunks = new @Nullable Pattern[1000];

    private final String region;
    private final PhoneNumber parsed = new PhoneNumber();
    private final StringBuilder digits = new StringBuilder();

    /**
     * Reads numbers as people of a country write them.
     *
     * @param region the country of numbers without a country code, null for none
     */
    public Phones(@Nullable String region) {
        this.region = region == null ? NO_REGION : region;
    }

    /** E.164 where the number parses, else its letters and digits; null for nothing. */
    public @Nullable String normalised(@Nullable String written) {
        if (written == null || written.isBlank()) {
            return null;
        }
        var text = written.strip();
        if (isInternational(text)) {
            return digits.toString();
        }
        try {
            parsed.clear();
            NUMBERS.parse(text, region, parsed);
            return NUMBERS.format(parsed, PhoneNumberFormat.E164);
        } catch (NumberParseException e) {
            return stripped(text);
        }
    }

    /** Whether a normalised number is one that can be called from anywhere. */
    public static boolean isNumber(String normalised) {
        if (!normalised.startsWith("+")) {
            return false;
        }
        try {
            return NUMBERS.isPossibleNumber(NUMBERS.parse(normalised, NO_REGION));
        } catch (NumberParseException e) {
            return false;
        }
    }

    /** Trimmed and in lower case; null for nothing. */
    public static @Nullable String email(@Nullable String written) {
        return written == null || written.isBlank() ? null : written.strip().toLowerCase(Locale.ROOT);
    }

    /** Whether this is a plain + number that parsing would not change; it is then in {@code digits}. */
    private boolean isInternational(String text) {
        if (text.charAt(0) != '+') {
            return false;
        }
        digits.setLength(0);
        digits.append('+');
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits.append(c);
            } else if (c != ' ' && c != '-') {
                return false;
            }
        }
        int count = digits.length() - 1;
        if (count < FEWEST_DIGITS || count > MOST_DIGITS || digits.charAt(1) == '0') {
            return false;
        }
        int country = 0;
        for (int i = 1; i <= LONGEST_COUNTRY_CODE; i++) {
            country = country * 10 + digits.charAt(i) - '0';
            if (!NUMBERS.getRegionCodeForCountryCode(country).equals(NO_REGION)) {
                return !trunk(country)
                        .matcher(digits)
                        .region(i + 1, digits.length())
                        .lookingAt();
            }
        }
        return false;
    }

    private Pattern trunk(int country) {
        @Nullable Pattern known = trunks[country];
        if (known != null) {
            return known;
        }
        var main = NUMBERS.getRegionCodeForCountryCode(country);
        var trunk = "";
        if (main.equals("001")) {
            trunk = ".";
        } else {
            var metadata = DefaultMetadataDependenciesProvider.getInstance()
                    .getPhoneNumberMetadataSource()
                    .getMetadataForRegion(main);
            trunk = metadata == null ? "." : metadata.getNationalPrefixForParsing();
        }
        var pattern = Pattern.compile(trunk.isEmpty() ? "(?!)" : trunk);
        trunks[country] = pattern;
        return pattern;
    }

    private static @Nullable String stripped(String text) {
        var kept = new StringBuilder();
        text.codePoints()
                .filter(c -> Character.isLetterOrDigit(c) || (c == '+' && kept.isEmpty()))
                .forEach(kept::appendCodePoint);
        return kept.isEmpty() ? null : kept.toString();
    }
}
