package io.fairlead.server.export;

import io.fairlead.server.company.Company;
import io.fairlead.server.export.ExportShape.ExportColumn;
import io.fairlead.server.file.FileName;
import io.fairlead.server.lead.list.LeadSearch.LeadFilter;
import io.fairlead.server.lead.list.ListedLeads;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.transfer.TransferFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Asks for exports, gives them out and gives them up. Thread-safe. */
@Component
class Exports {
    private static final int MOST_TICKED = 10_000;
    private static final int MOST_COLUMNS = 500;
    private static final int LONGEST_NAME = 80;
    private static final int MOST_WORDS = 50;
    private static final int LONGEST_HEAD = 200;
    private static final int MOST_AT_ONCE = 5;
    private static final Set<String> LANGUAGES = Set.of("en", "it", "de", "ru", "he");
    /** Where numbers have a comma, spreadsheets expect semicolons between fields. */
    private static final Set<String> SEMICOLONS = Set.of("it", "de", "ru");

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final ExportJobs jobs;
    private final ExportLines lines;
    private final ListedLeads leads;
    private final TransferFolder folder;
    private final Events events;

    Exports(
            JdbcClient jdbc,
            Transactions transactions,
            ExportJobs jobs,
            ExportLines lines,
            ListedLeads leads,
            TransferFolder folder,
            Events events) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.jobs = jobs;
        this.lines = lines;
        this.leads = leads;
        this.folder = folder;
        this.events = events;
    }

    /**
     * Leads that are to be written out.
     *
     * @param name what the file is called, without its ending; {@code leads} if missing
     * @param filter as lists have it, a view among them; all leads if missing
     * @param leads the ids of those of the list that are ticked; all of it if missing
     * @param sort as lists have it
     * @param columns in their order, by the ids that lists have for them, and one for the id of the lead itself; all if missing
     * @param format {@code csv} or {@code xlsx}
     * @param separator of CSV: {@code ,}, {@code ;} or a tab; what suits the language if missing
     * @param mark whether CSV begins with the mark by which spreadsheets know UTF-8; true if missing
     * @param language of who reads it; English if missing
     */
    record WantedExport(
            @Nullable String name,
            @Nullable LeadFilter filter,
            @Nullable List<String> leads,
            @Nullable String sort,
            @Nullable List<ExportColumn> columns,
            String format,
            @Nullable String separator,
            @Nullable Boolean mark,
            @Nullable String language) {}

    /** Makes one and gives its number. */
    long make(SignedIn me, WantedExport wanted) {
        ExportShape shape = shape(me, wanted);
        String given = Objects.requireNonNullElse(wanted.name(), "").strip();
        String name = given.isEmpty() ? "leads" : FileName.clean(given);
        return transactions.inCompany(me.companyId(), () -> {
            leads.condition(me, new ListedLeads.Listed(shape.filter(), shape.leads(), shape.sort()));
            jobs.backlog.called(me.companyId());
            int waiting = jdbc.sql("""
                            select count(*) from fairlead.export where made_by = ? and state in ('waiting', 'running')
                            """).param(me.userId()).query(Integer.class).single();
            if (waiting >= MOST_AT_ONCE) {
                throw Refusal.of(HttpStatus.CONFLICT, "too-many-exports", "Wait until one of your exports is ready.");
            }
            return jdbc.sql("""
                            insert into fairlead.export (name, place, shape, state, made_by, made_at)
                            values (?, ?, ?::jsonb, 'waiting', ?, ?) returning id
                            """)
                    .params(
                            name.length() > LONGEST_NAME
                                    ? name.substring(0, LONGEST_NAME).strip()
                                    : name,
                            folder.place(),
                            jobs.written(shape),
                            me.userId(),
                            jobs.now())
                    .query(Long.class)
                    .single();
        });
    }

    private ExportShape shape(SignedIn me, WantedExport wanted) {
        List<FieldError> flaws = new ArrayList<>();
        String language = Objects.requireNonNullElse(wanted.language(), "en");
        String separator = Objects.requireNonNullElse(wanted.separator(), SEMICOLONS.contains(language) ? ";" : ",");
        if (!List.of("csv", "xlsx").contains(Objects.requireNonNullElse(wanted.format(), ""))) {
            flaws.add(new FieldError("format", "invalid"));
        }
        if (!Set.of(",", ";", "\t").contains(separator)) {
            flaws.add(new FieldError("separator", "invalid"));
        }
        if (!LANGUAGES.contains(language)) {
            flaws.add(new FieldError("language", "invalid"));
        }
        String called = Objects.requireNonNullElse(wanted.name(), "");
        if (!isWritable(called)) {
            flaws.add(new FieldError("name", "invalid"));
        }
        List<ExportColumn> columns = columns(me, wanted.columns(), flaws);
        List<Long> ticked = ticked(me, wanted.leads(), flaws);
        if (!flaws.isEmpty()) {
            throw Refusal.invalid(flaws);
        }
        return new ExportShape(
                Objects.requireNonNullElse(wanted.filter(), LeadFilter.ALL),
                ticked,
                wanted.sort(),
                columns,
                wanted.format(),
                separator,
                !Boolean.FALSE.equals(wanted.mark()),
                language);
    }

    private List<ExportColumn> columns(SignedIn me, @Nullable List<ExportColumn> wanted, List<FieldError> flaws) {
        List<String> known = lines.all(me.companyId());
        if (wanted == null) {
            return known.stream().map(id -> new ExportColumn(id, null, null)).toList();
        }
        Set<String> named = new HashSet<>();
        boolean right = !wanted.isEmpty()
                && wanted.size() <= MOST_COLUMNS
                && wanted.stream()
                        .allMatch(column -> known.contains(column.id())
                                && named.add(column.id())
                                && isWritable(column.head())
                                && (column.words() == null
                                        || (column.words().size() <= MOST_WORDS
                                                && column.words().entrySet().stream()
                                                        .allMatch(word -> isWritable(word.getKey())
                                                                && isWritable(word.getValue())))));
        if (!right) {
            flaws.add(new FieldError("columns", "invalid"));
        }
        return wanted;
    }

    private static boolean isWritable(String text) {
        return text.length() <= LONGEST_HEAD && text.indexOf('\0') < 0;
    }

    private static @Nullable List<Long> ticked(SignedIn me, @Nullable List<String> shown, List<FieldError> flaws) {
        if (shown == null) {
            return null;
        }
        Ids ids = Ids.of(me.idSeed());
        List<Long> numbers = new ArrayList<>();
        shown.stream()
                .limit(MOST_TICKED)
                .forEach(id -> ids.read(Ids.Kind.LEAD, id).ifPresent(numbers::add));
        if (numbers.isEmpty() || numbers.size() < shown.size()) {
            flaws.add(new FieldError("leads", "invalid"));
        }
        return numbers;
    }

    /** Ends one that is not ready yet; what is written so far goes. */
    void cancel(SignedIn me, long id) {
        transactions.inCompany(me.companyId(), () -> {
            int ended = jdbc.sql("""
                            update fairlead.export set state = 'cancelled', ended_at = :now, kept_until = :until
                             where id = :id and state in ('waiting', 'running')
                            """)
                    .param("now", jobs.now())
                    .param("until", jobs.now().plus(ExportJobs.KEPT))
                    .param("id", id)
                    .update();
            if (ended == 0) {
                throw Refusal.of(HttpStatus.CONFLICT, "not-now", "It has ended already.", Map.of());
            }
            events.append("export-cancelled", me.userId(), Map.of("name", name(id)));
        });
    }

    private String name(long id) {
        return jdbc.sql("select name from fairlead.export where id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    /** Removes one with its file. Who is still writing it notices. */
    void remove(SignedIn me, long id) {
        Company[] company = new Company[1];
        String place = transactions.inCompany(me.companyId(), () -> {
            company[0] = jobs.company();
            return jdbc.sql("delete from fairlead.export where id = ? returning place")
                    .param(id)
                    .query(String.class)
                    .optional()
                    .orElseThrow(Refusal::notFound);
        });
        folder.remove(company[0], place);
        folder.remove(company[0], ExportJobs.numbersOf(place));
    }

    /** A file that is there to be taken away. */
    record Content(String name, String format, Path path) {}

    private record Ready(String name, String format, String place, long leads, Company of) {}

    /**
     * The file of an export. That it is taken away is in the journal before its first byte is.
     *
     * @throws Refusal {@code not-now} if it is not ready; {@code file-elsewhere} if this node does not find it
     */
    Content content(SignedIn me, long id) {
        Ready ready = transactions.inCompany(me.companyId(), () -> {
            Company of = jobs.company();
            return jdbc.sql("""
                            select name, shape ->> 'format' as format, place, leads from fairlead.export
                             where id = ? and state = 'ready' and kept_until > ?
                            """)
                    .params(id, jobs.now())
                    .query((row, n) -> new Ready(
                            row.getString("name"),
                            row.getString("format"),
                            row.getString("place"),
                            row.getLong("leads"),
                            of))
                    .optional()
                    .orElseThrow(
                            () -> Refusal.of(HttpStatus.CONFLICT, "not-now", "It is not ready, or no more.", Map.of()));
        });
        Path path = folder.path(ready.of(), ready.place());
        if (!Files.isReadable(path)) {
            throw Refusal.of(
                    HttpStatus.CONFLICT,
                    "file-elsewhere",
                    "This server does not find the file: all servers need one folder for files.");
        }
        transactions.inCompany(
                me.companyId(),
                () -> events.append(
                        "export-downloaded", me.userId(), Map.of("name", ready.name(), "leads", ready.leads())));
        return new Content(ready.name() + "." + ready.format(), ready.format(), path);
    }
}
