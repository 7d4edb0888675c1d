package io.fairlead.server.transfer;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file, as they are read. What does not decode becomes U+FFFD. Not thread-safe. */
final class CsvTable implements AutoCloseable {
    /** How many characters a cell may have; a file of one endless line is not taken into memory. */
    private static final int LONGEST = 1 << 20;

    private final CloseableIterator<CsvRecord> records;
    private long number;

    /**
     * A row.
     *
     * @param number from 1, the header and empty rows included
     */
    record Row(long number, List<String> cells) {
        boolean isEmpty() {
            return cells.stream().allMatch(String::isBlank);
        }

        /** What stands in a column; empty where the row is shorter. */
        String cell(int column) {
            return column < cells.size() ? cells.get(column) : "";
        }
    }

    /** The file cannot be read any further. */
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final long row;

        Unreadable(long row, RuntimeException cause) {
            super("row " + row + ": " + cause.getMessage(), cause);
            this.row = row;
        }

        long row() {
            return row;
        }
    }

    private CsvTable(CloseableIterator<CsvRecord> records) {
        this.records = records;
    }

    static CsvTable open(Path path, FileFormat format) throws IOException {
        var decoder = format.charset()
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        Reader text = new InputStreamReader(Files.newInputStream(path), decoder);
        var csv = CsvReader.builder()
                .fieldSeparator(format.separator())
                .commentStrategy(CommentStrategy.NONE)
                .skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowExtraCharsAfterClosingQuote(true)
                .maxBufferSize(LONGEST)
                .ofCsvRecord(text);
        return new CsvTable(csv.iterator());
    }

    /** The first rows, up to where it cannot be read any further. */
    static List<Row> first(Path path, FileFormat format, int most) throws IOException {
        var rows = new ArrayList<Row>();
        try (var table = open(path, format)) {
            for (var row = table.next(); row != null && rows.size() < most; row = table.next()) {
                rows.add(row);
            }
        } catch (Unreadable end) {
            return rows;
        }
        return rows;
    }

    /**
     * The next row; null at the end.
     *
     * @throws Unreadable at what is no CSV
     */
    @Nullable
    Row next() {
        try {
            if (!records.hasNext()) {
                return null;
            }
            var cells = records.next().getFields();
            number++;
            if (number == 1 && !cells.isEmpty() && cells.getFirst().startsWith("\uFEFF")) {
                cells = new ArrayList<>(cells);
                cells.set(0, cells.getFirst().substring(1));
            }
            return new Row(number, cells);
        } catch (CsvParseException | UncheckedIOException broken) {
            throw new Unreadable(number + 1, broken);
        }
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
