-- Own fields of leads by which lists are sorted and searched: each has an index over the company's leads alone. Indexes
-- are made and dropped without holding up whoever writes, by the owner of the tables, in a round of the server.

create table fairlead.field_index (
    company_id int         not null default nullif(current_setting('fairlead.company', true), '')::int,
    field      text        not null,
    kind       text        not null check (kind in ('text', 'number')), -- by which order it is kept
    state      text        not null default 'waiting' check (state in ('waiting', 'building', 'ready', 'failed', 'dropping')),
    reason     text        not null default '', -- it failed
    since      timestamptz not null default now(),
    primary key (company_id, field),
    foreign key (company_id) references fairlead.company
);

call shared.keep_apart('field_index');

grant select, insert, update, delete on fairlead.field_index to "${application}";

-- Whether a company has an index to be made or dropped.
alter table shared.tenant add column field_indexes boolean not null default false;

-- How far the indexes of the transaction's company are: only their owner may see what the database says of that.
create function shared.field_index_progress() returns table (name text, phase text, done bigint, whole bigint)
    language sql stable security definer set search_path = pg_catalog as $$
    select c.relname::text, p.phase,
           case when p.phase like '%loading%' then p.tuples_done else p.blocks_done end,
           case when p.phase like '%loading%' then p.tuples_total else p.blocks_total end
      from pg_stat_progress_create_index p join pg_class c on c.oid = p.index_relid
     where p.datname = current_database() and c.relnamespace = 'fairlead'::regnamespace
       and c.relname ^@ ('own_' || nullif(current_setting('fairlead.company', true), '') || '_')
$$;
revoke execute on function shared.field_index_progress from public;
grant execute on function shared.field_index_progress to "${application}";
