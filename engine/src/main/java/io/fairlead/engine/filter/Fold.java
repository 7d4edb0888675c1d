package io.fairlead.engine.filter;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The one folding of case and accents, which every search that ignores them goes through; what is stored for searching
 * is its result.
 *
 * <p>A text is decomposed (Unicode NFKD), loses its combining marks and is lower-cased code point by code point,
 * independent of any language: é is e, ё is е, й is и, İ and ı are i, ς is σ, Hebrew loses its points, full-width and
 * ligature forms become plain. Letters that differ by a stroke or are two in one have no decomposition and are named
 * here: ß is ss, æ ae, œ oe, ø o, ł l, đ and ð d, ħ h, ŧ t, þ th. Folding twice changes nothing.
 */
public final class Fold {
    private Fold() {}

    /** The folded text; the same object if nothing changes. Thread-safe. */
    public static String fold(String text) {
        boolean capitals = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return folded(text);
            }
            capitals |= c >= 'A' && c <= 'Z';
        }
        return capitals ? text.toLowerCase(Locale.ROOT) : text;
    }

    private static String folded(String text) {
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
        var folded = new StringBuilder(decomposed.length());
        for (int i = 0; i < decomposed.length(); ) {
            int c = decomposed.codePointAt(i);
            i += Character.charCount(c);
            if (!isMark(c)) {
                append(Character.toLowerCase(Character.toUpperCase(c)), folded);
            }
        }
        return folded.toString();
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    private static void append(int c, StringBuilder folded) {
        switch (c) {
            case 'ß' -> folded.append("ss");
            case 'æ' -> folded.append("ae");
            case 'œ' -> folded.append("oe");
            case 'þ' -> folded.append("th");
            case 'ø' -> folded.append('o');
            case 'ł' -> folded.append('l');
            case 'đ', 'ð' -> folded.append('d');
            case 'ħ' -> folded.append('h');
            case 'ŧ' -> folded.append('t');
            default -> folded.appendCodePoint(c);
        }
    }
}
