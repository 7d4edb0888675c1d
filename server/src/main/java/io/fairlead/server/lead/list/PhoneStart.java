package io.fairlead.server.lead.list;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;

/** Brings the beginning of a phone number into the form in which numbers are stored. */
final class PhoneStart {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    private PhoneStart() {}

    /**
     * The beginning of the E.164 number, as far as it is typed.
     *
     * @param region the country of numbers without a country code, empty for none
     */
    static String of(String typed, String region) {
        String digits = typed.replaceAll("[^+0-9]", "");
        if (digits.startsWith("+")) {
            return digits;
        }
        if (digits.startsWith("00")) {
            return "+" + digits.substring(2);
        }
        try {
            return NUMBERS.format(NUMBERS.parse(digits, region.isEmpty() ? "ZZ" : region), PhoneNumberFormat.E164);
        } catch (NumberParseException e) {
            int country = NUMBERS.getCountryCodeForRegion(region);
            return country == 0 ? digits : "+" + country + digits;
        }
    }
}
