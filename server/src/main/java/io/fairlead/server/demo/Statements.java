package io.fairlead.server.demo;

/** What a filling says to the database; its words are in curly brackets, its numbers by chance {@code h(k)}. */
final class Statements {
    private Statements() {}

    /**
     * Every lead in a table for as long as the transaction lasts, in order. What is drawn is drawn once: {@code offset 0}
     * keeps it from being put wherever it is used. One of 25 is a further one of somebody known; arrivals
     * are spread over working hours, in order.
     */
    static final String MADE_UP = """
            create temp table made_zone on commit drop as
            select z.i, z.key, z.postcodes,
                   (select array_agg(u.id order by u.key) from fairlead.app_user u
                     where u.company_id = {company} and u.key = any(z.callers)) as callers
              from (values {zones}) z (i, key, postcodes, callers);
            create temp table made on commit drop as
            with numbered as (
                select n, case when n % 25 = 0 then 25 * (n / 50) + 7 else n end as person,
                       {begin} + (n - 1) * {days} / {leads} * interval '1 day' + interval '7 hours'
                       + ((n - 1) * {days} % {leads})::float8 / {leads} * interval '12 hours' as created
                  from generate_series(1::bigint, {leads}) n offset 0),
            drawn as (
                select n, person, created, person - person / 25 as contact,
                       width_bucket(h(1) % {people}, {share}) as zone,
                       width_bucket(hashint8extended(n, {seed} + 2) & 1023, array[287,512,594,718,758,790,830,950,990]) as stage,
                       width_bucket(hashint8extended(n, {seed} + 3) & 1023, array[420,680,850,960]) as origin,
                       ({given})[1 + floor(power(h(4) / 2147483648.0, 1.7) * cardinality({given}))::int] as given,
                       ({family})[1 + floor(power(h(5) / 2147483648.0, 1.7) * cardinality({family}))::int] as family,
                       case when h(6) % 33 > 0 then (person * 179426549 + {seed} * 7919) % (cardinality({mobiles}) * {ten}) end as line,
                       hashint8extended(n, {seed} + 7) & 2147483647 as luck
                  from numbered offset 0)
            select n, person, created, contact, d.zone, luck, origin,
                   (array['', 'no-answer', 'callback', 'contacted', 'appointment', 'offer', 'won', 'lost', 'wrong-number',
                          'do-not-call'])[1 + stage] as status,
                   stage >= 6 as closed,
                   z.callers[1 + h(8) % cardinality(z.callers)] as owner,
                   given || ' ' || family as name,
                   coalesce('{dial}' || ({mobiles})[1 + line / {ten}] || lpad((line % {ten})::text, {digits}, '0'), '') as phone,
                   case when line is null or h(9) % 4 > 0 then
                       trim(leading '.' from regexp_replace(translate(lower(given || '.' || family), 'àèéìòùäöüß', 'aeeiouaous'),
                            '[^a-z.]', '', 'g')) || person || (array['@posta', '@mail', '@web'])[1 + h(10) % 3] || '.example'
                   else '' end as email,
                   jsonb_build_object('zone', z.key, 'zone_from', 'postcode',
                       'postcode', z.postcodes[1 + h(11) % cardinality(z.postcodes)],
                       'kwh', 1200 + h(12) % 70 * 100, 'roof', (array['pitched', 'pitched', 'flat', 'none'])[1 + h(13) % 4],
                       'owned', h(14) % 5 > 0) as custom,
                   case when stage = 0 or {longest} = 0 then 0 else 1 + luck % greatest({longest}, 1) end as events
              from drawn d join made_zone z on z.i = d.zone;
            analyze made
            """;

    static final String LEADS = """
            insert into fairlead.lead (company_id, id, created_at, source, status, closed, state, owner_id, contact_id, name,
                                       phone, email, custom, zone1, zone2, zone3, zone4)
            select {company}, n, created, (array['portal', 'web', 'fair', 'partner', 'phone'])[1 + origin], status, closed,
                   'assigned', owner, contact, m.name, phone, email, custom,
                   coalesce(path[1], 0), coalesce(path[2], 0), coalesce(path[3], 0), coalesce(path[4], 0)
              from made m left join fairlead.zone z on z.company_id = {company} and z.key = m.custom ->> 'zone' order by n
            """;

    /** By the order of their keys, in which an index grows best. */
    static final String CONTACTS = """
            insert into fairlead.contact (company_id, id, name, owner_id, created_at)
            select {company}, contact, name, owner, created from made where n = person;
            insert into fairlead.contact_key (company_id, kind, value, contact_id)
            select {company}, 'email', email, contact from made where n = person and email <> '' order by email;
            insert into fairlead.contact_key (company_id, kind, value, contact_id)
            select {company}, 'phone', phone, contact from made where n = person and phone <> '' order by phone
            """;

    /** In a transaction before all that readers of the journal still look at. */
    static final String ARRIVALS = """
            insert into fairlead.event (company_id, lead, contact, kind, at, tx, data)
            select {company}, n, contact, 'lead-arrived', created, '3',
                   jsonb_build_object('batch', {seq}, 'place', 0, 'contact', contact, 'status', '', 'trusted', true, 'lead',
                       jsonb_strip_nulls(jsonb_build_object(
                           'source', (array['portal', 'web', 'fair', 'partner', 'phone'])[1 + origin], 'name', name,
                           'phone', nullif(phone, ''), 'email', nullif(email, ''), 'custom', custom)))
              from made
            """;

    /** The row {@code k} of each lead that has so many: notes and calls, at the end how it came to its status. */
    static final String HISTORY = """
            insert into fairlead.event (company_id, lead, contact, kind, who, at, tx, data)
            select {company}, n, contact, case when {k} = events then 'status-changed' when luck / {k} % 4 = 0 then 'note-written'
                                          else 'call-noted' end,
                   owner,
                   created + {k} / (events + 1.0) * least({today} - created, interval '20 days' + luck % 70 * interval '1 day'),
                   '3', case when {k} = events then jsonb_build_object('before', '', 'after', status)
                        else jsonb_build_object('text', ({notes})[1 + luck / ({k} + 1) % cardinality({notes})]) end
              from made where events >= {k}
            """;

    /** Open ones in the days around today, reminding of what is to come alone, and as many that are done. */
    static final String TASKS = """
            insert into fairlead.task (company_id, lead_id, kind, title, due_at, remind, remind_at, user_id, created_by,
                                       created_at, done_at)
            select {company}, n, case when status = 'callback' then 'callback' else 'task' end,
                   case when status = 'callback' then '' else ({notes})[1 + luck % cardinality({notes})] end,
                   due, 15, case when due > {today} + interval '1 day' then due - interval '15 minutes' end, owner, owner,
                   created, null
              from (select *, {today} + (luck % 24 - 3) * interval '1 day' + (8 + luck % 11) * interval '1 hour' as due
                      from made where not closed and luck % 40 = 0) open;
            insert into fairlead.task (company_id, lead_id, kind, title, due_at, user_id, created_by, created_at, done_at)
            select {company}, n, 'task', ({notes})[1 + luck % cardinality({notes})], created + interval '1 day', owner, owner,
                   created, least(created + interval '30 hours', {today})
              from made where luck % 40 = 1
            """;

    static final String SOURCES = """
            insert into fairlead.source (company_id, key, name, kind, settings, seal, created_at)
            select {company}, key, initcap(key), 'api', jsonb_build_object('listing', '', 'perMinute', 600),
                   sha256(convert_to('{seed}' || key, 'UTF8')), {begin}
              from unnest(array['portal', 'web', 'fair', 'partner', 'phone']) key
            """;

    static final String OPENING = """
            insert into fairlead.tally (company_id, what, user_id, span, period, amount)
            select {company}, 'open', owner, 'all', 0, count(*) from made where not closed group by owner;
            insert into fairlead.replay_contact (company_id, contact_id, seq, owner, former)
            select {company}, contact, {seq}, owner, '{}' from made where n = person;
            insert into fairlead.replay_lead (company_id, lead_id, seq, holder, status, state)
            select {company}, n, {seq}, owner, status, '{"at":"'
                   || to_char(created at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '","status":'
                   || case when status = '' then 'null' else '"' || status || '"' end || ',"holder":'
                   || owner || ',"contact":' || contact
                   || ',"turn":0,"renames":0,"state":{}}'
              from made;
            update fairlead.desk set leads = {leads}, contacts = (select max(contact) from made) where company_id = {company};
            update shared.tenant set read_tx = pg_current_xact_id(), read_id = 0 where company_id = {company};
            insert into fairlead.watchdog (company_id, tx) values ({company}, pg_current_xact_id())
                on conflict (company_id) do update set tx = excluded.tx, event = 0
            """;
}
