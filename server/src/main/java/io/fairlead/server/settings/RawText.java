package io.fairlead.server.settings;

import io.fairlead.server.settings.Node.Place;
import io.fairlead.server.settings.Node.Scalar;

/**
 * Where a character of a YAML value stands in the file. Quotes, escapes, folded lines and block indentation are undone
 * by counting the characters that are not white space: folding and indentation only ever change white space.
 */
final class RawText {
    private final String raw;
    private int next;
    private int line;
    private int column;

    private RawText(Scalar scalar) {
        raw = scalar.raw();
        line = scalar.place().line();
        column = scalar.place().column();
    }

    /** The place of the character at an offset (in UTF-16 units) of the scalar's text; its end for larger offsets. */
    static Place place(Scalar scalar, int offset) {
        var text = scalar.text();
        int end = Math.min(offset, text.length());
        if (scalar.raw().isEmpty()) {
            int quote = scalar.plain() ? 0 : 1;
            return new Place(scalar.place().line(), scalar.place().column() + quote + text.codePointCount(0, end));
        }
        int before = 0;
        int gap = 0;
        for (int i = 0; i < end; i += Character.charCount(text.codePointAt(i))) {
            boolean white = isWhite(text.codePointAt(i));
            before += white ? 0 : 1;
            gap = white ? gap + 1 : 0;
        }
        boolean atWhite = end == text.length() || isWhite(text.codePointAt(end));
        return new RawText(scalar).place(before, atWhite, gap);
    }

    /** After so many visible characters; then on the next visible one, or in the gap that follows. */
    private Place place(int visible, boolean inGap, int gap) {
        char style = raw.charAt(0);
        if (style == '"' || style == '\'') {
            step();
        } else if (style == '|' || style == '>') {
            skipHeader();
        }
        int seen = 0;
        while (next < raw.length() && (seen < visible || !inGap)) {
            var here = new Place(line, column);
            if (isVisible(style)) {
                if (seen++ == visible) {
                    return here;
                }
            }
        }
        return new Place(line, column + (next < raw.length() && raw.charAt(next) == ' ' ? gap : 0));
    }

    private void skipHeader() {
        while (next < raw.length() && raw.charAt(next) != '\n') {
            step();
        }
    }

    /** Moves behind the next written character and says whether it stands for a visible one. */
    private boolean isVisible(char style) {
        int c = step();
        if (style == '\'' && c == '\'') {
            step();
            return true;
        }
        if (style != '"' || c != '\\') {
            return !isWhite(c);
        }
        int escaped = step();
        int digits = switch (escaped) {
            case 'x' -> 2;
            case 'u' -> 4;
            case 'U' -> 8;
            default -> 0;
        };
        int from = next;
        for (int i = 0; i < digits; i++) {
            step();
        }
        return switch (escaped) {
            case 'x', 'u', 'U' -> !isWhite(Integer.parseInt(raw.substring(from, next), 16));
            case 't', 'n', 'r', ' ', '\n', '\r', '\t' -> false;
            default -> true;
        };
    }

    private int step() {
        if (next >= raw.length()) {
            return ' ';
        }
        int c = raw.codePointAt(next);
        next += Character.charCount(c);
        boolean firstOfTwo = c == '\r' && next < raw.length() && raw.charAt(next) == '\n';
        if (c == '\n' || (c == '\r' && !firstOfTwo)) {
            line++;
            column = 1;
        } else {
            column++;
        }
        return c;
    }

    private static boolean isWhite(int c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}
