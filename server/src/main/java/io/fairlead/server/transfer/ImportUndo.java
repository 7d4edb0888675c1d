package io.fairlead.server.transfer;

import io.fairlead.server.platform.job.Overtaken;
import io.fairlead.server.platform.job.Pace;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.transfer.ImportJobs.Job;
import io.fairlead.server.transfer.ImportRows.Fate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes back what an import made, in slices: leads that nobody had to do with go, with their contacts and with what these
 * learned; leads that it completed are put back. Those that somebody worked on, or that were decided, stay and are noted. Thread-safe.
 */
@Component
class ImportUndo {
    private final Transactions transactions;
    private final JdbcClient jdbc;
    private final ImportJobs jobs;
    private final ImportRows rows;
    private final ImportRestore restore;

    ImportUndo(Transactions transactions, JdbcClient jdbc, ImportJobs jobs, ImportRows rows, ImportRestore restore) {
        this.restore = restore;
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.jobs = jobs;
        this.rows = rows;
    }

    /**
     * All that is left of what the import made.
     *
     * @param to its state then
     * @throws Overtaken if another node goes on
     */
    void run(Job job, String to, String event) {
        restore.run(job);
        var pace = Pace.FIRST;
        for (boolean more = true; more; ) {
            int most = pace.rows();
            var slice = transactions.inCompany(job.company(), () -> slice(job, most));
            pace = pace.after(slice.rows(), Duration.ofNanos(System.nanoTime() - slice.since()));
            more = slice.rows() == most;
        }
        transactions.inCompany(job.company(), () -> {
            jobs.ended(job, to, event);
        });
    }

    /** @param since the instant from which nobody else could decide */
    private record Slice(int rows, long since) {}

    private Slice slice(Job job, int most) {
        // Nobody decides meanwhile, here or on another node.
        jdbc.sql("select 1 from fairlead.desk for update").query(Integer.class).optional();
        long since = System.nanoTime();
        jobs.goOn(job, job.done());
        var made = rows.made(job.id(), 0, most);
        if (made.isEmpty()) {
            return new Slice(0, since);
        }
        Long[] leads = made.stream().map(Fate::lead).toArray(Long[]::new);
        var touched = touched(leads);
        var fates = new ArrayList<Fate>();
        var gone = new ArrayList<Long>();
        for (var one : made) {
            String why = one.lead() == null ? null : touched.get(one.lead());
            fates.add(new Fate(one.row(), why == null ? "returned" : "kept", why == null ? "" : why, "", one.lead()));
            if (why == null && one.lead() != null) {
                gone.add(one.lead());
            }
        }
        rows.write(job.id(), fates);
        remove(job, gone);
        jobs.delist(job, gone);
        jdbc.sql("update fairlead.import set returned = returned + ? where id = ?")
                .params(gone.size(), job.id())
                .update();
        return new Slice(made.size(), since);
    }

    /** Why leads stay, by their numbers. */
    private Map<Long, String> touched(Long[] leads) {
        var why = new HashMap<Long, String>();
        jdbc.sql("""
                        select l.id, l.decided from (
                            select l.id, l.version, l.state,
                                   exists (select from fairlead.decision d
                                            where d.company_id = l.company_id and d.lead_id = l.id) as decided,
                                   exists (select from fairlead.event e
                                            where e.company_id = l.company_id and e.lead = l.id
                                              and e.kind <> 'lead-imported') as told
                              from fairlead.lead l where l.id = any(?)) l
                         where l.version > 1 or l.state <> 'unassigned' or l.decided or l.told
                        """).param(leads).query((RowCallbackHandler)
                row -> why.put(row.getLong("id"), row.getBoolean("decided") ? "distributed" : "worked"));
        return why;
    }

    private void remove(Job job, List<Long> gone) {
        Long[] leads = gone.toArray(Long[]::new);
        unlearn(leads);
        Long[] contacts = jdbc.sql("select distinct contact_id from fairlead.lead where id = any(?)")
                .param(leads)
                .query((row, n) -> row.getLong("contact_id"))
                .list()
                .toArray(Long[]::new);
        jdbc.sql("delete from fairlead.lead where id = any(?)").param(leads).update();
        jdbc.sql("""
                        delete from fairlead.contact c
                         where c.id = any(?)
                           and not exists (select from fairlead.lead l
                                            where l.company_id = c.company_id and l.contact_id = c.id)
                           and not exists (select from fairlead.event e
                                            where e.company_id = c.company_id and e.contact = c.id
                                              and e.kind = 'contact-known')
                        """).param(contacts).update();
        jdbc.sql("select fairlead.forget_import(?, ?)::text")
                .params(job.id(), leads)
                .query((row, n) -> true)
                .list();
        // Desks that have something of this at hand take it up anew.
        jdbc.sql("update fairlead.desk set seq = seq + 1").update();
    }

    /**
     * Contacts who stay forget what they learned from leads that go, unless other leads say it too: with the lead that made
     * the contact all of it, with others what the journal says was new then. Whom it led to before, it leads to again.
     */
    private void unlearn(Long[] leads) {
        var lessons = lessons(leads);
        jdbc.sql("""
                        merge into fairlead.contact_key k
                        using unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[]) as x (kind, value, contact, before)
                           on k.kind = x.kind and k.value = x.value and k.contact_id = x.contact
                         when matched and x.before = 0 then delete
                         when matched then update set contact_id = x.before
                        """)
                .param(lessons.stream().map(Lesson::kind).toArray(String[]::new))
                .param(lessons.stream().map(Lesson::value).toArray(String[]::new))
                .param(lessons.stream().map(Lesson::contact).toArray(Long[]::new))
                .param(lessons.stream().map(Lesson::before).toArray(Long[]::new))
                .update();
    }

    /** By what a contact was found since, and whom that led to before; nobody is 0. */
    private record Lesson(String kind, String value, long contact, long before) {}

    private List<Lesson> lessons(Long[] leads) {
        return jdbc.sql("""
                        with taught as materialized (
                            select k.kind, k.value, k.contact_id as contact,
                                   (e.data -> 'learned' ->> k.kind)::bigint as before
                              from fairlead.lead l
                              join fairlead.contact c on c.company_id = l.company_id and c.id = l.contact_id
                              join fairlead.event e
                                on e.company_id = l.company_id and e.lead = l.id and e.kind = 'lead-imported'
                              join fairlead.contact_key k
                                on k.company_id = l.company_id and k.contact_id = c.id
                               and k.value = case k.kind when 'phone' then l.phone when 'email' then l.email end
                             where l.id = any(:leads)
                               and (c.created_at = l.created_at or jsonb_exists(e.data -> 'learned', k.kind))
                               and not exists (select from fairlead.lead o
                                                where o.company_id = l.company_id and o.contact_id = c.id
                                                  and o.id <> all(:leads)
                                                  and case k.kind when 'phone' then o.phone else o.email end = k.value))
                        select distinct on (t.kind, t.value) t.kind, t.value, t.contact, coalesce(b.id, 0) as before
                          from taught t
                          left join fairlead.contact b on b.id = t.before
                         order by t.kind, t.value, before desc
                        """)
                .param("leads", leads)
                .query((row, n) -> new Lesson(
                        row.getString("kind"), row.getString("value"), row.getLong("contact"), row.getLong("before")))
                .list();
    }
}
