-- A company may bring leads along. Its first checkpoint, the opening, says how its desk stood then; nothing before it can be
-- told again, and nothing was decided here.
alter table fairlead.replay_checkpoint add column opening boolean not null default false;
create unique index on fairlead.replay_checkpoint (company_id) where opening;

-- What is counted up is looked for by all of what makes notices alike: somebody may have thousands unread.
drop index fairlead.notice_unread;
create index notice_unread on fairlead.notice (company_id, user_id, kind, bundle) where read_at is null;

-- Leads arrive in the order in which they are written: those before an instant lie together.
create index lead_time on fairlead.lead using brin (created_at) with (pages_per_range = 16);
