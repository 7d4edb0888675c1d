package io.fairlead.server.cli;

/** One field of CSV as RFC 4180 writes it, quoted only where needed. */
final class Csv {
    private Csv() {}

    static void append(StringBuilder line, String field) {
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r') {
                line.append('"').append(field.replace("\"", "\"\"")).append('"');
                return;
            }
        }
        line.append(field);
    }
}
