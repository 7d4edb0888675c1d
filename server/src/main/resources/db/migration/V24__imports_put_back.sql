-- An import that is taken back also puts leads back that it completed or overwrote.

-- The version that a lead had once a row was brought into it.
alter table fairlead.import_row
    add column version bigint,
    drop constraint import_row_state_check,
    add constraint import_row_state_check check (state in ('invalid', 'duplicate', 'skipped', 'made', 'merged', 'returned',
        'restored', 'kept'));

alter table fairlead.import add column restored bigint not null default 0; -- leads put back by an undo
