package io.fairlead.server.settings.values;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.ArrayList;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhonesTest {
    private static final long SEED = 7;
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    @ParameterizedTest
    @CsvSource({
        "IT, +39 340 1234567, +393401234567",
        "IT, 340 123 4567, +393401234567",
        "IT, 02 1234, +39021234",
        "IT, 0039-340-1234567, +393401234567",
        "RU, 8 (913) 000-00-01, +79130000001",
        "RU, +7 913 000-00-01, +79130000001",
        "GB, +44 (0)20 7946 0018, +442079460018",
        "DE, +49 (0)30 901820, +4930901820",
        ", +39 340 1234567, +393401234567",
        ", 340 1234567, 3401234567",
        "IT, interno 5, interno5",
    })
    void numbersAreComparedAsE164WhereTheyParse(@Nullable String region, String written, String normalised) {
        assertThat(new Phones(region).normalised(written)).isEqualTo(normalised);
    }

    @Test
    void nothingIsNull() {
        var phones = new Phones("IT");

        assertThat(phones.normalised(null)).isNull();
        assertThat(phones.normalised(" ")).isNull();
        assertThat(phones.normalised(" - ")).isNull();
        assertThat(Phones.email("  ")).isNull();
        assertThat(Phones.email(" Anna@Shop.Example ")).isEqualTo("anna@shop.example");
    }

    @Test
    void theShortCutGivesWhatTheParserGives() throws NumberParseException {
        var random = new Random(SEED);
        var phones = new Phones("IT");
        var codes = new ArrayList<>(NUMBERS.getSupportedCallingCodes());
        for (int i = 0; i < 40_000; i++) {
            var number = new StringBuilder("+").append(codes.get(i % codes.size()));
            if (random.nextInt(20) == 0) {
                number.append('0');
            }
            int digits = random.nextInt(3, 13);
            for (int d = 0; d < digits; d++) {
                number.append(d == 2 ? " " : "").append(random.nextInt(10));
            }
            var parsed = NUMBERS.format(NUMBERS.parse(number, "IT"), PhoneNumberFormat.E164);

            assertThat(phones.normalised(number.toString()))
                    .as("%s (seed %d)", number, SEED)
                    .isEqualTo(parsed);
        }
    }

    @Test
    void theShortCutForNumbersWithoutACountryCodeGivesWhatTheParserGives() {
        var random = new Random(SEED);
        for (var region : NUMBERS.getSupportedRegions()) {
            var phones = new Phones(region);
            for (int i = 0; i < 400; i++) {
                var number = new StringBuilder();
                if (random.nextInt(4) == 0) {
                    number.append(NUMBERS.getCountryCodeForRegion(region));
                }
                int digits = random.nextInt(5, 14);
                for (int d = 0; d < digits; d++) {
                    number.append(d == 3 ? random.nextBoolean() ? " " : "-" : "")
                            .append(random.nextInt(10));
                }

                assertThat(phones.normalised(number.toString()))
                        .as("%s in %s (seed %d)", number, region, SEED)
                        .isEqualTo(parsed(number, region));
            }
        }
    }

    /** What the parser makes of digits; they themselves where they do not parse. */
    private static String parsed(StringBuilder number, String region) {
        try {
            return NUMBERS.format(NUMBERS.parse(number, region), PhoneNumberFormat.E164);
        } catch (NumberParseException e) {
            return number.toString().replaceAll("[- ]", "");
        }
    }
}
