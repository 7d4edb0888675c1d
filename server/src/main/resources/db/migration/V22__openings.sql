-- A company may bring leads along. Its first checkpoint, the opening, says how its desk stood then; nothing before it can be
-- told again, and nothing was decided here.
alter table fairlead.replay_checkpoint add column opening boolean not null default false;
create unique index on fairlead.replay_checkpoint (company_id) where opening;
