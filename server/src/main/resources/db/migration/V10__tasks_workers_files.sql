-- What people keep at a lead beside the desk: tasks with their reminders, further workers, files.

create table fairlead.task (
    company_id int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    id         bigint      generated always as identity,
    lead_id    bigint      not null,
    kind       text        not null check (kind in ('task', 'callback')),
    title      text        not null default '', -- may be missing for a callback alone
    due_at     timestamptz not null,
    remind     int         check (remind between 0 and 40320), -- minutes before it is due; null for no reminder
    remind_at  timestamptz, -- null where there is nothing to remind of any more
    user_id    bigint      not null, -- whose it is
    created_by bigint      not null,
    created_at timestamptz not null,
    done_at    timestamptz,
    version    bigint      not null default 1,
    primary key (company_id, id),
    foreign key (company_id) references fairlead.company,
    foreign key (company_id, user_id) references fairlead.app_user
) with (fillfactor = 80);
create index on fairlead.task (company_id, lead_id, id);
create index task_open on fairlead.task (company_id, due_at, id) where done_at is null;
create index task_open_of on fairlead.task (company_id, user_id, due_at, id) where done_at is null;
create index task_done on fairlead.task (company_id, done_at, id) where done_at is not null;
create index task_done_of on fairlead.task (company_id, user_id, done_at, id) where done_at is not null;
create index task_remind on fairlead.task (company_id, remind_at) where remind_at is not null;

-- Who works a lead beside its owner. They stay when the company allows one worker alone, and are not shown then.
create table fairlead.lead_worker (
    company_id int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    lead_id    bigint      not null,
    user_id    bigint      not null,
    added_by   bigint      not null,
    added_at   timestamptz not null,
    primary key (company_id, lead_id, user_id),
    foreign key (company_id, user_id) references fairlead.app_user
);
create index on fairlead.lead_worker (company_id, user_id, lead_id);

-- Files at a lead. Their content lies in the folder of files under a random name.
create table fairlead.lead_file (
    company_id int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    id         bigint      generated always as identity,
    lead_id    bigint      not null,
    name       text        not null check (name <> ''),
    bytes      bigint      not null,
    place      text        not null check (place ~ '^[a-z0-9]{26}$'),
    added_by   bigint      not null,
    added_at   timestamptz not null,
    primary key (company_id, id),
    unique (company_id, place),
    foreign key (company_id) references fairlead.company
);
create index on fairlead.lead_file (company_id, lead_id, id);

call shared.keep_apart('task', 'lead_worker', 'lead_file');

grant select, insert, update, delete on fairlead.task, fairlead.lead_worker, fairlead.lead_file to "${application}";
