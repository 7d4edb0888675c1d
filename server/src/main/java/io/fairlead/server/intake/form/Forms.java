package io.fairlead.server.intake.form;

import io.fairlead.engine.filter.FieldType;
import io.fairlead.server.field.OwnField;
import io.fairlead.server.intake.Intake;
import io.fairlead.server.intake.Source;
import io.fairlead.server.intake.SourceKeys.OpenForm;
import io.fairlead.server.intake.Submission;
import io.fairlead.server.people.Secret;
import io.fairlead.server.platform.http.Problem.FieldError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Hands out forms and takes what visitors send. A visitor is told what they can put right, and else that it was
 * received: never who got it, nor whether they are known. Thread-safe.
 */
@Component
class Forms {
    private static final Set<String> LINES = Set.of("name", "phone", "email");
    /** What a visitor cannot put right: it goes to quarantine, and they get their receipt. */
    private static final Set<String> NOT_THE_VISITORS = Set.of("listing", "source");

    private final Intake intake;
    private final FormView view;
    private final FormWords words;
    private final InstantSource clock;
    private final JsonMapper json;
    private final String script;

    Forms(Intake intake, FormView view, FormWords words, InstantSource clock, JsonMapper json) {
        this.intake = intake;
        this.view = view;
        this.words = words;
        this.clock = clock;
        this.json = json;
        try (InputStream in = Objects.requireNonNull(Forms.class.getResourceAsStream("/form/embed.js"))) {
            this.script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What a visitor is shown.
     *
     * @param received whether it is the receipt
     */
    record Answer(HttpStatus status, boolean received, String locale, String html) {}

    /** The first language of a list as browsers send it that there are words for; else the form's own. */
    String locale(OpenForm form, String wanted) {
        for (String one : wanted.toLowerCase(Locale.ROOT).split("[,;]", 20)) {
            String language = one.strip().split("-", 2)[0];
            if (words.has(language)) {
                return language;
            }
            if (language.equals("iw")) {
                return "he";
            }
        }
        return form.form().locale();
    }

    /** An empty form. */
    String fresh(OpenForm form, String locale, String listing) {
        return filled(form, locale, Map.of("listing", listing), Map.of());
    }

    /** The script to embed: the form in every language, from which it picks the page's. */
    String script(OpenForm form) {
        Map<String, String> html = new LinkedHashMap<>();
        Map<String, String> failed = new LinkedHashMap<>();
        for (String locale : List.of("en", "it", "de", "ru", "he")) {
            html.put(locale, fresh(form, locale, ""));
            failed.put(locale, words.of(locale, "error.failed"));
        }
        return script.replace("/*form*/null", literal(html))
                .replace("/*failed*/null", literal(failed))
                .replace("/*style*/null", literal(FormView.STYLE))
                .replace("/*locale*/null", literal(form.form().locale()));
    }

    /** Takes what was sent: a receipt, or the form again with what is wrong. */
    Answer take(OpenForm form, Map<String, String> sent, String origin) {
        String locale = locale(form, sent.getOrDefault("lang", ""));
        String consent = view.consent(form.form(), locale);
        Ticket ticket = Ticket.read(form, sent.getOrDefault("ticket", ""), consent);
        if (ticket == null || !ticket.locale().equals(locale)) {
            return again(HttpStatus.CONFLICT, form, locale, sent, Map.of("", "stale"));
        }
        Map<String, OwnField> asked = intake.fields(form.companyId());
        List<Source.Field> fields = FormView.fields(form.form(), asked);
        Map<String, String> errors = missing(form.form(), fields, sent);
        ObjectNode lead = lead(fields, asked, sent);
        Submission submission = submission(form, ticket, lead, sent, origin);
        for (FieldError flaw : intake.flaws(form.companyId(), submission)) {
            String field = flaw.field().replaceFirst("^fields\\.", "");
            boolean theirs = asks(fields, field) || !flaw.slug().equals("required");
            if (submission.suspicions().isEmpty() && theirs && !NOT_THE_VISITORS.contains(field)) {
                errors.putIfAbsent(asks(fields, field) ? field : "", word(flaw.slug()));
            }
        }
        if (!errors.isEmpty()) {
            return again(HttpStatus.UNPROCESSABLE_CONTENT, form, locale, sent, errors);
        }
        intake.take(form.companyId(), List.of(submission));
        return new Answer(HttpStatus.OK, true, locale, view.receipt(form.form(), locale));
    }

    /** The form again, for somebody who sent too much. */
    Answer tooMany(OpenForm form, Map<String, String> sent) {
        String locale = locale(form, sent.getOrDefault("lang", ""));
        return again(HttpStatus.TOO_MANY_REQUESTS, form, locale, sent, Map.of("", "too-many"));
    }

    private Submission submission(
            OpenForm form, Ticket ticket, ObjectNode lead, Map<String, String> sent, String origin) {
        Instant now = clock.instant();
        List<FieldError> suspicions = new ArrayList<>();
        if (!sent.getOrDefault("website", "").isEmpty()) {
            suspicions.add(new FieldError("form", "honeypot"));
        }
        if (Duration.between(ticket.at(), now).toSeconds() < form.form().minSeconds()) {
            suspicions.add(new FieldError("form", "too-fast"));
        }
        String consent = view.consent(form.form(), ticket.locale());
        // Who corrects what they sent sends another lead: it must not be refused as a conflict.
        String key = "form/" + ticket.nonce() + "/"
                + HexFormat.of().formatHex(Secret.of(lead.toString()).hash(), 0, 8);
        return new Submission(
                form.source().key(),
                key,
                lead,
                false,
                consent.isEmpty() ? null : new Submission.Consent(now, ticket.locale(), consent, origin),
                suspicions,
                null);
    }

    private static Map<String, String> missing(Source.Form form, List<Source.Field> fields, Map<String, String> sent) {
        Map<String, String> errors = new LinkedHashMap<>();
        for (Source.Field field : fields) {
            if (field.required() && sent.getOrDefault(field.id(), "").isBlank()) {
                errors.put(field.id(), "required");
            }
        }
        if (form.consent() && sent.getOrDefault("consent", "").isEmpty()) {
            errors.put("consent", "consent");
        }
        return errors;
    }

    private ObjectNode lead(List<Source.Field> asking, Map<String, OwnField> asked, Map<String, String> sent) {
        ObjectNode lead = json.createObjectNode();
        ObjectNode fields = json.createObjectNode();
        for (Source.Field field : asking) {
            String value = sent.getOrDefault(field.id(), "");
            OwnField own = asked.get(field.id());
            if (LINES.contains(field.id())) {
                lead.put(field.id(), value);
            } else if (own != null && own.type() == FieldType.BOOLEAN) {
                fields.put(field.id(), !value.isEmpty());
            } else if (!value.isBlank()) {
                fields.put(field.id(), value);
            }
        }
        if (!sent.getOrDefault("listing", "").isEmpty()) {
            lead.put("listing", sent.get("listing"));
        }
        lead.set("fields", fields);
        return lead;
    }

    private Answer again(
            HttpStatus status, OpenForm form, String locale, Map<String, String> sent, Map<String, String> errors) {
        return new Answer(status, false, locale, filled(form, locale, sent, errors));
    }

    private String filled(OpenForm form, String locale, Map<String, String> values, Map<String, String> errors) {
        String ticket = Ticket.issue(clock.instant(), locale).signed(form, view.consent(form.form(), locale));
        Map<String, String> hidden = new LinkedHashMap<>();
        hidden.put("lang", locale);
        hidden.put("ticket", errors.isEmpty() || errors.containsKey("") ? ticket : kept(values, ticket));
        String listing = values.getOrDefault("listing", "");
        if (!listing.isEmpty()) {
            hidden.put("listing", listing);
        }
        return view.form(new FormView.Filling(
                form.form(),
                intake.fields(form.companyId()),
                locale,
                "/f/" + form.publicKey(),
                hidden,
                values,
                errors));
    }

    /** Who only corrects what they typed keeps their ticket: they have waited already. */
    private static String kept(Map<String, String> values, String fresh) {
        @Nullable String ticket = values.get("ticket");
        return ticket == null ? fresh : ticket;
    }

    private static boolean asks(List<Source.Field> fields, String field) {
        return fields.stream().anyMatch(one -> one.id().equals(field));
    }

    private static String word(String slug) {
        return switch (slug) {
            case "not-an-email", "not-a-phone", "too-long", "nobody" -> slug;
            default -> "invalid";
        };
    }

    /** As JavaScript, safe inside a script element too. */
    private String literal(Object value) {
        return json.writeValueAsString(value)
                .replace("<", "\\u003c")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }
}
