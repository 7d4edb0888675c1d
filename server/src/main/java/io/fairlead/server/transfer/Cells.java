package io.fairlead.server.transfer;

import io.fairlead.engine.filter.FieldType;
import io.fairlead.server.transfer.table.FileFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brings what stands in a cell into the form in which leads are sent: dates year first, numbers with a point. What does
 * not read stays as it is, so that it is told. Immutable.
 */
record Cells(FileFormat format) {
    private static final Pattern DAY = Pattern.compile("(\\d{1,2})[./-](\\d{1,2})[./-](\\d{4})");
    private static final Pattern MOMENT = Pattern.compile("(\\S+)[ T]+(\\d{1,2}):(\\d{2})(?::(\\d{2}))?");
    private static final Set<String> YES =
            Set.of("true", "yes", "y", "1", "x", "sì", "si", "s", "vero", "ja", "j", "wahr", "да", "истина", "כן");
    private static final Set<String> NO =
            Set.of("false", "no", "n", "0", "falso", "nein", "falsch", "нет", "ложь", "לא");

    String value(String cell, FieldType type) {
        String text = Formulas.bare(cell).strip();
        return switch (type) {
            case NUMBER -> number(text);
            case BOOLEAN -> flag(text);
            case DATE -> date(text);
            case INSTANT -> instant(text);
            case TEXT, CHOICE, ZONE -> text;
        };
    }

    private String number(String text) {
        String bare = text.replaceAll("[\\s\\u00A0\\u202F'’€$₽₪]", "");
        return format.decimal().equals(",") ? bare.replace(".", "").replace(',', '.') : bare.replace(",", "");
    }

    private static String flag(String text) {
        String folded = text.toLowerCase(Locale.ROOT);
        return YES.contains(folded) ? "true" : NO.contains(folded) ? "false" : text;
    }

    private String date(String text) {
        Matcher day = DAY.matcher(text);
        if (!day.matches()) {
            Matcher moment = MOMENT.matcher(text);
            return moment.matches() && !moment.group(1).equals(text) ? date(moment.group(1)) : text;
        }
        boolean first = format.dates().equals("dmy");
        return "%s-%02d-%02d"
                .formatted(
                        day.group(3),
                        Integer.parseInt(day.group(first ? 2 : 1)),
                        Integer.parseInt(day.group(first ? 1 : 2)));
    }

    private String instant(String text) {
        Matcher moment = MOMENT.matcher(text);
        if (moment.matches()) {
            String second = moment.group(4) == null ? "00" : moment.group(4);
            return "%sT%02d:%s:%s"
                    .formatted(date(moment.group(1)), Integer.parseInt(moment.group(2)), moment.group(3), second);
        }
        return DAY.matcher(text).matches() || text.matches("\\d{4}-\\d\\d-\\d\\d") ? date(text) + "T00:00:00" : text;
    }
}
