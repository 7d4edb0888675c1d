import type { components } from '../../api/schema';
import type { Order } from '../../grid/Grid';

export const states = ['assigned', 'offered', 'waiting', 'unassigned'] as const;

/** The columns by which a list can be ordered: those with an index. */
export const orders = ['created', 'status', 'source', 'assignee', 'name', 'phone', 'email'] as const;

/** What the address of a list says. */
export interface LeadsSearch {
  /** The id of a saved view, which the rest narrows. */
  view?: string;
  /** The id of the view whose filter is being changed: the rest is what it becomes. */
  editing?: string;
  /** What is typed or chosen below the headers, by column. */
  columns?: Record<string, string[]>;
  open?: boolean;
  text?: string;
  /** A condition in the filter language. */
  rule?: string;
  sort?: string;
}

/** How the API reads it that a column is empty. */
export const empty = '-';

const newestFirst = '-created';

/** Reads the address of a list; what it does not know is left out. */
export function leadsSearch(given: Record<string, unknown>): LeadsSearch {
  const columns: Record<string, string[]> = {};
  if (typeof given.columns === 'object' && given.columns !== null) {
    for (const [column, values] of Object.entries(given.columns)) {
      const list = texts(values);
      if (list.length > 0) columns[column] = list;
    }
  }
  const text = typeof given.text === 'string' || typeof given.text === 'number' ? String(given.text) : '';
  const sort = typeof given.sort === 'string' ? given.sort : '';
  return {
    ...(typeof given.view === 'string' && given.view !== '' ? { view: given.view } : {}),
    ...(typeof given.editing === 'string' && given.editing !== '' ? { editing: given.editing } : {}),
    ...(Object.keys(columns).length > 0 ? { columns } : {}),
    ...(typeof given.open === 'boolean' ? { open: given.open } : {}),
    ...(text !== '' ? { text } : {}),
    ...(typeof given.rule === 'string' && given.rule.trim() !== '' ? { rule: given.rule.trim() } : {}),
    ...(orders.some((order) => order === sort.replace('-', '')) ? { sort } : {}),
  };
}

function texts(given: unknown): string[] {
  const list = Array.isArray(given) ? given : given === undefined ? [] : [given];
  return list.filter((each) => typeof each === 'string' || typeof each === 'number').map(String);
}

/** The same with other values in a column; without any it is not narrowed there. */
export function withColumn(search: LeadsSearch, column: string, values: string[]): LeadsSearch {
  const { columns = {}, ...rest } = search;
  const { [column]: _, ...others } = columns;
  const next = values.length > 0 ? { ...others, [column]: values } : others;
  return Object.keys(next).length > 0 ? { ...rest, columns: next } : rest;
}

/** The same with another condition, or without any. */
export function withRule({ rule: _, ...search }: LeadsSearch, rule: string | undefined): LeadsSearch {
  return rule === undefined || rule.trim() === '' ? search : { ...search, rule: rule.trim() };
}

export function orderOf({ sort = newestFirst }: LeadsSearch): Order {
  return { column: sort.replace('-', ''), descending: sort.startsWith('-') };
}

export function sortOf({ column, descending }: Order): string {
  return `${descending ? '-' : ''}${column}`;
}

/** The question to the API for a list and one of its pages. */
export function queryOf(
  { sort = newestFirst, editing: _, ...filter }: LeadsSearch,
  cursor: string | null,
): components['schemas']['LeadSearch'] {
  return { filter, sort, limit: 100, ...(cursor === null ? {} : { cursor }) };
}

/** Whether a list leaves anything out, beside what its view does. */
export function isNarrowed({ sort: _, view: __, editing: ___, ...filter }: LeadsSearch): boolean {
  return Object.keys(filter).length > 0;
}
