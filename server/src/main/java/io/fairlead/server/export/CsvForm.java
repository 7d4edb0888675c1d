package io.fairlead.server.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.fairlead.server.transfer.Formulas;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * Leads as CSV (RFC 4180) in UTF-8. Dates are written year first, which every spreadsheet reads; numbers with a comma where
 * fields are separated by semicolons, as spreadsheets of such countries expect them. Not thread-safe.
 */
final class CsvForm implements LeadsFile.Form {
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int BUFFER = 1 << 16;
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private final CsvWriter csv;
    private final boolean comma;

    /** @param mark whether it begins with the mark by which spreadsheets know UTF-8 */
    CsvForm(OutputStream out, String separator, boolean mark, List<String> heads) throws IOException {
        this.comma = separator.equals(";");
        if (mark) {
            out.write(MARK);
        }
        this.csv = CsvWriter.builder()
                .fieldSeparator(separator.charAt(0))
                .build(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), BUFFER));
        line(heads.stream().map(Cell::of).toList());
    }

    @Override
    public void line(List<Cell> cells) {
        List<String> record = new ArrayList<>(cells.size());
        for (Cell cell : cells) {
            record.add(text(cell));
        }
        csv.writeRecord(record);
    }

    private String text(Cell cell) {
        return switch (cell) {
            case Cell.Nothing nothing -> "";
            case Cell.Text text -> Formulas.guarded(text.value());
            case Cell.Amount amount -> {
                String plain = amount.value().toPlainString();
                yield comma ? plain.replace('.', ',') : plain;
            }
            case Cell.Flag flag -> Boolean.toString(flag.value());
            case Cell.Day day -> day.value().toString();
            case Cell.Moment moment -> written(moment.value());
        };
    }

    private static String written(LocalDateTime moment) {
        return MOMENT.format(moment);
    }

    @Override
    public void finish() throws IOException {
        csv.flush();
    }

    @Override
    public long shortened() {
        return 0;
    }
}
