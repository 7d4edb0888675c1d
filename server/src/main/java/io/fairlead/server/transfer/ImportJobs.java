package io.fairlead.server.transfer;

import io.fairlead.server.company.Companies;
import io.fairlead.server.company.Company;
import io.fairlead.server.lead.list.PickedLeads;
import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.job.Backlog;
import io.fairlead.server.platform.job.Overtaken;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.transfer.ImportRows.Fate;
import io.fairlead.server.transfer.table.FileFormat;
import io.fairlead.server.transfer.table.RowTable;
import java.io.IOException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The imports with which there is something to do, each claimed by one node for a while, in the company's transaction under
 * way. Thread-safe.
 */
@Component
class ImportJobs {
    static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final Companies companies;
    private final TransferFolder folder;
    private final Events events;
    private final PickedLeads lists;
    private final InstantSource clock;
    private final JsonMapper json;
    final Backlog backlog;

    ImportJobs(
            JdbcClient jdbc,
            Companies companies,
            TransferFolder folder,
            Events events,
            PickedLeads lists,
            InstantSource clock,
            JsonMapper json) {
        this.folder = folder;
        this.jdbc = jdbc;
        this.companies = companies;
        this.events = events;
        this.lists = lists;
        this.clock = clock;
        this.json = json;
        this.backlog = new Backlog(
                jdbc,
                "transfers",
                "fairlead.import",
                "id",
                "state in ('checking', 'running', 'cancelling', 'undoing')");
    }

    /** @param done rows that were read before in the same state */
    record Job(
            int company,
            Company of,
            long id,
            String name,
            String place,
            String state,
            FileFormat format,
            List<String> columns,
            ImportChoice choice,
            long done,
            long madeBy) {}

    PickedLeads lists() {
        return lists;
    }

    /** Adds leads to the list of a job, if it has one. */
    void enlist(Job job, Collection<Long> leads) {
        list(job).ifPresent(list -> lists.add(list, leads));
    }

    /** Takes leads out of the list of a job that are gone. */
    void delist(Job job, Collection<Long> leads) {
        list(job).ifPresent(list -> lists.remove(list, leads));
    }

    private static OptionalLong list(Job job) {
        String shown = job.choice().list();
        return shown == null ? OptionalLong.empty() : Ids.of(job.of().idSeed()).read(Ids.Kind.VIEW, shown);
    }

    OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    /** That of the transaction under way. */
    Company company() {
        return companies.current();
    }

    /** The file of a job, from its beginning. */
    RowTable open(Job job) throws IOException {
        return RowTable.open(folder.path(job.of(), job.place()), job.format());
    }

    /** The oldest one with which there is something to do, unless another node is at it. */
    Optional<Job> claim(int company) {
        Company current = companies.current();
        return backlog.claim(
                company,
                "claimed_until = now() + interval '10 seconds'",
                "id",
                "id, name, place, state, format, columns, choice, done, made_by",
                (row, n) -> new Job(
                        company,
                        current,
                        row.getLong("id"),
                        row.getString("name"),
                        row.getString("place"),
                        row.getString("state"),
                        json.readValue(row.getString("format"), FileFormat.class),
                        json.readValue(row.getString("columns"), TEXTS),
                        json.readValue(row.getString("choice"), ImportChoice.class),
                        row.getLong("done"),
                        row.getLong("made_by")));
    }

    /** Where the file of an import lies, and how it is read. */
    record Source(Company of, String place, String state, FileFormat format) {}

    /** @throws Refusal {@code not-found}; {@code not-now} if the file is not there */
    Source file(long id) {
        Company current = companies.current();
        Source file = jdbc.sql("select place, state, format from fairlead.import where id = ?")
                .param(id)
                .query((row, n) -> {
                    String format = row.getString("format");
                    return new Source(
                            current,
                            format.equals("{}") ? "" : row.getString("place"),
                            row.getString("state"),
                            format.equals("{}") ? FileFormat.usual() : json.readValue(format, FileFormat.class));
                })
                .optional()
                .orElseThrow(Refusal::notFound);
        if (file.place().isEmpty()) {
            throw Refusal.of(HttpStatus.CONFLICT, "not-now", "There is no file.", Map.of("state", file.state()));
        }
        return file;
    }

    /**
     * Goes on in the state in which it was claimed; nobody changes that until the transaction ends.
     *
     * @param done how far the file was read
     * @throws Overtaken if so
     */
    void goOn(Job job, long done) {
        int stands = jdbc.sql("""
                        update fairlead.import set done = ?, claimed_until = now() + interval '10 seconds'
                         where id = ? and state = ? and claimed_by = ?
                        """)
                .params(done, job.id(), job.state(), backlog.node())
                .update();
        Overtaken.unless(stands > 0);
    }

    /**
     * Goes on without being any further in the file.
     *
     * @throws Overtaken as above
     */
    void goOn(Job job) {
        int stands = jdbc.sql("""
                        update fairlead.import set claimed_until = now() + interval '10 seconds'
                         where id = ? and state = ? and claimed_by = ?
                        """).params(job.id(), job.state(), backlog.node()).update();
        Overtaken.unless(stands > 0);
    }

    /** How many rows fared how. */
    record Counts(long made, long merged, long skipped, long unchanged, long invalid) {
        static Counts of(List<Fate> fates) {
            var by = fates.stream().collect(Collectors.groupingBy(Fate::state, Collectors.counting()));
            return new Counts(
                    by.getOrDefault("made", 0L),
                    by.getOrDefault("merged", 0L),
                    by.getOrDefault("skipped", 0L),
                    by.getOrDefault("unchanged", 0L),
                    by.getOrDefault("invalid", 0L));
        }
    }

    List<Integer> allCompanies() {
        return companies.all();
    }

    /** Adds to what is counted. */
    void count(Job job, Counts more) {
        jdbc.sql("""
                        update fairlead.import set made = made + ?, merged = merged + ?, skipped = skipped + ?,
                               unchanged = unchanged + ?, invalid = invalid + ? where id = ?
                        """)
                .params(more.made(), more.merged(), more.skipped(), more.unchanged(), more.invalid(), job.id())
                .update();
    }

    /** Sorts what was written into the index of the search, which else every search has to read beside it. */
    void tidy() {
        jdbc.sql("select shared.tidy_search()").query((row, n) -> true).list();
    }

    /** Ends one that is still in the state in which it was claimed. */
    boolean ended(Job job, String to, String event) {
        int ended = jdbc.sql("""
                        update fairlead.import set state = ?, ended_at = ?, claimed_by = '', claimed_until = null
                         where id = ? and state = ? and claimed_by = ?
                        """)
                .params(to, clock.instant().atOffset(ZoneOffset.UTC), job.id(), job.state(), backlog.node())
                .update();
        if (ended > 0 && !event.isEmpty()) {
            Map<String, @Nullable Object> what =
                    jdbc.sql("""
                            select name, made, merged, skipped, unchanged, invalid, returned, restored from fairlead.import where id = ?
                            """).param(job.id()).query().singleRow();
            events.append(event, job.madeBy(), what);
        }
        return ended > 0;
    }

    void failed(Job job, String problem) {
        if (ended(job, "failed", "import-failed")) {
            jdbc.sql("update fairlead.import set problem = ? where id = ?")
                    .params(problem, job.id())
                    .update();
        }
    }
}
