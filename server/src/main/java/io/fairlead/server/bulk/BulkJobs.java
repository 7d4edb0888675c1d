package io.fairlead.server.bulk;

import io.fairlead.server.bulk.BulkWishes.Wish;
import io.fairlead.server.bulk.Sharing.Sharer;
import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.desk.Doing;
import io.fairlead.server.lead.list.LeadSearch.LeadFilter;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.job.Backlog;
import io.fairlead.server.platform.job.Overtaken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The bulk changes with which there is something to do, each claimed by one node for a while, in the company's transaction
 * under way. Thread-safe.
 */
@Component
class BulkJobs {
    private static final Duration UNDOABLE = Duration.ofHours(24);
    private static final String LEASE = """
            claimed_until = now() + case state when 'planning' then interval '2 minutes' else interval '15 seconds' end
            """;
    private static final String COLUMNS = """
            id, action, wanted::text as wanted, filters::text as filters, state, plan, way, people::text as people, made_by,
            reason, reached, todo
            """;
    private static final RowMapper<Job> JOB = new SimplePropertyRowMapper<>(Job.class);
    private static final TypeReference<List<Sharer>> SHARERS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final SettingsStore settings;
    private final Events events;
    private final InstantSource clock;
    private final JsonMapper json;
    final Backlog backlog;

    BulkJobs(JdbcClient jdbc, SettingsStore settings, Events events, InstantSource clock, JsonMapper json) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
        this.json = json;
        this.backlog =
                new Backlog(jdbc, "bulk", "fairlead.bulk", "id", "state in ('planning', 'running', 'undoing')");
    }

    /**
     * A bulk change as it stands.
     *
     * @param filters by which its leads are being found; null once they are
     * @param reached the lead up to which that was done which the state says
     * @param todo while leads are being found, the newest one
     */
    record Job(
            long id,
            String action,
            String wanted,
            @Nullable String filters,
            String state,
            int plan,
            String way,
            String people,
            long madeBy,
            String reason,
            long reached,
            long todo) {
        Doing.Move move() {
            return new Doing.Move(id, madeBy, reason);
        }

        /** The same one, further on. */
        Job at(long lead) {
            return new Job(id, action, wanted, filters, state, plan, way, people, madeBy, reason, lead, todo);
        }
    }

    /**
     * Notes what is wanted; its leads are to be noted, or found.
     *
     * @param person whose leads they are; null unless that is how they are chosen
     * @param filters by which its leads are found; null if they are known
     * @param todo the newest lead, if they are to be found
     * @return its number
     */
    long add(
            SignedIn me,
            Wish wish,
            String origin,
            @Nullable Long person,
            @Nullable List<LeadFilter> filters,
            long todo) {
        return jdbc.sql("""
                        insert into fairlead.bulk (origin, person, action, wanted, way, people, reason, state, made_by,
                                                   made_at, filters, todo)
                        values (?, ?, ?, ?::jsonb, ?, ?::jsonb, ?, 'planning', ?, ?, ?::jsonb, ?) returning id
                        """)
                .param(origin)
                .param(person)
                .params(wish.action().word(), wish.action().write(json), wish.way())
                .params(json.writeValueAsString(wish.people()), wish.reason(), me.userId())
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(filters == null ? null : json.writeValueAsString(filters))
                .param(todo)
                .query(Long.class)
                .single();
    }

    /** The oldest one with which there is something to do, unless another node is at it. */
    Optional<Job> claim(int company) {
        return backlog.claim(company, LEASE, "id", COLUMNS, JOB);
    }

    BulkAction action(Job job) {
        return BulkAction.read(job.action(), job.wanted(), json);
    }

    /** Those among whom a job's leads are shared by hand. */
    List<Sharer> people(Job job) {
        return json.readValue(job.people(), SHARERS);
    }

    /**
     * Notes how far it has come; holds off whoever would stop it, until the transaction ends.
     *
     * @throws Overtaken if it was stopped or planned anew
     */
    void advance(Job job, int leads, long reached) {
        int advanced = jdbc.sql("""
                        update fairlead.bulk set done = done + ?, reached = ?, claimed_until = now() + interval '15 seconds'
                         where id = ? and state = ? and plan = ? and reached = ?
                        """)
                .params(leads, reached, job.id(), job.state(), job.plan(), job.reached())
                .update();
        Overtaken.unless(advanced > 0);
    }

    /** Notes that its leads up to one were looked for; with the newest one all are found. */
    void looked(Job job, long last) {
        advance(job, Math.toIntExact(last - job.reached()), last);
        if (last >= job.todo()) {
            jdbc.sql("update fairlead.bulk set filters = null where id = ?")
                    .param(job.id())
                    .update();
            begin(job.id());
        }
    }

    /** Nothing of what its present state says is done yet. */
    void begin(long id) {
        jdbc.sql("""
                        update fairlead.bulk
                           set reached = 0, done = 0,
                               todo = (select count(*) from fairlead.bulk_lead
                                        where bulk_id = :id and state = case bulk.state when 'undoing' then 'moved' else 'open' end)
                         where id = :id
                        """).param("id", id).update();
    }

    /** Notes that its plan stands; nothing if it was planned anew or cancelled meanwhile. */
    void planned(Job job) {
        jdbc.sql("""
                        update fairlead.bulk
                           set state = 'planned', settings_seq = ?, claimed_by = '', claimed_until = null,
                               reached = 0, done = 0
                         where id = ? and state = 'planning' and plan = ?
                        """).params(settings.changes(), job.id(), job.plan()).update();
    }

    /** Ends one that is still in the state in which it was worked on. */
    void ended(Job job, String to, String event) {
        int ended = jdbc.sql("update fairlead.bulk set state = ? where id = ? and state = ?")
                .params(to, job.id(), job.state())
                .update();
        if (ended > 0) {
            int moved = end(job.id(), to);
            events.append(event, job.madeBy(), Map.of("move", job.id(), "moved", moved, "reason", job.reason()));
        }
    }

    /** Notes when it ended and with how many leads moved; from then on it can be undone for a day. */
    int end(long id, String state) {
        Instant at = clock.instant();
        return jdbc.sql("""
                        update fairlead.bulk
                           set ended_at = :at, claimed_by = '', claimed_until = null,
                               undo_until = case when :state = 'undone' then undo_until else cast(:until as timestamptz) end,
                               moved = (select count(*) from fairlead.bulk_lead
                                         where bulk_id = :id and state in ('moved', 'kept'))
                         where id = :id returning moved
                        """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("until", at.plus(UNDOABLE).atOffset(ZoneOffset.UTC))
                .param("state", state)
                .param("id", id)
                .query(Integer.class)
                .single();
    }
}
