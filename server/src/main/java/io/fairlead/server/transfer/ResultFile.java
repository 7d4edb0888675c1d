package io.fairlead.server.transfer;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.transfer.table.RowTable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The rows of a file that became no lead of their own, with why, to be corrected and read in again: the file's own columns,
 * before them the row's number, what became of it and why. In UTF-8 with a mark, as spreadsheets expect it. Thread-safe.
 */
@Component
class ResultFile {
    private static final int PAGE = 2_000;

    private final Transactions transactions;
    private final JdbcClient jdbc;
    private final ImportJobs jobs;
    private final TransferFolder folder;

    ResultFile(Transactions transactions, JdbcClient jdbc, ImportJobs jobs, TransferFolder folder) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.jobs = jobs;
        this.folder = folder;
    }

    private record Line(
            long row,
            String state,
            String reason,
            String field,
            @Nullable Long lead) {}

    /** @param all whether rows that became a lead are there too */
    void write(SignedIn me, long id, boolean all, OutputStream out) throws IOException {
        var file = transactions.inCompany(me.companyId(), () -> jobs.file(id));
        var ids = Ids.of(me.idSeed());
        Deque<Line> lines = new ArrayDeque<>();
        out.write(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
        try (var table = RowTable.open(folder.path(file.of(), file.place()), file.format());
                var csv = CsvWriter.builder()
                        .fieldSeparator(file.format().separator().charAt(0))
                        .build(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
            boolean more = next(me.companyId(), id, all, 0, lines);
            for (var row = table.next(); row != null; row = table.next()) {
                if (row.number() == 1 && file.format().header()) {
                    csv.writeRecord(record(List.of("row", "result", "reason", "field", "lead"), row.cells()));
                } else if (!lines.isEmpty() && lines.getFirst().row() == row.number()) {
                    var line = lines.removeFirst();
                    String lead = line.lead() == null ? "" : ids.show(Ids.Kind.LEAD, line.lead());
                    csv.writeRecord(record(
                            List.of(Long.toString(line.row()), line.state(), line.reason(), line.field(), lead),
                            row.cells()));
                    if (lines.isEmpty() && more) {
                        more = next(me.companyId(), id, all, line.row(), lines);
                    }
                }
            }
        } catch (RowTable.Unreadable end) {
            // What can be read of the file is written; the import says where it breaks off.
            out.flush();
        }
    }

    private static List<String> record(List<String> first, List<String> cells) {
        var record = new ArrayList<>(first);
        cells.forEach(cell -> record.add(Formulas.guarded(cell)));
        return record;
    }

    private boolean next(int company, long id, boolean all, long after, Deque<Line> lines) {
        lines.addAll(transactions.inCompany(
                company,
                () -> jdbc.sql("""
                        select "row", state, reason, field, lead_id from fairlead.import_row
                         where import_id = ? and "row" > ? and %s order by "row" limit ?
                        """.formatted(all ? "true" : ImportRows.LEFT))
                        .params(id, after, PAGE)
                        .query((row, n) -> new Line(
                                row.getLong("row"),
                                row.getString("state"),
                                row.getString("reason"),
                                row.getString("field"),
                                row.getObject("lead_id", Long.class)))
                        .list()));
        return lines.size() == PAGE;
    }
}
