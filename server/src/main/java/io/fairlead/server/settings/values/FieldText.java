package io.fairlead.server.settings.values;

import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values of people's own fields as they are kept: texts, whole numbers, decimals and booleans. */
public final class FieldText {
    private static final int LONGEST_NUMBER = 60;
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?");
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,9}");

    private FieldText() {}

    /**
     * A text as the value of a field.
     *
     * @param type of the field, as {@code fields} of the settings file have it; null for a field that is not declared
     * @return null for a text that is no value of that type
     */
    public static @Nullable Object value(@Nullable String type, String text) {
        return switch (type == null ? "" : type) {
            case "number" -> number(text);
            case "boolean" -> (text.equals("true") || text.equals("false")) ? Boolean.valueOf(text) : null;
            case "date" -> Times.date(text) == null ? null : text;
            case "instant" -> Times.instant(text, ZoneOffset.UTC) == null ? null : text;
            default -> text;
        };
    }

    /** The number that a text is, so that equal ones are equal objects; null for none. */
    public static @Nullable Object number(String text) {
        if (text.length() > LONGEST_NUMBER || !NUMBER.matcher(text).matches()) {
            return null;
        }
        BigDecimal number = new BigDecimal(text).stripTrailingZeros();
        String plain = number.scale() <= 0 && number.precision() - number.scale() <= 9 ? number.toPlainString() : "";
        return INTEGER.matcher(plain).matches() ? (Object) Integer.valueOf(plain) : number;
    }

    /** What stands for a value of the type, in an English message. */
    public static String expected(String type) {
        return switch (type) {
            case "number" -> "a number";
            case "boolean" -> "true or false";
            case "date" -> Times.DATE;
            case "instant" -> Times.DATE_TIME;
            default -> "a text";
        };
    }
}
