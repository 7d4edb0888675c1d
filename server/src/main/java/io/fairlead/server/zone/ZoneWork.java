package io.fairlead.server.zone;

import io.fairlead.server.desk.ChangedMeanwhile;
import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing;
import io.fairlead.server.desk.Doing.NewLead;
import io.fairlead.server.platform.job.Backlog;
import io.fairlead.server.platform.job.Rounds;
import io.fairlead.server.platform.sql.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets all leads follow a tree that was changed, slice by slice in their order. What rules see of a lead changes over its
 * company's desk, where it is a correction like any other; where the lead stands in the tree is set by one statement a
 * slice. A slice that was done is noted behind it, and doing one again changes nothing, so whoever goes on after a crash,
 * on any node, loses and doubles nothing. Thread-safe.
 */
@Component
class ZoneWork {
    /** How many leads are looked at together. */
    static final int SLICE = 5_000;

    /** How many of them a desk is given at a time: arrivals wait for no more than that. */
    private static final int TOGETHER = 50;

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration TURN = Duration.ofSeconds(2);

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Desks desks;
    private final ZoneTrees trees;
    private final JsonMapper json;
    private final Backlog backlog;

    ZoneWork(JdbcClient jdbc, Transactions transactions, Desks desks, ZoneTrees trees, JsonMapper json, Rounds rounds) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.desks = desks;
        this.trees = trees;
        this.json = json;
        this.backlog = new Backlog(jdbc, "zoning", "fairlead.zone_work", "company_id", "done < tree");
        rounds.every(PAUSE, "zones", backlog::companies, this::turn);
    }

    private record Job(long tree, long lastLead, @Nullable Long who) {}

    private record Lead(long id, Instant created, long version, NewLead facts) {}

    /** Works for a company for a while. */
    private void turn(int company) {
        long until = System.nanoTime() + TURN.toNanos();
        Optional<Job> job = claimed(company);
        while (job.isPresent() && System.nanoTime() < until) {
            slice(company, job.get());
            job = claimed(company);
        }
    }

    private Optional<Job> claimed(int company) {
        return transactions.inCompany(
                company,
                () -> backlog.claim(
                        company,
                        "claimed_until = now() + interval '15 seconds'",
                        "tree",
                        "tree, last_lead, who",
                        (row, n) -> new Job(
                                row.getLong("tree"), row.getLong("last_lead"), row.getObject("who", Long.class))));
    }

    /** Does the next slice; ends the work if there is none. */
    private void slice(int company, Job job) {
        List<Lead> leads = transactions.inCompany(company, () -> leads(job.lastLead()));
        if (leads.isEmpty()) {
            transactions.inCompany(company, () -> end(job));
            return;
        }
        ZoneTree tree = trees.of(company);
        List<Doing> edits = new ArrayList<>();
        for (Lead lead : leads) {
            settled(lead, tree, job).ifPresent(edits::add);
        }
        try {
            for (int from = 0; from < edits.size(); from += TOGETHER) {
                desks.perform(company, edits.subList(from, Math.min(edits.size(), from + TOGETHER)));
            }
        } catch (ChangedMeanwhile e) {
            // Somebody worked on one of them: the slice is looked at again.
            return;
        }
        long last = leads.getLast().id();
        transactions.inCompany(company, () -> done(job, last));
    }

    private List<Lead> leads(long after) {
        return jdbc.sql("""
                        select id, created_at, version, source, status, name, phone, email, listing, custom
                          from fairlead.lead where company_id = current_setting('fairlead.company')::int and id > ?
                         order by id limit ?
                        """)
                .params(after, SLICE)
                .query((row, n) -> new Lead(
                        row.getLong("id"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getLong("version"),
                        NewLead.stored(row, json)))
                .list();
    }

    private static Optional<Doing> settled(Lead lead, ZoneTree tree, Job job) {
        Map<String, Object> was = lead.facts().custom();
        Map<String, Object> is = new LinkedHashMap<>(was);
        tree.settle(is);
        if (is.equals(was)) {
            return Optional.empty();
        }
        NewLead now = lead.facts().with(lead.facts().listing(), is);
        Map<String, @Nullable Object> before = new LinkedHashMap<>();
        Map<String, @Nullable Object> after = new LinkedHashMap<>();
        for (String field : List.of("zone", ZoneTree.FOUND_BY)) {
            if (!Objects.equals(was.get(field), is.get(field))) {
                before.put("fields." + field, was.get(field));
                after.put("fields." + field, is.get(field));
            }
        }
        return Optional.of(new Doing.Edited(lead.id(), lead.created(), now, before, after, job.who(), lead.version()));
    }

    /** Sets where the leads of a slice stand in the tree, unless that was changed meanwhile. */
    private void done(Job job, long last) {
        int changed = jdbc.sql("""
                        update fairlead.lead l
                           set zone1 = x.zone1, zone2 = x.zone2, zone3 = x.zone3, zone4 = x.zone4
                          from (select o.id, coalesce(z.path[1], 0) as zone1, coalesce(z.path[2], 0) as zone2,
                                       coalesce(z.path[3], 0) as zone3, coalesce(z.path[4], 0) as zone4
                                  from fairlead.lead o
                                  left join fairlead.zone z on z.company_id = o.company_id and z.key = o.custom ->> 'zone'
                                 where o.company_id = :company and o.id > :from and o.id <= :to
                                   and (o.zone1, o.zone2, o.zone3, o.zone4) is distinct from
                                       (coalesce(z.path[1], 0), coalesce(z.path[2], 0),
                                        coalesce(z.path[3], 0), coalesce(z.path[4], 0))) x
                         where l.company_id = :company and l.id = x.id
                        """.replace(":company", "current_setting('fairlead.company')::int"))
                .param("from", job.lastLead())
                .param("to", last)
                .update();
        jdbc.sql("""
                        update fairlead.zone_work set last_lead = ?, changed = changed + ?
                         where tree = ? and last_lead = ?
                        """).params(last, changed, job.tree(), job.lastLead()).update();
    }

    /** Ends the work unless the tree was changed once more. */
    private void end(Job job) {
        jdbc.sql("""
                        update fairlead.zone_work
                           set done = :tree, ended_at = now(), claimed_by = '', claimed_until = null
                         where tree = :tree
                        """).param("tree", job.tree()).update();
    }
}
