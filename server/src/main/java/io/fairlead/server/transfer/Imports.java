package io.fairlead.server.transfer;

import io.fairlead.server.company.Company;
import io.fairlead.server.intake.Intake;
import io.fairlead.server.lead.list.PickedLeads;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.transfer.table.FileFormat;
import io.fairlead.server.transfer.table.RowTable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Says how files are read, and when imports run, pause, end and are undone. Thread-safe. */
@Component
class Imports {

    private final Transactions transactions;
    private final JdbcClient jdbc;
    private final ImportJobs jobs;
    private final Intake intake;
    private final TransferFolder folder;
    private final Events events;
    private final PickedLeads lists;
    private final JsonMapper json;

    Imports(
            Transactions transactions,
            JdbcClient jdbc,
            ImportJobs jobs,
            Intake intake,
            TransferFolder folder,
            Events events,
            JsonMapper json) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.jobs = jobs;
        this.intake = intake;
        this.folder = folder;
        this.events = events;
        this.lists = jobs.lists();
        this.json = json;
    }

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
        private final String from;

        Step(String event, String to, String... from) {
            this.event = event;
            this.to = to;
            this.from = String.join(" ", from);
        }
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
                mustBeSound(id, wanted.format());
                set(id, "format", wanted.format());
            }
            if (wanted.columns() != null) {
                if (!Columns.areSound(wanted.columns(), Columns.fields(intake, me.companyId()))) {
                    throw invalid("columns", "invalid");
                }
                set(id, "columns", wanted.columns());
            }
            if (wanted.choice() != null) {
                var choice = ImportChoice.of(
                        wanted.choice().known(),
                        wanted.choice().source(),
                        wanted.choice().distribute(),
                        wanted.choice().list());
                mustBeSound(me, choice);
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

    /** A workbook is read by one of its sheets, and nothing else is. */
    private void mustBeSound(long id, FileFormat wanted) {
        var file = jobs.file(id);
        boolean book = file.format().sheet() != null;
        if (!FileFormat.isSound(wanted) || book != (wanted.sheet() != null)) {
            throw invalid("format", "invalid");
        }
        if (wanted.sheet() != null && !folder.sheets(file.of(), file.place()).contains(wanted.sheet())) {
            throw invalid("sheet", "invalid");
        }
    }

    private void mustBeSound(SignedIn me, ImportChoice choice) {
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
        if (choice.list() != null) {
            lists.list(me, choice.list());
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
            if (!List.of(step.from.split(" ")).contains(state)) {
                throw otherwise(state);
            }
            if (step == Step.CHECK) {
                mustHaveColumns(me, id);
            }
            if (step == Step.RUN) {
                mustBeSound(me, choice(id));
            }
            boolean anew = !state.equals("paused") && step != Step.PAUSE;
            jdbc.sql("""
                            update fairlead.import
                               set state = ?, done = case when ? then 0 else done end, claimed_by = '', claimed_until = null,
                                   started_at = case when ? then ? else started_at end
                             where id = ?
                            """)
                    .params(step.to, anew && step != Step.CANCEL, step == Step.RUN && anew)
                    .params(jobs.now(), id)
                    .update();
            if (step == Step.RUN && anew) {
                remember(id);
            }
            if (step != Step.CHECK) {
                events.append(step.event, me.userId(), Map.of("import", id, "name", name(id)));
            }
            jobs.backlog.called(me.companyId());
            return id;
        });
    }

    private ImportChoice choice(long id) {
        return json.readValue(
                jdbc.sql("select choice from fairlead.import where id = ?")
                        .param(id)
                        .query(String.class)
                        .single(),
                ImportChoice.class);
    }

    private void mustHaveColumns(SignedIn me, long id) {
        var columns = json.readValue(
                jdbc.sql("select columns from fairlead.import where id = ?")
                        .param(id)
                        .query(String.class)
                        .single(),
                ImportJobs.TEXTS);
        if (!Columns.areSound(columns, Columns.fields(intake, me.companyId()))) {
            throw invalid("columns", "required");
        }
    }

    /** A file with the same header is read like this from now on. */
    private void remember(long id) {
        var file = jobs.file(id);
        try {
            var rows = RowTable.first(folder.path(file.of(), file.place()), file.format(), 1);
            jdbc.sql("""
                            insert into fairlead.import_mapping (fingerprint, format, columns, choice, used_at)
                            select ?, format, columns, choice, ? from fairlead.import where id = ?
                            on conflict (company_id, fingerprint) do update
                               set format = excluded.format, columns = excluded.columns, choice = excluded.choice,
                                   used_at = excluded.used_at
                            """)
                    .param(Columns.fingerprint(
                            rows.isEmpty() ? List.of() : rows.getFirst().cells()))
                    .param(jobs.now())
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
        record Gone(Company of, String place) {}
        var gone = transactions.inCompany(me.companyId(), () -> {
            String state = state(id);
            if (List.of("checking", "running", "cancelling", "undoing").contains(state)) {
                throw otherwise(state);
            }
            events.append("import-removed", me.userId(), Map.of("import", id, "name", name(id)));
            String place = jdbc.sql("delete from fairlead.import where id = ? returning place")
                    .param(id)
                    .query(String.class)
                    .single();
            return new Gone(jobs.company(), place);
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

    static Refusal invalid(String field, String slug) {
        return Refusal.invalid(List.of(new FieldError(field, slug)));
    }
}
