-- An id in the settings file is any text that is not blank; a user's may be so too.
alter table fairlead.app_user
    drop constraint app_user_key_check,
    add check (key ~ '\S');

-- After how long without a sign of life somebody who is online goes offline by themselves; null for never.
alter table fairlead.company
    add column idle_minutes int default 15 check (idle_minutes between 1 and 1440);

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

grant select, insert, update, delete on shared.invitation to "${application}";
