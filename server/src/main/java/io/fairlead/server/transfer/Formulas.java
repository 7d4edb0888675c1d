package io.fairlead.server.transfer;

import java.util.regex.Pattern;

/**
 * Texts in files that spreadsheets would take for formulas, and could be made to run (OWASP: CSV injection). They get an
 * apostrophe before them; reading such a file in takes it away again.
 */
public final class Formulas {
    private static final String STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";
    private static final Pattern NUMBER = Pattern.compile("[+-]\\d{1,30}([.,]\\d{1,30})?");

    private Formulas() {}

    /** Whether it begins like a formula; a number with its sign is none. */
    public static boolean begins(String text) {
        return !text.isEmpty()
                && STARTS.indexOf(text.charAt(0)) >= 0
                && !NUMBER.matcher(text).matches();
    }

    /** The text as it stands in a file. */
    public static String guarded(String text) {
        return begins(text) ? "'" + text : text;
    }

    /** The text that was guarded. */
    static String bare(String cell) {
        return cell.length() > 1 && cell.charAt(0) == '\'' && STARTS.indexOf(cell.charAt(1)) >= 0
                ? cell.substring(1)
                : cell;
    }
}
