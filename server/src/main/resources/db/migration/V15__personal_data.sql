-- Personal data: who was erased, how long what is kept, and who saw, changed and exported what.

-- After how many months what is deleted: by kind; a kind that is missing is kept.
alter table fairlead.company add column retention jsonb not null default '{}';

-- Contacts whose personal data was deleted. Nothing here tells who they were; number and instant are those of the contact,
-- so that the same contact is found again in a database that was restored from an older backup.
create table fairlead.erasure (
    company_id int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    id         bigint generated always as identity,
    contact_id bigint      not null,
    since      timestamptz not null, -- contact.created_at
    at         timestamptz not null,
    who        bigint,               -- null for the program itself
    why        text        not null check (why in ('asked', 'retention', 'restored')),
    tx         xid8        not null default pg_current_xact_id(),
    primary key (company_id, id),
    unique (company_id, contact_id),
    foreign key (company_id) references fairlead.company
);

-- Their leads: decisions of these may lack salt and explanation, no others.
create table fairlead.erased_lead (
    company_id int    not null default nullif(current_setting('fairlead.company', true), '')::int,
    lead_id    bigint not null,
    erasure_id bigint not null,
    primary key (company_id, lead_id),
    foreign key (company_id, erasure_id) references fairlead.erasure
);
create index on fairlead.erased_lead (company_id, erasure_id);

-- Erased before this database was restored, and still to be erased here.
create table fairlead.erasure_due (
    company_id int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    contact_id bigint      not null,
    since      timestamptz not null,
    primary key (company_id, contact_id),
    foreign key (company_id) references fairlead.company
);

-- What is looked at and who signs in; what is changed tells the journal. Of the same person, record and hour one row.
create table fairlead.audit (
    company_id int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    id         bigint generated always as identity,
    at         timestamptz not null,
    who        bigint,
    kind       text        not null,
    record     bigint      not null default 0, -- the lead or contact; 0 for none
    hour       timestamptz,                    -- null for what is written each time
    address    text        not null default '',
    primary key (company_id, id),
    unique (company_id, kind, record, who, hour),
    foreign key (company_id) references fairlead.company
);
create index on fairlead.audit (company_id, at, id);
create index on fairlead.audit (company_id, who, at, id);
create index on fairlead.audit (company_id, kind, at, id);

-- What people did, as it is asked for: by time, by person, and what concerns no lead. What the program did with leads by
-- itself is not in these.
create index event_of_people on fairlead.event (company_id, at, id) where who is not null;
create index event_of_person on fairlead.event (company_id, who, at, id) where who is not null;
create index event_beside_leads on fairlead.event (company_id, at, id) where lead is null;

-- What is found by its time alone, in the order in which it was written.
create index submission_time on fairlead.submission using brin (at) with (pages_per_range = 16);
create index consent_time on fairlead.consent using brin (at) with (pages_per_range = 16);
create index quarantined_time on fairlead.quarantined using brin (at) with (pages_per_range = 16);
create index quarantined_lead on fairlead.quarantined (company_id, lead_id) where lead_id is not null;

call shared.keep_apart('erasure', 'erased_lead', 'erasure_due', 'audit');

grant select, insert on fairlead.erasure to "${application}";
grant select on fairlead.erased_lead to "${application}";
grant select, delete on fairlead.erasure_due to "${application}";
grant select, insert, delete on fairlead.audit to "${application}";
grant delete on fairlead.consent, fairlead.submission, fairlead.quarantined to "${application}";

-- What an event may still say of a lead whose person was erased.
create function shared.bare(kind text, data jsonb) returns jsonb language sql immutable as $$
    select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(data)
     where key in ('batch', 'place', 'decision', 'rule', 'user', 'how', 'activity', 'quarantined')
        or key in ('contact', 'status', 'trusted', 'advisors') and kind = 'lead-arrived'
        or key in ('before', 'after') and kind in ('status-changed', 'lead-accepted', 'lead-declined',
            'assigned-by-hand', 'entry-undone', 'handed-back', 'handed-over', 'hand-over-undone', 'lead-astray',
            'lead-overdue')
$$;

-- Blanks what the application itself may not change: journal, explanations, salts. Only for a contact whose erasure was
-- written down in the same transaction, so that nothing goes unrecorded; the row stays.
-- stand_ins: by event what it says beside that: of arrivals and edits. quarantined: submissions that are deleted with the contact.
create function fairlead.forget(of_erasure bigint, stand_ins jsonb, of_quarantined bigint[]) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    company int := nullif(current_setting('fairlead.company', true), '')::int;
    person  bigint;
    leads   bigint[];
begin
    select contact_id into person from fairlead.erasure
     where company_id = company and id = of_erasure and tx = pg_current_xact_id();
    if person is null then
        raise exception 'erasure % was not begun in this transaction', of_erasure;
    end if;
    -- Nothing is sealed meanwhile: a decision that is not sealed yet is sealed as it is then.
    perform pg_advisory_xact_lock(hashtextextended('fairlead seal', company));
    leads := array(select id from fairlead.lead where company_id = company and contact_id = person);
    insert into fairlead.erased_lead (company_id, lead_id, erasure_id)
        select company, lead, of_erasure from unnest(leads) as lead;
    update fairlead.event set data = shared.bare(kind, data) || coalesce(stand_ins -> id::text, '{}')
     where company_id = company and lead = any(leads);
    update fairlead.event set data = shared.bare(kind, data)
     where company_id = company and contact = person and lead is null;
    update fairlead.correction set reason = '–' where company_id = company and lead_id = any(leads);
    update fairlead.event set data = shared.bare(kind, data)
     where company_id = company and kind = 'quarantine-discarded' and lead is null
       and (data ->> 'quarantined')::bigint = any(of_quarantined);
    update fairlead.decision_seal s set salt = null from fairlead.decision d
     where d.company_id = company and d.lead_id = any(leads) and s.company_id = company and s.decision_id = d.id;
    update fairlead.decision set explanation = null where company_id = company and lead_id = any(leads);
end $$;
revoke execute on function fairlead.forget from public;
grant execute on function fairlead.forget to "${application}";
