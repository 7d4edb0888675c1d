-- The tree of zones, the zones of leads, and how many leads each has by status.

-- Rules and leads call a zone by its key, people by its name. Leads are found and counted by the first four levels.
create table fairlead.zone (
    company_id int   not null default nullif(current_setting('fairlead.company', true), '')::int,
    id         int   not null, -- from zone_work.last_id; never given twice
    parent     int   not null default 0, -- 0 for none
    path       int[] not null, -- from the root down to the zone itself
    key        text  not null check (key <> ''),
    name       text  not null check (name <> ''),
    postcodes  text  not null default '', -- starts of postcodes, and ranges of them, apart by spaces
    primary key (company_id, id),
    unique (company_id, key),
    foreign key (company_id) references fairlead.company,
    check (path[cardinality(path)] = id)
);
create index on fairlead.zone (company_id, parent);

-- How far a company's leads follow its tree. One row a company that ever had zones.
create table fairlead.zone_work (
    company_id    int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    last_id       int         not null default 0,
    tree          bigint      not null default 0, -- how often the tree was changed
    done          bigint      not null default 0, -- the tree that all leads follow
    last_lead     bigint      not null default 0, -- those up to here follow the newest tree
    changed       bigint      not null default 0, -- how many of them got another zone
    who           bigint,                         -- changed the tree
    begun_at      timestamptz,
    ended_at      timestamptz,
    claimed_by    text        not null default '',
    claimed_until timestamptz,
    primary key (company_id),
    foreign key (company_id) references fairlead.company
) with (fillfactor = 50);

-- Whether a company has leads that do not follow its tree yet.
alter table shared.tenant add column zoning boolean not null default false;

-- The zone of a lead and those above it, from the root down; 0 for none. All in a zone is one equality.
alter table fairlead.lead
    add column zone1 int not null default 0,
    add column zone2 int not null default 0,
    add column zone3 int not null default 0,
    add column zone4 int not null default 0;
-- The status behind the id: one index serves a zone in order of arrival, with a status or without.
create index lead_zone1 on fairlead.lead (company_id, zone1, id, status);
create index lead_zone2 on fairlead.lead (company_id, zone2, id, status) where zone2 <> 0;
create index lead_zone3 on fairlead.lead (company_id, zone3, id, status) where zone3 <> 0;
create index lead_zone4 on fairlead.lead (company_id, zone4, id, status) where zone4 <> 0;

-- How many leads a zone has, with all that lie below it; zone 0 has those that are in none.
create table fairlead.zone_count (
    company_id int    not null default nullif(current_setting('fairlead.company', true), '')::int,
    zone       int    not null,
    status     text   not null,
    leads      bigint not null,
    primary key (company_id, zone, status),
    foreign key (company_id) references fairlead.company
) with (fillfactor = 50);

call shared.keep_apart('zone', 'zone_work', 'zone_count');

grant select, insert, update, delete on fairlead.zone, fairlead.zone_count to "${application}";
grant select, insert, update on fairlead.zone_work to "${application}";

-- A lead's zone is the field "zone", as rules see it; the columns follow it, whoever writes the lead.
create function fairlead.follow_zone() returns trigger language plpgsql as $$
declare
    found int[];
begin
    select path into found from fairlead.zone where company_id = new.company_id and key = new.custom ->> 'zone';
    new.zone1 := coalesce(found[1], 0);
    new.zone2 := coalesce(found[2], 0);
    new.zone3 := coalesce(found[3], 0);
    new.zone4 := coalesce(found[4], 0);
    return new;
end $$;
-- Who writes many leads at once may fill the columns itself.
create trigger follow_zone_of_new before insert on fairlead.lead for each row
    when (new.zone1 = 0 and jsonb_exists(new.custom, 'zone')) execute function fairlead.follow_zone();
create trigger follow_zone before update on fairlead.lead for each row
    when (old.custom is distinct from new.custom and (new.zone1 <> 0 or jsonb_exists(new.custom, 'zone')))
    execute function fairlead.follow_zone();

-- Counted once a statement, however many leads it writes.
create function fairlead.count_zones() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into fairlead.zone_count as c (company_id, zone, status, leads)
        select company_id, zone, status, sum(n) from (
            select company_id, status, zone1, zone2, zone3, zone4, count(*) as n from written group by 1, 2, 3, 4, 5, 6) l
         cross join lateral unnest(array[zone1, nullif(zone2, 0), nullif(zone3, 0), nullif(zone4, 0)]) as zone
         where zone is not null group by 1, 2, 3 order by 1, 2, 3
        on conflict (company_id, zone, status) do update set leads = c.leads + excluded.leads;
    elsif tg_op = 'UPDATE' then
        insert into fairlead.zone_count as c (company_id, zone, status, leads)
        select company_id, zone, status, sum(n) from (
            select company_id, status, zone1, zone2, zone3, zone4, sum(n) as n from (
                select company_id, status, zone1, zone2, zone3, zone4, 1 as n from written union all
                select company_id, status, zone1, zone2, zone3, zone4, -1 from before) both_ways
             group by 1, 2, 3, 4, 5, 6 having sum(n) <> 0) l
         cross join lateral unnest(array[zone1, nullif(zone2, 0), nullif(zone3, 0), nullif(zone4, 0)]) as zone
         where zone is not null group by 1, 2, 3 having sum(n) <> 0 order by 1, 2, 3
        on conflict (company_id, zone, status) do update set leads = c.leads + excluded.leads;
    else
        insert into fairlead.zone_count as c (company_id, zone, status, leads)
        select company_id, zone, status, -sum(n) from (
            select company_id, status, zone1, zone2, zone3, zone4, count(*) as n from before group by 1, 2, 3, 4, 5, 6) l
         cross join lateral unnest(array[zone1, nullif(zone2, 0), nullif(zone3, 0), nullif(zone4, 0)]) as zone
         where zone is not null group by 1, 2, 3 order by 1, 2, 3
        on conflict (company_id, zone, status) do update set leads = c.leads + excluded.leads;
    end if;
    return null;
end $$;
create trigger count_new after insert on fairlead.lead referencing new table as written
    for each statement execute function fairlead.count_zones();
create trigger count_changed after update on fairlead.lead referencing old table as before new table as written
    for each statement execute function fairlead.count_zones();
create trigger count_gone after delete on fairlead.lead referencing old table as before
    for each statement execute function fairlead.count_zones();

-- Counts the leads of the transaction's company anew.
create function fairlead.recount_zones() returns void language sql as $$
    delete from fairlead.zone_count;
    insert into fairlead.zone_count (zone, status, leads)
    select zone, status, sum(n) from (
        select status, zone1, zone2, zone3, zone4, count(*) as n from fairlead.lead
         where company_id = nullif(current_setting('fairlead.company', true), '')::int group by 1, 2, 3, 4, 5) l
     cross join lateral unnest(array[zone1, nullif(zone2, 0), nullif(zone3, 0), nullif(zone4, 0)]) as zone
     where zone is not null group by 1, 2;
$$;
grant execute on function fairlead.recount_zones to "${application}";

-- Trees that stood among the settings: maps, lists and names below each other.
do $$
declare
    company int;
begin
    for company in select company_id from shared.tenant loop
        perform set_config('fairlead.company', company::text, true);
        insert into fairlead.zone (company_id, id, parent, path, key, name)
        with recursive below (parent, value) as (
            select null::text, body from fairlead.setting where company_id = company and kind = 'zones'
            union all
            select step.parent, step.value from below b cross join lateral (
                select key as parent, value from jsonb_each(case when jsonb_typeof(b.value) = 'object' then b.value else '{}' end)
                union all
                select b.parent, value
                  from jsonb_array_elements(case when jsonb_typeof(b.value) = 'array' then b.value else '[]' end)) step
        ), named (parent, key) as (
            select b.parent, o.key from below b
             cross join lateral jsonb_object_keys(case when jsonb_typeof(b.value) = 'object' then b.value else '{}' end) o (key)
            union all
            select parent, value #>> '{}' from below where jsonb_typeof(value) = 'string'
        ), numbered (id, parent, key) as (
            select row_number() over (order by key), parent, key from named
        ), rooted (id, parent, path, key) as (
            select id::int, 0, array[id::int], key from numbered where parent is null
            union all
            select n.id::int, r.id, r.path || n.id::int, n.key from numbered n join rooted r on n.parent = r.key
        )
        select company, id, parent, path, key, key from rooted;
        insert into fairlead.zone_work (company_id, last_id, tree)
            select company, max(id), 1 from fairlead.zone where company_id = company having count(*) > 0;
        update shared.tenant set zoning = true
         where company_id = company and exists (select from fairlead.zone_work where company_id = company);
        delete from fairlead.setting where company_id = company and kind = 'zones';
        perform fairlead.recount_zones();
    end loop;
    perform set_config('fairlead.company', '', true);
end $$;
