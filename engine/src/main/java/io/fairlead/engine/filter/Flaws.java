package io.fairlead.engine.filter;

import io.fairlead.engine.filter.FilterFlaw.Kind;
import io.fairlead.engine.filter.Places.Place;
import io.fairlead.engine.filter.Places.Span;
import java.util.List;
import java.util.TreeMap;

/** The flaws of one text while it is read: in the order of their places, one a place, at most {@link #MOST}. */
final class Flaws {
    private static final int MOST = 100;
    private static final int LONGEST_FOUND = 40;

    private final String text;
    private final TreeMap<Integer, FilterFlaw> byOffset = new TreeMap<>();
    private boolean closed;

    Flaws(String text) {
        this.text = text;
    }

    void add(Kind kind, Span span, String expected, String message) {
        if (!closed && byOffset.size() < MOST) {
            Place place = Place.in(text, span.start(), span.end());
            byOffset.putIfAbsent(span.start(), new FilterFlaw(kind, "", place, found(span), expected, message));
        }
    }

    /** Takes no further flaws: what follows would only be consequences. */
    void close() {
        closed = true;
    }

    int count() {
        return byOffset.size();
    }

    List<FilterFlaw> inOrder() {
        return List.copyOf(byOffset.values());
    }

    /** What stands there, as a message quotes it. */
    String quoted(Span span) {
        return span.start() == span.end() ? found(span) : "`" + found(span) + "`";
    }

    private String found(Span span) {
        return span.start() == text.length() ? "the end" : shortened(text.substring(span.start(), span.end()));
    }

    static String shortened(String text) {
        if (text.length() <= LONGEST_FOUND) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST_FOUND - 2)) ? LONGEST_FOUND - 2 : LONGEST_FOUND - 1;
        return text.substring(0, end) + "…";
    }
}
