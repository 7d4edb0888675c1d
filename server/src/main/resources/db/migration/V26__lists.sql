-- Whether leads may have texts in a field of numbers that read as numbers: its index does not hold those.
alter table fairlead.field_index add column texts boolean not null default true;
