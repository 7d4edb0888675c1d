-- Files of leads that are read in. The files themselves lie in a folder; what they say of people is in no table until it is
-- a lead.

create table fairlead.import (
    company_id    int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    id            bigint generated always as identity,
    name          text        not null,
    place         text        not null,           -- of the file; '' once it is removed
    bytes         bigint      not null,           -- as announced
    received      bigint      not null default 0,
    format        jsonb       not null default '{}', -- encoding, separator, header row, dates, decimal mark
    columns       jsonb       not null default '[]', -- what each column is read as
    choice        jsonb       not null default '{}', -- what becomes of known contacts, the source, who gets the leads
    state         text        not null check (state in ('uploading', 'ready', 'checking', 'checked', 'running', 'paused',
                      'cancelling', 'cancelled', 'done', 'undoing', 'undone', 'failed')),
    problem       text        not null default '',
    report        jsonb       not null default '{}', -- of the dry run
    "rows"        bigint      not null default 0, -- of the whole file, once it was read
    done          bigint      not null default 0, -- rows read in what is under way
    made          bigint      not null default 0,
    merged        bigint      not null default 0,
    skipped       bigint      not null default 0,
    invalid       bigint      not null default 0,
    returned      bigint      not null default 0, -- leads removed by an undo
    made_by       bigint      not null,
    made_at       timestamptz not null,
    started_at    timestamptz,
    ended_at      timestamptz,
    claimed_by    text        not null default '', -- the node that works on it
    claimed_until timestamptz,
    primary key (company_id, id),
    foreign key (company_id) references fairlead.company
) with (fillfactor = 70);

-- How each row fared, without what it says. "row" counts from 1, the header included, as spreadsheets do.
create table fairlead.import_row (
    company_id int    not null default nullif(current_setting('fairlead.company', true), '')::int,
    import_id  bigint not null,
    "row"      bigint not null,
    state      text   not null check (state in ('invalid', 'duplicate', 'skipped', 'made', 'merged', 'returned', 'kept')),
    reason     text   not null default '',
    field      text   not null default '',
    lead_id    bigint,
    primary key (company_id, import_id, "row"),
    foreign key (company_id, import_id) references fairlead.import on delete cascade
);
create index on fairlead.import_row (company_id, lead_id) where lead_id is not null;
create index on fairlead.import_row (company_id, import_id, state, "row");

-- How a file with this header was read the last time.
create table fairlead.import_mapping (
    company_id  int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    fingerprint text        not null,
    format      jsonb       not null,
    columns     jsonb       not null,
    choice      jsonb       not null,
    used_at     timestamptz not null,
    primary key (company_id, fingerprint),
    foreign key (company_id) references fairlead.company
);

call shared.keep_apart('import', 'import_row', 'import_mapping');

grant select, insert, update, delete on fairlead.import, fairlead.import_row to "${application}";
grant select, insert, update, delete on fairlead.import_mapping to "${application}";

-- Whether a company has an import with which there is something to do.
alter table shared.tenant add column transfers boolean not null default false;

-- What an event may still say of a lead whose person was erased.
create or replace function shared.bare(kind text, data jsonb) returns jsonb language sql immutable as $$
    select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(data)
     where key in ('batch', 'place', 'decision', 'rule', 'user', 'how', 'activity', 'quarantined')
        or key in ('contact', 'status', 'trusted', 'advisors') and kind in ('lead-arrived', 'lead-imported')
        or key in ('before', 'after') and kind in ('status-changed', 'lead-accepted', 'lead-declined',
            'assigned-by-hand', 'entry-undone', 'handed-back', 'handed-over', 'hand-over-undone', 'lead-astray',
            'lead-overdue')
$$;

-- The application itself may not delete from the journal. Of leads that an import made, that nobody had to do with and that
-- it took back in the same transaction, nothing stays there either.
create function fairlead.forget_import(of_import bigint, leads bigint[]) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    company int := nullif(current_setting('fairlead.company', true), '')::int;
begin
    delete from fairlead.event e
     where e.company_id = company and e.lead = any(leads) and e.kind = 'lead-imported'
       and exists (select from fairlead.import_row r
                    where r.company_id = company and r.import_id = of_import and r.lead_id = e.lead
                      and r.state = 'returned')
       and not exists (select from fairlead.lead l where l.company_id = company and l.id = e.lead)
       and not exists (select from fairlead.decision d where d.company_id = company and d.lead_id = e.lead);
end $$;
revoke execute on function fairlead.forget_import from public;
grant execute on function fairlead.forget_import to "${application}";
