-- What the ledgers did day by day, corrections of them, and when the decisions were last verified.

-- Sums of the entries and reversals of a day, in the ledger's units: over all days a person's are those of the ledger,
-- and over all people a day's balances sum to zero. The day is the company's. What was booked before there were days
-- stands on 1970-01-01.
create table fairlead.ledger_day (
    company_id int     not null default nullif(current_setting('fairlead.company', true), '')::int,
    day        date    not null,
    shared     boolean not null,
    name       text    not null,
    user_id    bigint  not null,
    entitled   bigint  not null default 0,
    received   bigint  not null default 0,
    peak       bigint  not null default 0, -- the largest |balance| of the ledger after a batch of that day
    primary key (company_id, day, shared, name, user_id),
    foreign key (company_id, user_id) references fairlead.app_user
) with (fillfactor = 50);

-- Row-level security binds the owner too: it would see no ledger here.
alter table fairlead.ledger no force row level security;
insert into fairlead.ledger_day (company_id, day, shared, name, user_id, entitled, received, peak)
    select company_id, '1970-01-01', shared, name, user_id, entitled, received, peak from fairlead.ledger;
alter table fairlead.ledger force row level security;

-- What people put right in the books, each with its reason. Nothing in it is changed; a correction is undone by another.
create table fairlead.correction (
    company_id int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    id         bigint generated always as identity,
    at         timestamptz not null,
    who        bigint      not null,
    kind       text        not null check (kind in ('annulled', 'reinstated', 'moved')),
    reason     text        not null check (reason <> ''),
    shared     boolean     not null,
    name       text        not null,
    rule       text        not null default '',
    lead_id    bigint,          -- of an entry
    from_id    bigint,          -- who is entitled to less; of an entry whose it was
    to_id      bigint,          -- who is entitled to more
    units      bigint,          -- what was moved
    undoes     bigint,          -- the correction that this one takes back
    primary key (company_id, id),
    foreign key (company_id) references fairlead.company
);
create unique index on fairlead.correction (company_id, undoes) where undoes is not null;
create index on fairlead.correction (company_id, lead_id, id) where lead_id is not null;

create table fairlead.verification (
    company_id int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    id         bigint generated always as identity,
    at         timestamptz not null,
    who        bigint      not null,
    seconds    int         not null,
    report     jsonb       not null,
    primary key (company_id, id),
    foreign key (company_id) references fairlead.company
);

call shared.keep_apart('ledger_day', 'correction', 'verification');

grant select, insert, update, delete on fairlead.ledger_day to "${application}";
grant select, insert on fairlead.correction, fairlead.verification to "${application}";
