package io.fairlead.server.lead;

import io.fairlead.server.lead.LeadRows.LeadRow;
import io.fairlead.server.lead.LeadRows.LeadTotal;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.sql.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class WatchdogQueries {
    private static final int MOST_ROWS = 200;
    private static final int COUNTED = 10_000;
    private static final Duration LATE = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final LeadRows rows;
    private final InstantSource clock;

    WatchdogQueries(JdbcClient jdbc, Transactions transactions, LeadRows rows, InstantSource clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * What the watchdog knows.
     *
     * @param checkedAt when it looked last; null for never
     * @param deskLate whether something due by the clock was not done in time
     * @param assigned open leads with an owner
     * @param astray open leads that are in no state, with what is wrong
     * @param overdue leads that should have somebody by now, longest overdue first
     * @param waiting those that wait, soonest alarm first
     */
    record WatchdogSheet(
            @Nullable Instant checkedAt,
            boolean deskLate,
            LeadTotal assigned,
            LeadTotal offered,
            LeadTotal unassigned,
            LeadTotal waitingCount,
            List<WatchedLead> astray,
            List<WatchedLead> overdue,
            List<WatchedLead> waiting) {}

    /**
     * A lead under watch.
     *
     * @param flaw {@code no-owner}, {@code unknown-owner}, {@code two-states}, {@code no-end}, {@code not-awaited},
     *     {@code no-reason}; empty for none
     */
    record WatchedLead(LeadRow lead, String flaw, @Nullable Instant alarmAt) {}

    private record Stored(long lead, String flaw, @Nullable OffsetDateTime alarmAt) {}

    WatchdogSheet of(SignedIn me) {
        int company = me.companyId();
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        return transactions.inCompany(
                company,
                () -> new WatchdogSheet(
                        checkedAt(company),
                        deskLate(company, now),
                        assigned(company),
                        count(company, "offered"),
                        count(company, "unassigned"),
                        count(company, "waiting"),
                        watched(me, "flaw <> '' order by lead_id", null),
                        watched(me, "alarm_at <= ? and flaw = '' order by alarm_at", now),
                        watched(me, "alarm_at > ? and flaw = '' order by alarm_at", now)));
    }

    private @Nullable Instant checkedAt(int company) {
        return jdbc.sql("select checked_at from fairlead.watchdog where company_id = ? and checked_at <> '-infinity'")
                .param(company)
                .query((row, n) ->
                        row.getObject("checked_at", OffsetDateTime.class).toInstant())
                .optional()
                .orElse(null);
    }

    private boolean deskLate(int company, OffsetDateTime now) {
        return jdbc.sql("select exists (select from shared.wake where company_id = ? and at < ?)")
                .params(company, now.minus(LATE))
                .query(Boolean.class)
                .single();
    }

    /** The desk counts what each person holds, so that nobody has to count the leads. */
    private LeadTotal assigned(int company) {
        int open = jdbc.sql("""
                        select coalesce(sum(amount), 0) from fairlead.tally
                         where company_id = ? and what = 'open' and of = '' and span = 'all'
                        """).param(company).query(Integer.class).single();
        return new LeadTotal(open, true);
    }

    private LeadTotal count(int company, String state) {
        int counted = jdbc.sql("""
                        select count(*) from (select from fairlead.lead
                                               where company_id = ? and state = ? and not closed limit ?) c
                        """)
                .params(company, state, COUNTED + 1)
                .query(Integer.class)
                .single();
        return new LeadTotal(Math.min(counted, COUNTED), counted <= COUNTED);
    }

    private List<WatchedLead> watched(SignedIn me, String which, @Nullable OffsetDateTime now) {
        List<Object> values = new ArrayList<>(List.of(me.companyId()));
        if (now != null) {
            values.add(now);
        }
        List<Stored> stored = jdbc.sql("select lead_id as lead, flaw, alarm_at from fairlead.watched_lead"
                        + " where company_id = ? and " + which + " limit " + MOST_ROWS)
                .params(values)
                .query((row, n) -> new Stored(
                        row.getLong("lead"), row.getString("flaw"), row.getObject("alarm_at", OffsetDateTime.class)))
                .list();
        Map<Long, LeadRow> leads = leads(me, stored.stream().map(Stored::lead).toList());
        return stored.stream()
                .<WatchedLead>mapMulti((one, add) -> {
                    LeadRow lead = leads.get(one.lead());
                    OffsetDateTime alarm = one.alarmAt();
                    if (lead != null) {
                        add.accept(new WatchedLead(lead, one.flaw(), alarm == null ? null : alarm.toInstant()));
                    }
                })
                .toList();
    }

    private Map<Long, LeadRow> leads(SignedIn me, List<Long> ids) {
        List<LeadRows.Stored> stored = jdbc.sql(
                        "select " + LeadRows.COLUMNS + " from fairlead.lead l where l.company_id = ? and l.id = any(?)")
                .params(me.companyId(), ids.toArray(Long[]::new))
                .query(LeadRows.Stored::of)
                .list();
        List<LeadRow> shown = rows.shown(me, stored, rows.company());
        Map<Long, LeadRow> byId = new HashMap<>();
        for (int i = 0; i < stored.size(); i++) {
            byId.put(stored.get(i).id(), shown.get(i));
        }
        return byId;
    }
}
