-- Leads, their contacts, and the desk that distributes them. A company's desk works on one batch at a time: it locks its
-- own row first, so that two leads never share a turn and a cap is never passed, on any number of nodes.

create table fairlead.contact (
    company_id int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    id         bigint      not null, -- given by the desk: a lower number is older
    name       text        not null default '',
    owner_id   bigint,
    former     bigint[]    not null default '{}', -- former advisors, most recent first
    created_at timestamptz not null,
    primary key (company_id, id),
    foreign key (company_id) references fairlead.company
);

-- By what contacts are found; of two contacts the older one keeps a value.
create table fairlead.contact_key (
    company_id int    not null default nullif(current_setting('fairlead.company', true), '')::int,
    kind       text   not null check (kind in ('phone', 'email')),
    value      text   not null check (value <> ''),
    contact_id bigint not null,
    primary key (company_id, kind, value),
    foreign key (company_id, contact_id) references fairlead.contact on delete cascade
);
create index on fairlead.contact_key (company_id, contact_id);

-- '' and 0 stand for none, so that every column can be sorted by its index. No index on what changes often. Text is
-- compared by code point, so that a prefix is a range of an index; LIKE would read every row, since row-level security
-- keeps it from the indexes.
create table fairlead.lead (
    company_id int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    id         bigint      not null, -- given by the desk: in order of arrival
    created_at timestamptz not null,
    source     text        not null default '',
    status     text        not null default '',
    closed     boolean     not null default false,
    state      text        not null check (state in ('assigned', 'offered', 'waiting', 'unassigned')),
    rule       text        not null default '', -- that gave it, offers it, in which it waits, or that left it
    owner_id   bigint      not null default 0,
    contact_id bigint      not null,
    listing    text        not null default '',
    name       text        not null default '',
    phone      text        not null default '', -- E.164
    email      text        not null default '', -- lower case
    custom     jsonb       not null default '{}',
    version    bigint      not null default 1,
    name_key   text        collate "C" generated always as (lower(name collate pg_c_utf8)) stored,
    primary key (company_id, id),
    foreign key (company_id) references fairlead.company
) partition by list (company_id);
create table fairlead.lead_shared partition of fairlead.lead default with (
    fillfactor = 90, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02,
    autovacuum_analyze_scale_factor = 0.01);
create index on fairlead.lead (company_id, owner_id, id);
create index on fairlead.lead (company_id, status, id);
create index on fairlead.lead (company_id, source, id);
create index on fairlead.lead (company_id, contact_id, id);
create index on fairlead.lead (company_id, state, id) where state <> 'assigned';
create index lead_name on fairlead.lead (company_id, name_key, id);
create index lead_phone on fairlead.lead (company_id, phone collate "C", id);
create index lead_email on fairlead.lead (company_id, email collate "C", id);

-- Open leads, of a person and of all: few beside the closed ones.
create index lead_open on fairlead.lead (company_id, id) where not closed;
create index lead_open_of on fairlead.lead (company_id, owner_id, id) where not closed;

-- Empty while all is well: open leads whose state and owner contradict each other.
create index lead_astray on fairlead.lead (company_id, id) where not closed and (state = 'assigned') <> (owner_id <> 0);

-- The order in which readers go through the journal: ids commit out of order, transactions below xmin are all done.
create index event_by_tx on fairlead.event (company_id, tx, id);

-- How far the desk has come. One row a company.
create table fairlead.desk (
    company_id int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    seq        bigint      not null default 0, -- batches done
    at         timestamptz not null,           -- everything due up to here is done
    turns      bigint      not null default 0, -- the last turn given
    leads      bigint      not null default 0, -- the last lead's number
    contacts   bigint      not null default 0, -- the last contact's number
    decisions  bigint      not null default 0, -- the last decision's number
    freed      boolean     not null default false, -- to be tried again at the next step: whoever waits,
    company_hopes boolean  not null default false, -- and whoever waits for the company
    primary key (company_id),
    foreign key (company_id) references fairlead.company
) with (fillfactor = 50);

-- What a desk was told in a batch beside leads that arrive (their events say it), so that it can be told again.
create table fairlead.desk_batch (
    company_id   int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    seq          bigint      not null,
    at           timestamptz not null,
    settings_seq bigint,     -- of the settings that came into force, and then it is the first batch under them
    told         jsonb       not null,
    primary key (company_id, seq)
);

-- What the desk knows of a lead beside the lead itself. Hot are those that may still move by themselves.
create table fairlead.desk_lead (
    company_id int     not null default nullif(current_setting('fairlead.company', true), '')::int,
    lead_id    bigint  not null,
    turn       bigint  not null,
    hot        boolean not null,
    state      jsonb   not null,
    primary key (company_id, lead_id)
) with (fillfactor = 80);
create index on fairlead.desk_lead (company_id, lead_id) where hot;

-- Balances are entitled − received, in units of 232 792 560 a lead; the balances of a ledger sum to zero.
create table fairlead.ledger (
    company_id int     not null default nullif(current_setting('fairlead.company', true), '')::int,
    shared     boolean not null, -- named in the settings, or a rule's own
    name       text    not null,
    user_id    bigint  not null,
    entitled   bigint  not null default 0,
    received   bigint  not null default 0,
    peak       bigint  not null default 0, -- the largest |balance| after any entry or reversal
    primary key (company_id, shared, name, user_id),
    foreign key (company_id, user_id) references fairlead.app_user
) with (fillfactor = 50);

-- Counts of a person's work: activities by kind, compensation by rule (in ledger units), open leads.
create table fairlead.tally (
    company_id int    not null default nullif(current_setting('fairlead.company', true), '')::int,
    what       text   not null check (what in ('activity', 'compensation', 'open')),
    of         text   not null default '', -- the kind of activity, or the rule
    listing    text   not null default '', -- '' counts all
    user_id    bigint not null,
    span       text   not null check (span in ('day', 'week', 'month', 'all')),
    period     bigint not null, -- the number of the day, week or month; 0 for all
    amount     bigint not null,
    primary key (company_id, what, of, listing, user_id, span, period),
    foreign key (company_id, user_id) references fairlead.app_user
) with (fillfactor = 50);
-- A desk that is taken up reads the present periods alone, however many there were before.
create index on fairlead.tally (company_id, span, period);

create table fairlead.rule_turn (
    company_id int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    rule       text        not null,
    user_id    bigint      not null,
    turn       bigint      not null,
    at         timestamptz not null,
    primary key (company_id, rule, user_id),
    foreign key (company_id, user_id) references fairlead.app_user
) with (fillfactor = 50);

-- Every decision with what it was made from; nothing in it is changed.
create table fairlead.decision (
    company_id   int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    id           bigint      not null, -- given by the desk, without gaps
    lead_id      bigint      not null,
    at           timestamptz not null,
    how          text        not null, -- a way of assignment, or 'offered', 'waiting', 'unassigned'
    rule         text        not null default '',
    user_id      bigint,
    settings_seq bigint      not null,
    explanation  json,                 -- null for what people did by hand; as text, since no query looks into it
    primary key (company_id, id)
);
create index on fairlead.decision (company_id, lead_id, id);

-- The whole settings as they came to be in force, so that every decision can be made again.
create table fairlead.settings_version (
    company_id int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    seq        bigint      not null,
    at         timestamptz not null,
    who        bigint,
    document   json        not null, -- keeps its order
    people     jsonb       not null, -- the number of each user by their id in the document
    primary key (company_id, seq),
    foreign key (company_id) references fairlead.company
);

-- When a company's desk has something to do by the clock alone.
create table shared.wake (
    company_id int         not null primary key,
    at         timestamptz not null
) with (fillfactor = 50);
create index on shared.wake (at);
grant select, insert, update, delete on shared.wake to "${application}";

call shared.keep_apart('contact', 'contact_key', 'lead', 'lead_shared', 'desk', 'desk_batch', 'desk_lead', 'ledger', 'tally',
    'rule_turn', 'decision', 'settings_version');

grant select, insert, update, delete on fairlead.contact, fairlead.contact_key, fairlead.lead, fairlead.desk,
    fairlead.desk_lead, fairlead.ledger, fairlead.tally, fairlead.rule_turn to "${application}";
grant select on fairlead.lead_shared to "${application}";
grant select, insert on fairlead.desk_batch, fairlead.decision, fairlead.settings_version to "${application}";
