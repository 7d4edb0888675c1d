package io.fairlead.server.export;

import io.fairlead.server.company.Companies;
import io.fairlead.server.company.Company;
import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.job.Backlog;
import io.fairlead.server.platform.job.Overtaken;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The exports with which there is something to do, each claimed by one node for a while, in the company's transaction under
 * way. Thread-safe.
 */
@Component
class ExportJobs {
    /** How long an export stays to be taken away. */
    static final Duration KEPT = Duration.ofDays(3);

    private static final int MOST_ATTEMPTS = 5;

    private final JdbcClient jdbc;
    private final Companies companies;
    private final Events events;
    private final InstantSource clock;
    private final JsonMapper json;
    final Backlog backlog;

    ExportJobs(JdbcClient jdbc, Companies companies, Events events, InstantSource clock, JsonMapper json) {
        this.jdbc = jdbc;
        this.companies = companies;
        this.events = events;
        this.clock = clock;
        this.json = json;
        this.backlog = new Backlog(jdbc, "exports", "fairlead.export", "id", "state in ('waiting', 'running')");
    }

    /**
     * An export that this node has claimed.
     *
     * @param leads how many it has, once they are noted
     * @param taken which claim of how many it is: what was begun under another one does not count
     */
    record Job(
            int company,
            Company of,
            long id,
            String name,
            String place,
            ExportShape shape,
            String state,
            long leads,
            long madeBy,
            long taken) {
        /** The name of the file with the numbers of its leads. */
        String numbers() {
            return numbersOf(place);
        }
    }

    static String numbersOf(String place) {
        return place + "-leads";
    }

    OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    /** A shape as an export keeps it. */
    String written(ExportShape shape) {
        return json.writeValueAsString(shape);
    }

    /** All there are. */
    List<Integer> allCompanies() {
        return companies.all();
    }

    /** The one that waits longest for its turn, unless another node is at it. */
    Optional<Job> claim(int company) {
        Company current = companies.current();
        return backlog.claim(
                company,
                "claimed_until = now() + interval '2 minutes', taken = taken + (claimed_by <> :node)::int",
                "claimed_until nulls first, id",
                "id, name, place, shape, state, leads, made_by, taken",
                (row, n) -> new Job(
                        company,
                        current,
                        row.getLong("id"),
                        row.getString("name"),
                        row.getString("place"),
                        json.readValue(row.getString("shape"), ExportShape.class),
                        row.getString("state"),
                        row.getLong("leads"),
                        row.getLong("made_by"),
                        row.getLong("taken")));
    }

    /** Its leads are noted: from now on they can get into a file, and that is in the journal. */
    void noted(Job job, long leads, String condition) {
        int stands = jdbc.sql("""
                        update fairlead.export set state = 'running', leads = ?, done = 0
                         where id = ? and state = 'waiting' and claimed_by = ? and taken = ?
                        """).params(leads, job.id(), backlog.node(), job.taken()).update();
        Overtaken.unless(stands > 0);
        events.append(
                "leads-exported",
                job.madeBy(),
                Map.of(
                        "name",
                        job.name(),
                        "leads",
                        leads,
                        "filter",
                        condition,
                        "ticked",
                        job.shape().leads() != null,
                        "columns",
                        job.shape().columns().stream()
                                .map(ExportShape.ExportColumn::id)
                                .toList(),
                        "format",
                        job.shape().format()));
    }

    /** The numbers of its leads are not where this node looks for them: they are noted once more. */
    void again(Job job) {
        jdbc.sql("""
                        update fairlead.export set state = 'waiting', done = 0
                         where id = ? and state = 'running' and claimed_by = ? and taken = ?
                        """).params(job.id(), backlog.node(), job.taken()).update();
    }

    /** @throws Overtaken if it is this node's no more */
    void goOn(Job job, long done) {
        int stands = jdbc.sql("""
                        update fairlead.export set done = ?, claimed_until = now() + interval '2 minutes'
                         where id = ? and state = 'running' and claimed_by = ? and taken = ?
                        """).params(done, job.id(), backlog.node(), job.taken()).update();
        Overtaken.unless(stands > 0);
    }

    /** @throws Overtaken if it is this node's no more */
    void ready(Job job, long bytes, long shortened) {
        OffsetDateTime now = now();
        int stands = jdbc.sql("""
                        update fairlead.export
                           set state = 'ready', done = leads, bytes = ?, shortened = ?, ended_at = ?, kept_until = ?
                         where id = ? and state = 'running' and claimed_by = ? and taken = ?
                        """)
                .params(bytes, shortened, now, now.plus(KEPT), job.id(), backlog.node(), job.taken())
                .update();
        Overtaken.unless(stands > 0);
    }

    void failed(Job job, String problem) {
        OffsetDateTime now = now();
        jdbc.sql("""
                        update fairlead.export set state = 'failed', problem = ?, ended_at = ?, kept_until = ?
                         where id = ? and state in ('waiting', 'running') and claimed_by = ? and taken = ?
                        """)
                .params(problem, now, now.plus(KEPT), job.id(), backlog.node(), job.taken())
                .update();
    }

    /** Leaves one that failed to whoever comes first, after a pause; not for ever. */
    void release(Job job, String problem) {
        jdbc.sql("""
                        update fairlead.export
                           set claimed_by = '', claimed_until = now() + interval '5 seconds', attempts = attempts + 1
                         where id = ? and claimed_by = ? and taken = ? and attempts < ?
                        """).params(job.id(), backlog.node(), job.taken(), MOST_ATTEMPTS - 1).update();
        failed(job, problem);
    }

    /** Whether nobody wants it any more. */
    boolean isGivenUp(Job job) {
        return jdbc.sql("""
                        select not exists (select from fairlead.export where id = ? and state <> 'cancelled')
                        """).param(job.id()).query(Boolean.class).single();
    }

    /** Whose files they are. */
    Company company() {
        return companies.current();
    }

    /** Removes those whose time is over; gives the places of the files that go with them. */
    List<String> over() {
        return jdbc.sql("delete from fairlead.export where kept_until < ? returning place")
                .param(now())
                .query((row, n) -> row.getString("place"))
                .list();
    }
}
