package io.fairlead.server.transfer.table;

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
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file, as they are read. What does not decode becomes U+FFFD. Not thread-safe. */
final class CsvTable implements RowTable {
    private final CloseableIterator<CsvRecord> records;
    private long number;

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

    @Override
    public @Nullable Row next() {
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
