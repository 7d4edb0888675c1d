-- What a desk on another node has to read again: the leads that may move by themselves, and changed in a batch. A batch in
-- which none did leaves no row; of the last ten thousand batches alone it is known.
create table fairlead.desk_change (
    company_id int      not null default nullif(current_setting('fairlead.company', true), '')::int,
    seq        bigint   not null, -- the batch
    leads      bigint[] not null, -- that may move by themselves, or might before
    contacts   bigint[] not null, -- of such leads, who have other advisors
    primary key (company_id, seq)
);

call shared.keep_apart('desk_change');
grant select, insert, delete on fairlead.desk_change to "${application}";
