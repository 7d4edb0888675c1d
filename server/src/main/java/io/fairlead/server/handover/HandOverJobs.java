package io.fairlead.server.handover;

import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.desk.Doing;
import io.fairlead.server.handover.Sharing.Sharer;
import io.fairlead.server.platform.event.Events;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The hand-overs with which there is something to do, each claimed by one node for a while: all but {@link #companies} in
 * the company's transaction under way. Thread-safe.
 */
@Component
class HandOverJobs {
    private static final Duration UNDOABLE = Duration.ofHours(24);
    private static final TypeReference<List<Sharer>> SHARERS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final SettingsStore settings;
    private final Events events;
    private final InstantSource clock;
    private final JsonMapper json;
    private final String node = UUID.randomUUID().toString();

    HandOverJobs(JdbcClient jdbc, SettingsStore settings, Events events, InstantSource clock, JsonMapper json) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
        this.json = json;
    }

    record Job(long id, String state, int plan, String way, String people, long madeBy, String reason) {
        Doing.Move move() {
            return new Doing.Move(id, madeBy, reason);
        }
    }

    /** Those in which there is something to do. */
    List<Integer> companies() {
        return jdbc.sql("select company_id from shared.tenant where hand_overs order by company_id")
                .query((row, n) -> row.getInt("company_id"))
                .list();
    }

    /** The oldest one with which there is something to do, unless another node is at it. */
    Optional<Job> claim() {
        return jdbc.sql("""
                        update fairlead.hand_over h
                           set claimed_by = :node,
                               claimed_until = now()
                                   + case state when 'planning' then interval '2 minutes' else interval '15 seconds' end
                         where id = (select id from fairlead.hand_over
                                      where state in ('planning', 'running', 'undoing')
                                        and (claimed_by = :node or claimed_until is null or claimed_until < now())
                                      order by id limit 1 for update skip locked)
                        returning id, state, plan, way, people::text as people, made_by, reason
                        """).param("node", node).query(Job.class).optional();
    }

    /** Leaves a job that failed to whoever comes first, after a pause. */
    void release(Job job) {
        jdbc.sql("""
                        update fairlead.hand_over set claimed_by = '', claimed_until = now() + interval '5 seconds'
                         where id = ?
                        """).param(job.id()).update();
    }

    /** Notes whether there is still something to do in this company. */
    void rest(int company) {
        jdbc.sql("select 1 from shared.tenant where company_id = ? for update")
                .param(company)
                .query(Integer.class)
                .single();
        jdbc.sql("""
                        update shared.tenant set hand_overs = exists (
                            select from fairlead.hand_over where state in ('planning', 'running', 'undoing'))
                         where company_id = ?
                        """).param(company).update();
    }

    /** Those among whom a job's leads are shared by hand. */
    List<Sharer> people(Job job) {
        return json.readValue(job.people(), SHARERS);
    }

    /** Notes that its plan stands; false if it was planned anew or cancelled meanwhile. */
    boolean planned(Job job) {
        return jdbc.sql("""
                        update fairlead.hand_over
                           set state = 'planned', settings_seq = ?, claimed_by = '', claimed_until = null
                         where id = ? and state = 'planning' and plan = ?
                        """).params(settings.changes(), job.id(), job.plan()).update() > 0;
    }

    /** Ends one that is still in the state in which it was worked on. */
    void ended(Job job, String to, String event) {
        int ended = jdbc.sql("update fairlead.hand_over set state = ? where id = ? and state = ?")
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
                        update fairlead.hand_over
                           set ended_at = :at, claimed_by = '', claimed_until = null,
                               undo_until = case when :state = 'undone' then undo_until else cast(:until as timestamptz) end,
                               moved = (select count(*) from fairlead.hand_over_lead
                                         where hand_over_id = :id and state in ('moved', 'kept'))
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
