package io.fairlead.server.intake;

import io.fairlead.engine.filter.FieldType;
import io.fairlead.engine.filter.Filter;
import io.fairlead.server.desk.Doing.NewLead;
import io.fairlead.server.field.OwnField;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.settings.values.FieldLook;
import io.fairlead.server.settings.values.Phones;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Checks a lead as it was sent and brings it into the form in which leads are compared. Finds everything that is wrong
 * at once. Used once, by one thread.
 */
final class LeadReader {
    private static final int LONGEST_LINE = 200;
    private static final int LONGEST_TEXT = 8_000;
    private static final int LONGEST_NUMBER = 40;
    private static final int MOST_FIELDS = 60;
    private static final Set<String> MEMBERS =
            Set.of("source", "name", "phone", "email", "listing", "status", "fields");
    private static final Set<String> TAKEN = Set.of(
            "source", "name", "phone", "email", "listing", "status", "owner", "created", "at", "lead", "zone_from");

    private final Catalogue catalogue;
    private final Submission submission;
    private final Source.@Nullable Settings source;
    private final Map<String, Object> custom = new LinkedHashMap<>();
    private final List<FieldError> errors = new ArrayList<>();
    private final List<FieldError> unreachable = new ArrayList<>();
    private final List<FieldError> remarks = new ArrayList<>();
    /** By country, for as long as leads are read one after the other. */
    private final Map<String, Phones> phones;

    /** Whether somebody corrects a lead that is there, and says no more than what they correct. */
    private final boolean corrects;

    private LeadReader(Catalogue catalogue, Submission submission, boolean corrects, Map<String, Phones> phones) {
        this.phones = phones;
        this.catalogue = catalogue;
        this.submission = submission;
        this.corrects = corrects;
        this.source = catalogue.sources().get(submission.source());
    }

    /**
     * What came of reading.
     *
     * @param errors empty for a lead that can be used
     * @param warnings what was left out of a lead that can be used nevertheless, and what is to be put right in it
     */
    record Reading(NewLead lead, List<FieldError> errors, List<FieldError> warnings) {}

    static Reading read(Catalogue catalogue, Submission submission, Map<String, Phones> phones) {
        return new LeadReader(catalogue, submission, false, phones).read();
    }

    /** Reads what somebody corrects: what is not there is not missing. */
    static Reading correct(Catalogue catalogue, Submission submission, Map<String, Phones> phones) {
        return new LeadReader(catalogue, submission, true, phones).read();
    }

    private Reading read() {
        errors.addAll(submission.suspicions());
        boolean byHand = submission.creator() != null && Source.BY_HAND.contains(submission.source());
        if (source == null && !byHand) {
            errors.add(new FieldError("source", submission.source().isEmpty() ? "required" : "unknown-source"));
        }
        for (String member : submission.lead().propertyNames()) {
            if (!MEMBERS.contains(member)) {
                errors.add(new FieldError(shown(member), "unknown-field"));
            }
        }
        String name = line("name");
        String phone = phone();
        String email = email();
        String listing = listing();
        String status = line("status");
        fields();
        if (!corrects) {
            complete();
        }
        boolean reachable = !phone.isEmpty() || !email.isEmpty() || hasRelay();
        if (!reachable && !unreachable.isEmpty()) {
            errors.addAll(unreachable);
        } else if (!reachable && name.isEmpty() && errors.isEmpty()) {
            errors.add(new FieldError("phone", "nobody"));
        }
        NewLead lead = new NewLead(
                submission.source(),
                status,
                name,
                phone,
                email,
                listing,
                custom,
                submission.trusted(),
                submission.creator());
        remarks.addAll(0, unreachable);
        return new Reading(lead, errors, errors.isEmpty() ? remarks : List.of());
    }

    private Phones phones(@Nullable String country) {
        return phones.computeIfAbsent(country == null ? "" : country, key -> new Phones(country));
    }

    private boolean hasRelay() {
        return custom.containsKey("relay_phone") || custom.containsKey("relay_email");
    }

    /** E.164; what is no number is kept beside the lead, so that it identifies nobody. */
    private String phone() {
        String given = line("phone");
        if (given.isEmpty()) {
            return "";
        }
        String country = source == null ? null : source.country();
        String number = phones(country == null ? catalogue.region() : country).normalised(given);
        if (number == null || !Phones.isNumber(number)) {
            unreachable.add(new FieldError("phone", "not-a-phone"));
            custom.put("phone_as_given", given);
            return "";
        }
        return aside("relay_phone", number);
    }

    private String email() {
        String given = line("email");
        String email = given.isEmpty() ? null : Phones.email(given);
        if (email == null) {
            return "";
        }
        if (!FieldLook.isEmail(email)) {
            unreachable.add(new FieldError("email", "not-an-email"));
            custom.put("email_as_given", given);
            return "";
        }
        return aside("relay_email", email);
    }

    /** A relay's value is kept beside the lead: no contact is found by it. */
    private String aside(String field, String value) {
        if (!catalogue.isRelay(value)) {
            return value;
        }
        custom.put(field, value);
        return "";
    }

    private String listing() {
        String given = line("listing");
        if (!given.isEmpty() && !catalogue.listings().contains(given)) {
            errors.add(new FieldError("listing", "unknown-listing"));
            return "";
        }
        String usual = source == null ? "" : source.listing();
        return !given.isEmpty() || !catalogue.listings().contains(usual) ? given : usual;
    }

    private void fields() {
        JsonNode given = submission.lead().path("fields");
        if (given.isMissingNode() || given.isNull()) {
            return;
        }
        if (!given.isObject()) {
            errors.add(new FieldError("fields", "not-an-object"));
            return;
        }
        if (given.size() > MOST_FIELDS) {
            errors.add(new FieldError("fields", "too-many"));
            return;
        }
        given.properties().forEach(field -> field(field.getKey(), field.getValue()));
    }

    private void field(String id, JsonNode value) {
        String place = "fields." + shown(id);
        if (!Filter.isField(id) || TAKEN.contains(id)) {
            errors.add(new FieldError(place, "unknown-field"));
            return;
        }
        OwnField own = catalogue.fields().get(id);
        if (value.isNull() || (value.isString() && value.asString().isBlank())) {
            if (corrects && own != null && own.active() && own.required()) {
                errors.add(new FieldError(place, "required"));
            }
            return;
        }
        Object typed = own == null ? untyped(value) : typed(own.type(), value);
        if (typed == null) {
            errors.add(new FieldError(place, slug(own == null ? null : own.type())));
        } else if (typed instanceof String text && text.length() > LONGEST_TEXT) {
            errors.add(new FieldError(place, "too-long"));
        } else if (typed instanceof String text && !LeadText.isStorable(text)) {
            errors.add(new FieldError(place, "invalid"));
        } else {
            custom.put(id, own == null || own.look() == null ? typed : looked(place, own.look(), typed));
        }
    }

    /** A value in the form of its field. People are told what does not look right; from others it is taken as it is. */
    private Object looked(String place, FieldLook look, Object typed) {
        if (!(typed instanceof String text)) {
            return typed;
        }
        boolean stranger = look == FieldLook.USER && !catalogue.people().contains(text);
        String normal = stranger ? null : look.normal(text, phones(catalogue.region()));
        if (normal == null) {
            remark(place, slug(look));
        }
        return normal == null ? text : normal;
    }

    private void remark(String place, String slug) {
        (submission.creator() == null ? remarks : errors).add(new FieldError(place, slug));
    }

    private static String slug(FieldLook look) {
        return switch (look) {
            case PHONE -> "not-a-phone";
            case EMAIL -> "not-an-email";
            case LINK -> "not-a-link";
            case USER -> "unknown-user";
            case LONG_TEXT, MONEY -> "invalid";
        };
    }

    /** Fills in what leads have by themselves, and finds what is missing. No lead is lost by what it lacks. */
    private void complete() {
        catalogue.fields().forEach((id, own) -> {
            String place = "fields." + id;
            boolean broken = errors.stream().anyMatch(error -> error.field().equals(place));
            if (custom.containsKey(id) || TAKEN.contains(id) || !own.active() || broken) {
                return;
            }
            Object standard = own.standard() == null ? null : typed(own.type(), own.standard());
            if (standard != null) {
                custom.put(id, standard);
            } else if (own.required()) {
                remark(place, "required");
            }
        });
    }

    private static @Nullable Object untyped(JsonNode value) {
        if (value.isString()) {
            return LeadText.clean(value.asString());
        }
        return value.isBoolean() ? (Object) value.asBoolean() : number(value);
    }

    private @Nullable Object typed(FieldType type, JsonNode value) {
        return switch (type) {
            case TEXT, CHOICE, ZONE -> value.isString() || value.isNumber() ? LeadText.clean(value.asString()) : null;
            case NUMBER -> number(value);
            case BOOLEAN ->
                switch (value.asString("").toLowerCase(Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> null;
                };
            case DATE -> value.isString() ? date(value.asString().strip()) : null;
            case INSTANT -> value.isString() ? instant(value.asString().strip()) : null;
        };
    }

    private static @Nullable BigDecimal number(JsonNode value) {
        String text = value.isNumber() || value.isString() ? value.asString().strip() : "";
        try {
            return text.isEmpty() || text.length() > LONGEST_NUMBER || text.matches(".*[eE].{4,}")
                    ? null
                    : new BigDecimal(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable String date(String text) {
        try {
            LocalDate date = LocalDate.parse(text);
            return date.getYear() < 1900 || date.getYear() > 9999 ? null : date.toString();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private @Nullable String instant(String text) {
        try {
            Instant instant = text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).atZone(catalogue.zone()).toInstant();
            int year = instant.atZone(catalogue.zone()).getYear();
            return year < 1900 || year > 9999 ? null : instant.toString();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static String slug(@Nullable FieldType type) {
        return switch (type) {
            case null -> "not-a-value";
            case TEXT, CHOICE, ZONE -> "not-a-text";
            case NUMBER -> "not-a-number";
            case BOOLEAN -> "not-a-boolean";
            case DATE -> "not-a-date";
            case INSTANT -> "not-an-instant";
        };
    }

    /** A member of one line; empty where there is none, or after an error. */
    private String line(String member) {
        JsonNode value = submission.lead().path(member);
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (!value.isString()) {
            errors.add(new FieldError(member, "not-a-text"));
            return "";
        }
        String text = LeadText.clean(value.asString());
        if (text.length() > LONGEST_LINE) {
            errors.add(new FieldError(member, "too-long"));
        } else if (!LeadText.isStorable(text) || LeadText.hasControls(text)) {
            errors.add(new FieldError(member, "invalid"));
        } else {
            return text;
        }
        return "";
    }

    /** A member's name as it may be shown: what is sent can be anything. */
    private static String shown(String member) {
        return member.length() <= 60 && LeadText.isStorable(member) && !LeadText.hasControls(member) ? member : "…";
    }
}
