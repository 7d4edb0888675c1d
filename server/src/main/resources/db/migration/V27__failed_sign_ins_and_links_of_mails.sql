-- Sign-ins that failed are counted by person, address and hour, so that no number of attempts fills the table.
alter table fairlead.audit add column times int not null default 1 check (times > 0);
alter table fairlead.audit drop constraint audit_company_id_kind_record_who_hour_key;
create unique index audit_hour on fairlead.audit (company_id, kind, record, coalesce(who, 0), address, hour)
    where hour is not null;
grant update on fairlead.audit to "${application}";
