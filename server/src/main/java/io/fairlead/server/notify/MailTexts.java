package io.fairlead.server.notify;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts of mails in one language, with places to fill in: {@code {user}}. Thread-safe. */
public final class MailTexts {
    /** The languages there are. */
    public static final List<String> LOCALES = List.of("en", "it", "de", "ru", "he");

    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");
    private static final Map<String, MailTexts> READ = new ConcurrentHashMap<>();

    private final Properties texts;

    private MailTexts(Properties texts) {
        this.texts = texts;
    }

    /** English for a language there is not. */
    public static MailTexts in(String locale) {
        return READ.computeIfAbsent(LOCALES.contains(locale) ? locale : LOCALES.getFirst(), MailTexts::read);
    }

    private static MailTexts read(String locale) {
        try (InputStream file = MailTexts.class.getResourceAsStream("/mail/" + locale + ".properties")) {
            if (file == null) {
                throw new IllegalStateException("no mail texts for " + locale);
            }
            Properties texts = new Properties();
            texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
            return new MailTexts(texts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A text with its places filled; the key itself if there is no such text. */
    public String say(String key, Map<String, String> words) {
        return PLACE.matcher(texts.getProperty(key, key))
                .replaceAll(place -> Matcher.quoteReplacement(words.getOrDefault(place.group(1), "")));
    }

    /** Every text by its key, to be compared with those of other languages. */
    public Properties all() {
        return texts;
    }
}
