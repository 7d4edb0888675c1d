-- What works behind the desks, company by company: the outbox of mails, and the seals on decisions.

-- The companies of this installation, for work that goes from one to the next. Mails about leads are made from events in
-- the order (tx, id); the last one done stands here.
create table shared.tenant (
    company_id int     primary key,
    mails      boolean not null default false, -- whether an address is set that wants mails about leads
    mailed_tx  xid8    not null default '0',
    mailed_id  bigint  not null default 0
) with (fillfactor = 50);
grant select, insert, update on shared.tenant to "${application}";

-- Row-level security binds the owner too: it would see no company here.
alter table fairlead.company no force row level security;
insert into shared.tenant (company_id, mails, mailed_tx)
    select company_id, body ?| array ['fallback-email', 'overview-email'], pg_current_xact_id() from fairlead.company;
alter table fairlead.company force row level security;

create table fairlead.mail (
    company_id    int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    id            bigint generated always as identity,
    recipient     text        not null check (recipient <> ''),
    subject       text        not null,
    body          text        not null,
    html          text        not null default '',
    message_id    text        not null check (message_id ~ '^<[^<>[:space:]]+@[^<>[:space:]]+>$'),
    state         text        not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
    tries         int         not null default 0,
    next_at       timestamptz not null default now(), -- moves for retries only
    claimed_until timestamptz,                        -- a node is sending it; never indexed
    last_error    text        not null default '',
    created_at    timestamptz not null default now(),
    sent_at       timestamptz,
    secret        boolean     not null default false, -- what it says is forgotten once it is out or given up
    primary key (company_id, id),
    unique (company_id, message_id),
    foreign key (company_id) references fairlead.company
);
create index on fairlead.mail (company_id, next_at) where state = 'waiting';
create index on fairlead.mail (company_id, created_at) where state <> 'waiting';

-- A seal covers the decisions from first to last: hash = SHA-256(previous || their payload hashes in order).
create table fairlead.seal (
    company_id int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    id         bigint      not null, -- without gaps
    first      bigint      not null,
    last       bigint      not null check (last >= first),
    previous   bytea       not null,
    hash       bytea       not null check (length(hash) = 32),
    at         timestamptz not null default now(),
    primary key (company_id, id),
    unique (company_id, last),
    foreign key (company_id) references fairlead.company
);

-- payload_hash = SHA-256(salt || fairlead.payload(decision)). Who is forgotten loses decision and salt; the hash, which
-- says nothing without them, stays and keeps the chain whole.
create table fairlead.decision_seal (
    company_id   int    not null default nullif(current_setting('fairlead.company', true), '')::int,
    decision_id  bigint not null,
    salt         bytea check (length(salt) = 16),
    payload_hash bytea  not null check (length(payload_hash) = 32),
    primary key (company_id, decision_id),
    foreign key (company_id) references fairlead.company
);

-- A decision as it is sealed: JSON in the one form that jsonb has, times in microseconds since 1970.
create function fairlead.payload(d fairlead.decision) returns bytea language sql stable as $$
    select convert_to(jsonb_build_object('company', d.company_id, 'id', d.id, 'lead', d.lead_id,
        'at', (extract(epoch from d.at) * 1000000)::bigint, 'how', d.how, 'rule', d.rule, 'user', d.user_id,
        'settings', d.settings_seq, 'explanation', d.explanation)::text, 'UTF8')
$$;

call shared.keep_apart('mail', 'seal', 'decision_seal');

grant select, insert, update, delete on fairlead.mail to "${application}";
grant select, insert on fairlead.seal, fairlead.decision_seal to "${application}";
