-- Notices for people: what happened with their leads, in the app and by mail.

-- One reader goes through a company's journal and makes notices and mails out of it; how far it has come. An address that
-- is set later is told nothing of transactions before mails_tx.
alter table shared.tenant rename column mailed_tx to read_tx;
alter table shared.tenant rename column mailed_id to read_id;
alter table shared.tenant add column mails_tx xid8 not null default '0';
update shared.tenant set read_tx = pg_current_xact_id(), read_id = 0 where not mails;

-- Where a mail's receiver chooses which mails to get; empty for none.
alter table fairlead.mail add column choices_link text not null default '';

-- What a person is told. Alike ones are counted up in one row while it is new and unread.
create table fairlead.notice (
    company_id int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    id         bigint generated always as identity,
    user_id    bigint      not null,
    kind       text        not null check (kind in ('assigned', 'joined', 'offered', 'lost', 'worked', 'due')),
    bundle     text        not null,               -- those of one kind and bundle are alike
    lead       bigint,                             -- null for several
    leads      bigint[]    not null default '{}',  -- the first of them
    count      int         not null default 1,     -- of leads; of acts for 'worked'
    who        bigint,                             -- did it last; null for the program
    people     bigint[]    not null default '{}',  -- all who did it
    data       jsonb       not null default '{}',  -- acts by kind with their counts; or event, why, until, task, title
    begun_at   timestamptz not null,
    at         timestamptz not null,               -- of the last event
    shown      boolean     not null,               -- in the app
    quiet      boolean     not null,               -- made while the person was off
    over       boolean     not null default false, -- an offer that cannot be taken any more
    read_at    timestamptz,
    mail_at    timestamptz,                        -- when it is due by mail; null for never, or done
    mailed     boolean     not null default false,
    tx         xid8        not null default pg_current_xact_id(), -- of the last change, for the live feed
    primary key (company_id, id),
    foreign key (company_id, user_id) references fairlead.app_user on delete cascade
) with (fillfactor = 80);
create index notice_list on fairlead.notice (company_id, user_id, at, id) where shown;
create index notice_unread on fairlead.notice (company_id, user_id, kind) where read_at is null;
create index notice_mail on fairlead.notice (company_id, mail_at) where mail_at is not null;
create index notice_by_tx on fairlead.notice (company_id, tx);
create index notice_of_lead on fairlead.notice (company_id, lead) where lead is not null;
create index notice_old on fairlead.notice (company_id, at);

-- What a person does not want to be told, by kinds of notices; who has no row wants all.
create table fairlead.notice_choice (
    company_id int     not null default nullif(current_setting('fairlead.company', true), '')::int,
    user_id    bigint  not null,
    app_off    text[]  not null default '{}',
    mail_off   text[]  not null default '{}',
    quiet      boolean not null default true, -- no mails and no interruptions off shift and while absent
    primary key (company_id, user_id),
    foreign key (company_id, user_id) references fairlead.app_user on delete cascade
);

call shared.keep_apart('notice', 'notice_choice');

grant select, insert, update, delete on fairlead.notice, fairlead.notice_choice to "${application}";
