package io.fairlead.server.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Buffered text to a stream: UTF-8 whatever the locale, lines end in LF. Not thread-safe. */
final class Output implements Closeable {
    private static final int BUFFER = 1 << 15;

    private final Writer writer;
    private final StringBuilder buffer = new StringBuilder(BUFFER + 1024);

    Output(OutputStream stream) {
        writer = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
    }

    /** Where to append; call {@link #endOfLine} after each line. */
    StringBuilder line() {
        return buffer;
    }

    /**
     * Ends the line.
     *
     * @throws UncheckedIOException when nobody reads any more
     */
    void endOfLine() {
        buffer.append('\n');
        if (buffer.length() >= BUFFER) {
            flush();
        }
    }

    void println(String line) {
        buffer.append(line);
        endOfLine();
    }

    void flush() {
        try {
            writer.append(buffer).flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            buffer.setLength(0);
        }
    }

    @Override
    public void close() {
        flush();
    }

    /** Adds a field of CSV as RFC 4180 writes it, quoted only where needed. */
    static void csv(StringBuilder line, String field) {
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
