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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file, as they are read; a first line like {@code sep=;} is none of them. What does not decode becomes
 * U+FFFD, and a quote that is never closed ends it. Not thread-safe.
 */
final class CsvTable implements RowTable {
    private final CloseableIterator<CsvRecord> records;
    private long number;
    private boolean begun;

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
                .allowUnclosedQuote(false)
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
            if (!begun) {
                begun = true;
                cells = withoutMark(cells);
                if (Sniffer.said(String.join("", cells)).isPresent()) {
                    return next();
                }
            }
            number++;
            return new Row(number, cells);
        } catch (CsvParseException | UncheckedIOException broken) {
            throw new Unreadable(number + 1, broken);
        }
    }

    private static List<String> withoutMark(List<String> cells) {
        if (cells.isEmpty() || !cells.getFirst().startsWith("\uFEFF")) {
            return cells;
        }
        var bare = new ArrayList<>(cells);
        bare.set(0, bare.getFirst().substring(1));
        return bare;
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
