-- Two schemas, two rules. `fairlead` holds what belongs to one company: every table's key leads with company_id and
-- row-level security shows the application's role only the rows of the company its transaction has set. `shared` holds
-- what lives before or across companies (sign-in, tokens, sessions, set-up); it is reached by name and by grant alone.
-- ${application} is the role of the application: neither superuser nor exempt from row-level security.

create schema fairlead;
grant usage on schema fairlead, shared to "${application}";

create table fairlead.company (
    company_id int generated always as identity primary key,
    name       text        not null check (name <> ''),
    timezone   text        not null,
    locale     text        not null default 'en' check (locale in ('en', 'it', 'de', 'ru', 'he')),
    id_seed    bigint      not null, -- shuffles the alphabet of the ids this company shows outside
    created_at timestamptz not null default now()
);

create table fairlead.app_user (
    company_id int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    id         bigint generated always as identity,
    key        text        not null check (key ~ '^[a-z0-9][a-z0-9_-]*$'), -- the id in the settings file
    name       text        not null check (name <> ''),
    email      text,
    role       text        not null check (role in ('administrator', 'manager', 'operator', 'integration')),
    locale     text        not null default 'en' check (locale in ('en', 'it', 'de', 'ru', 'he')),
    active     boolean     not null default true,
    created_at timestamptz not null default now(),
    primary key (company_id, id),
    unique (company_id, key),
    foreign key (company_id) references fairlead.company
);

create table fairlead.team (
    company_id int    not null default nullif(current_setting('fairlead.company', true), '')::int,
    id         bigint generated always as identity,
    key        text   not null check (key ~ '^[a-z0-9][a-z0-9_-]*$'),
    name       text   not null check (name <> ''),
    primary key (company_id, id),
    unique (company_id, key),
    foreign key (company_id) references fairlead.company
);

create table fairlead.membership (
    company_id int     not null default nullif(current_setting('fairlead.company', true), '')::int,
    team_id    bigint  not null,
    user_id    bigint  not null,
    position   int     not null, -- the team's own order
    manages    boolean not null default false,
    primary key (company_id, team_id, user_id),
    foreign key (company_id, team_id) references fairlead.team on delete cascade,
    foreign key (company_id, user_id) references fairlead.app_user on delete cascade
);
create index on fairlead.membership (company_id, user_id);

-- History, outbox and feed in one. Ids commit out of order: a reader compares tx with pg_snapshot_xmin.
create table fairlead.event (
    company_id int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    id         bigint generated always as identity,
    lead       bigint,
    kind       text        not null,
    who        bigint,     -- the user; null for the program itself
    at         timestamptz not null default now(),
    data       jsonb       not null default '{}',
    tx         xid8        not null default pg_current_xact_id(),
    primary key (company_id, id),
    foreign key (company_id) references fairlead.company
);
create index on fairlead.event (company_id, lead, id) where lead is not null;

do $$
declare
    tenant text;
begin
    foreach tenant in array array ['company', 'app_user', 'team', 'membership', 'event'] loop
        execute format('alter table fairlead.%I enable row level security', tenant);
        execute format('alter table fairlead.%I force row level security', tenant);
        execute format(
            'create policy own_company on fairlead.%I using (company_id = nullif(current_setting(''fairlead.company'', true), '''')::int)',
            tenant);
    end loop;
end $$;

grant select, insert, update, delete on fairlead.app_user, fairlead.team, fairlead.membership to "${application}";
grant select, insert, update on fairlead.company to "${application}";
grant select, insert on fairlead.event to "${application}";
grant usage on sequence fairlead.company_company_id_seq to "${application}";

-- Who may sign in, before it is known to which company they belong.
create table shared.sign_in (
    email      text        primary key check (email <> ''),
    company_id int         not null,
    user_id    bigint      not null,
    password   text        not null, -- an encoded hash
    changed_at timestamptz not null default now(),
    unique (company_id, user_id),
    foreign key (company_id, user_id) references fairlead.app_user on delete cascade
);

create table shared.token (
    id           bigint generated always as identity primary key,
    company_id   int         not null,
    user_id      bigint      not null,
    name         text        not null check (name <> ''),
    hash         bytea       not null unique check (length(hash) = 32), -- SHA-256 of the secret
    created_at   timestamptz not null default now(),
    last_used_at timestamptz,
    expires_at   timestamptz,
    foreign key (company_id, user_id) references fairlead.app_user on delete cascade
);
create index on shared.token (company_id, user_id, id);

-- The one-time link of an installation without companies: at most one row.
create table shared.setup (
    one  boolean primary key default true check (one),
    hash bytea   not null check (length(hash) = 32)
);

-- Spring Session's tables.
create table shared.session (
    primary_id            char(36) not null primary key,
    session_id            char(36) not null unique,
    creation_time         bigint   not null,
    last_access_time      bigint   not null,
    max_inactive_interval int      not null,
    expiry_time           bigint   not null,
    principal_name        varchar(100)
);
create index on shared.session (expiry_time);
create index on shared.session (principal_name);

create table shared.session_attributes (
    session_primary_id char(36)     not null references shared.session on delete cascade,
    attribute_name     varchar(200) not null,
    attribute_bytes    bytea        not null,
    primary key (session_primary_id, attribute_name)
);

grant select, insert, update, delete on shared.sign_in, shared.token, shared.setup, shared.session, shared.session_attributes
    to "${application}";
