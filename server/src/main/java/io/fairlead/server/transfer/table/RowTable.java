package io.fairlead.server.transfer.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a file, as they are read; a file is never held in memory as a whole. Not thread-safe. */
public sealed interface RowTable extends AutoCloseable permits CsvTable, SheetTable {
    /** How many characters a cell may have; a file of one endless cell is not taken into memory. */
    int LONGEST = 1 << 20;

    /**
     * A row.
     *
     * @param number from 1, the header and empty rows included
     */
    record Row(long number, List<String> cells) {
        public boolean isEmpty() {
            return cells.stream().allMatch(String::isBlank);
        }

        /** What stands in a column; empty where the row is shorter. */
        public String cell(int column) {
            return column < cells.size() ? cells.get(column) : "";
        }
    }

    /** The file cannot be read any further. */
    final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String problem;

        Unreadable(long row, RuntimeException cause) {
            super("row " + row + ": " + cause.getMessage(), cause);
            this.problem = "row " + row;
        }

        Unreadable(String problem) {
            super(problem);
            this.problem = problem;
        }

        /** Says what is wrong: {@code row} and a number, {@code workbook} for what is none, {@code too-large}. */
        public String problem() {
            return problem;
        }
    }

    /**
     * Opens the table.
     *
     * @throws Unreadable if that is no such file at all
     */
    static RowTable open(Path path, FileFormat format) throws IOException {
        return format.sheet() == null ? CsvTable.open(path, format) : SheetTable.open(path, format);
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
     * @throws Unreadable at what cannot be read
     */
    @Nullable
    Row next();

    @Override
    void close() throws IOException;
}
