package io.fairlead.server.transfer;

import io.fairlead.server.company.Companies;
import io.fairlead.server.company.Company;
import io.fairlead.server.intake.Intake;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Transactions;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Takes files in and says how they are read, when imports run, pause, end and are undone. Thread-safe. */
@Component
class Imports {
    /** How many bytes a file may have, and how many of them come together. */
    static final long MOST = 2_000_000_000L;

    static final long PIECE = 8L << 20;
    private static final int LONGEST_NAME = 200;
    private static final int SAMPLE = 200;

    private final Transactions transactions;
    private final JdbcClient jdbc;
    private final Companies companies;
    private final ImportJobs jobs;
    private final Intake intake;
    private final TransferFolder folder;
    private final Events events;
    private final InstantSource clock;
    private final JsonMapper json;

    Imports(
            Transactions transactions,
            JdbcClient jdbc,
            Companies companies,
            ImportJobs jobs,
            Intake intake,
            TransferFolder folder,
            Events events,
            InstantSource clock,
            JsonMapper json) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.companies = companies;
        this.jobs = jobs;
        this.intake = intake;
        this.folder = folder;
        this.events = events;
        this.clock = clock;
        this.json = json;
    }

    /** A file that is about to be sent. */
    record WantedImport(@Nullable String name, @Nullable Long bytes) {}

    /** How a file is to be read, and what becomes of its leads; what is missing stays. */
    record WantedImportPlan(
            @Nullable FileFormat format,
            @Nullable List<String> columns,
            @Nullable ImportChoice choice) {}

    /** What people say to an import. */
    enum Step {
        CHECK("import-checked", "checking", "ready", "checked", "checking"),
        RUN("import-started", "running", "checked", "paused"),
        PAUSE("import-paused", "paused", "running"),
        CANCEL("import-cancel-started", "cancelling", "running", "paused"),
        UNDO("import-undo-started", "undoing", "done", "failed");

        private final String event;
        private final String to;
        private final List<String> from;

        Step(String event, String to, String... from) {
            this.event = event;
            this.to = to;
            this.from = List.of(from);
        }
    }

    /** Begins an import whose file is sent piece by piece. */
    long begin(SignedIn me, WantedImport wanted) {
        String name = wanted.name() == null ? "" : wanted.name().strip();
        long bytes = wanted.bytes() == null ? 0 : wanted.bytes();
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw invalid("name", name.isEmpty() ? "required" : "invalid");
        }
        if (bytes < 1 || bytes > MOST) {
            throw invalid("bytes", bytes < 1 ? "empty" : "too-long");
        }
        return transactions.inCompany(
                me.companyId(),
                () -> jdbc.sql("""
                        insert into fairlead.import (name, place, bytes, state, made_by, made_at)
                        values (?, ?, ?, 'uploading', ?, ?) returning id
                        """)
                        .params(
                                name,
                                folder.place(),
                                bytes,
                                me.userId(),
                                clock.instant().atOffset(ZoneOffset.UTC))
                        .query(Long.class)
                        .single());
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
            throw otherwise(upload.state());
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
            throw invalid("bytes", "too-long");
        }
        boolean whole = from + read == upload.bytes();
        var format = whole ? Sniffer.sniff(path, upload.of().locale()) : null;
        var first = format == null ? null : firstRows(upload, format);
        transactions.inCompany(me.companyId(), () -> {
            int taken = jdbc.sql("""
                            update fairlead.import set received = ? where id = ? and received = ? and state = 'uploading'
                            """).params(from + read, id, from).update();
            if (taken > 0 && format != null && first != null) {
                ready(me, id, format, first);
            }
        });
        return id;
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

    private List<CsvTable.Row> firstRows(Upload upload, FileFormat format) throws IOException {
        var rows = new ArrayList<CsvTable.Row>();
        try (var table = CsvTable.open(folder.path(upload.of(), upload.place()), format)) {
            for (var row = table.next(); row != null && rows.size() < SAMPLE; row = table.next()) {
                rows.add(row);
            }
        } catch (CsvTable.Unreadable broken) {
            return rows;
        }
        return rows;
    }

    /** Guesses how to read it, or goes by the last file with this header. */
    private void ready(SignedIn me, long id, FileFormat format, List<CsvTable.Row> rows) {
        boolean empty = rows.stream().allMatch(CsvTable.Row::isEmpty);
        List<String> header = empty ? List.of() : rows.getFirst().cells();
        var fields = intake.fields(me.companyId());
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
                .param(empty ? "failed" : "ready")
                .param(empty ? "empty" : "")
                .param(id)
                .update();
    }

    /**
     * Says how the file is read and what becomes of its leads; what was checked before counts no more.
     *
     * @throws Refusal {@code invalid}, {@code not-now}
     */
    long plan(SignedIn me, String shown, WantedImportPlan wanted) {
        long id = ImportQueries.number(me, shown);
        return transactions.inCompany(me.companyId(), () -> {
            String state = state(id);
            if (!List.of("ready", "checked").contains(state)) {
                throw otherwise(state);
            }
            if (wanted.format() != null) {
                if (!wanted.format().isSound()) {
                    throw invalid("format", "invalid");
                }
                set(id, "format", wanted.format());
            }
            if (wanted.columns() != null) {
                if (!Columns.areSound(wanted.columns(), intake.fields(me.companyId()))) {
                    throw invalid("columns", "invalid");
                }
                set(id, "columns", wanted.columns());
            }
            if (wanted.choice() != null) {
                var choice = ImportChoice.of(
                        wanted.choice().known(),
                        wanted.choice().source(),
                        wanted.choice().distribute());
                mustBeSound(choice);
                set(id, "choice", choice);
            }
            if (wanted.format() != null || wanted.columns() != null) {
                jdbc.sql("update fairlead.import set state = 'ready', report = '{}' where id = ?")
                        .param(id)
                        .update();
            }
            return id;
        });
    }

    private void mustBeSound(ImportChoice choice) {
        if (!choice.isSound()) {
            throw invalid("choice", "invalid");
        }
        boolean known = choice.source().equals(ImportChoice.USUAL.source())
                || jdbc.sql("select exists (select from fairlead.source where key = ? and active)")
                        .param(choice.source())
                        .query(Boolean.class)
                        .single();
        if (!known) {
            throw invalid("source", "unknown-source");
        }
    }

    private void set(long id, String column, Object value) {
        jdbc.sql("update fairlead.import set " + column + " = ?::jsonb where id = ?")
                .params(json.writeValueAsString(value), id)
                .update();
    }

    /**
     * Goes a step on.
     *
     * @throws Refusal {@code not-now} in a state in which that cannot be, {@code invalid} if columns are missing
     */
    long step(SignedIn me, String shown, Step step) {
        long id = ImportQueries.number(me, shown);
        return transactions.inCompany(me.companyId(), () -> {
            String state = state(id);
            if (state.equals(step.to)) {
                return id;
            }
            if (!step.from.contains(state)) {
                throw otherwise(state);
            }
            if (step == Step.CHECK) {
                mustHaveColumns(me, id);
            }
            boolean anew = !state.equals("paused") && step != Step.PAUSE;
            jdbc.sql("""
                            update fairlead.import
                               set state = ?, done = case when ? then 0 else done end, claimed_by = '', claimed_until = null,
                                   started_at = case when ? then ? else started_at end
                             where id = ?
                            """)
                    .params(step.to, anew && step != Step.CANCEL, step == Step.RUN && anew)
                    .params(clock.instant().atOffset(ZoneOffset.UTC), id)
                    .update();
            if (step == Step.RUN && anew) {
                remember(id);
            }
            if (step != Step.CHECK) {
                events.append(step.event, me.userId(), Map.of("import", id, "name", name(id)));
            }
            jobs.called(me.companyId());
            return id;
        });
    }

    private void mustHaveColumns(SignedIn me, long id) {
        var columns = json.readValue(
                jdbc.sql("select columns from fairlead.import where id = ?")
                        .param(id)
                        .query(String.class)
                        .single(),
                ImportJobs.TEXTS);
        if (!Columns.areSound(columns, intake.fields(me.companyId()))) {
            throw invalid("columns", "required");
        }
    }

    /** A file with the same header is read like this from now on. */
    private void remember(long id) {
        var file = jobs.file(id);
        try {
            var rows = firstRows(new Upload(file.of(), file.place(), file.state(), 0, 0), file.format());
            jdbc.sql("""
                            insert into fairlead.import_mapping (fingerprint, format, columns, choice, used_at)
                            select ?, format, columns, choice, ? from fairlead.import where id = ?
                            on conflict (company_id, fingerprint) do update
                               set format = excluded.format, columns = excluded.columns, choice = excluded.choice,
                                   used_at = excluded.used_at
                            """)
                    .param(Columns.fingerprint(
                            rows.isEmpty() ? List.of() : rows.getFirst().cells()))
                    .param(clock.instant().atOffset(ZoneOffset.UTC))
                    .param(id)
                    .update();
        } catch (IOException unread) {
            throw Refusal.of(HttpStatus.CONFLICT, "not-now", "The file cannot be read.");
        }
    }

    private String name(long id) {
        return jdbc.sql("select name from fairlead.import where id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    /** Forgets an import with which nothing goes on, and removes its file; the leads stay. */
    void remove(SignedIn me, String shown) {
        long id = ImportQueries.number(me, shown);
        var gone = transactions.inCompany(me.companyId(), () -> {
            var upload = upload(id);
            if (List.of("checking", "running", "cancelling", "undoing").contains(upload.state())) {
                throw otherwise(upload.state());
            }
            events.append("import-removed", me.userId(), Map.of("import", id, "name", name(id)));
            jdbc.sql("delete from fairlead.import where id = ?").param(id).update();
            return upload;
        });
        folder.remove(gone.of(), gone.place());
    }

    /** Locks it until the transaction ends. */
    String state(long id) {
        return jdbc.sql("select state from fairlead.import where id = ? for update")
                .param(id)
                .query(String.class)
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    static Refusal otherwise(String state) {
        return Refusal.of(HttpStatus.CONFLICT, "not-now", "The import is " + state + ".", Map.of("state", state));
    }

    private static Refusal invalid(String field, String slug) {
        return Refusal.invalid(List.of(new FieldError(field, slug)));
    }
}
