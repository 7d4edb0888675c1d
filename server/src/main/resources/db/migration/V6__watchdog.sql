-- The watchdog over open leads without an owner.

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

call shared.keep_apart('watchdog', 'watched_lead');

grant select, insert, update, delete on fairlead.watchdog, fairlead.watched_lead to "${application}";
