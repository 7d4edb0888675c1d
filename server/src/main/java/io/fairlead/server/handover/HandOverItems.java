package io.fairlead.server.handover;

import io.fairlead.server.handover.HandOverWork.Fate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The leads of hand-overs, in the company's transaction under way; always many at a time. Thread-safe. */
@Component
class HandOverItems {
    private final JdbcClient jdbc;

    HandOverItems(JdbcClient jdbc) {
        this.jdbc = jdbc;
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

    /** It was stopped, or somebody else did what was to be done: the desk does nothing. */
    static final class Overtaken extends RuntimeException {
        private static final long serialVersionUID = 1;

        Overtaken() {
            super(null, null, false, false);
        }
    }

    /** The first ones with which nothing was done yet. */
    List<Item> open(long handOver, int most) {
        return jdbc.sql("""
                        select lead_id as lead, from_user as "from", planned_user as planned from fairlead.hand_over_lead
                         where hand_over_id = ? and state = 'open' order by lead_id limit ?
                        """)
                .params(handOver, most)
                .query(new SimplePropertyRowMapper<>(Item.class))
                .list();
    }

    void plan(long handOver, List<Planned> planned) {
        jdbc.sql("""
                        update fairlead.hand_over_lead i set planned_user = x.user_id, planned_how = x.how
                          from unnest(?::bigint[], ?::bigint[], ?::text[]) as x (lead_id, user_id, how)
                         where i.hand_over_id = ? and i.lead_id = x.lead_id
                        """)
                .param(planned.stream().map(Planned::lead).toArray(Long[]::new))
                .param(planned.stream().map(Planned::user).toArray(Long[]::new))
                .param(planned.stream().map(Planned::how).toArray(String[]::new))
                .param(handOver)
                .update();
    }

    /** How many open leads users hold. */
    Map<Long, Long> heldOpen() {
        var held = new HashMap<Long, Long>();
        jdbc.sql("select user_id, amount from fairlead.tally where what = 'open' and span = 'all' and amount > 0")
                .query((RowCallbackHandler) row -> held.put(row.getLong("user_id"), row.getLong("amount")));
        return held;
    }

    /** @throws Overtaken if so */
    void moved(long handOver, Instant at, List<Fate> fates) {
        mustBe("running", handOver);
        int written = written(jdbc.sql("""
                        update fairlead.hand_over_lead i
                           set state = case when x.took then 'moved' else 'skipped' end, to_user = x.user_id, how = x.how,
                               moved_at = case when x.took then cast(:at as timestamptz) end,
                               why = case when x.took then ''
                                          when l.closed then 'closed'
                                          when l.owner_id <> i.from_user then 'elsewhere'
                                          when l.owner_id = i.planned_user then 'theirs'
                                          else 'inactive' end
                          from unnest(:leads::bigint[], :users::bigint[], :hows::text[], :took::boolean[])
                                   as x (lead_id, user_id, how, took)
                          join fairlead.lead l on l.id = x.lead_id
                         where i.hand_over_id = :id and i.lead_id = x.lead_id and i.state = 'open'
                        """).param("at", at.atOffset(ZoneOffset.UTC)), handOver, fates);
        mustBeAll(written, fates);
    }

    private static void mustBeAll(int written, List<Fate> fates) {
        if (written != fates.size()) {
            throw new Overtaken();
        }
    }

    /** Holds off whoever would stop it, until the transaction ends. */
    private void mustBe(String state, long handOver) {
        var found = jdbc.sql("select 1 from fairlead.hand_over where id = ? and state = ? for share")
                .params(handOver, state)
                .query(Integer.class)
                .optional();
        if (found.isEmpty()) {
            throw new Overtaken();
        }
    }

    /** The first ones that may go back; those that colleagues worked on meanwhile stay and are noted. */
    List<Long> toUndo(long handOver, int most) {
        jdbc.sql("""
                        with slice as (
                            select lead_id, moved_at from fairlead.hand_over_lead
                             where hand_over_id = :id and state = 'moved' order by lead_id limit :most)
                        update fairlead.hand_over_lead i set state = 'kept', why = 'worked'
                          from slice s
                         where i.hand_over_id = :id and i.lead_id = s.lead_id and exists (
                            select from fairlead.event e
                             where e.company_id = i.company_id and e.lead = s.lead_id and e.at > s.moved_at
                               and e.who is not null and e.kind not in ('handed-over', 'hand-over-undone'))
                        """).param("id", handOver).param("most", most).update();
        return jdbc.sql("""
                        select lead_id from fairlead.hand_over_lead
                         where hand_over_id = ? and state = 'moved' order by lead_id limit ?
                        """)
                .params(handOver, most)
                .query((row, n) -> row.getLong("lead_id"))
                .list();
    }

    /** @throws Overtaken if so */
    void undone(long handOver, List<Fate> fates) {
        mustBe("undoing", handOver);
        int written = written(jdbc.sql("""
                        update fairlead.hand_over_lead i
                           set state = case when x.took then 'returned' else 'kept' end,
                               why = case when x.took then ''
                                          when l.closed then 'closed'
                                          when l.owner_id <> i.to_user then 'elsewhere'
                                          else 'worked' end
                          from unnest(:leads::bigint[], :users::bigint[], :hows::text[], :took::boolean[])
                                   as x (lead_id, user_id, how, took)
                          join fairlead.lead l on l.id = x.lead_id
                         where i.hand_over_id = :id and i.lead_id = x.lead_id and i.state = 'moved'
                        """), handOver, fates);
        mustBeAll(written, fates);
    }

    private static int written(JdbcClient.StatementSpec statement, long handOver, List<Fate> fates) {
        return statement
                .param("id", handOver)
                .param("leads", fates.stream().map(Fate::lead).toArray(Long[]::new))
                .param("users", fates.stream().map(Fate::user).toArray(Long[]::new))
                .param("hows", fates.stream().map(Fate::how).toArray(String[]::new))
                .param("took", fates.stream().map(Fate::took).toArray(Boolean[]::new))
                .update();
    }
}
