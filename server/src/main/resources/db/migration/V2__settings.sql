-- What a company is set up to do, as stored: each object in the form it has in the settings file, so that the file, the
-- check, the simulator and the live desk all read the same thing. Every change appends an event with before and after.

-- Hides the rows of other companies from everybody, the owner of the tables too.
create procedure shared.keep_apart(variadic tables text[]) language plpgsql as $$
declare
    name text;
begin
    foreach name in array tables loop
        execute format('alter table fairlead.%I enable row level security', name);
        execute format('alter table fairlead.%I force row level security', name);
        execute format(
            'create policy own_company on fairlead.%I using (company_id = nullif(current_setting(''fairlead.company'', true), '''')::int)',
            name);
    end loop;
end $$;
revoke execute on procedure shared.keep_apart from public;

-- Teams live in the settings from here on, with their members in their order.
drop table fairlead.membership;
drop table fairlead.team;

alter table fairlead.company
    add column body         jsonb  not null default '{}', -- beside name, timezone and locale
    add column version      bigint not null default 1,
    add column settings_seq bigint not null default 0,    -- counts changes to anything on this page
    -- Counts what happens to the draft of rules: saved, discarded, published, overtaken by another version. Who changes
    -- the draft names the count they have seen.
    add column draft_seq    bigint not null default 0,
    -- After how long without a sign of life somebody who is online goes offline by themselves; null for never.
    add column idle_minutes int    default 15 check (idle_minutes between 1 and 1440);

alter table fairlead.app_user
    drop constraint app_user_key_check, -- an id in the settings file is any text that is not blank
    add check (key ~ '\S'),
    add column body     jsonb  not null default '{}', -- beside name, email, active and locale
    add column fields   jsonb  not null default '{}', -- the company's own fields of a user
    add column position int    not null default 0,
    add column version  bigint not null default 1;

create table fairlead.setting (
    company_id int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    kind       text        not null check (kind in ('schedule', 'team', 'listing', 'field', 'user-field', 'zones')),
    key        text        not null check (key <> ''),
    position   int         not null default 0, -- the order of the file
    body       jsonb       not null,
    version    bigint      not null default 1,
    changed_at timestamptz not null default now(),
    changed_by bigint,
    primary key (company_id, kind, key),
    foreign key (company_id) references fairlead.company
);

create table fairlead.absence (
    company_id int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    id         bigint generated always as identity,
    user_id    bigint      not null,
    "from"     text        not null, -- a date (whole day) or a date-time in company time, as in the settings file
    "to"       text        not null,
    kind       text        not null default '',
    version    bigint      not null default 1,
    changed_at timestamptz not null default now(),
    changed_by bigint,
    primary key (company_id, id),
    foreign key (company_id, user_id) references fairlead.app_user on delete cascade
);
create index on fairlead.absence (company_id, user_id);

-- Published rules; the highest version is in force. A roll back is a new version.
create table fairlead.rule_version (
    company_id   int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    version      int         not null check (version > 0),
    rules        jsonb       not null,
    note         text        not null default '',
    published_at timestamptz not null default now(),
    published_by bigint,
    primary key (company_id, version),
    foreign key (company_id) references fairlead.company
);

-- The one draft that all managers of a company share; no row means that it is the published version.
create table fairlead.rule_draft (
    company_id int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    rules      jsonb       not null,
    based_on   int         not null, -- the version it began from, 0 for none
    version    bigint      not null default 1,
    changed_at timestamptz not null default now(),
    changed_by bigint,
    primary key (company_id),
    foreign key (company_id) references fairlead.company
);

create table fairlead.presence (
    company_id int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    user_id    bigint      not null,
    online     boolean     not null,
    why        text        not null default '', -- a pause's name; 'idle' when the program set it
    since      timestamptz not null,
    seen_at    timestamptz not null,
    primary key (company_id, user_id),
    foreign key (company_id, user_id) references fairlead.app_user on delete cascade
);

-- One-time links by which people choose their password; the newest of a user works.
create table shared.invitation (
    company_id int         not null,
    user_id    bigint      not null,
    hash       bytea       not null unique check (length(hash) = 32), -- SHA-256 of the secret
    made_at    timestamptz not null,
    expires_at timestamptz not null,
    primary key (company_id, user_id),
    foreign key (company_id, user_id) references fairlead.app_user on delete cascade
);

call shared.keep_apart('setting', 'absence', 'rule_version', 'rule_draft', 'presence');

grant select, insert, update, delete on fairlead.setting, fairlead.absence, fairlead.rule_draft, fairlead.presence,
    shared.invitation to "${application}";
grant select, insert on fairlead.rule_version to "${application}";
