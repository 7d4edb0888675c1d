package io.fairlead.server.bulk;

import io.fairlead.server.platform.event.Events;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Leads that nobody has yet go to the rules, as hand-overs that run at once. Thread-safe. */
@Component
public class ToTheRules {
    private final JdbcClient jdbc;
    private final Events events;
    private final InstantSource clock;

    ToTheRules(JdbcClient jdbc, Events events, InstantSource clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    /** How many leads one hand-over takes. */
    public static final int MOST = BulkChanges.MOST;

    /**
     * Begins one in the company's transaction under way.
     *
     * @param leads at most {@link #MOST}; those that are closed or gone by then are skipped
     * @return its number
     */
    public long begin(int companyId, long who, String reason, List<Long> leads) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        long id = jdbc.sql("""
                        insert into fairlead.bulk (origin, way, reason, state, made_by, made_at, started_at, todo)
                        values ('selection', 'rules', ?, 'running', ?, ?, ?, ?) returning id
                        """)
                .params(reason, who, now, now, leads.size())
                .query(Long.class)
                .single();
        jdbc.sql("""
                        insert into fairlead.bulk_lead (bulk_id, lead_id)
                        select ?, lead from unnest(?::bigint[]) as lead
                        """).params(id, leads.toArray(Long[]::new)).update();
        jdbc.sql("update shared.tenant set bulk = true where company_id = ?")
                .param(companyId)
                .update();
        events.append("bulk-started", who, Map.of("move", id, "before", "", "after", "running"));
        return id;
    }
}
