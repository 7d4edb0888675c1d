package io.fairlead.server.intake.form;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The ready words of forms in the five languages. Thread-safe. */
@Component
class FormWords {
    private final Map<String, Map<String, String>> words;

    FormWords(JsonMapper json) {
        try (InputStream in = Objects.requireNonNull(FormWords.class.getResourceAsStream("/form/words.json"))) {
            this.words = Map.copyOf(json.readValue(in, new TypeReference<Map<String, Map<String, String>>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean has(String locale) {
        return words.containsKey(locale);
    }

    /** The word, or the other one where there is none of that name. */
    String orElse(String locale, String name, String other) {
        return Objects.requireNonNull(words.get(locale)).getOrDefault(name, other);
    }

    String of(String locale, String name) {
        return Objects.requireNonNull(Objects.requireNonNull(words.get(locale)).get(name), name);
    }

    static String direction(String locale) {
        return locale.equals("he") ? "rtl" : "ltr";
    }
}
