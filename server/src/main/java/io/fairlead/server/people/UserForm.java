package io.fairlead.server.people;

import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.settings.values.FieldText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is said of a user; all of it checked.
 *
 * @param key the id in the settings file; empty lets one be made from the name
 * @param schedule the id of a schedule; null for none
 * @param target leads a month; null for none
 * @param fields the company's own fields of a user: texts, numbers and booleans
 */
record UserForm(
        String key,
        String name,
        @Nullable String email,
        Role role,
        String locale,
        boolean active,
        @Nullable String schedule,
        List<String> skills,
        @Nullable Integer target,
        boolean technical,
        Map<String, Object> fields) {
    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};
    private static final int LONGEST = 100;
    private static final int LONGEST_VALUE = 1_000;
    private static final int MOST = 50;

    /** {@code none} means nobody, and some characters are not let through in addresses. */
    private static final Pattern UNUSABLE = Pattern.compile("^none$|[/\\\\;%?#]");

    /** An active user without shift, skills, target and fields of their own. */
    static UserForm of(String key, String name, String email, Role role, String locale) {
        return new UserForm(key, name, email, role, locale, true, null, List.of(), null, false, Map.of());
    }

    /** The company's own fields as they are stored. */
    static Map<String, Object> fields(JsonMapper json, String stored) {
        return json.readValue(stored, FIELDS);
    }

    /** As it is sent. What is left out is as {@link #of} has it, and the role an operator's. */
    record WantedUser(
            @Nullable String key,
            @Nullable String name,
            @Nullable String email,
            @Nullable String role,
            @Nullable String locale,
            @Nullable Boolean active,
            @Nullable String schedule,
            @Nullable List<String> skills,
            @Nullable Integer target,
            @Nullable Boolean technical,
            @Nullable Map<String, Object> fields) {

        /** @throws Refusal naming each field that is wrong */
        UserForm checked() {
            List<FieldError> errors = new ArrayList<>();
            String wantedKey = key(errors);
            errors.addAll(Typed.flaws("name", Typed.text(name), Typed.LONGEST_NAME));
            if (!Typed.text(email).isEmpty() && !Typed.isEmail(Typed.text(email))) {
                errors.add(new FieldError("email", "not-an-email"));
            }
            String word = role == null ? Role.OPERATOR.word() : role;
            if (Arrays.stream(Role.values()).noneMatch(known -> known.word().equals(word))) {
                errors.add(new FieldError("role", "unknown-role"));
            }
            String language = locale == null ? "en" : locale;
            if (!Users.LOCALES.contains(language)) {
                errors.add(new FieldError("locale", "unknown-locale"));
            }
            if (target != null && target < 0) {
                errors.add(new FieldError("target", "invalid"));
            }
            List<String> wantedSkills = skills(errors);
            Map<String, Object> wantedFields = fields(errors);
            if (!errors.isEmpty()) {
                throw Refusal.invalid(errors);
            }
            return new UserForm(
                    wantedKey,
                    Typed.text(name),
                    Typed.text(email).isEmpty() ? null : Typed.text(email),
                    Role.of(word),
                    language,
                    active == null || active,
                    Typed.text(schedule).isEmpty() ? null : Typed.text(schedule),
                    wantedSkills,
                    target,
                    Boolean.TRUE.equals(technical),
                    wantedFields);
        }

        private String key(List<FieldError> errors) {
            String wanted = Typed.text(key);
            if (wanted.length() > LONGEST
                    || Typed.hasControls(wanted)
                    || UNUSABLE.matcher(wanted).find()) {
                errors.add(new FieldError("key", "invalid"));
            }
            return wanted;
        }

        private List<String> skills(List<FieldError> errors) {
            List<String> wanted = skills == null
                    ? List.of()
                    : skills.stream()
                            .map(Typed::text)
                            .filter(one -> !one.isEmpty())
                            .distinct()
                            .toList();
            if (wanted.size() > MOST
                    || wanted.stream().anyMatch(one -> one.length() > LONGEST || Typed.hasControls(one))) {
                errors.add(new FieldError("skills", "invalid"));
            }
            return wanted;
        }

        private Map<String, Object> fields(List<FieldError> errors) {
            Map<String, Object> wanted = new TreeMap<>(fields == null ? Map.of() : fields);
            wanted.values().removeIf(value -> value == null || value.equals(""));
            boolean fit = wanted.size() <= MOST
                    && wanted.entrySet().stream().allMatch(field -> isField(field.getKey(), field.getValue()));
            if (!fit) {
                errors.add(new FieldError("fields", "invalid"));
            }
            return wanted;
        }

        private static boolean isField(String name, Object value) {
            boolean fits = switch (value) {
                case String text -> text.length() <= LONGEST_VALUE && !Typed.hasControls(text);
                case Boolean flag -> true;
                case Number number -> new BigDecimal(number.toString()).precision() <= 60;
                default -> false;
            };
            return fits && Typed.flaws("", name, LONGEST).isEmpty() && name.equals(name.strip());
        }
    }

    /**
     * Checks the own fields that are declared; what somebody had before may stay.
     *
     * @param declared by id, in the form of the settings file
     */
    void checkFields(Map<String, JsonNode> declared, Map<String, Object> before) {
        List<FieldError> errors = fields.entrySet().stream()
                .filter(field -> !field.getValue().equals(before.get(field.getKey())))
                .filter(field -> declared.containsKey(field.getKey())
                        && !fits(Objects.requireNonNull(declared.get(field.getKey())), field.getValue()))
                .map(field -> new FieldError("fields." + field.getKey(), "wrong-type"))
                .toList();
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors);
        }
    }

    private static boolean fits(JsonNode declared, Object value) {
        String type = declared.isString()
                ? declared.asString()
                : declared.path("type").asString("text");
        JsonNode choices = declared.path("choices");
        return switch (type) {
            case "number" -> value instanceof Number;
            case "boolean" -> value instanceof Boolean;
            case "choice" ->
                choices.isEmpty()
                        || choices.valueStream()
                                .anyMatch(choice -> choice.asString("").equals(value));
            default -> value instanceof String text && FieldText.value(type, text) != null;
        };
    }

    /** An id to be called by: the name in small letters, joined by dashes. */
    String proposedKey() {
        String words = name.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "-")
                .replaceAll("^-|-$", "");
        return words.isEmpty() || words.equals("none")
                ? "user"
                : words.substring(0, Math.min(LONGEST - 4, words.length()));
    }
}
