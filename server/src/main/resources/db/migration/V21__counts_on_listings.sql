-- What counts for a person on one listing, by the day on which it was booked: kept whether or not a rule looks at single
-- listings, so that one that begins to finds what was booked before. Read by listing, when it is looked at.
create table fairlead.listing_tally (
    company_id int    not null default nullif(current_setting('fairlead.company', true), '')::int,
    listing    text   not null,
    what       text   not null check (what in ('activity', 'compensation')),
    of         text   not null, -- the kind of activity, or the rule
    user_id    bigint not null,
    day        bigint not null, -- since 1970-01-01, in the company's zone
    amount     bigint not null,
    primary key (company_id, listing, what, of, user_id, day),
    foreign key (company_id, user_id) references fairlead.app_user
) with (fillfactor = 50);

create table fairlead.replay_listing (
    company_id int    not null default nullif(current_setting('fairlead.company', true), '')::int,
    listing_id text   not null,
    seq        bigint not null,
    state      text   not null,
    primary key (company_id, listing_id, seq)
);
create index on fairlead.replay_listing (company_id, seq);

-- Row-level security that is forced would hide the rows of all companies, without an error.
alter table fairlead.tally no force row level security;
insert into fairlead.listing_tally (company_id, listing, what, of, user_id, day, amount)
select company_id, listing, what, of, user_id, period, amount from fairlead.tally where listing <> '' and span = 'day';
delete from fairlead.tally where listing <> '';
alter table fairlead.tally force row level security;
alter table fairlead.tally drop column listing;
alter table fairlead.tally add primary key (company_id, what, of, user_id, span, period);

-- Checkpoints do not say yet what counts on listings: they are taken again.
alter table fairlead.replay_checkpoint no force row level security;
alter table fairlead.replay_lead no force row level security;
alter table fairlead.replay_contact no force row level security;
delete from fairlead.replay_checkpoint;
delete from fairlead.replay_lead;
delete from fairlead.replay_contact;
alter table fairlead.replay_checkpoint force row level security;
alter table fairlead.replay_lead force row level security;
alter table fairlead.replay_contact force row level security;

-- What verifications found is told by kinds and values from now on: the last one is to be run again.
alter table fairlead.verification no force row level security;
delete from fairlead.verification;
alter table fairlead.verification force row level security;

call shared.keep_apart('listing_tally', 'replay_listing');

grant select, insert, update, delete on fairlead.listing_tally to "${application}";
grant select, insert, delete on fairlead.replay_listing to "${application}";
