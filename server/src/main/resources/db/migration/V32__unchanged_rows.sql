-- Rows of a file that say nothing new of a lead are told apart from those that are skipped.
alter table fairlead.import add column unchanged bigint not null default 0;
alter table fairlead.import_row
    drop constraint import_row_state_check,
    add constraint import_row_state_check check (state in ('invalid', 'duplicate', 'skipped', 'unchanged', 'made', 'merged',
        'returned', 'restored', 'kept'));
update fairlead.import_row set state = 'unchanged' where state = 'skipped' and reason = 'same';
update fairlead.import i set unchanged = r.same, skipped = greatest(0, i.skipped - r.same)
  from (select company_id, import_id, count(*) as same from fairlead.import_row where state = 'unchanged'
         group by company_id, import_id) r
 where r.company_id = i.company_id and r.import_id = i.id;
