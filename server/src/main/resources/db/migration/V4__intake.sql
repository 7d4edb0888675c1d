-- Where leads come from, and what came of each submission.

create table fairlead.source (
    company_id int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    id         bigint generated always as identity,
    key        text        not null check (key ~ '^[a-z0-9][a-z0-9_-]*$'), -- lead.source
    name       text        not null check (name <> ''),
    kind       text        not null check (kind in ('api', 'form')),
    active     boolean     not null default true,
    settings   jsonb       not null default '{}',
    public_key text,                 -- of a form: stands in its address
    seal       bytea       not null, -- signs what a form hands out
    version    bigint      not null default 1,
    created_at timestamptz not null,
    primary key (company_id, id),
    unique (company_id, key),
    check ((kind = 'form') = (public_key is not null)),
    foreign key (company_id) references fairlead.company
);

-- What each submission with an idempotency key came to: a decided lead, or a place in quarantine.
create table fairlead.submission (
    company_id  int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    source      text        not null,
    key         text        not null check (key <> ''),
    body        bytea       not null check (length(body) = 32), -- SHA-256 of what was sent
    outcome     jsonb,
    quarantined bigint,
    at          timestamptz not null,
    primary key (company_id, source, key),
    check (outcome is not null or quarantined is not null),
    foreign key (company_id) references fairlead.company
);

-- What could not be used, until somebody corrects or discards it. Texts, since JSON in them may hold what jsonb does not.
create table fairlead.quarantined (
    company_id int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    id         bigint generated always as identity,
    source     text        not null,
    key        text,                 -- the idempotency key
    body       text        not null, -- the lead as it was sent, as JSON in ASCII
    trusted    boolean     not null,
    consent    text,                 -- as JSON in ASCII
    reasons    jsonb       not null,
    at         timestamptz not null,
    state      text        not null default 'open' check (state in ('open', 'taken', 'discarded')),
    lead_id    bigint,
    note       text        not null default '',
    done_at    timestamptz,
    done_by    bigint,
    primary key (company_id, id),
    foreign key (company_id) references fairlead.company
);
create index on fairlead.quarantined (company_id, state, id);

-- The consent given with a lead: the text as it was shown.
create table fairlead.consent (
    company_id int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    lead_id    bigint      not null,
    at         timestamptz not null,
    locale     text        not null,
    text       text        not null check (text <> ''),
    origin     text        not null, -- the site the form stood on
    primary key (company_id, lead_id),
    foreign key (company_id) references fairlead.company
);

-- Leads typed in by hand, each its creator's until undone.
create table fairlead.manual_entry (
    company_id int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    lead_id    bigint      not null,
    user_id    bigint      not null,
    at         timestamptz not null,
    undone_at  timestamptz,
    primary key (company_id, lead_id),
    foreign key (company_id, user_id) references fairlead.app_user
);

-- Phones, e-mails and '@domains' of portals and switchboards: they tell nobody apart.
create table fairlead.relay (
    company_id int  not null default nullif(current_setting('fairlead.company', true), '')::int,
    value      text not null check (value <> ''),
    primary key (company_id, value),
    foreign key (company_id) references fairlead.company
);

call shared.keep_apart('source', 'submission', 'quarantined', 'consent', 'manual_entry', 'relay');

grant select, insert, update on fairlead.source, fairlead.submission, fairlead.quarantined, fairlead.manual_entry
    to "${application}";
grant select, insert on fairlead.consent to "${application}";
grant select, insert, delete on fairlead.relay to "${application}";

-- Whose key this is, before the company is known: a secret that programs show, or a form's public one.
create table shared.source_key (
    hash         bytea       primary key check (length(hash) = 32), -- SHA-256 of the key
    company_id   int         not null,
    source_id    bigint      not null,
    open         boolean     not null, -- public
    last_used_at timestamptz,
    unique (company_id, source_id),
    foreign key (company_id, source_id) references fairlead.source on delete cascade
);

grant select, insert, update, delete on shared.source_key to "${application}";
