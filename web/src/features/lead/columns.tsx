import type { ColDef } from 'ag-grid-community';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeadRow } from '../../api/types';
import type { Column } from '../../grid/layout';
import { isolated, momentOfYear, wallTime } from '../../i18n/format';
import type { OwnField } from '../../ui/fields';
import { phoneOf } from '../../ui/phones';
import { useZone } from '../../ui/useZone';
import { isSortable } from './search';
import { useSourceName } from './useSourceName';
import { stateOf, titleOf } from './words';

/** The columns that every company has. */
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

/** What a value of a column is, so that it can be searched and typed. */
export interface Kind {
  type: OwnField['type'];
  name: string;
  /** The company's own field; null for what every lead has. */
  own: OwnField | null;
}

export function isColumnName(id: string): id is ColumnName {
  return columnNames.some((name) => name === id);
}

/** All columns that there are, by their ids; where a company has a field of the same id, the column is what all have. */
export function useKinds(fields: OwnField[]): Map<string, Kind> {
  const { t } = useTranslation('lead');
  return useMemo(() => {
    const kinds = new Map<string, Kind>();
    for (const name of columnNames) {
      kinds.set(name, { type: typeOf(name), name: t(`column.${name}`), own: null });
    }
    for (const own of fields) {
      if (!kinds.has(own.id)) kinds.set(own.id, { type: own.type, name: own.name, own });
    }
    return kinds;
  }, [fields, t]);
}

function typeOf(name: ColumnName): OwnField['type'] {
  if (name === 'created') return 'instant';
  return name === 'name' || name === 'phone' || name === 'email' || name === 'rule' ? 'text' : 'choice';
}

const wide = new Set(['name', 'assignee', 'email']);

/** @param sorts by what the API can order a list */
export function useLeadColumns(
  layout: Column[],
  kinds: Map<string, Kind>,
  sorts: readonly string[],
): ColDef<LeadRow>[] {
  const { t, i18n } = useTranslation('lead');
  const { t: lists } = useTranslation('lists');
  const { t: words } = useTranslation('shell');
  const language = i18n.language;
  const zone = useZone();
  const sourceName = useSourceName();
  return useMemo(() => {
    const values: Record<ColumnName, (lead: LeadRow) => string> = {
      name: (lead) => titleOf(lead, t),
      created: (lead) => momentOfYear(language, wallTime(zone, new Date(lead.createdAt))),
      status: (lead) => lead.status,
      source: (lead) => sourceName(lead.source),
      assignee: peopleOf,
      state: (lead) => stateOf(lead, { t, language, zone }),
      phone: (lead) => phoneOf(lead.phone),
      email: (lead) => lead.email,
      listing: (lead) => lead.listing?.name ?? '',
      rule: (lead) => lead.rule,
    };
    const own = (kind: Kind, id: string) => (lead: LeadRow) => {
      const value = lead.fields[id];
      if (value === undefined || value === null) return '';
      if (typeof value === 'boolean') return words(value ? 'field.yes' : 'field.no');
      if (kind.type === 'instant' && !Number.isNaN(Date.parse(String(value)))) {
        return momentOfYear(language, wallTime(zone, new Date(String(value))));
      }
      return kind.own?.look === 'phone' ? phoneOf(String(value)) : isolated(language, String(value));
    };
    return layout.flatMap(({ id, width, pinned, hidden }) => {
      const kind = kinds.get(id);
      if (kind === undefined) return [];
      const value = isColumnName(id) ? values[id] : own(kind, id);
      return [
        {
          colId: id,
          headerName: kind.name,
          sortable: isSortable(id, sorts),
          headerTooltip: lists(
            isSortable(id, sorts) ? 'sort.way' : kind.own === null ? 'sort.never' : 'sort.unindexed',
          ),
          hide: hidden,
          pinned: pinned ? (document.documentElement.dir === 'rtl' ? 'right' : 'left') : null,
          ...(width === undefined ? { flex: wide.has(id) ? 1.6 : 1 } : { width }),
          minWidth: leastWidth(id),
          valueGetter: (cell) => (cell.data === undefined ? '' : value(cell.data)),
          cellClass: (cell) => classOf(id, cell.data),
        } satisfies ColDef<LeadRow>,
      ];
    });
  }, [t, lists, words, language, zone, layout, kinds, sorts, sourceName]);
}

/** So that times and numbers are seen whole; Hebrew writes a time the longest. */
function leastWidth(id: string): number {
  if (id === 'created') return document.documentElement.dir === 'rtl' ? 172 : 142;
  return id === 'phone' || id === 'name' || id === 'assignee' ? 134 : id === 'status' ? 118 : 100;
}

/** Who has a lead, and who works it beside them. */
function peopleOf(lead: LeadRow): string {
  return [lead.assignee?.name ?? '—', ...lead.workers.map(({ name }) => name)].join(' + ');
}

function classOf(name: string, lead: LeadRow | undefined): string {
  if (name === 'created' || name === 'phone') return 'figures';
  if (name === 'state' && lead !== undefined) {
    return lead.assignee == null && !lead.closed ? 'alert' : 'quiet';
  }
  return '';
}
