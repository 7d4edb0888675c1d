package io.fairlead.server.transfer;

/** Keeps texts in files from being taken for formulas by spreadsheets (OWASP: CSV injection). */
final class Guard {
    private Guard() {}

    /** With an apostrophe before what begins like a formula; reading it in again takes that away. */
    static String cell(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
