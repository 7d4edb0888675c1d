package io.fairlead.engine.filter;

import io.fairlead.engine.filter.FilterFlaw.Kind;
import io.fairlead.engine.filter.FilterLexer.Sort;
import io.fairlead.engine.filter.FilterLexer.Token;
import io.fairlead.engine.filter.Places.Span;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The parser's place among the tokens of a text, with the flaws that have been found so far. */
final class FilterTokens {
    /** What ends a condition that could not be understood. */
    static final Set<Sort> CONDITION_ENDS = EnumSet.of(Sort.AND, Sort.OR, Sort.CLOSE, Sort.END);

    /** What ends a member of a list or an argument that could not be understood. */
    static final Set<Sort> MEMBER_ENDS =
            EnumSet.of(Sort.AND, Sort.OR, Sort.CLOSE, Sort.CLOSE_LIST, Sort.COMMA, Sort.END);

    final Flaws flaws;
    private final List<Token> tokens;
    private int position;
    private int nesting;

    FilterTokens(String text) {
        flaws = new Flaws(text);
        tokens = FilterLexer.tokens(text, flaws);
    }

    Token peek() {
        return tokens.get(position);
    }

    Sort sort() {
        return peek().sort();
    }

    /** The token, and on to the one behind it; the last one stays. */
    Token next() {
        Token token = peek();
        if (token.sort() != Sort.END) {
            position++;
        }
        return token;
    }

    boolean at(Sort sort) {
        return sort() == sort;
    }

    boolean at(String word) {
        return at(Sort.WORD) && peek().content().equalsIgnoreCase(word);
    }

    /** Takes the token if it is of that sort. */
    boolean take(Sort sort) {
        boolean there = at(sort);
        if (there) {
            next();
        }
        return there;
    }

    /** Takes {@code &&} or {@code ||}; also when it is written as a word, which is a flaw. */
    boolean takeJoint(Sort joint) {
        if (at(joint.name())) {
            String symbol = joint == Sort.AND ? "`&&`" : "`||`";
            Token word = next();
            flaws.add(Kind.UNEXPECTED, word.span(), symbol, "`" + word.content() + "` is written " + symbol);
            return true;
        }
        return take(joint);
    }

    /** Takes {@code in}; also in capitals, which is a flaw. */
    boolean takeIn() {
        boolean there = at("in");
        if (there) {
            Token word = next();
            if (!word.content().equals("in")) {
                flaws.add(Kind.UNEXPECTED, word.span(), "`in`", "`" + word.content() + "` is written `in`");
            }
        }
        return there;
    }

    /** Whether {@code not} stands before a condition, as a word; tells so. */
    boolean atNegation() {
        if (!at("not")) {
            return false;
        }
        Token behind = tokens.get(position + 1);
        boolean condition = behind.sort() == Sort.OPEN || behind.sort() == Sort.WORD;
        boolean operator = List.of("in", "and", "or").contains(behind.content().toLowerCase(Locale.ROOT));
        if (condition && !operator) {
            flaws.add(Kind.UNEXPECTED, peek().span(), "`!`", "`" + peek().content() + "` is written `!`");
        }
        return condition && !operator;
    }

    boolean atJoint() {
        return at(Sort.AND) || at(Sort.OR) || at("and") || at("or");
    }

    /** Begins one more level of nesting; if that is too deep, tells so and goes to the end. */
    void enter(Span span) {
        nesting++;
        if (nesting > 2 * FilterParser.MAX_DEPTH) {
            tooDeep(span);
        }
    }

    void leave() {
        nesting--;
    }

    void tooDeep(Span span) {
        String expected = "at most " + FilterParser.MAX_DEPTH + " levels";
        flaws.add(Kind.TOO_DEEP, span, expected, "the filter is nested too deeply: expected " + expected);
        flaws.close();
        position = tokens.size() - 1;
    }

    void unexpected(String expected) {
        Span span = peek().span();
        if (!at(Sort.BAD)) {
            flaws.add(Kind.UNEXPECTED, span, expected, "expected " + expected + ", found " + flaws.quoted(span));
        }
    }

    /** Goes on to the next of the sorts that stands outside of further parentheses. */
    void skipTo(Set<Sort> ends) {
        int open = 0;
        while (!at(Sort.END) && (open > 0 || !(ends.contains(sort()) || atJoint()))) {
            boolean opens = at(Sort.OPEN) || at(Sort.OPEN_LIST);
            boolean closes = at(Sort.CLOSE) || at(Sort.CLOSE_LIST);
            open = Math.max(0, open + (opens ? 1 : 0) - (closes ? 1 : 0));
            next();
        }
    }

    /** Takes the sort that closes what {@code open} opened, or tells that it is missing; the end of what was taken. */
    Span close(Token open, Sort closing) {
        Span span = peek().span();
        if (!take(closing)) {
            String expected = closing == Sort.CLOSE ? "`)`" : "`]`";
            String message = "`" + open.content() + "` is never closed: expected " + expected;
            flaws.add(Kind.UNEXPECTED, open.span(), expected, message);
        }
        return span;
    }
}
