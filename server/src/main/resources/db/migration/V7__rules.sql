-- Counts what happens to a company's draft of rules: saved, discarded, published, overtaken by another version. Who
-- changes the draft names the count they have seen.
alter table fairlead.company add column draft_seq bigint not null default 0;
