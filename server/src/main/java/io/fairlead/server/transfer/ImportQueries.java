package io.fairlead.server.transfer;

import io.fairlead.server.intake.Intake;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.transfer.ImportCheck.ImportReport;
import io.fairlead.server.transfer.table.FileFormat;
import io.fairlead.server.transfer.table.RowTable;
import io.fairlead.server.zone.Address;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Imports as they are shown. Thread-safe. */
@Component
class ImportQueries {
    private static final int LISTED = 50;
    private static final int PREVIEWED = 20;
    private static final int PAGE = 100;
    private static final String SHEET = """
            select i.*, u.key as maker from fairlead.import i
              left join fairlead.app_user u on u.company_id = i.company_id and u.id = i.made_by
            """;

    /** Fields that have a name of their own without being declared. */
    private static final Set<String> ZONED =
            Stream.concat(Address.FIELDS.stream(), Stream.of("zone")).collect(Collectors.toSet());

    private final Transactions transactions;
    private final ImportJobs jobs;
    private final Intake intake;
    private final TransferFolder folder;
    private final JsonMapper json;

    ImportQueries(Transactions transactions, ImportJobs jobs, Intake intake, TransferFolder folder, JsonMapper json) {
        this.transactions = transactions;
        this.jobs = jobs;
        this.intake = intake;
        this.folder = folder;
        this.json = json;
    }

    /**
     * An import.
     *
     * @param received bytes that have arrived
     * @param format null until the file is there
     * @param report null until the file was checked as it is to be read now
     * @param rows of the whole file; 0 until it was read once
     * @param done rows read in what is under way
     * @param unchanged rows that say nothing new of a lead that was to be completed or overwritten
     * @param returned leads that were made and removed again
     * @param restored leads that were completed and are again as they were
     * @param kept of those that were made or completed the ones that stayed when it was taken back
     * @param problem why it failed: {@code row} and a number where the file cannot be read, {@code empty, workbook,
     *     too-large}
     * @param file whether the file is still there
     */
    record ImportSheet(
            String id,
            String name,
            String state,
            long bytes,
            long received,
            @Nullable FileFormat format,
            List<String> columns,
            ImportChoice choice,
            @Nullable ImportReport report,
            long rows,
            long done,
            long made,
            long merged,
            long skipped,
            long unchanged,
            long invalid,
            long returned,
            long restored,
            long kept,
            String problem,
            boolean file,
            @Nullable String madeBy,
            Instant madeAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {}

    record ImportList(List<ImportSheet> imports) {}

    /**
     * What a column may be read as.
     *
     * @param column what an import calls it
     * @param name what a field is called; empty for those that every company has
     */
    record ImportTarget(String column, String name, String type) {}

    /**
     * The beginning of a file.
     *
     * @param header the names of the columns, or A, B, C
     * @param sheets of a workbook; empty for CSV
     */
    record ImportPreview(
            List<String> header, List<List<String>> rows, List<ImportTarget> targets, List<String> sheets) {}

    /** @param lead the id of the lead it became, or of one that was there */
    record ImportRow(
            long row,
            String state,
            String reason,
            String field,
            @Nullable String lead) {}

    /** @param next to ask for the next page with; null at the end */
    record ImportRowPage(List<ImportRow> rows, @Nullable Long next) {}

    static long number(SignedIn me, String shown) {
        return Ids.of(me.idSeed()).read(Ids.Kind.IMPORT, shown).orElseThrow(Refusal::notFound);
    }

    ImportList all(SignedIn me) {
        return new ImportList(transactions.look(
                me.companyId(), SHEET + " order by i.id desc limit " + LISTED, (row, n) -> sheet(me, row)));
    }

    ImportSheet of(SignedIn me, String shown) {
        return of(me, number(me, shown));
    }

    ImportSheet of(SignedIn me, long id) {
        return transactions.look(me.companyId(), SHEET + " where i.id = ?", (row, n) -> sheet(me, row), id).stream()
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    private ImportSheet sheet(SignedIn me, ResultSet row) throws SQLException {
        String format = row.getString("format");
        String report = row.getString("report");
        String choice = row.getString("choice");
        return new ImportSheet(
                Ids.of(me.idSeed()).show(Ids.Kind.IMPORT, row.getLong("id")),
                row.getString("name"),
                row.getString("state"),
                row.getLong("bytes"),
                row.getLong("received"),
                format.equals("{}") ? null : json.readValue(format, FileFormat.class),
                json.readValue(row.getString("columns"), ImportJobs.TEXTS),
                choice.equals("{}") ? ImportChoice.USUAL : json.readValue(choice, ImportChoice.class),
                report.equals("{}") ? null : json.readValue(report, ImportReport.class),
                row.getLong("rows"),
                row.getLong("done"),
                row.getLong("made"),
                row.getLong("merged"),
                row.getLong("skipped"),
                row.getLong("unchanged"),
                row.getLong("invalid"),
                row.getLong("returned"),
                row.getLong("restored"),
                List.of("undone", "cancelled").contains(row.getString("state"))
                        ? row.getLong("made")
                                + row.getLong("merged")
                                - row.getLong("returned")
                                - row.getLong("restored")
                        : 0,
                row.getString("problem"),
                !row.getString("place").isEmpty(),
                row.getString("maker"),
                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                instant(row, "started_at"),
                instant(row, "ended_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    ImportPreview preview(SignedIn me, String shown) throws IOException {
        var file = transactions.inCompany(me.companyId(), () -> jobs.file(number(me, shown)));
        var rows = new ArrayList<List<String>>();
        List<String> header = List.of();
        try (var table = RowTable.open(folder.path(file.of(), file.place()), file.format())) {
            for (var row = table.next(); row != null && rows.size() < PREVIEWED; row = table.next()) {
                if (row.number() == 1) {
                    header = file.format().header()
                            ? row.cells()
                            : letters(row.cells().size());
                }
                if (row.number() > 1 || !file.format().header()) {
                    rows.add(row.cells().stream().map(ImportQueries::shown).toList());
                }
            }
        } catch (RowTable.Unreadable broken) {
            // What was read until there is shown; the dry run says where it breaks off.
            rows.add(List.of());
        }
        boolean book = file.format().sheet() != null;
        return new ImportPreview(
                header.stream().map(ImportQueries::shown).toList(),
                rows,
                targets(me),
                book ? folder.sheets(file.of(), file.place()) : List.of());
    }

    private static String shown(String cell) {
        return (cell.length() > 200 ? cell.substring(0, 200) + "…" : cell).replace("\0", "");
    }

    static List<String> letters(int count) {
        var names = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            String name = "";
            for (int n = i; n >= 0; n = n / 26 - 1) {
                name = (char) ('A' + n % 26) + name;
            }
            names.add(name);
        }
        return names;
    }

    private List<ImportTarget> targets(SignedIn me) {
        var targets = new ArrayList<ImportTarget>();
        for (String own : List.of("name", "phone", "email", "listing", "status")) {
            targets.add(new ImportTarget(own, "", "text"));
        }
        Columns.fields(intake, me.companyId())
                .forEach((id, field) -> targets.add(new ImportTarget(
                        "fields." + id,
                        field.name().isEmpty() && !ZONED.contains(id) ? id : field.name(),
                        field.type().name().toLowerCase(java.util.Locale.ROOT))));
        return targets;
    }

    /** How rows fared, in their order. */
    ImportRowPage rows(SignedIn me, String shown, String state, long after) {
        long id = number(me, shown);
        Ids ids = Ids.of(me.idSeed());
        String which = state.isEmpty() ? ImportRows.LEFT : "state = ?";
        Object[] parameters = state.isEmpty() ? new Object[] {id, after, PAGE} : new Object[] {id, state, after, PAGE};
        var rows = transactions.look(
                me.companyId(),
                "select \"row\", state, reason, field, lead_id from fairlead.import_row where import_id = ? and "
                        + which + " and \"row\" > ? order by \"row\" limit ?",
                (row, n) -> {
                    long lead = row.getLong("lead_id");
                    return new ImportRow(
                            row.getLong("row"),
                            row.getString("state"),
                            row.getString("reason"),
                            row.getString("field"),
                            lead == 0 ? null : ids.show(Ids.Kind.LEAD, lead));
                },
                parameters);
        return new ImportRowPage(
                rows, rows.size() < PAGE ? null : rows.getLast().row());
    }
}
