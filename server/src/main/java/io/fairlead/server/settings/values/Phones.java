package io.fairlead.server.settings.values;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonemetadata.PhoneMetadata;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.i18n.phonenumbers.metadata.DefaultMetadataDependenciesProvider;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Brings phone numbers and e-mail addresses into the form in which they are compared. Not thread-safe.
 *
 * <p>Parsing costs several microseconds a number, so plain digits take a short cut. After + and a country code they are
 * E.164 already unless the country has a trunk prefix that the number starts with. Without + they only lack the code of
 * the region, unless they start with that code, with a trunk prefix or with one for calls abroad.
 */
public final class Phones {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final String NO_REGION = "ZZ";
    /** The region of country codes that belong to no country. */
    private static final String WORLD = "001";

    private static final int LONGEST_COUNTRY_CODE = 3;
    private static final int FEWEST_DIGITS = 7;
    private static final int MOST_DIGITS = 15;

    /** By country code: matches what the short cut must leave to the parser; null when not looked up yet. */
    private final @Nullable Pattern[] trunks = new @Nullable Pattern[1000];

    private final String region;
    /** The country code of the region after a +; empty without a region. */
    private final String code;
    /** Matches the numbers without a country code that the short cut must leave to the parser. */
    private final Pattern prefixes;

    private final PhoneNumber parsed = new PhoneNumber();
    private final StringBuilder digits = new StringBuilder();

    /**
     * Reads numbers as people of a country write them.
     *
     * @param region the country of numbers without a country code, null for none
     */
    public Phones(@Nullable String region) {
        this.region = region == null ? NO_REGION : region;
        boolean known = NUMBERS.getSupportedRegions().contains(this.region);
        code = known ? "+" + NUMBERS.getCountryCodeForRegion(this.region) : "";
        prefixes = Pattern.compile(known ? "0|" + code.substring(1) + "|" + prefixes(metadata(this.region)) : "");
    }

    /** E.164 where the number parses, else its letters and digits; null for nothing. */
    public @Nullable String normalised(@Nullable String written) {
        if (written == null || written.isBlank()) {
            return null;
        }
        var text = written.strip();
        if (text.charAt(0) == '+' ? isInternational(text) : isNational(text)) {
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
        if (!isPlain("+", text, 1) || digits.charAt(1) == '0') {
            return false;
        }
        int country = 0;
        for (int i = 1; i <= LONGEST_COUNTRY_CODE; i++) {
            country = country * 10 + digits.charAt(i) - '0';
            if (!NUMBERS.getRegionCodeForCountryCode(country).equals(NO_REGION)) {
                return !startsWith(trunk(country), i + 1);
            }
        }
        return false;
    }

    /** Whether parsing would only put the region's code before this plain number; both are then in {@code digits}. */
    private boolean isNational(String text) {
        return isPlain(code, text, 0) && !startsWith(prefixes, code.length());
    }

    /** Whether a text from an index on is digits, spaces and hyphens alone; {@code digits} is then a start with them. */
    private boolean isPlain(String start, String text, int from) {
        digits.setLength(0);
        digits.append(start);
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits.append(c);
            } else if ((c != ' ' && c != '-') || i == 0) {
                return false;
            }
        }
        int count = digits.length() - start.length();
        return count >= FEWEST_DIGITS && count <= MOST_DIGITS;
    }

    private boolean startsWith(Pattern pattern, int from) {
        return pattern.matcher(digits).region(from, digits.length()).lookingAt();
    }

    private Pattern trunk(int country) {
        @Nullable Pattern known = trunks[country];
        if (known != null) {
            return known;
        }
        var main = NUMBERS.getRegionCodeForCountryCode(country);
        var pattern =
                Pattern.compile(main.equals(WORLD) ? "" : orNever(metadata(main).getNationalPrefixForParsing()));
        trunks[country] = pattern;
        return pattern;
    }

    private static String prefixes(PhoneMetadata of) {
        return "(?:%s)|(?:%s)"
                .formatted(orNever(of.getInternationalPrefix()), orNever(of.getNationalPrefixForParsing()));
    }

    private static PhoneMetadata metadata(String region) {
        return DefaultMetadataDependenciesProvider.getInstance()
                .getPhoneNumberMetadataSource()
                .getMetadataForRegion(region);
    }

    private static String orNever(String pattern) {
        return pattern.isEmpty() ? "(?!)" : pattern;
    }

    private static @Nullable String stripped(String text) {
        var kept = new StringBuilder();
        text.codePoints()
                .filter(c -> Character.isLetterOrDigit(c) || (c == '+' && kept.isEmpty()))
                .forEach(kept::appendCodePoint);
        return kept.isEmpty() ? null : kept.toString();
    }
}
