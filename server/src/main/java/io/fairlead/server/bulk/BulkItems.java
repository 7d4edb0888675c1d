package io.fairlead.server.bulk;

import io.fairlead.server.bulk.BulkFates.Fate;
import io.fairlead.server.bulk.BulkJobs.Job;
import io.fairlead.server.platform.job.Overtaken;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The leads of bulk changes, in the company's transaction under way; always many at a time. Thread-safe. */
@Component
class BulkItems {
    private final JdbcClient jdbc;
    private final BulkJobs jobs;
    private final InstantSource clock;

    BulkItems(JdbcClient jdbc, BulkJobs jobs, InstantSource clock) {
        this.jdbc = jdbc;
        this.jobs = jobs;
        this.clock = clock;
    }

    /**
     * A lead that is to be handed over.
     *
     * @param from who had it when it was chosen; 0 for nobody
     * @param planned who is to get it; 0 for nobody
     */
    record Item(long lead, long from, long planned) {}

    /** @param how as a decision says it; empty for a lead that would be skipped */
    record Planned(long lead, long user, String how) {}

    /** Leaves all but the first leads as they are; those left before are among the others again. */
    void among(Job job, long most) {
        jdbc.sql("""
                        update fairlead.bulk_lead i
                           set state = case when i.lead_id >= x.rest then 'skipped' else 'open' end,
                               why = case when i.lead_id >= x.rest then 'too-many' else '' end
                          from (select coalesce(min(lead_id), 9223372036854775807) as rest
                                  from (select lead_id from fairlead.bulk_lead
                                         where bulk_id = :id and (state = 'open' or why = 'too-many')
                                         order by lead_id offset :most limit 1) l) x
                         where i.bulk_id = :id and (i.state = 'open' or i.why = 'too-many')
                           and (i.lead_id >= x.rest) <> (i.why = 'too-many')
                        """).param("id", job.id()).param("most", most).update();
    }

    /** The next ones with which nothing was done yet. */
    List<Item> open(Job job, long after, int most) {
        return jdbc.sql("""
                        select lead_id as lead, from_user as "from", planned_user as planned from fairlead.bulk_lead
                         where bulk_id = ? and state = 'open' and lead_id > ? order by lead_id limit ?
                        """)
                .params(job.id(), after, most)
                .query(new SimplePropertyRowMapper<>(Item.class))
                .list();
    }

    /**
     * Notes the plan for the next leads.
     *
     * @throws Overtaken if it was cancelled or is planned anew
     */
    void plan(Job job, List<Planned> planned) {
        jobs.advance(job, planned.size(), planned.getLast().lead());
        jdbc.sql("""
                        update fairlead.bulk_lead i set planned_user = x.user_id, planned_how = x.how
                          from unnest(?::bigint[], ?::bigint[], ?::text[]) as x (lead_id, user_id, how)
                         where i.bulk_id = ? and i.lead_id = x.lead_id
                        """)
                .param(planned.stream().map(Planned::lead).toArray(Long[]::new))
                .param(planned.stream().map(Planned::user).toArray(Long[]::new))
                .param(planned.stream().map(Planned::how).toArray(String[]::new))
                .param(job.id())
                .update();
    }

    /** How many open leads users hold beside those that are to be handed over; below 0 for who is none of them. */
    Map<Long, Long> heldBeside(Job job) {
        var held = new HashMap<Long, Long>();
        jdbc.sql("select user_id, amount from fairlead.tally where what = 'open' and span = 'all' and amount > 0")
                .query((RowCallbackHandler) row -> held.put(row.getLong("user_id"), row.getLong("amount")));
        jdbc.sql("""
                        select from_user, count(*) as leads from fairlead.bulk_lead
                         where bulk_id = ? and state = 'open' group by 1
                        """).param(job.id()).query((RowCallbackHandler)
                row -> held.merge(row.getLong("from_user"), -row.getLong("leads"), Long::sum));
        return held;
    }

    /**
     * Notes how leads fared that were handed over.
     *
     * @throws Overtaken if it was stopped, or somebody else did it
     */
    void handedOver(Job job, List<Fate> fates) {
        written(job, fates, """
                case when x.took then ''
                     when l.id is null then 'gone'
                     when l.closed then 'closed'
                     when l.owner_id <> i.from_user then 'elsewhere'
                     when l.owner_id = i.planned_user then 'theirs'
                     else 'inactive' end
                """);
    }

    /** Of leads that got something else; otherwise like {@link #handedOver}. */
    void changed(Job job, List<Fate> fates) {
        written(job, fates, CHANGED);
    }

    private void written(Job job, List<Fate> fates, String why) {
        jobs.advance(job, fates.size(), fates.getLast().lead());
        int written = fates("""
                update fairlead.bulk_lead i
                   set state = case when x.took then 'moved' else 'skipped' end, to_user = x.user_id, how = x.how,
                       moved_at = case when x.took then cast(:at as timestamptz) end, why =
                """ + why + FROM + " and i.state = 'open'", job, fates);
        mustBeAll(written, fates);
    }

    private static final String CHANGED = "case when x.took then '' when l.id is null then 'gone' else 'changed' end";
    private static final String FROM = """
              from unnest(:leads::bigint[], :users::bigint[], :hows::text[], :took::boolean[])
                       as x (lead_id, user_id, how, took)
              left join fairlead.lead l on l.id = x.lead_id
             where i.bulk_id = :id and i.lead_id = x.lead_id
            """;

    private static void mustBeAll(int written, List<Fate> fates) {
        Overtaken.unless(written == fates.size());
    }

    /**
     * Notes of the leads of a slice that they stay as they are; with the last of them, how far it has come.
     *
     * @param why by lead
     * @param rest those with which something is done
     * @param state {@code skipped}, or {@code kept} where the rest is undone
     * @throws Overtaken if it was stopped
     */
    void stay(Job job, Map<Long, String> why, Collection<Long> rest, String state) {
        if (why.isEmpty()) {
            return;
        }
        long reached = rest.isEmpty() ? Collections.max(why.keySet()) : job.reached();
        jobs.advance(job, why.size(), reached);
        jdbc.sql("""
                        update fairlead.bulk_lead i set state = ?, why = x.why
                          from unnest(?::bigint[], ?::text[]) as x (lead_id, why)
                         where i.bulk_id = ? and i.lead_id = x.lead_id
                        """)
                .param(state)
                .param(why.keySet().toArray(Long[]::new))
                .param(why.values().toArray(String[]::new))
                .param(job.id())
                .update();
    }

    /** The next ones that were changed and are to be as before. */
    List<Long> moved(Job job, int most) {
        return jdbc.sql("""
                        select lead_id from fairlead.bulk_lead
                         where bulk_id = ? and state = 'moved' and lead_id > ? order by lead_id limit ?
                        """)
                .params(job.id(), job.reached(), most)
                .query((row, n) -> row.getLong("lead_id"))
                .list();
    }

    /** Notes which of these leads stay since colleagues worked on them; returns the others. */
    List<Long> keepWorked(Job job, List<Long> leads) {
        var rest = new ArrayList<>(leads);
        var worked = worked(job, leads);
        rest.removeAll(Set.copyOf(worked));
        var why = new LinkedHashMap<Long, String>();
        worked.forEach(lead -> why.put(lead, "worked"));
        stay(job, why, rest, "kept");
        return rest;
    }

    /** Those of these leads that colleagues worked on since. */
    List<Long> worked(Job job, List<Long> leads) {
        return jdbc.sql("""
                        select i.lead_id from fairlead.bulk_lead i
                         where i.bulk_id = :id and i.lead_id = any(:leads) and exists (
                            select from fairlead.event e
                             where e.company_id = i.company_id and e.lead = i.lead_id and e.at > i.moved_at
                               and e.who is not null and e.data ->> 'move' is distinct from cast(:id as text)
                               and e.kind not in ('handed-over', 'hand-over-undone'))
                        """)
                .param("id", job.id())
                .param("leads", leads.toArray(Long[]::new))
                .query((row, n) -> row.getLong("lead_id"))
                .list();
    }

    /**
     * Notes how leads fared that were to go back.
     *
     * @throws Overtaken if it was stopped, or somebody else did it
     */
    void wentBack(Job job, List<Fate> fates) {
        returned(job, fates, """
                case when x.took then ''
                     when l.id is null then 'gone'
                     when l.closed then 'closed'
                     when l.owner_id <> i.to_user then 'elsewhere'
                     else 'worked' end
                """);
    }

    /** Of leads that got something else; otherwise like {@link #wentBack}. */
    void isAgain(Job job, List<Fate> fates) {
        returned(job, fates, CHANGED);
    }

    private void returned(Job job, List<Fate> fates, String why) {
        jobs.advance(job, fates.size(), fates.getLast().lead());
        int written = fates(
                "update fairlead.bulk_lead i set state = case when x.took then 'returned' else 'kept' end, why = " + why
                        + FROM + " and i.state = 'moved'",
                job,
                fates);
        mustBeAll(written, fates);
    }

    private int fates(String sql, Job job, List<Fate> fates) {
        return jdbc.sql(sql)
                .param("id", job.id())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("leads", fates.stream().map(Fate::lead).toArray(Long[]::new))
                .param("users", fates.stream().map(Fate::user).toArray(Long[]::new))
                .param("hows", fates.stream().map(Fate::how).toArray(String[]::new))
                .param("took", fates.stream().map(Fate::took).toArray(Boolean[]::new))
                .update();
    }
}
