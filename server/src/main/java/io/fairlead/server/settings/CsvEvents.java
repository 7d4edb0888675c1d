package io.fairlead.server.settings;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.fairlead.server.settings.EventShape.Row;
import io.fairlead.server.settings.Node.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads events from CSV (RFC 4180, comma, UTF-8): a header of field ids, then one event a row. */
final class CsvEvents implements Row {
    private final EventReader reader;
    private final Flaws flaws;
    private @Nullable CsvRecord row;

    private CsvEvents(EventReader reader, Flaws flaws) {
        this.reader = reader;
        this.flaws = flaws;
    }

    /** Streams the events to the reader. */
    static void read(SourceText source, EventReader reader, Flaws flaws) {
        reader.in(flaws);
        new CsvEvents(reader, flaws).read(source);
    }

    private void read(SourceText source) {
        var csv = CsvReader.builder()
                .commentStrategy(CommentStrategy.NONE)
                .skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowExtraCharsAfterClosingQuote(true)
                .ofCsvRecord(new CsvText(source, flaws));
        try (var rows = csv.iterator()) {
            if (!rows.hasNext()) {
                flaws.mismatch(Place.START, "empty", "events", "an empty file", "a header with at and lead");
                return;
            }
            row = rows.next();
            @Nullable EventShape shape = header(row.getFields());
            while (shape != null && rows.hasNext()) {
                row = rows.next();
                source.recognised();
                add(shape, row.getFieldCount());
            }
        } catch (CsvParseException | UncheckedIOException e) {
            if (e.getCause() instanceof Flaws.Unreadable told) {
                throw told;
            }
            long line = row == null ? 1 : row.getStartingLineNumber() + 1;
            flaws.add(new Place((int) line, 1), "not-csv", null, "CSV", "not CSV: " + reason(e));
        } catch (IOException e) {
            flaws.add(Place.START, "unreadable", null, null, "cannot be read: " + e.getMessage());
        }
    }

    private static String reason(RuntimeException e) {
        var cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage()).replaceAll("\\s+", " ");
    }

    private @Nullable EventShape header(List<String> keys) {
        var seen = new HashSet<String>();
        long before = flaws.count();
        for (int i = 0; i < keys.size(); i++) {
            var key = keys.get(i);
            if (!EventShape.isKey(key)) {
                flaws.mismatch(place(i), "unknown-key", "header", Flaws.quote(key), "at, lead and field ids");
            } else if (!seen.add(key)) {
                flaws.mismatch(place(i), "duplicate-key", "header", Flaws.quote(key) + " twice", "each field once");
            }
        }
        for (var key : List.of("at", "lead")) {
            if (!keys.contains(key)) {
                flaws.mismatch(Place.START, "missing-key", "header", "no " + key, "at, lead and field ids");
            }
        }
        return flaws.count() > before ? null : new EventShape(keys);
    }

    private void add(EventShape shape, int fields) {
        int expected = shape.keys().size();
        if (fields == expected) {
            reader.add(shape, this);
        } else {
            flaws.mismatch(place(), "not-csv", "row", fields + " fields", expected + " as in the header");
        }
    }

    @Override
    public @Nullable String text(int key) {
        var text = row == null ? "" : row.getField(key);
        return text.isBlank() ? null : text;
    }

    @Override
    public boolean plain(int key) {
        return false;
    }

    /** Exact for rows without quotes. */
    @Override
    public Place place(int key) {
        if (row == null) {
            return Place.START;
        }
        int column = 1;
        for (int i = 0; i < key; i++) {
            var text = row.getField(i);
            column += text.codePointCount(0, text.length()) + 1;
        }
        return new Place((int) row.getStartingLineNumber(), column);
    }

    @Override
    public Place place() {
        return place(0);
    }
}
