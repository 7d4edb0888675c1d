-- The journals of contacts and listings: what happens to a lead is told in those of its contact and its listing too.
alter table fairlead.event
    add column contact bigint,
    add column listing text;

-- Row-level security that is forced would hide the rows of all companies, without an error.
alter table fairlead.event no force row level security;
alter table fairlead.lead no force row level security;
update fairlead.event e set contact = l.contact_id, listing = nullif(l.listing, '')
  from fairlead.lead l where l.company_id = e.company_id and l.id = e.lead;
alter table fairlead.event force row level security;
alter table fairlead.lead force row level security;

create index event_of_contact on fairlead.event (company_id, contact, id) where contact is not null;
create index event_of_listing on fairlead.event (company_id, listing, id) where listing is not null;

-- The leads about a listing.
create index lead_of_listing on fairlead.lead (company_id, listing, id) where listing <> '';

-- What people change of a contact is compared with the version they saw.
alter table fairlead.contact add column version bigint not null default 1;

-- The leads a mail is about: once it is sent, their journals tell it.
alter table fairlead.mail add column leads bigint[] not null default '{}';
