import { TextInput } from '@mantine/core';
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks';
import type { ColDef, ValueFormatterParams } from 'ag-grid-community';
import { type Ref, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assignment } from '../../api/types';
import { Grid } from '../../grid/Grid';
import type { GridHandle } from '../../grid/handle';
import { momentOfYear, whole } from '../../i18n/format';
import { Icon } from '../../ui/Icon';
import classes from './Results.module.css';
import type { Run } from './run';

interface Props {
  run: Run;
  gridRef: Ref<GridHandle<Assignment>>;
  search: string;
  onSearch: (search: string) => void;
  onOpen: (assignment: Assignment) => void;
}

export function idOf(assignment: Assignment): string {
  return String(assignment.number);
}

/** Who got which lead, when and how: the rows of a run, as they come in. */
export function Assignments({ run, gridRef, search, onSearch, onOpen }: Props) {
  const { t, i18n } = useTranslation('simulator');
  const { names } = run;
  const language = i18n.language;
  const [sought] = useDebouncedValue(search, 150);
  const [found, setFound] = useState(0);
  const narrow = useMediaQuery('(max-width: 40rem)', false, { getInitialValueInEffect: false });
  const columns = useMemo<ColDef<Assignment>[]>(() => {
    const named = (row: Assignment | undefined) =>
      row === undefined ? '' : (names.get(row.user) ?? row.user);
    return [
      {
        field: 'number',
        headerName: t('column.number'),
        width: 74,
        cellClass: 'figures quiet',
        sort: 'asc',
        hide: narrow,
        getQuickFilterText: () => '',
      },
      {
        field: 'at',
        headerName: t('column.at'),
        width: 172,
        cellClass: 'figures',
        valueFormatter: (cell: ValueFormatterParams<Assignment, string>) =>
          momentOfYear(language, cell.value ?? ''),
        getQuickFilterText: (cell) => cell.value.replace('T', ' '),
      },
      { field: 'lead', headerName: t('column.lead'), width: 84 },
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
  }, [t, language, names, narrow]);
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
          onChange={(event) => onSearch(event.currentTarget.value)}
        />
        <span className="quiet figures">
          {search.trim() === '' || found === run.rows.length
            ? t('rows', { count: run.rows.length, figure: whole(language, run.rows.length) })
            : t('rowsFound', { found: whole(language, found), figure: whole(language, run.rows.length) })}
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
          search={sought}
          onOpen={onOpen}
          onCount={setFound}
        />
      </div>
    </div>
  );
}

function nobody(row: Assignment | undefined): boolean {
  return row?.how === 'waiting' || row?.how === 'unassigned';
}
