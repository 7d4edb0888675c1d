package io.fairlead.server.settings;

import java.io.IOException;
import java.io.Reader;

/**
 * The text of a file that is written in braces from its start, as JSON is: its tabs outside of quoted text become
 * spaces, one each, which the YAML parser takes where it refuses tabs. Any other text passes as it is. Not thread-safe.
 */
final class FlowTabs extends Reader {
    private final Reader source;
    private boolean started;
    private boolean inBraces;
    private char last;
    private char quote;
    private boolean escaped;
    private boolean comment;
    private boolean gap;

    FlowTabs(Reader source) {
        this.source = source;
    }

    @Override
    public int read(char[] target, int offset, int count) throws IOException {
        int n = source.read(target, offset, count);
        for (int i = offset; i < offset + n && (inBraces || !started); i++) {
            if (!started && !isBlank(target[i])) {
                started = true;
                inBraces = target[i] == '{';
            }
            boolean text = quote != 0 || comment;
            look(target[i]);
            if (target[i] == '\t' && !text && (inBraces || !started)) {
                target[i] = ' ';
            }
        }
        return n;
    }

    private void look(char c) {
        if (comment) {
            comment = c != '\n' && c != '\r';
        } else if (quote != 0) {
            boolean ends = c == quote && !escaped;
            escaped = c == '\\' && quote == '"' && !escaped;
            quote = ends ? 0 : quote;
        } else if (isBlank(c)) {
            gap = true;
            return;
        } else if (c == '#' && gap) {
            comment = true;
        } else {
            boolean opens = (c == '"' || c == '\'') && "{[,:".indexOf(last) >= 0;
            quote = opens ? c : 0;
            last = c;
        }
        gap = comment;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
