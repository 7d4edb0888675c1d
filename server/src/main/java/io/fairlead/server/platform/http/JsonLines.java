package io.fairlead.server.platform.http;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.ObjectWriter;

/** An answer that is read while it is made: one JSON object a line, each sent at once. Used by one thread. */
public final class JsonLines {
    private static final Logger LOG = LoggerFactory.getLogger(JsonLines.class);
    private static final long PROGRESS_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final OutputStream out;
    private final ObjectWriter json;
    private long nextProgress = System.nanoTime();

    public JsonLines(OutputStream out, ObjectWriter json) {
        this.out = out;
        this.json = json;
    }

    /**
     * Sends a line at once.
     *
     * @throws UncheckedIOException if the reader went away
     */
    public void write(Object line) {
        try {
            out.write(json.writeValueAsBytes(line));
            out.write('\n');
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Tells how far it is, unless that was told within the last quarter of a second.
     *
     * @throws UncheckedIOException if the reader went away
     */
    public void progress(Supplier<?> line) {
        long now = System.nanoTime();
        if (now - nextProgress >= 0) {
            nextProgress = now + PROGRESS_NANOS;
            write(line.get());
        }
    }

    /** Writes the last line, if anybody still reads. */
    public void end(Object line) {
        try {
            write(line);
        } catch (UncheckedIOException e) {
            LOG.debug("the reader went away", e);
        }
    }
}
