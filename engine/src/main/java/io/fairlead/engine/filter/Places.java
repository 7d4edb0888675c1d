package io.fairlead.engine.filter;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts of a filter stand in the text it was read from. Parts are named by their JSON pointer in the
 * filter's JSON form ({@code /of/0/field}; the root is the empty text). Immutable.
 */
public final class Places {
    /** The places of a filter that was not read from a text. */
    public static final Places NONE = new Places("", Map.of());

    private final String text;
    private final Map<String, Span> spans;

    Places(String text, Map<String, Span> spans) {
        this.text = text;
        this.spans = Map.copyOf(spans);
    }

    /** The place of a part, or of the smallest part around it that has one; null without a text. */
    public @Nullable Place of(String path) {
        for (String p = path; ; p = p.substring(0, p.lastIndexOf('/'))) {
            Span span = spans.get(p);
            if (span != null) {
                return Place.in(text, span.start(), span.end());
            }
            if (p.indexOf('/') < 0) {
                return null;
            }
        }
    }

    /**
     * A stretch of a filter's text.
     *
     * @param offset UTF-16 units before it, from 0 to the text's length
     * @param length UTF-16 units in it; 0 where something is missing
     * @param line from 1; lines end with a line feed
     * @param column from 1, in code points
     */
    public record Place(int offset, int length, int line, int column) {
        /** The place of the units from {@code start} to before {@code end} of a text. */
        static Place in(String text, int start, int end) {
            int line = 1;
            int lineStart = 0;
            for (int i = text.indexOf('\n'); i >= 0 && i < start; i = text.indexOf('\n', i + 1)) {
                line++;
                lineStart = i + 1;
            }
            return new Place(start, end - start, line, text.codePointCount(lineStart, start) + 1);
        }
    }

    /** UTF-16 units of a text, half-open. */
    record Span(int start, int end) {
        Span to(Span last) {
            return new Span(start, last.end);
        }
    }
}
