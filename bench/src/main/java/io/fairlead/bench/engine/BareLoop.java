package io.fairlead.bench.engine;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What whole runs are compared with: parses a CSV file into rows of texts and writes as many rows as it is told. */
final class BareLoop {
    private static final int CHUNK = 1 << 15;

    private BareLoop() {}

    /**
     * Parses and writes.
     *
     * @param args the CSV file, the number of rows to write
     */
    public static void main(String[] args) throws IOException {
        long rows = Long.parseLong(args[1]);
        var out = new PrintStream(
                new java.io.FileOutputStream(java.io.FileDescriptor.out), false, StandardCharsets.UTF_8);
        var text = new StringBuilder();
        long written = 0;
        try (var csv = CsvReader.builder().ofCsvRecord(Path.of(args[0]))) {
            for (CsvRecord row : csv) {
                if (written < rows) {
                    written += append(text, row);
                    if (text.length() > CHUNK) {
                        out.append(text);
                        text.setLength(0);
                    }
                }
            }
        }
        out.append(text);
        for (var line = "2026-04-01T00:00:00,L1,portal-north,p01,turns\n"; written < rows; written++) {
            out.append(line);
        }
        out.flush();
    }

    private static int append(StringBuilder text, CsvRecord row) {
        text.append(row.getField(0)).append(',').append(row.getField(1));
        text.append(",portal-north,p01,turns\n");
        return 1;
    }
}
