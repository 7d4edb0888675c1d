package io.fairlead.server.settings.values;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How the values of an own field are shown, typed in and checked, beside what their type says. */
public enum FieldLook {
    /** Text of several lines. */
    LONG_TEXT("text"),
    PHONE("text"),
    EMAIL("text"),
    /** An address of the web. */
    LINK("text"),
    /** The id of somebody of the company. */
    USER("text"),
    /** An amount in the company's currency. */
    MONEY("number");

    private static final int LONGEST_EMAIL = 254;
    private static final Pattern EMAIL_FORM =
            Pattern.compile("[^\\s@<>\"(),;:\\\\]+@[^\\s@<>\"(),;:\\\\.]+(\\.[^\\s@<>\"(),;:\\\\.]+)+");
    private static final Pattern ADDRESS =
            Pattern.compile("(?i)https?://[^\\s/?#@\\\\:]+(:\\d{1,5})?([/?#][^\\s\\p{Cntrl}]*)?");
    private static final Pattern WITHOUT_SCHEME =
            Pattern.compile("[\\p{L}\\p{N}-]+(\\.[\\p{L}\\p{N}-]+)+([/?#][^\\s\\p{Cntrl}]*)?");

    private final String type;

    FieldLook(String type) {
        this.type = type;
    }

    /** As the settings file writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Those that a field of this type can have, as the settings file writes them. */
    public static List<String> words(String type) {
        return Arrays.stream(values())
                .filter(look -> look.type.equals(type))
                .map(FieldLook::word)
                .toList();
    }

    /** The one written so; null for none. */
    public static @Nullable FieldLook of(String word) {
        return Arrays.stream(values())
                .filter(look -> look.word().equals(word))
                .findFirst()
                .orElse(null);
    }

    /** A text in the form in which it is kept; null for one that is no such thing. Users are not looked up. */
    public @Nullable String normal(String text, Phones phones) {
        return switch (this) {
            case LONG_TEXT, USER, MONEY -> text;
            case PHONE -> {
                @Nullable String number = phones.normalised(text);
                yield number != null && Phones.isNumber(number) ? number : null;
            }
            case EMAIL -> {
                @Nullable String address = Phones.email(text);
                yield address != null && isEmail(address) ? address : null;
            }
            case LINK -> link(text.strip());
        };
    }

    /** Whether a text in lower case can be an e-mail address. */
    public static boolean isEmail(String text) {
        return text.length() <= LONGEST_EMAIL && EMAIL_FORM.matcher(text).matches();
    }

    private static @Nullable String link(String text) {
        if (ADDRESS.matcher(text).matches()) {
            return text;
        }
        return WITHOUT_SCHEME.matcher(text).matches() ? "https://" + text : null;
    }

    /** What a value is expected to be, in an English message. */
    public String expected() {
        return switch (this) {
            case LONG_TEXT -> "a text";
            case PHONE -> "a phone number such as +390212345678";
            case EMAIL -> "an e-mail address in small letters";
            case LINK -> "an address such as https://example.com";
            case USER -> "the id of a user of this file";
            case MONEY -> "a number";
        };
    }
}
