package io.fairlead.server.lead;

import io.fairlead.server.lead.Journal.Pages;
import io.fairlead.server.lead.Journal.Place;
import io.fairlead.server.lead.OfferQueries.Offer;
import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.sql.Reading;
import io.fairlead.server.platform.sql.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Sees to it that each open lead has an owner, an offer with an end, a wait with a time at which somebody is told, or a
 * reason for being left. Thread-safe; on several nodes one of them checks a company.
 *
 * <p>A check never reads all leads. It looks at those that the journal says have changed, at those whose alarm is due or
 * that were amiss before, at what an index of contradictions holds (it is empty while all is well), and goes on with a
 * round through the leads without an owner, a piece each time. So what is changed past the program is found too.
 */
@Component
class Watchdog {
    private static final Duration GRACE = Duration.ofMinutes(15);
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);
    private static final Duration BETWEEN = Duration.ofSeconds(40);
    private static final int CHANGED = 5000;
    private static final int SWEPT = 2000;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Journal journal;
    private final DecisionQueries decisions;
    private final OfferQueries offers;
    private final Events events;
    private final InstantSource clock;

    Watchdog(
            JdbcClient jdbc,
            Transactions transactions,
            Journal journal,
            DecisionQueries decisions,
            OfferQueries offers,
            Events events,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.journal = journal;
        this.decisions = decisions;
        this.offers = offers;
        this.events = events;
        this.clock = clock;
    }

    /** A lead as the check sees it. */
    private record Seen(
            long id, String state, long owner, boolean closed, boolean knownOwner, boolean hot, boolean imported) {
        /** What contradicts itself; empty for nothing. */
        String flaw(@Nullable MadeDecision last) {
            if (closed) {
                return "";
            }
            return switch (state) {
                case "assigned" -> owner == 0 ? "no-owner" : knownOwner ? "" : "unknown-owner";
                case "offered" -> owner != 0 ? "two-states" : hot ? "" : "no-end";
                case "waiting" -> owner != 0 ? "two-states" : hot ? "" : "not-awaited";
                default -> owner != 0 ? "two-states" : last == null && !imported ? "no-reason" : "";
            };
        }

        /** When somebody is to be told that it still has nobody; null if it does not wait. */
        @Nullable
        Instant alarm(@Nullable MadeDecision last, @Nullable Offer offer) {
            boolean waits = !closed && (state.equals("waiting") || state.equals("offered"));
            if (!waits || last == null) {
                return null;
            }
            Instant expected = state.equals("waiting") || offer == null ? last.expected() : offer.until();
            return expected == null ? last.at().plus(LONGEST_WAIT) : expected.plus(GRACE);
        }
    }

    private record Round(Place place, String state, long lead, Instant checkedAt) {}

    /** Checks a company's leads, unless a node has just done so. */
    void checkAgain(int company) {
        check(company, BETWEEN);
    }

    /** Checks a company's leads now, unless another node is just doing so. */
    void check(int company) {
        check(company, Duration.ZERO);
    }

    /** Reads the journal up to its end, a piece in each transaction. */
    private void check(int company, Duration between) {
        boolean more = transactions.inCompany(company, () -> checkPiece(company, between));
        while (more) {
            more = transactions.inCompany(company, () -> checkPiece(company, Duration.ZERO));
        }
    }

    /** Whether there is more to read. */
    private boolean checkPiece(int company, Duration between) {
        jdbc.sql("insert into fairlead.watchdog (tx) values (?::xid8) on conflict do nothing")
                .param(journal.end().tx())
                .update();
        Round round = jdbc.sql("""
                        select tx::text as tx, event, swept_state, swept, checked_at from fairlead.watchdog
                         where company_id = ? for update skip locked
                        """)
                .param(company)
                .query((row, n) -> new Round(
                        new Place(row.getString("tx"), row.getLong("event")),
                        row.getString("swept_state"),
                        row.getLong("swept"),
                        checked(row.getObject("checked_at", OffsetDateTime.class))))
                .optional()
                .orElse(null);
        Instant now = clock.instant();
        if (round == null || round.checkedAt().plus(between).isAfter(now)) {
            return false;
        }
        Pages changed = journal.after(company, round.place(), CHANGED);
        Set<Long> leads = new LinkedHashSet<>(changed.leads());
        leads.addAll(suspects(company, now));
        Swept last = sweep(company, round, leads);
        judge(company, leads, now);
        jdbc.sql("""
                        update fairlead.watchdog set tx = ?::xid8, event = ?, swept_state = ?, swept = ?, checked_at = ?
                         where company_id = ?
                        """)
                .params(changed.until().tx(), changed.until().event(), last.state(), last.id())
                .params(utc(now), company)
                .update();
        return changed.more();
    }

    private static Instant checked(OffsetDateTime at) {
        return at.equals(OffsetDateTime.MIN) ? Instant.EPOCH : at.toInstant();
    }

    /** Leads that were amiss or whose time has come, that contradict themselves, or whose owner nobody knows. */
    private List<Long> suspects(int company, Instant now) {
        return jdbc.sql("""
                        (select lead_id from fairlead.watched_lead where company_id = :company and flaw <> '' limit 5000)
                        union (select lead_id from fairlead.watched_lead
                                where company_id = :company and alarm_at <= :now and not alarmed limit 5000)
                        union (select id from fairlead.lead
                                where company_id = :company and not closed
                                  and (state = 'assigned') <> (owner_id <> 0) limit 5000)
                        union (with recursive holder(id) as (
                                    (select owner_id from fairlead.lead where company_id = :company
                                      order by owner_id limit 1)
                                    union all
                                    select (select l.owner_id from fairlead.lead l
                                             where l.company_id = :company and l.owner_id > holder.id
                                             order by l.owner_id limit 1)
                                      from holder where holder.id is not null)
                               select l.id from holder cross join lateral (
                                    select id from fairlead.lead
                                     where company_id = :company and owner_id = holder.id limit 100) l
                                where holder.id <> 0 and not exists (
                                    select from fairlead.app_user u
                                     where u.company_id = :company and u.id = holder.id))
                        """)
                .param("company", company)
                .param("now", utc(now))
                .query((row, n) -> row.getLong("lead_id"))
                .list();
    }

    private record Swept(String state, long id) {}

    /** Adds the next piece of the round, and returns where it ended; the round begins anew after its end. */
    private Swept sweep(int company, Round round, Set<Long> leads) {
        List<Swept> piece = jdbc.sql("""
                        select state, id from fairlead.lead
                         where company_id = ? and state <> 'assigned' and (state, id) > (?, ?)
                         order by state, id limit ?
                        """)
                .params(company, round.state(), round.lead(), SWEPT)
                .query((row, n) -> new Swept(row.getString("state"), row.getLong("id")))
                .list();
        piece.forEach(one -> leads.add(one.id()));
        return piece.size() < SWEPT ? new Swept("", 0) : piece.getLast();
    }

    private void judge(int company, Collection<Long> leads, Instant now) {
        if (leads.isEmpty()) {
            return;
        }
        List<Seen> seen = seen(company, leads);
        Reading<MadeDecision> decided = decisions.last(
                company,
                seen.stream()
                        .filter(lead -> !lead.closed() && lead.owner() == 0)
                        .map(Seen::id)
                        .toList());
        Reading<Offer> offered = offers.of(
                company,
                seen.stream()
                        .filter(lead -> lead.state().equals("offered"))
                        .map(Seen::id)
                        .toList());
        transactions.look(company, decided, offered);
        Map<Long, MadeDecision> last =
                decided.rows().stream().collect(Collectors.toMap(MadeDecision::lead, made -> made));
        Map<Long, Offer> open = offered.rows().stream().collect(Collectors.toMap(Offer::lead, offer -> offer));
        Map<Long, Watched> before = watched(company, leads);
        List<Watched> after = new ArrayList<>();
        for (Seen lead : seen) {
            MadeDecision decision = last.get(lead.id());
            String flaw = lead.flaw(decision);
            Instant alarm = lead.alarm(decision, open.get(lead.id()));
            after.add(new Watched(lead.id(), flaw, alarm, alarm != null && !alarm.isAfter(now)));
        }
        for (int i = 0; i < seen.size(); i++) {
            tell(seen.get(i), before.get(seen.get(i).id()), after.get(i));
        }
        keep(company, after);
    }

    private List<Seen> seen(int company, Collection<Long> leads) {
        return jdbc.sql("""
                        select l.id, l.state, l.owner_id as owner, l.closed, coalesce(d.hot, false) as hot,
                               exists (select from fairlead.app_user u
                                        where u.company_id = l.company_id and u.id = l.owner_id) as known_owner,
                               l.state = 'unassigned' and exists (
                                   select from fairlead.event e where e.company_id = l.company_id and e.lead = l.id
                                      and e.kind = 'lead-imported') as imported
                          from unnest(?) as asked(id)
                          join fairlead.lead l on l.company_id = ? and l.id = asked.id
                          left join fairlead.desk_lead d on d.company_id = l.company_id and d.lead_id = l.id
                        """)
                .params(leads.toArray(Long[]::new), company)
                .query((row, n) -> new Seen(
                        row.getLong("id"),
                        row.getString("state"),
                        row.getLong("owner"),
                        row.getBoolean("closed"),
                        row.getBoolean("known_owner"),
                        row.getBoolean("hot"),
                        row.getBoolean("imported")))
                .list();
    }

    /** What is kept of a lead: its flaw, empty for none; when its alarm is, null for never, and whether it was given. */
    private record Watched(long lead, String flaw, @Nullable Instant alarm, boolean alarmed) {
        boolean nothing() {
            return flaw.isEmpty() && alarm == null;
        }
    }

    private Map<Long, Watched> watched(int company, Collection<Long> leads) {
        Map<Long, Watched> found = new HashMap<>();
        jdbc.sql("""
                        select lead_id, flaw, alarm_at, alarmed from fairlead.watched_lead
                         where company_id = ? and lead_id = any(?)
                        """).params(company, leads.toArray(Long[]::new)).query(row -> {
            OffsetDateTime alarm = row.getObject("alarm_at", OffsetDateTime.class);
            var watched = new Watched(
                    row.getLong("lead_id"),
                    row.getString("flaw"),
                    alarm == null ? null : alarm.toInstant(),
                    row.getBoolean("alarmed"));
            found.put(watched.lead(), watched);
        });
        return found;
    }

    /** Raises the alarm about what is new. */
    private void tell(Seen lead, @Nullable Watched before, Watched after) {
        String was = before == null ? "" : before.flaw();
        boolean told = before != null && before.alarmed() && Objects.equals(before.alarm(), after.alarm());
        if (!after.flaw().isEmpty() && !after.flaw().equals(was)) {
            events.append("lead-astray", null, lead.id(), Map.of("before", was, "after", after.flaw()));
        }
        if (after.alarmed() && !told) {
            events.append("lead-overdue", null, lead.id(), Map.of("after", lead.state()));
        }
    }

    private void keep(int company, List<Watched> all) {
        jdbc.sql("delete from fairlead.watched_lead where company_id = ? and lead_id = any(?)")
                .params(
                        company,
                        all.stream().filter(Watched::nothing).map(Watched::lead).toArray(Long[]::new))
                .update();
        List<Watched> kept = all.stream().filter(one -> !one.nothing()).toList();
        jdbc.sql("""
                        insert into fairlead.watched_lead (lead_id, flaw, alarm_at, alarmed)
                        select * from unnest(?::bigint[], ?::text[], ?::timestamptz[], ?::boolean[])
                        on conflict (company_id, lead_id) do update
                           set flaw = excluded.flaw, alarm_at = excluded.alarm_at, alarmed = excluded.alarmed
                         where (watched_lead.flaw, watched_lead.alarm_at, watched_lead.alarmed)
                               is distinct from (excluded.flaw, excluded.alarm_at, excluded.alarmed)
                        """)
                .param(kept.stream().map(Watched::lead).toArray(Long[]::new))
                .param(kept.stream().map(Watched::flaw).toArray(String[]::new))
                .param(kept.stream()
                        .map(one ->
                                one.alarm() == null ? null : utc(one.alarm()).toString())
                        .toArray(String[]::new))
                .param(kept.stream().map(Watched::alarmed).toArray(Boolean[]::new))
                .update();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
