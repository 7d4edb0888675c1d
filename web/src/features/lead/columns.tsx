import type { ColDef } from 'ag-grid-community';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeadRow } from '../../api/types';
import { isolated, momentOfYear, wallTime } from '../../i18n/format';
import { useZone } from '../../ui/useZone';
import { stateOf, titleOf } from './words';

/** The columns of a list of leads, in their order. */
export const columnNames = [
  'name',
  'created',
  'status',
  'source',
  'assignee',
  'state',
  'phone',
  'email',
  'listing',
  'rule',
] as const;

export type ColumnName = (typeof columnNames)[number];

export const usuallyHidden: ColumnName[] = ['email', 'listing', 'rule'];

const sortable: ReadonlySet<ColumnName> = new Set(['created', 'status', 'source', 'assignee']);

export function useLeadColumns(hidden: ColumnName[]): ColDef<LeadRow>[] {
  const { t, i18n } = useTranslation('lead');
  const language = i18n.language;
  const zone = useZone();
  return useMemo(() => {
    const values: Record<ColumnName, (lead: LeadRow) => string> = {
      name: (lead) => titleOf(lead, t),
      created: (lead) => momentOfYear(language, wallTime(zone, new Date(lead.createdAt))),
      status: (lead) => lead.status,
      source: (lead) => lead.source,
      assignee: peopleOf,
      state: (lead) => stateOf(lead, { t, language, zone }),
      phone: (lead) => isolated(language, lead.phone),
      email: (lead) => lead.email,
      listing: (lead) => lead.listing?.name ?? '',
      rule: (lead) => lead.rule,
    };
    return columnNames.map((name) => ({
      colId: name,
      headerName: t(`column.${name}`),
      sortable: sortable.has(name),
      hide: hidden.includes(name),
      flex: name === 'name' || name === 'state' ? 1.6 : 1,
      minWidth: name === 'created' ? 140 : 100,
      valueGetter: (cell) => (cell.data === undefined ? '' : values[name](cell.data)),
      cellClass: (cell) => classOf(name, cell.data),
    }));
  }, [t, language, zone, hidden]);
}

/** Who has a lead, and who works it beside them. */
function peopleOf(lead: LeadRow): string {
  return [lead.assignee?.name ?? '—', ...lead.workers.map(({ name }) => name)].join(' + ');
}

function classOf(name: ColumnName, lead: LeadRow | undefined): string {
  if (name === 'created' || name === 'phone') return 'figures';
  if (name === 'state' && lead !== undefined) {
    return lead.assignee == null && !lead.closed ? 'alert' : 'quiet';
  }
  return '';
}
