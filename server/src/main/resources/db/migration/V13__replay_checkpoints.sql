-- From where what happened can be told again without beginning at the company's first day. A checkpoint holds the books
-- as they stood after a batch; of leads and contacts it adds those that changed since the one before, so that what was
-- known of a lead at a checkpoint is its newest row up to there.
create table fairlead.replay_checkpoint (
    company_id int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    seq        bigint      not null, -- of the last batch in it
    at         timestamptz not null,
    arrival    bigint      not null, -- the last event of an arrival or edit in it
    state      text        not null,
    primary key (company_id, seq),
    foreign key (company_id) references fairlead.company
);

create table fairlead.replay_lead (
    company_id int    not null default nullif(current_setting('fairlead.company', true), '')::int,
    lead_id    bigint not null,
    seq        bigint not null,
    holder     bigint not null, -- 0 for nobody
    status     text   not null, -- '' for none
    state      text   not null,
    primary key (company_id, lead_id, seq)
);
create index on fairlead.replay_lead (company_id, holder, lead_id) where holder <> 0;
create index on fairlead.replay_lead (company_id, seq);

create table fairlead.replay_contact (
    company_id int      not null default nullif(current_setting('fairlead.company', true), '')::int,
    contact_id bigint   not null,
    seq        bigint   not null,
    owner      bigint   not null, -- 0 for nobody
    former     bigint[] not null,
    primary key (company_id, contact_id, seq)
);
create index on fairlead.replay_contact (company_id, seq);

call shared.keep_apart('replay_checkpoint', 'replay_lead', 'replay_contact');

grant select, insert, delete on fairlead.replay_checkpoint, fairlead.replay_lead, fairlead.replay_contact
    to "${application}";

-- What is told again goes by the leads that arrived and were edited, in their order, among all that happened.
create index on fairlead.event (company_id, id) where kind in ('lead-arrived', 'lead-edited');
