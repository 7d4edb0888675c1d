package io.fairlead.server.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes plain maps, lists, texts, whole numbers and yes/no as JSON (RFC 8259) on one line. */
final class JsonText {
    private JsonText() {}

    static void append(StringBuilder json, @Nullable Object value) {
        switch (value) {
            case null -> json.append("null");
            case Map<?, ?> map -> object(json, map);
            case List<?> list -> array(json, list);
            case Number number -> json.append(number);
            case Boolean flag -> json.append(flag);
            default -> string(json, value.toString());
        }
    }

    private static void object(StringBuilder json, Map<?, ?> map) {
        var separator = "{";
        for (var entry : map.entrySet()) {
            string(json.append(separator), String.valueOf(entry.getKey()));
            append(json.append(':'), entry.getValue());
            separator = ",";
        }
        json.append(map.isEmpty() ? "{}" : "}");
    }

    private static void array(StringBuilder json, List<?> list) {
        var separator = "[";
        for (var item : list) {
            append(json.append(separator), item);
            separator = ",";
        }
        json.append(list.isEmpty() ? "[]" : "]");
    }

    private static void string(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
