-- Leads that are written out into files. Which leads they are is noted in a file too, as numbers in their order: what
-- changes while an export is under way neither doubles a lead nor leaves one out.

create table fairlead.export (
    company_id    int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    id            bigint generated always as identity,
    name          text        not null,           -- as whom it belongs to calls the file
    place         text        not null,           -- of the file
    shape         jsonb       not null,           -- which leads, in which order, which columns, how they are written
    state         text        not null check (state in ('waiting', 'running', 'ready', 'cancelled', 'failed')),
    problem       text        not null default '',
    leads         bigint      not null default 0, -- once they are noted
    done          bigint      not null default 0,
    shortened     bigint      not null default 0, -- texts that are longer than a cell may be
    bytes         bigint      not null default 0, -- once it is ready
    made_by       bigint      not null,
    made_at       timestamptz not null,
    ended_at      timestamptz,
    kept_until    timestamptz,                    -- then the row goes, and the file with it
    attempts      int         not null default 0, -- that failed
    claimed_by    text        not null default '', -- the node that works on it
    claimed_until timestamptz,
    taken         bigint      not null default 0, -- how often another node, or the same one anew, has claimed it
    primary key (company_id, id),
    foreign key (company_id) references fairlead.company
) with (fillfactor = 50);
create index on fairlead.export (company_id, kept_until);

call shared.keep_apart('export');

grant select, insert, update, delete on fairlead.export to "${application}";

-- Whether a company has an export with which there is something to do.
alter table shared.tenant add column exports boolean not null default false;

-- Whether a token may write leads out; only who may do so makes such a one.
alter table shared.token add column exports boolean not null default false;
