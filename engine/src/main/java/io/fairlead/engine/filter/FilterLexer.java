package io.fairlead.engine.filter;

import io.fairlead.engine.filter.FilterFlaw.Kind;
import io.fairlead.engine.filter.Places.Span;
import java.util.ArrayList;
import java.util.List;

/** Cuts a filter's text into tokens; what is no token is a flaw, and the reading goes on behind it. */
final class FilterLexer {
    enum Sort {
        WORD,
        TEXT,
        NUMBER,
        COMPARE,
        AND,
        OR,
        NOT,
        OPEN,
        CLOSE,
        OPEN_LIST,
        CLOSE_LIST,
        COMMA,
        DOT,
        ARITHMETIC,
        /** A flaw that was already told. */
        BAD,
        END
    }

    /** A piece of the text; {@code content} is a quoted text without quotes and escapes, else what is written. */
    record Token(Sort sort, Span span, String content) {}

    private static final String ARITHMETIC = "+-*/%";
    private static final String CURLY_QUOTES = "“”„‟«»‘’‚";

    private final String text;
    private final Flaws flaws;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private FilterLexer(String text, Flaws flaws) {
        this.text = text;
        this.flaws = flaws;
    }

    /** The tokens of a text; the last one, and only that, is {@link Sort#END}. */
    static List<Token> tokens(String text, Flaws flaws) {
        var lexer = new FilterLexer(text, flaws);
        while (lexer.at < text.length()) {
            lexer.next();
        }
        lexer.add(Sort.END, lexer.at);
        return lexer.tokens;
    }

    private void next() {
        int start = at;
        int c = text.codePointAt(at);
        if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
            at += Character.charCount(c);
        } else if (Character.isLetter(c) || c == '_') {
            skipWord();
            add(Sort.WORD, start);
        } else if (isDigit(at) || (c == '.' && isDigit(at + 1))) {
            number();
        } else if (c == '"' || c == '\'') {
            quoted((char) c);
        } else if (CURLY_QUOTES.indexOf(c) >= 0) {
            curly();
        } else {
            symbol(text.charAt(at));
        }
    }

    private void symbol(char c) {
        switch (c) {
            case '(' -> one(Sort.OPEN);
            case ')' -> one(Sort.CLOSE);
            case '[' -> one(Sort.OPEN_LIST);
            case ']' -> one(Sort.CLOSE_LIST);
            case ',' -> one(Sort.COMMA);
            case '.' -> one(Sort.DOT);
            case '&', '|' -> joint(c);
            case '=', '!', '<', '>' -> comparison(c);
            default -> {
                if (text.startsWith("//", at)) {
                    comment();
                } else if (ARITHMETIC.indexOf(c) >= 0) {
                    one(Sort.ARITHMETIC);
                } else {
                    stray();
                }
            }
        }
    }

    private void joint(char c) {
        int start = at;
        boolean doubled = at + 1 < text.length() && text.charAt(at + 1) == c;
        at += doubled ? 2 : 1;
        if (!doubled) {
            String both = "" + c + c;
            flaw(Kind.UNEXPECTED, start, "`" + both + "`", "`" + c + "` is not an operator: write `" + both + "`");
        }
        add(c == '&' ? Sort.AND : Sort.OR, start);
    }

    private void comparison(char c) {
        int start = at++;
        boolean equals = at < text.length() && text.charAt(at) == '=';
        if (c == '=' && !equals) {
            boolean pattern = at < text.length() && text.charAt(at) == '~';
            at += pattern ? 1 : 0;
            flaw(
                    pattern ? Kind.OUTSIDE : Kind.UNEXPECTED,
                    start,
                    "`==`",
                    pattern
                            ? "regular expressions are not part of the filter language: use `includes` or `startsWith`"
                            : "`=` is not an operator: write `==` to compare");
            tokens.add(new Token(Sort.COMPARE, new Span(start, at), "=="));
        } else if (equals) {
            at++;
            add(Sort.COMPARE, start);
        } else if (text.startsWith("<>", start)) {
            at++;
            flaw(Kind.UNEXPECTED, start, "`!=`", "`<>` is not an operator: write `!=`");
            tokens.add(new Token(Sort.COMPARE, new Span(start, at), "!="));
        } else {
            add(c == '!' ? Sort.NOT : Sort.COMPARE, start);
        }
    }

    private void number() {
        int start = at;
        skipDigits();
        if (at < text.length() && text.charAt(at) == '.' && isDigit(at + 1)) {
            at++;
            skipDigits();
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            int digits = at + 1 < text.length() && "+-".indexOf(text.charAt(at + 1)) >= 0 ? at + 2 : at + 1;
            if (isDigit(digits)) {
                at = digits;
                skipDigits();
            }
        }
        int end = at;
        skipWord();
        if (at > end || Literals.number(text.substring(start, at)) == null) {
            flaw(
                    Kind.BAD_NUMBER,
                    start,
                    "a decimal number",
                    flaws.quoted(new Span(start, at))
                            + " is not a number: write decimal digits, as in 12 or 1.5 (at most"
                            + " 100 on either side of the point)");
            add(Sort.BAD, start);
        } else {
            add(Sort.NUMBER, start);
        }
    }

    private void quoted(char quote) {
        int start = at++;
        var content = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote && text.charAt(at) != '\n') {
            if (text.charAt(at) == '\\') {
                escape(content);
            } else {
                content.append(text.charAt(at++));
            }
        }
        if (at < text.length() && text.charAt(at) == quote) {
            at++;
        } else {
            String expected = "a closing " + quote;
            flaw(Kind.BAD_TEXT, start, expected, "this text has no end: " + expected + " is missing on its line");
        }
        tokens.add(new Token(Sort.TEXT, new Span(start, at), content.toString()));
    }

    private void escape(StringBuilder content) {
        int start = at;
        int end = Literals.unescape(text, start, content);
        at = Math.abs(end);
        if (end < 0) {
            flaw(
                    Kind.BAD_TEXT,
                    start,
                    Literals.ESCAPES,
                    flaws.quoted(new Span(start, at))
                            + " is not an escape: a backslash is written `\\\\`, the others are " + Literals.ESCAPES);
        }
    }

    private void curly() {
        int start = at++;
        while (at < text.length() && text.charAt(at) != '\n' && CURLY_QUOTES.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        boolean closed = at < text.length() && text.charAt(at) != '\n';
        int end = at;
        at += closed ? 1 : 0;
        flaw(Kind.BAD_TEXT, start, "straight quotes", "texts stand in straight quotes: \" or '");
        tokens.add(new Token(Sort.TEXT, new Span(start, at), text.substring(start + 1, end)));
    }

    private void comment() {
        int start = at;
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
        flaw(Kind.OUTSIDE, start, "no comment", "comments are not part of the filter language");
    }

    private void stray() {
        int start = at;
        at += Character.charCount(text.codePointAt(at));
        String found = flaws.quoted(new Span(start, at));
        String expected = "a field, a value or an operator";
        flaw(Kind.UNEXPECTED, start, expected, found + " has no meaning in a filter: expected " + expected);
        add(Sort.BAD, start);
    }

    private void one(Sort sort) {
        at++;
        add(sort, at - 1);
    }

    private void add(Sort sort, int start) {
        tokens.add(new Token(sort, new Span(start, at), text.substring(start, at)));
    }

    private void flaw(Kind kind, int start, String expected, String message) {
        flaws.add(kind, new Span(start, at), expected, message);
    }

    private boolean isDigit(int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private void skipDigits() {
        while (isDigit(at)) {
            at++;
        }
    }

    private void skipWord() {
        while (at < text.length()) {
            int c = text.codePointAt(at);
            if (!Character.isLetterOrDigit(c) && c != '_') {
                return;
            }
            at += Character.charCount(c);
        }
    }
}
