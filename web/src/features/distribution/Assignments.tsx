import { TextInput } from '@mantine/core';
import type { ColDef, ValueFormatterParams } from 'ag-grid-community';
import { type Ref, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assignment } from '../../api/types';
import { Grid, type GridHandle } from '../../grid/Grid';
import { moment, whole } from '../../i18n/format';
import { Icon } from '../../ui/Icon';
import classes from './Results.module.css';
import type { Run } from './run';

interface Props {
  run: Run;
  gridRef: Ref<GridHandle<Assignment>>;
  onOpen: (assignment: Assignment) => void;
}

export function idOf(assignment: Assignment): string {
  return String(assignment.number);
}

/** Who got which lead, when and how: the rows of a run, as they come in. */
export function Assignments({ run, gridRef, onOpen }: Props) {
  const { t, i18n } = useTranslation('simulator');
  const [search, setSearch] = useState('');
  const { names } = run;
  const language = i18n.language;
  const columns = useMemo<ColDef<Assignment>[]>(() => {
    const named = (row: Assignment | undefined) =>
      row === undefined ? '' : (names.get(row.user) ?? row.user);
    return [
      { field: 'number', headerName: t('column.number'), width: 72, cellClass: 'figures quiet', sort: 'asc' },
      {
        field: 'at',
        headerName: t('column.at'),
        width: 205,
        cellClass: 'figures',
        valueFormatter: (cell: ValueFormatterParams<Assignment, string>) =>
          moment(language, cell.value ?? ''),
        getQuickFilterText: (cell) => `${cell.value} ${moment(language, cell.value)}`,
      },
      { field: 'lead', headerName: t('column.lead'), width: 92 },
      {
        headerName: t('column.person'),
        flex: 1.2,
        minWidth: 110,
        valueGetter: (cell) => named(cell.data) || '—',
      },
      { field: 'rule', headerName: t('column.rule'), flex: 1.2, minWidth: 110 },
      {
        headerName: t('column.how'),
        flex: 1,
        minWidth: 110,
        valueGetter: (cell) => (cell.data === undefined ? '' : t(`how.${cell.data.how}`)),
        cellClass: (cell) => (nobody(cell.data) ? 'alert' : ''),
      },
    ];
  }, [t, language, names]);
  return (
    <div className={classes.assignments}>
      <div className={classes.tools}>
        <TextInput
          className={classes.search}
          size="xs"
          leftSection={<Icon name="search" size={14} />}
          aria-label={t('search')}
          placeholder={t('search')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <span className="quiet figures">
          {t('rows', { count: run.rows.length, figure: whole(language, run.rows.length) })}
        </span>
        <span className={`quiet ${classes.hint}`}>{t('openHint')}</span>
      </div>
      <div className={classes.grid}>
        <Grid
          ref={gridRef}
          label={t('tab.assignments')}
          rows={run.rows}
          columns={columns}
          idOf={idOf}
          search={search}
          onOpen={onOpen}
        />
      </div>
    </div>
  );
}

function nobody(row: Assignment | undefined): boolean {
  return row?.how === 'waiting' || row?.how === 'unassigned';
}
