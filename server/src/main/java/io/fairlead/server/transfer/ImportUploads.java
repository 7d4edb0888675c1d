package io.fairlead.server.transfer;

import io.fairlead.server.company.Companies;
import io.fairlead.server.company.Company;
import io.fairlead.server.intake.Intake;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.transfer.table.FileFormat;
import io.fairlead.server.transfer.table.RowTable;
import io.fairlead.server.transfer.table.Sniffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Takes the files of imports in, piece by piece, and guesses how they are read. Thread-safe. */
@Component
class ImportUploads {
    /** How many bytes a file may have, and how many of them come together. */
    static final long MOST = 2_000_000_000L;

    static final long PIECE = 8L << 20;
    private static final int LONGEST_NAME = 200;
    private static final int SAMPLE = 200;
    /** For how long a file may be on its way. */
    private static final int DAYS = 7;

    private final Transactions transactions;
    private final JdbcClient jdbc;
    private final Companies companies;
    private final ImportJobs jobs;
    private final Intake intake;
    private final TransferFolder folder;
    private final JsonMapper json;

    ImportUploads(
            Transactions transactions,
            JdbcClient jdbc,
            Companies companies,
            ImportJobs jobs,
            Intake intake,
            TransferFolder folder,
            JsonMapper json) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.companies = companies;
        this.jobs = jobs;
        this.intake = intake;
        this.folder = folder;
        this.json = json;
    }

    /** A file that is about to be sent. */
    record WantedImport(@Nullable String name, @Nullable Long bytes) {}

    /** Begins an import whose file is sent piece by piece. */
    long begin(SignedIn me, WantedImport wanted) {
        String name = wanted.name() == null ? "" : wanted.name().strip();
        long bytes = wanted.bytes() == null ? 0 : wanted.bytes();
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw Imports.invalid("name", name.isEmpty() ? "required" : "invalid");
        }
        if (bytes < 1 || bytes > MOST) {
            throw Imports.invalid("bytes", bytes < 1 ? "empty" : "too-long");
        }
        return transactions.inCompany(
                me.companyId(),
                () -> jdbc.sql("""
                        insert into fairlead.import (name, place, bytes, state, made_by, made_at)
                        values (?, ?, ?, 'uploading', ?, ?) returning id
                        """)
                        .params(name, folder.place(), bytes, me.userId(), jobs.now())
                        .query(Long.class)
                        .single());
    }

    /** Removes what nobody sent to its end in time, with as much of the file as has arrived. */
    void expire(int company) {
        record Gone(Company of, List<String> places) {}
        var gone = transactions.inCompany(
                company,
                () -> new Gone(
                        companies.current(),
                        jdbc.sql(
                                        "delete from fairlead.import where state = 'uploading' and made_at < ? returning place")
                                .param(jobs.now().minusDays(DAYS))
                                .query((row, n) -> row.getString("place"))
                                .list()));
        gone.places().forEach(place -> folder.remove(gone.of(), place));
    }

    private record Upload(Company of, String place, String state, long bytes, long received) {}

    /**
     * Takes a piece of the file in. A piece that comes twice is taken once.
     *
     * @throws Refusal {@code other-place} with how much has arrived, if the piece does not begin there; {@code not-now}
     */
    long piece(SignedIn me, String shown, long from, InputStream content) throws IOException {
        long id = ImportQueries.number(me, shown);
        Upload upload = transactions.inCompany(me.companyId(), () -> upload(id));
        if (!upload.state().equals("uploading")) {
            throw Imports.otherwise(upload.state());
        }
        if (from != upload.received()) {
            throw Refusal.of(
                    HttpStatus.CONFLICT,
                    "other-place",
                    upload.received() + " bytes have arrived.",
                    Map.of("received", upload.received()));
        }
        var path = folder.fresh(upload.of(), upload.place());
        long read = folder.write(path, from, content, Math.min(PIECE, upload.bytes() - from));
        if (read < 0) {
            throw Imports.invalid("bytes", "too-long");
        }
        boolean whole = from + read == upload.bytes();
        var arrived = whole ? arrived(path, upload.of().locale()) : null;
        transactions.inCompany(me.companyId(), () -> {
            int taken = jdbc.sql("""
                            update fairlead.import set received = ? where id = ? and received = ? and state = 'uploading'
                            """).params(from + read, id, from).update();
            if (taken > 0 && arrived != null) {
                ready(me, id, arrived);
            }
        });
        return id;
    }

    /** @param problem why it cannot be read; empty if it can */
    private record Arrived(FileFormat format, List<RowTable.Row> first, String problem) {}

    private static Arrived arrived(Path path, String locale) throws IOException {
        try {
            var format = Sniffer.sniff(path, locale);
            var first = RowTable.first(path, format, SAMPLE);
            return new Arrived(format, first, first.stream().allMatch(RowTable.Row::isEmpty) ? "empty" : "");
        } catch (RowTable.Unreadable broken) {
            return new Arrived(FileFormat.usual(), List.of(), broken.problem());
        }
    }

    private Upload upload(long id) {
        Company of = companies.current();
        return jdbc.sql("select place, state, bytes, received from fairlead.import where id = ? for update")
                .param(id)
                .query((row, n) -> new Upload(
                        of,
                        row.getString("place"),
                        row.getString("state"),
                        row.getLong("bytes"),
                        row.getLong("received")))
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    /** Guesses how to read it, or goes by the last file with this header. */
    private void ready(SignedIn me, long id, Arrived arrived) {
        var format = arrived.format();
        var rows = arrived.first();
        List<String> header = rows.isEmpty() ? List.of() : rows.getFirst().cells();
        var fields = Columns.fields(intake, me.companyId());
        var guess = Columns.guess(header, rows.subList(Math.min(1, rows.size()), rows.size()), fields);
        record Last(String format, List<String> columns, String choice) {}
        var last = jdbc.sql("select format, columns, choice from fairlead.import_mapping where fingerprint = ?")
                .param(Columns.fingerprint(header))
                .query((row, n) -> new Last(
                        row.getString("format"),
                        json.readValue(row.getString("columns"), ImportJobs.TEXTS),
                        row.getString("choice")))
                .optional()
                .filter(one -> Columns.areSound(one.columns(), fields));
        var read = last.map(one -> json.readValue(one.format(), FileFormat.class))
                .map(one -> format.with(one.dates(), one.decimal()).withHeader(one.header()))
                .orElse(format);
        jdbc.sql("""
                        update fairlead.import set format = ?::jsonb, columns = ?::jsonb, choice = ?::jsonb, state = ?,
                               problem = ? where id = ?
                        """)
                .param(json.writeValueAsString(read))
                .param(json.writeValueAsString(last.map(Last::columns).orElse(guess)))
                .param(last.map(Last::choice).orElse(json.writeValueAsString(ImportChoice.USUAL)))
                .param(arrived.problem().isEmpty() ? "ready" : "failed")
                .param(arrived.problem())
                .param(id)
                .update();
    }
}
