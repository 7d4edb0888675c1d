package io.fairlead.server.intake;

import io.fairlead.engine.filter.Filter;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what somebody wants a source to be like, and collects everything that is wrong with it. Used once. */
public final class SourceCheck {
    static final int LONGEST_NAME = 100;
    static final int LONGEST_TEXT = 4_000;
    static final Set<String> LOCALES = Set.of("en", "it", "de", "ru", "he");

    private static final int MOST_FIELDS = 30;
    private static final int MOST_ORIGINS = 50;
    private static final int MOST_PER_MINUTE = 60_000;
    private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9_-]{0,59}");
    private static final Set<String> CONTACT = Set.of("name", "phone", "email");
    private static final Set<String> NOT_ASKED =
            Set.of("source", "status", "listing", "owner", "created", "at", "lead");
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private final List<FieldError> errors = new ArrayList<>();

    /** Settings as they are sent; what is left out has its default. */
    @Schema(name = "WantedSourceSettings")
    record WantedSettings(
            @Nullable String country,
            @Nullable String listing,
            @Nullable Integer perMinute,
            @Nullable WantedForm form) {}

    /** A form as it is sent; what is left out has its default. */
    @Schema(name = "WantedSourceForm")
    public record WantedForm(
            @Nullable List<String> origins,
            @Nullable List<WantedField> fields,
            @Nullable Map<String, WantedTexts> texts,
            @Nullable Boolean consent,
            @Nullable Integer minSeconds,
            @Nullable Integer perAddress,
            @Nullable String locale) {}

    /** A field of a form as it is sent. */
    @Schema(name = "WantedSourceFormField")
    public record WantedField(
            @Nullable String id,
            @Nullable Boolean required,
            @Nullable Map<String, String> labels) {}

    /** Own words as they are sent. */
    @Schema(name = "WantedSourceFormTexts")
    public record WantedTexts(
            @Nullable String title,
            @Nullable String intro,
            @Nullable String submit,
            @Nullable String thanks,
            @Nullable String consent) {}

    List<FieldError> errors() {
        return errors;
    }

    String key(@Nullable String wanted) {
        String key = line(wanted);
        if (!KEY.matcher(key).matches() || key.equals(Source.MANUAL)) {
            errors.add(new FieldError("key", key.isEmpty() ? "required" : "invalid"));
        }
        return key;
    }

    String name(@Nullable String wanted) {
        String name = line(wanted);
        if (name.isEmpty()) {
            errors.add(new FieldError("name", "required"));
        } else if (name.length() > LONGEST_NAME) {
            errors.add(new FieldError("name", "too-long"));
        } else if (!LeadText.isStorable(name) || LeadText.hasControls(name)) {
            errors.add(new FieldError("name", "invalid"));
        }
        return name;
    }

    Source.Kind kind(@Nullable String wanted) {
        String kind = line(wanted);
        if (!kind.equals("api") && !kind.equals("form")) {
            errors.add(new FieldError("kind", "invalid"));
        }
        return kind.equals("form") ? Source.Kind.FORM : Source.Kind.API;
    }

    /** @param listing whether there is such a listing */
    Source.Settings settings(
            Source.Kind kind, @Nullable WantedSettings given, java.util.function.Predicate<String> listing) {
        WantedSettings wanted = given == null ? new WantedSettings(null, null, null, null) : given;
        String country = line(wanted.country()).toUpperCase(Locale.ROOT);
        if (!country.isEmpty() && !COUNTRIES.contains(country)) {
            errors.add(new FieldError("country", "invalid"));
        }
        String about = line(wanted.listing());
        if (!about.isEmpty() && !listing.test(about)) {
            errors.add(new FieldError("listing", "unknown-listing"));
        }
        return new Source.Settings(
                country.isEmpty() ? null : country,
                about,
                number("perMinute", wanted.perMinute(), kind == Source.Kind.API ? 600 : 60, 1, MOST_PER_MINUTE),
                kind == Source.Kind.API ? null : form(wanted.form()));
    }

    private Source.Form form(@Nullable WantedForm given) {
        WantedForm wanted = given == null ? new WantedForm(null, null, null, null, null, null, null) : given;
        String locale = wanted.locale() == null ? "en" : wanted.locale();
        if (!LOCALES.contains(locale)) {
            errors.add(new FieldError("locale", "unknown-locale"));
        }
        return new Source.Form(
                origins(Objects.requireNonNullElse(wanted.origins(), List.of())),
                fields(Objects.requireNonNullElse(
                        wanted.fields(),
                        List.of(
                                new WantedField("name", true, null),
                                new WantedField("phone", true, null),
                                new WantedField("email", false, null),
                                new WantedField("message", false, null)))),
                texts(Objects.requireNonNullElse(wanted.texts(), Map.of())),
                wanted.consent() == null || wanted.consent(),
                number("minSeconds", wanted.minSeconds(), 3, 0, 60),
                number("perAddress", wanted.perAddress(), 10, 1, 1_000),
                locale);
    }

    private List<String> origins(List<String> wanted) {
        List<String> origins = new ArrayList<>();
        for (String one : wanted) {
            String origin = origin(line(one));
            if (origin == null || origins.size() == MOST_ORIGINS) {
                errors.add(new FieldError("origins", "not-an-origin"));
            } else if (!origins.contains(origin)) {
                origins.add(origin);
            }
        }
        return origins;
    }

    /** As browsers write it: scheme, host and port alone; null for anything else. */
    static @Nullable String origin(String text) {
        try {
            URI uri = URI.create(text.toLowerCase(Locale.ROOT));
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            boolean bare = uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"));
            if (!web || !bare || uri.getHost() == null) {
                return null;
            }
            boolean usual = uri.getPort() == -1 || uri.getPort() == ("https".equals(uri.getScheme()) ? 443 : 80);
            return uri.getScheme() + "://" + uri.getHost() + (usual ? "" : ":" + uri.getPort());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private List<Source.Field> fields(List<WantedField> wanted) {
        List<Source.Field> fields = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (WantedField one : wanted) {
            String id = one == null ? "" : line(one.id());
            if (!Filter.isField(id) || NOT_ASKED.contains(id) || !seen.add(id) || fields.size() == MOST_FIELDS) {
                errors.add(new FieldError("fields", "invalid"));
                continue;
            }
            Map<String, String> labels = new HashMap<>();
            Objects.requireNonNullElse(one.labels(), Map.<String, String>of()).forEach((locale, label) -> {
                String text = line(label);
                if (!LOCALES.contains(locale) || text.length() > LONGEST_NAME || !LeadText.isStorable(text)) {
                    errors.add(new FieldError("fields." + id, "invalid"));
                } else if (!text.isEmpty()) {
                    labels.put(locale, text);
                }
            });
            fields.add(new Source.Field(id, Boolean.TRUE.equals(one.required()), labels));
        }
        if (fields.stream().noneMatch(field -> CONTACT.contains(field.id()))) {
            errors.add(new FieldError("fields", "no-contact"));
        }
        return fields;
    }

    private Map<String, Source.Texts> texts(Map<String, WantedTexts> wanted) {
        Map<String, Source.Texts> texts = new HashMap<>();
        wanted.forEach((locale, one) -> {
            Source.Texts own = one == null
                    ? Source.Texts.NONE
                    : new Source.Texts(
                            line(one.title()),
                            line(one.intro()),
                            line(one.submit()),
                            line(one.thanks()),
                            line(one.consent()));
            if (!LOCALES.contains(locale) || own.longerThan(LONGEST_TEXT) || !LeadText.isStorable(own.toString())) {
                errors.add(new FieldError("texts", "invalid"));
            } else if (!own.equals(Source.Texts.NONE)) {
                texts.put(locale, own);
            }
        });
        return texts;
    }

    private int number(String field, @Nullable Integer wanted, int otherwise, int least, int most) {
        if (wanted == null) {
            return otherwise;
        }
        if (wanted < least || wanted > most) {
            errors.add(new FieldError(field, "out-of-range"));
        }
        return wanted;
    }

    private static String line(@Nullable String given) {
        return given == null ? "" : given.strip();
    }
}
