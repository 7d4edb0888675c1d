-- Whether leads may have texts in a field of numbers that read as numbers: its index does not hold those.
alter table fairlead.field_index add column texts boolean not null default true;

-- The status behind the id, as in the indexes of zones: a source or a person in order of arrival, with a status or without.
create index lead_source on fairlead.lead (company_id, source, id, status);
drop index fairlead.lead_company_id_source_id_idx;
create index lead_owner on fairlead.lead (company_id, owner_id, id, status);
drop index fairlead.lead_company_id_owner_id_id_idx;
