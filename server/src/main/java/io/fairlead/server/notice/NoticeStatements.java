package io.fairlead.server.notice;

/** The statements that write notices. */
final class NoticeStatements {
    private NoticeStatements() {}

    /** Decisions about a lead. */
    static final String[] DECISIONS = {
        "lead-assigned", "lead-offered", "lead-waiting", "lead-unassigned", "lead-released"
    };

    /** What people do that moves a lead, or ends an offer. */
    static final String[] DEEDS = {
        "lead-arrived",
        "assigned-by-hand",
        "entry-undone",
        "lead-accepted",
        "lead-declined",
        "handed-back",
        "handed-over",
        "hand-over-undone"
    };

    /** All events that notices are made of, or that end one. */
    static final String[] KINDS = {
        "lead-assigned",
        "lead-offered",
        "lead-waiting",
        "lead-unassigned",
        "lead-released",
        "lead-accepted",
        "lead-declined",
        "note-written",
        "call-noted",
        "status-changed",
        "lead-edited",
        "task-created",
        "task-changed",
        "task-done",
        "task-reopened",
        "file-added",
        "task-due",
        "worker-added"
    };

    static final String READ = """
            update fairlead.notice set read_at = ?, mail_at = null, tx = pg_current_xact_id()
             where company_id = ? and user_id = ? and read_at is null
            """;

    /** An offer is over once the lead has another decision, or its receiver has answered. */
    static final String END_OFFERS = """
            update fairlead.notice n
               set over = true, read_at = coalesce(n.read_at, :now), mail_at = null, tx = pg_current_xact_id()
              from fairlead.event e
             where e.company_id = :company and (e.tx, e.id) > (:afterTx::xid8, :after)
               and (e.tx, e.id) <= (:untilTx::xid8, :last) and e.kind = any(:kinds)
               and n.company_id = :company and n.lead = e.lead and n.kind = 'offered' and not n.over
               and (n.data ->> 'event')::bigint < e.id
               and (e.kind in ('lead-assigned', 'lead-offered', 'lead-waiting', 'lead-unassigned', 'lead-released')
                    or e.kind in ('lead-accepted', 'lead-declined') and e.who = n.user_id)
            """;

    /**
     * The events of the stretch; decisions with who did it, what came before, and why the one before lost the lead. That
     * there are no more than a stretch has is said once more for the plan: without it all leads of the company are read.
     */
    private static final String EVENTS = """
            with e as materialized (
                select e.id, e.lead, e.kind, e.who, e.at, e.data, e.tx, l.owner_id, l.state, l.closed, d.state as memory,
                       max(e.id) filter (where e.kind = any(:decisions)) over (partition by e.lead) as newest
                  from (select * from fairlead.event e
                         where e.company_id = :company and (e.tx, e.id) > (:afterTx::xid8, :after)
                           and (e.tx, e.id) <= (:untilTx::xid8, :last) and e.kind = any(:kinds)
                         order by e.tx, e.id limit %d) e
                  join fairlead.lead l on l.company_id = :company and l.id = e.lead
                  left join fairlead.desk_lead d on d.company_id = :company and d.lead_id = e.lead),
            """.formatted(JournalReader.MOST) + """
            decided as materialized (
                select e.*, a.kind as deed, a.who as doer, b.user as before, b.told,
                       coalesce((e.memory ->> 'accepting')::boolean, false) as accepting,
                       (select min((t ->> 'at')::timestamptz) from jsonb_array_elements(e.memory -> 'deadlines') t
                         where t ->> 'cause' in ('OFFER', 'ACCEPT')) as until
                  from e
                  left join lateral (
                      select x.kind, x.who from fairlead.event x
                       where x.company_id = :company and x.lead = e.lead and x.id between e.id - 100000 and e.id
                         and x.tx = e.tx and x.kind = any(:deeds)
                       order by x.id desc limit 1) a on true
                  left join lateral (
                      select x.data ->> 'user' as user, (x.tx, x.id) <= (:afterTx::xid8, :after) as told
                        from fairlead.event x
                       where x.company_id = :company and x.lead = e.lead and x.id < e.id and x.kind = any(:decisions)
                       order by x.id desc limit 1) b on true
                 where e.kind = any(:decisions) and not e.closed),
            """;

    /** Whom each event is for. */
    private static final String FOUND = """
            found as (
                select u.id as user_id, case when d.accepting then 'offered' else 'assigned' end as kind,
                       case when d.accepting then 'offer:' || d.id else 'given:' || coalesce(g.who::text, '') end as bundle,
                       d.lead, g.who, null as act, d.at, d.id as event,
                       case when d.accepting then jsonb_build_object('event', d.id, 'how', 'accept', 'until', d.until)
                            else '{}' end as data
                  from decided d
                  join fairlead.app_user u on u.company_id = :company and u.id = d.owner_id and u.key = d.data ->> 'user'
                  cross join lateral (select case when d.data ->> 'how' = 'manual'
                                                    or d.deed in ('handed-over', 'hand-over-undone')
                                                  then d.doer end as who) g
                 where d.kind = 'lead-assigned' and d.id = d.newest and d.doer is distinct from u.id
                union all
                select u.id, 'offered', 'offer:' || d.id, d.lead, null, null, d.at, d.id,
                       jsonb_build_object('event', d.id, 'how', 'claim', 'until', d.until)
                  from decided d
                  cross join lateral jsonb_array_elements_text(d.memory #> '{offer,users}') k (key)
                  join fairlead.app_user u on u.company_id = :company and u.key = k.key
                 where d.kind = 'lead-offered' and d.state = 'offered' and d.id = d.newest
                   and not coalesce(jsonb_exists(d.memory -> 'declined', k.key), false)
                union all
                select u.id, 'lost', 'lost:' || coalesce(d.doer::text, '') || ':' || w.why, d.lead, d.doer, null, d.at, d.id,
                       jsonb_build_object('why', w.why)
                  from decided d
                  join fairlead.app_user u on u.company_id = :company and u.key = d.before and u.id <> d.owner_id
                  cross join lateral (
                      select coalesce(d.deed, (select case c -> 'reason' ->> 'kind'
                                                           when 'off-shift' then 'off-shift'
                                                           when 'absent' then 'absent'
                                                           when 'absent-soon' then 'absent' end
                                                 from fairlead.decision x
                                                cross join json_array_elements(x.explanation -> 'candidates') c
                                                where x.company_id = :company and x.id = (d.data ->> 'decision')::bigint
                                                  and c ->> 'user' = d.before limit 1), 'untouched') as why) w
                 where d.told and d.doer is distinct from u.id
                union all
                select h.user_id, 'worked', coalesce('move:' || (e.data ->> 'move'), 'lead:' || e.lead), e.lead, e.who, k.act,
                       e.at, e.id, '{}'
                  from e
                  join (values ('note-written', 'note'), ('call-noted', 'call'), ('status-changed', 'status'),
                               ('lead-edited', 'field'), ('task-created', 'task'), ('task-changed', 'task'),
                               ('task-done', 'task'), ('task-reopened', 'task'), ('file-added', 'file')) k (kind, act)
                    on k.kind = e.kind
                  left join fairlead.app_user t on t.company_id = :company and t.key = e.data ->> 'user'
                  cross join lateral (
                      select e.owner_id as user_id union select t.id
                      union select w.user_id from fairlead.lead_worker w
                             where w.company_id = :company and w.lead_id = e.lead
                               and exists (select from fairlead.company c
                                            where c.company_id = :company and c.work ->> 'severalWorkers' = 'true')) h
                 where h.user_id <> e.who and (e.data ->> 'kind' is distinct from 'callback' or h.user_id = t.id)
                union all
                select u.id, 'due', 'task:' || e.id, e.lead, null, null, e.at, e.id,
                       jsonb_build_object('task', e.data ->> 'kind', 'title', e.data ->> 'title')
                  from e join fairlead.app_user u on u.company_id = :company and u.key = e.data ->> 'user'
                 where e.kind = 'task-due'
                union all
                select u.id, 'joined', 'joined:' || e.who, e.lead, e.who, null, e.at, e.id, '{}'
                  from e join fairlead.app_user u on u.company_id = :company and u.key = e.data ->> 'user'
                 where e.kind = 'worker-added' and u.id <> e.who),
            """;

    /** What is wanted, and alike ones together. A mail waits for a quiet minute, at most five; an offer does not. */
    private static final String WANTED = """
            wanted as (
                select f.*, not f.kind = any(coalesce(c.app_off, '{}')) as shown,
                       :mails and u.email is not null and not f.kind = any(coalesce(c.mail_off, '{}')) as mailing,
                       case when coalesce(c.quiet, true) then o.until end as off_until
                  from found f
                  join fairlead.app_user u
                    on u.company_id = :company and u.id = f.user_id and u.active and u.role <> 'integration'
                  left join fairlead.notice_choice c on c.company_id = :company and c.user_id = f.user_id
                  left join unnest(:off::text[], :until::timestamptz[]) o (key, until) on o.key = u.key),
            acts as (
                select user_id, bundle, jsonb_object_agg(act, n) as data
                  from (select user_id, bundle, act, count(*) as n from wanted where act is not null group by 1, 2, 3) x
                 group by 1, 2),
            made as (
                select w.user_id, w.kind, w.bundle, case when count(distinct w.lead) = 1 then min(w.lead) end as lead,
                       (array_agg(distinct w.lead))[1\\:20] as leads,
                       case w.kind when 'worked' then count(*) else count(distinct w.lead) end::int as count,
                       (array_agg(w.who order by w.event desc))[1] as who,
                       coalesce(array_agg(distinct w.who) filter (where w.who is not null), '{}') as people,
                       (array_agg(coalesce(a.data, w.data) order by w.event desc))[1] as data,
                       min(w.at) as begun_at, max(w.at) as at, bool_or(w.shown) as shown,
                       max(w.off_until) is not null as quiet,
                       case when not bool_or(w.mailing) then null
                            when max(w.off_until) is not null then max(w.off_until)
                            when w.kind = 'offered' then max(w.at)
                            else least(max(w.at) + interval '1 minute', min(w.at) + interval '5 minutes') end as mail_at
                  from wanted w left join acts a on a.user_id = w.user_id and a.bundle = w.bundle
                 where w.shown or w.mailing
                 group by w.user_id, w.kind, w.bundle),
            """;

    /** Counts up what is new, unread and not mailed yet; writes the others. */
    static final String MAKE = EVENTS + FOUND + WANTED + """
            counted as (
                update fairlead.notice n
                   set count = n.count + m.count, who = m.who, at = m.at, tx = pg_current_xact_id(),
                       people = (select coalesce(array_agg(distinct p), '{}') from unnest(n.people || m.people) p),
                       lead = case when n.lead = m.lead then n.lead end, leads = (n.leads || m.leads)[1\\:20],
                       data = case when n.kind <> 'worked' then n.data else
                           (select jsonb_object_agg(key, amount) from (
                               select key, sum(value::int) as amount from (
                                   select * from jsonb_each_text(n.data) union all select * from jsonb_each_text(m.data)) x
                                group by key) y) end,
                       mail_at = case when n.mail_at is null or m.quiet then n.mail_at
                                      else least(m.at + interval '1 minute', n.begun_at + interval '5 minutes') end
                  from made m
                 where n.company_id = :company and n.user_id = m.user_id and n.kind = m.kind and n.bundle = m.bundle
                   and n.read_at is null and not n.mailed and n.at > m.begun_at - interval '10 minutes'
                returning n.user_id, n.bundle)
            insert into fairlead.notice (user_id, kind, bundle, lead, leads, count, who, people, data, begun_at, at, shown,
                                         quiet, mail_at)
            select m.user_id, m.kind, m.bundle, m.lead, m.leads, m.count, m.who, m.people, m.data, m.begun_at, m.at, m.shown,
                   m.quiet, m.mail_at
              from made m
             where not exists (select from counted c where c.user_id = m.user_id and c.bundle = m.bundle)
            """;
}
