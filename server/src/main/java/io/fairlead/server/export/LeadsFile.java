package io.fairlead.server.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A file that is being written, line by line. Not thread-safe. */
final class LeadsFile {
    private static final int BUFFER = 1 << 16;
    /** Rows that a sheet may have. */
    private static final int MOST_ROWS = 1_048_576;

    private final FileChannel channel;
    private final OutputStream out;
    private final Form form;

    private LeadsFile(FileChannel channel, OutputStream out, Form form) {
        this.channel = channel;
        this.out = out;
        this.form = form;
    }

    /** How lines become a file. */
    sealed interface Form permits CsvForm, XlsxForm {
        void line(List<Cell> cells) throws IOException;

        /** Writes what belongs at the end; without it the file is none. */
        void finish() throws IOException;

        /** How many texts are not there wholly. */
        long shortened();
    }

    /** Begins a file at a place, whatever was there; who still writes to that one goes on with nothing. */
    static LeadsFile begin(Path path, ExportShape shape, String name) throws IOException {
        Files.deleteIfExists(path);
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
        List<String> heads =
                shape.columns().stream().map(ExportShape.ExportColumn::head).toList();
        Form form = shape.format().equals("xlsx")
                ? new XlsxForm(out, name, shape.language().equals("he"), heads, MOST_ROWS)
                : new CsvForm(out, shape.separator(), shape.mark(), heads);
        return new LeadsFile(channel, out, form);
    }

    void line(List<Cell> cells) throws IOException {
        form.line(cells);
    }

    /** Ends it; it is on disk then. */
    void finish() throws IOException {
        form.finish();
        out.flush();
        channel.force(true);
    }

    /** How many texts are not there wholly. */
    long shortened() {
        return form.shortened();
    }

    void close() throws IOException {
        channel.close();
    }
}
