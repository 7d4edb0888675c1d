-- Leads that are handed over together: planned first, so that it can be seen who would get what, then done in slices.

create table fairlead.hand_over (
    company_id    int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    id            bigint generated always as identity,
    origin        text        not null check (origin in ('selection', 'unassigned', 'person')),
    person        bigint,     -- whose leads they are, where it is that person's
    way           text        not null check (way in ('rules', 'turns', 'open')),
    people        jsonb       not null default '[]', -- among whom, with their weights; not for the rules
    reason        text        not null default '',
    state         text        not null check (state in
                      ('planning', 'planned', 'running', 'paused', 'cancelled', 'done', 'undoing', 'undone')),
    plan          int         not null default 1, -- how often it was planned
    settings_seq  bigint      not null default 0, -- under which it was planned
    made_by       bigint      not null,
    made_at       timestamptz not null default now(),
    started_at    timestamptz,
    ended_at      timestamptz,
    undo_until    timestamptz,
    moved         int         not null default 0, -- once it has ended
    claimed_by    text        not null default '', -- the node that works on it
    claimed_until timestamptz,
    primary key (company_id, id),
    foreign key (company_id) references fairlead.company
) with (fillfactor = 80);

-- How each lead fares. Written in the transaction of the desk that moves it: a lead is never moved twice.
create table fairlead.hand_over_lead (
    company_id   int    not null default nullif(current_setting('fairlead.company', true), '')::int,
    hand_over_id bigint not null,
    lead_id      bigint not null,
    from_user    bigint not null default 0,  -- 0 for nobody
    planned_user bigint not null default 0,
    planned_how  text   not null default '', -- as a decision says it; empty for one that would be skipped
    state        text   not null default 'open' check (state in ('open', 'moved', 'skipped', 'returned', 'kept')),
    to_user      bigint not null default 0,
    how          text   not null default '',
    why          text   not null default '', -- it was skipped, or kept when the rest was undone
    moved_at     timestamptz,
    primary key (company_id, hand_over_id, lead_id),
    foreign key (company_id, hand_over_id) references fairlead.hand_over on delete cascade
) with (fillfactor = 80);

call shared.keep_apart('hand_over', 'hand_over_lead');

grant select, insert, update on fairlead.hand_over to "${application}";
grant select, insert, update on fairlead.hand_over_lead to "${application}";

-- Whether a company has a hand-over to be planned, done or undone.
alter table shared.tenant add column hand_overs boolean not null default false;
