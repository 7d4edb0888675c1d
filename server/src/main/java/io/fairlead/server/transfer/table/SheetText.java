package io.fairlead.server.transfer.table;

import io.fairlead.server.transfer.table.RowTable.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The XML of a part of a workbook, as long as it is harmless: it does not grow out of next to nothing, has no tag without an
 * end, and no comments, entities and the like, of which workbooks have no need. Not thread-safe.
 */
final class SheetText extends Reader {
    /** From here on a part may not be larger than so many times what it is packed. Workbooks stay below 60. */
    private static final long SMALL = 16L << 20;

    private static final long MOST_PACKED = 200;
    private static final int LONGEST_RUN = 1 << 20;
    /** With which some writers begin UTF-8. */
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Reader text;
    private final long most;
    private long all;
    private int run;
    private boolean opened;

    /** @param packed how many bytes it takes in the file */
    SheetText(InputStream part, long packed) throws IOException {
        var begun = new PushbackInputStream(part, MARK.length);
        byte[] mark = begun.readNBytes(MARK.length);
        boolean utf16 = mark.length == MARK.length && (mark[0] & 0xFF) + (mark[1] & 0xFF) == 0xFF + 0xFE;
        if (!Arrays.equals(mark, MARK)) {
            begun.unread(mark);
        }
        this.text = new InputStreamReader(begun, utf16 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
        this.most = SMALL + MOST_PACKED * packed;
    }

    @Override
    public int read(char[] into, int at, int length) throws IOException {
        int read = text.read(into, at, length);
        all += Math.max(0, read);
        if (all > most) {
            throw new Unreadable("too-large");
        }
        for (int i = at; i < at + read; i++) {
            look(into[i]);
        }
        return read;
    }

    private void look(char c) {
        run++;
        if (run > LONGEST_RUN) {
            throw new Unreadable("too-large");
        }
        if (opened && c == '!') {
            throw new Unreadable("workbook");
        }
        opened = c == '<';
        if (c == '<' || c == '>') {
            run = 0;
        }
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
