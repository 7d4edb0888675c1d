package io.fairlead.server.intake;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where leads come from.
 *
 * @param key what its leads have as their source; never changes
 */
public record Source(long id, String key, String name, Kind kind, boolean active, Settings settings) {
    /** The source of leads typed in by hand; it needs no setting up. */
    public static final String MANUAL = "manual";
    /** The source of leads from files for which no other is named. */
    public static final String IMPORT = "import";

    static final Set<String> BY_HAND = Set.of(MANUAL, IMPORT);

    /** Who sends its leads: programs that hold its secret key, or visitors of a page. */
    public enum Kind {
        API,
        FORM
    }

    /**
     * What a source adds to its leads, and how many it may send.
     *
     * @param country ISO 3166 code that reads phone numbers without a country; null for the company's
     * @param listing what its leads are about unless they say it; empty for nothing
     * @param perMinute how many leads a minute it may send at most, counted by each node
     * @param form null for a source of programs
     */
    @Schema(name = "SourceSettings")
    public record Settings(
            @Nullable String country,
            String listing,
            int perMinute,
            @Nullable Form form) {}

    /**
     * A web form.
     *
     * @param origins the sites that may embed it and send it, as {@code https://example.com}
     * @param fields in their order
     * @param texts own words by language, where they differ from the ready ones
     * @param consent whether the visitor has to agree to the consent text
     * @param minSeconds who sends it sooner than this is taken for a program
     * @param perAddress how many times in ten minutes it may be sent from one address
     * @param locale the language for pages in none that is known
     */
    @Schema(name = "SourceForm")
    public record Form(
            List<String> origins,
            List<Field> fields,
            Map<String, Texts> texts,
            boolean consent,
            int minSeconds,
            int perAddress,
            String locale) {
        /** The words in this language; empty ones where there are none of its own. */
        public Texts texts(String language) {
            return texts.getOrDefault(language, Texts.NONE);
        }
    }

    /**
     * A field of a form.
     *
     * @param id {@code name}, {@code phone}, {@code email}, or a field of the company's leads
     * @param labels own labels by language
     */
    @Schema(name = "SourceFormField")
    public record Field(String id, boolean required, Map<String, String> labels) {}

    /** A form's own words in a language; empty for the ready ones. */
    @Schema(name = "SourceFormTexts")
    public record Texts(String title, String intro, String submit, String thanks, String consent) {
        static final Texts NONE = new Texts("", "", "", "", "");

        boolean longerThan(int most) {
            return Arrays.stream(new String[] {title, intro, submit, thanks, consent})
                    .anyMatch(text -> text.length() > most);
        }
    }
}
