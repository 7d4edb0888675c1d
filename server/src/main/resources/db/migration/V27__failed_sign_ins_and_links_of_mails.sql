-- Sign-ins that failed are counted by person, address and hour, so that no number of attempts fills the table.
alter table fairlead.audit add column times int not null default 1 check (times > 0);
alter table fairlead.audit drop constraint audit_company_id_kind_record_who_hour_key;
create unique index audit_hour on fairlead.audit (company_id, kind, record, coalesce(who, 0), address, hour)
    where hour is not null;
grant update on fairlead.audit to "${application}";

-- Which leads' pages a mail leads to, by how their addresses end: so the mails about a person are found without reading
-- all of them. A mail is written once; what it says is only ever emptied.
create table fairlead.mail_link (
    company_id int    not null default nullif(current_setting('fairlead.company', true), '')::int,
    link       text   not null,
    mail_id    bigint not null,
    primary key (company_id, link, mail_id),
    foreign key (company_id, mail_id) references fairlead.mail on delete cascade
);
create index on fairlead.mail_link (company_id, mail_id);

create function fairlead.links(body text) returns setof text language sql immutable as $$
    select distinct found[1] from regexp_matches(body, '/leads/[0-9A-Za-z]+', 'g') as found
$$;

create function fairlead.note_links() returns trigger language plpgsql as $$
begin
    insert into fairlead.mail_link (company_id, link, mail_id)
        select new.company_id, link, new.id from fairlead.links(new.body) as link;
    return null;
end $$;

create trigger note_links after insert on fairlead.mail for each row
    when (position('/leads/' in new.body) > 0) execute function fairlead.note_links();

alter table fairlead.mail no force row level security;
insert into fairlead.mail_link (company_id, link, mail_id)
    select m.company_id, link, m.id from fairlead.mail m, fairlead.links(m.body) as link;
alter table fairlead.mail force row level security;

call shared.keep_apart('mail_link');
grant select, insert, delete on fairlead.mail_link to "${application}";
