-- What a desk on another node has to read again: the leads that may move by themselves, and changed in a batch. A batch in
-- which none did leaves no row; of the last ten thousand batches alone it is known.
create table fairlead.desk_change (
    company_id int      not null default nullif(current_setting('fairlead.company', true), '')::int,
    seq        bigint   not null, -- the batch
    leads      bigint[] not null, -- that may move by themselves, or might before
    contacts   bigint[] not null, -- of such leads, who have other advisors
    primary key (company_id, seq)
);

call shared.keep_apart('desk_change');
grant select, insert, delete on fairlead.desk_change to "${application}";

-- The last day of a line stands with the line itself, as what it was when that day began; it goes to ledger_day once the
-- line changes on another one. Balances in the open day are those of the line less those.
alter table fairlead.ledger
    add column day          date   not null default '1970-01-01', -- on which it changed last
    add column day_entitled bigint not null default 0,            -- before that day
    add column day_received bigint not null default 0,
    add column day_peak     bigint not null default 0;            -- the largest |balance| after a batch of that day
alter table fairlead.ledger no force row level security;
update fairlead.ledger set day_entitled = entitled, day_received = received;
alter table fairlead.ledger force row level security;

-- A company is never deleted, and row-level security lets rows into the company of the session alone: to look it up again
-- for each row of what comes in is a price paid for nothing.
alter table fairlead.event drop constraint event_company_id_fkey;
alter table fairlead.lead drop constraint lead_company_id_fkey;
alter table fairlead.contact drop constraint contact_company_id_fkey;
alter table fairlead.submission drop constraint submission_company_id_fkey;
