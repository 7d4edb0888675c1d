-- Handing over grows into all that is done with many leads at once: they also get a status, the value of a field, or a
-- place on a list.

alter table fairlead.hand_over rename to bulk;
alter table fairlead.hand_over_lead rename to bulk_lead;
alter table fairlead.bulk_lead rename column hand_over_id to bulk_id;
alter table shared.tenant rename column hand_overs to bulk;

alter table fairlead.bulk
    add column action  text   not null default 'hand-over' check (action in ('hand-over', 'status', 'field', 'list')),
    add column wanted  jsonb  not null default '{}', -- the status, the field with its value, or the list; not of hand-overs
    add column filters jsonb,            -- by which its leads are being looked for; null once all are found
    add column reached bigint not null default 0, -- the lead up to which that was done which its state says
    add column done    bigint not null default 0, -- how many of them
    add column todo    bigint not null default 0; -- of how many; while leads are being found, the newest lead

-- What the lead's status or field was when it was chosen.
alter table fairlead.bulk_lead add column was jsonb;

-- Leads that somebody picked for a list, beside what its filter asks.
create table fairlead.lead_view_lead (
    company_id int    not null default nullif(current_setting('fairlead.company', true), '')::int,
    view_id    bigint not null,
    lead_id    bigint not null,
    primary key (company_id, view_id, lead_id),
    foreign key (company_id, view_id) references fairlead.lead_view on delete cascade
);

call shared.keep_apart('lead_view_lead');

grant select, insert, delete on fairlead.lead_view_lead to "${application}";
