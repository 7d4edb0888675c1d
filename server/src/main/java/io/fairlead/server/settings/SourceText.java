package io.fairlead.server.settings;

import io.fairlead.server.settings.Flaws.Unreadable;
import io.fairlead.server.settings.Node.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The text of a file, read in constant memory: UTF-8 checked, control characters refused at their place, a leading byte
 * order mark dropped, sizes limited. Remembers the last {@value #REMEMBERED} characters so that a value's source can be
 * looked at again. Not thread-safe.
 */
final class SourceText extends Reader {
    private static final int REMEMBERED = 1 << 17;
    private static final int CHUNK = 1 << 14;
    /** Longer runs without a value, or longer values, are no settings. */
    private static final int LONGEST_RUN = 1_000_000;

    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final InputStream in;
    private final Flaws flaws;
    private final long limit;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK).flip();
    private final CharBuffer chars = CharBuffer.allocate(CHUNK).flip();
    private final int[] remembered = new int[REMEMBERED];

    private long bytesRead;
    private long index;
    private int line = 1;
    private int column = 1;
    private boolean afterReturn;
    private char highSurrogate;
    private boolean ended;
    private int run;

    SourceText(InputStream in, Flaws flaws, long limit) {
        this.in = in;
        this.flaws = flaws;
        this.limit = limit;
    }

    /** A value was recognised: the run of unrecognised characters starts anew. */
    void recognised() {
        run = 0;
    }

    /**
     * The source between two code point offsets from the start of the file; empty when it is no longer remembered or
     * not read yet.
     */
    String slice(int from, int to) {
        if (from < 0 || to > index || index - from > REMEMBERED) {
            return "";
        }
        var slice = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            slice.appendCodePoint(remembered[i & (REMEMBERED - 1)]);
        }
        return slice.toString();
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        while (!chars.hasRemaining()) {
            if (ended) {
                return -1;
            }
            fill();
        }
        int n = Math.min(length, chars.remaining());
        chars.get(target, offset, n);
        run += n;
        if (run > LONGEST_RUN) {
            throw flaws.fatal(
                    new Place(line, column),
                    "too-large",
                    "more than 1000000 characters without a value",
                    "settings",
                    "found more than 1000000 characters without a complete value, expected settings");
        }
        return n;
    }

    private void fill() throws IOException {
        bytes.compact();
        int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (read > 0) {
            bytes.position(bytes.position() + read);
            bytesRead += read;
        }
        bytes.flip();
        ended = read < 0;
        chars.clear();
        var result = decoder.decode(bytes, chars, ended);
        if (ended && !result.isError()) {
            decoder.flush(chars);
        }
        chars.flip();
        if (index == 0 && chars.hasRemaining() && chars.get(0) == BYTE_ORDER_MARK) {
            chars.get();
        }
        for (int i = chars.position(); i < chars.limit(); i++) {
            look(chars.get(i));
        }
        if (result.isError()) {
            throw notUtf8();
        }
        if (bytesRead > limit) {
            throw tooLarge();
        }
    }

    private void look(char c) {
        if (c >= ' ' && c <= '~') {
            remember(c);
            column++;
            afterReturn = false;
        } else if (c == '\n' || c == '\r') {
            remember(c);
            if (c == '\r' || !afterReturn) {
                line++;
            }
            column = 1;
            afterReturn = c == '\r';
        } else {
            afterReturn = false;
            lookAtRare(c);
        }
    }

    private void lookAtRare(char c) {
        if (Character.isHighSurrogate(c)) {
            highSurrogate = c;
            return;
        }
        boolean printable = c == '\t' || c == '\u0085' || (c >= '\u00A0' && c <= '\uFFFD');
        if (!printable) {
            throw controlCharacter(c);
        }
        remember(Character.isLowSurrogate(c) ? Character.toCodePoint(highSurrogate, c) : c);
        column++;
    }

    private void remember(int codePoint) {
        remembered[(int) (index++ & (REMEMBERED - 1))] = codePoint;
    }

    private Unreadable controlCharacter(char c) {
        var found = String.format(Locale.ROOT, "the control character U+%04X", (int) c);
        return flaws.fatal(
                new Place(line, column),
                "not-text",
                found,
                "text in UTF-8",
                "not a text file: found " + found + ", expected text in UTF-8");
    }

    private Unreadable notUtf8() {
        int bad = bytes.hasRemaining() ? bytes.get(bytes.position()) & 0xFF : 0;
        var found = String.format(Locale.ROOT, "the byte 0x%02X", bad);
        return flaws.fatal(
                new Place(line, column),
                "not-utf8",
                found,
                "text in UTF-8",
                "not UTF-8: found " + found + ", expected text in UTF-8");
    }

    private Unreadable tooLarge() {
        return flaws.fatal(
                new Place(line, column),
                "too-large",
                "more than " + limit + " bytes",
                "at most " + limit + " bytes",
                "the file is too large: found more than " + limit + " bytes, expected at most that");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
