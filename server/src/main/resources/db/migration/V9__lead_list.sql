-- What the list of leads, the live feed and the watchdog need beside V3. Text is compared by code point, so that a
-- prefix is a range of an index; LIKE would read every row, since row-level security keeps it from the indexes.

alter table fairlead.lead
    add column name_key text collate "C" generated always as (lower(name collate pg_c_utf8)) stored;

create index lead_name on fairlead.lead (company_id, name_key, id);
create index lead_phone on fairlead.lead (company_id, phone collate "C", id);
create index lead_email on fairlead.lead (company_id, email collate "C", id);

-- Empty while all is well: open leads whose state and owner contradict each other.
create index lead_astray on fairlead.lead (company_id, id) where not closed and (state = 'assigned') <> (owner_id <> 0);

-- The order in which readers go through the journal: ids commit out of order, transactions below xmin are all done.
create index if not exists event_by_tx on fairlead.event (company_id, tx, id);

-- How far the watchdog has come: through the journal, and round and round through the open leads without an owner.
create table fairlead.watchdog (
    company_id int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    tx         xid8        not null,
    event      bigint      not null default 0,
    swept_state text       not null default '', -- the last lead looked at on the present round
    swept      bigint      not null default 0,
    checked_at timestamptz not null default '-infinity',
    primary key (company_id),
    foreign key (company_id) references fairlead.company
);

-- Leads the watchdog keeps an eye on: those that wait, with the time at which it raises the alarm, and those that are
-- in no state at all.
create table fairlead.watched_lead (
    company_id int     not null default nullif(current_setting('fairlead.company', true), '')::int,
    lead_id    bigint  not null,
    flaw       text    not null default '', -- empty for none
    alarm_at   timestamptz,                 -- null if nothing is waited for
    alarmed    boolean not null default false,
    primary key (company_id, lead_id)
) with (fillfactor = 80);
create index on fairlead.watched_lead (company_id, lead_id) where flaw <> '';
create index on fairlead.watched_lead (company_id, alarm_at) where alarm_at is not null;

do $$
declare
    tenant text;
begin
    foreach tenant in array array ['watchdog', 'watched_lead'] loop
        execute format('alter table fairlead.%I enable row level security', tenant);
        execute format('alter table fairlead.%I force row level security', tenant);
        execute format(
            'create policy own_company on fairlead.%I using (company_id = nullif(current_setting(''fairlead.company'', true), '''')::int)',
            tenant);
    end loop;
end $$;

grant select, insert, update, delete on fairlead.watchdog, fairlead.watched_lead to "${application}";
