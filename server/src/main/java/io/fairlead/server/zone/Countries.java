package io.fairlead.server.zone;

import io.fairlead.engine.filter.Fold;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What countries are called. */
final class Countries {
    private static final List<String> LANGUAGES = List.of("en", "it", "de", "ru", "he", "fr", "es");
    private static final Map<String, String> CODES = codes();

    private Countries() {}

    /** The ISO 3166 code of a country by its code or its name in one of some languages. */
    static Optional<String> code(String named) {
        return Optional.ofNullable(CODES.get(Fold.fold(named.strip())));
    }

    private static Map<String, String> codes() {
        Map<String, String> codes = new HashMap<>();
        for (String code : Locale.getISOCountries()) {
            Locale country = Locale.of("", code);
            codes.put(Fold.fold(code), code);
            codes.put(Fold.fold(country.getISO3Country()), code);
            LANGUAGES.forEach(
                    language -> codes.putIfAbsent(Fold.fold(country.getDisplayCountry(Locale.of(language))), code));
        }
        return Map.copyOf(codes);
    }
}
